package obol.channels.kernel;

import obol.channels.transport.Later;
import obol.channels.transport.Message;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Info;
import obol.nucleus.abi.Links;
import obol.nucleus.channel.Result;

/** The sending half of messages that come later. */
final class KernelSender extends Held implements Later.Sender {
    KernelSender(long handle) {
        super(KernelLayout.SENDER, handle);
    }

    @Override
    public boolean put(Message message) {
        long result = Mail.send(handle(), message, false);
        if (result == Result.FULL || result == Result.REFUSED) {
            throw new IllegalStateException(result == Result.FULL ? "there is no room for the message: two threads use one sink"
                    : "a handle in the message is not this process's, in use, or would lie in itself");
        }
        if (result == Result.NO_ROOM) {
            throw Mail.noRoom();
        }
        return result == 0;
    }

    @Override
    public boolean send(Message message) {
        long result = Mail.send(handle(), message, true);
        if (result == 0) {
            left();
            return true;
        }
        drop();
        if (result == Result.NO_ROOM) {
            throw Mail.noRoom();
        }
        return false;
    }

    @Override
    public boolean ready() {
        return Links.info(handle(), Info.READY) != 0;
    }

    @Override
    public boolean cancelled() {
        return handle() != 0 && Links.info(handle(), Info.OPEN) == 0;
    }
}
