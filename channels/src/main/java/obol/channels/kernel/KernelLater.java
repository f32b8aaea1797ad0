package obol.channels.kernel;

import java.lang.ref.Reference;
import obol.channels.DeadlinePassed;
import obol.channels.PeerGone;
import obol.channels.transport.Later;
import obol.channels.transport.Message;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Info;
import obol.nucleus.abi.Links;
import obol.nucleus.channel.Result;

/** The receiving half of a message that comes later. */
final class KernelLater extends Held implements Later {
    KernelLater(long handle) {
        super(KernelLayout.LATER, handle);
    }

    /** Both halves of a new one. */
    static Pair open() {
        long receiver = Links.later();
        if (receiver == 0) {
            throw Mail.noRoom();
        }
        KernelLater later = new KernelLater(receiver);
        long sender = Links.info(receiver, Info.OTHER_END);
        if (sender == 0) {
            later.drop();
            throw Mail.noRoom();
        }
        return new Pair(new KernelSender(sender), later);
    }

    @Override
    public Message await(long deadline) {
        try {
            long size = Links.await(handle(), deadline);
            if (size == Result.TIMEOUT) {
                drop();
                throw new DeadlinePassed("Pending.await: the deadline passed");
            }
            Message message = size < 0 ? null : Mail.take(handle(), size, Mail.head(size));
            if (message == null) {
                drop();
                throw new PeerGone("the Promise was closed without a value, or its process has ended");
            }
            left();
            return message;
        } finally {
            Reference.reachabilityFence(this); // whoever waits has not abandoned it
        }
    }

    @Override
    public boolean ready() {
        return Links.info(handle(), Info.READY) != 0;
    }
}
