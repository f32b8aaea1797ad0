package obol.channels.kernel;

import java.util.Arrays;
import obol.channels.transport.Handle;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.layout.KernelLayout;

/**
 * What this process was made with. On the way, the link to the name service is the last of the message's handles, and a last byte says
 * whether it is there.
 */
public final class Birth {
    private static Message message;
    private static Link names;

    static {
        Message born = Mail.take(KernelLayout.Entry.BIRTH);
        if (born != null) {
            open(born);
        }
    }

    private Birth() {
    }

    private static void open(Message born) {
        Handle[] handles = born.handles();
        int length = born.length() - 1;
        if (born.bytes()[length] != 0) {
            int last = handles.length - 1;
            names = (Link) handles[last];
            handles = Arrays.copyOf(handles, last);
        }
        message = new Message(born.bytes(), length, handles);
    }

    /** The message that {@link Spawn#start} takes for this and a link, which may be null. */
    static Message close(Message message, Link names) {
        byte[] bytes = Arrays.copyOf(message.bytes(), message.length() + 1);
        Handle[] handles = message.handles();
        bytes[message.length()] = (byte) (names == null ? 0 : 1);
        if (names != null) {
            handles = Arrays.copyOf(handles, handles.length + 1);
            handles[handles.length - 1] = names;
        }
        return new Message(bytes, message.length() + 1, handles);
    }

    /** The message given to {@link Spawn#start}, whose handles the caller owns; null if there was none, or it has been taken. */
    public static synchronized Message message() {
        Message taken = message;
        message = null;
        return taken;
    }

    /** The link to the name service, or null. */
    static Link names() {
        return names;
    }
}
