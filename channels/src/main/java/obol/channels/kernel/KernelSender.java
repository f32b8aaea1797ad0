package obol.channels.kernel;

import obol.channels.transport.Later;
import obol.channels.transport.Message;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Info;
import obol.nucleus.abi.Links;
import obol.nucleus.channel.Result;

/** The sending half of a message that comes later. */
final class KernelSender extends Held implements Later.Sender {
    KernelSender(long handle) {
        super(KernelLayout.SENDER, handle);
    }

    @Override
    public boolean send(Message message) {
        long result = Mail.send(handle(), message, false);
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
    public boolean cancelled() {
        return handle() != 0 && Links.info(handle(), Info.OPEN) == 0;
    }
}
