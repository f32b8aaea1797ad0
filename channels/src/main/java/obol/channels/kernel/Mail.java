package obol.channels.kernel;

import obol.channels.transport.Handle;
import obol.channels.transport.Message;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Info;
import obol.nucleus.abi.Links;
import obol.nucleus.abi.Messages;
import obol.nucleus.channel.Result;

/** Messages between arrays and the nucleus. */
final class Mail {
    private static final long[] NO_HANDLES = {};
    private static final Handle[] NONE = {};
    /** Ordinal and deadline stand before the handles. */
    private static final int HEAD = 2;
    private static final long VALUE = (1L << KernelLayout.TRAVEL_SHIFT) - 1;

    private Mail() {
    }

    /** The handles of a message, as the nucleus takes them. */
    static long[] handles(Message message) {
        Handle[] handles = message.handles();
        if (handles.length == 0) {
            return NO_HANDLES;
        }
        long[] travelling = new long[handles.length];
        for (int i = 0; i < handles.length; i++) {
            travelling[i] = ((Travelling) handles[i]).travelling();
        }
        return travelling;
    }

    /** The message has gone: its objects own nothing any more. */
    static void left(Message message) {
        for (Handle handle : message.handles()) {
            ((Travelling) handle).left();
        }
    }

    /** Sends a message by a channel, as a fault if it is the last, or by a sending half. What the nucleus says; unless that is 0 the message has been dropped. */
    static long send(long handle, Message message, boolean last) {
        long result = Messages.send(handle, message.bytes(), message.length(), handles(message), last);
        if (result == 0) {
            left(message);
        } else {
            message.drop();
        }
        return result;
    }

    /** The small message of this size that the thread's last wait has brought. */
    static Message letter(long size) {
        byte[] bytes = new byte[(int) size];
        Messages.letter(bytes);
        return new Message(bytes, bytes.length, NONE);
    }

    /** Room for ordinal, deadline and handles of a message of this size. */
    static long[] head(long size) {
        return new long[HEAD + (int) (size >>> 32)];
    }

    /**
     * Takes the message that lies there: null if there is none any more.
     *
     * @param size of it, as the nucleus says
     * @param head from {@link #head}
     * @throws OutOfMemoryError if the process may not have more handles or exchange memory; the message stays there
     */
    static Message take(long handle, long size, long[] head) {
        byte[] bytes = new byte[(int) size];
        long result = Messages.take(handle, bytes, head);
        if (result == Result.NO_ROOM) {
            throw noRoom();
        }
        return result != 0 ? null : new Message(bytes, bytes.length, objects(head));
    }

    /** The message that lies there. Throws as {@link #take(long, long, long[])}. */
    static Message take(long handle) {
        long size = Links.info(handle, Info.SIZE);
        return size < 0 ? null : take(handle, size, head(size));
    }

    private static Handle[] objects(long[] head) {
        if (head.length == HEAD) {
            return NONE;
        }
        Handle[] handles = new Handle[head.length - HEAD];
        for (int i = 0; i < handles.length; i++) {
            long handle = head[HEAD + i] & VALUE;
            handles[i] = switch ((int) (head[HEAD + i] >>> KernelLayout.TRAVEL_SHIFT)) {
                case KernelLayout.LINK -> new KernelLink(handle);
                case KernelLayout.LATER -> new KernelLater(handle);
                case KernelLayout.SENDER -> new KernelSender(handle);
                case KernelLayout.CONNECTOR -> new KernelConnector(handle);
                case KernelLayout.MEMORY -> new KernelMemory(handle);
                default -> throw new AssertionError("a handle that cannot travel has arrived");
            };
        }
        return handles;
    }

    static OutOfMemoryError noRoom() {
        return new OutOfMemoryError("the process may not have more channels, messages or exchange memory");
    }
}
