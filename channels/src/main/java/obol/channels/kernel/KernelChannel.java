package obol.channels.kernel;

import obol.channels.codec.Reader;
import obol.channels.codec.Writer;
import obol.channels.transport.Channel;
import obol.channels.transport.Message;
import obol.nucleus.abi.Links;

/** The server's end of a channel. */
final class KernelChannel extends Channel {
    private final KernelPort port;
    final long handle;

    KernelChannel(KernelPort port, long handle) {
        this.port = port;
        this.handle = handle;
    }

    @Override
    public boolean reply(Message reply) {
        return Mail.send(handle, reply, false) == 0;
    }

    @Override
    public void fault(String text) {
        Writer words = new Writer("fault");
        words.writeExcerpt(text);
        if (Mail.send(handle, words.depart(), true) != 0) {
            Links.close(handle);
        }
        port.forget(this);
    }

    @Override
    public void end() {
        Links.close(handle);
        port.forget(this);
    }

    /** The text of {@link #fault}. */
    static String words(Message fault) {
        return new Reader(fault).readString();
    }
}
