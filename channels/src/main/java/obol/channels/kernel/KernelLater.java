package obol.channels.kernel;

import java.lang.ref.Reference;
import obol.channels.PeerGone;
import obol.channels.transport.Later;
import obol.channels.transport.Message;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Info;
import obol.nucleus.abi.Links;
import obol.nucleus.abi.Messages;
import obol.nucleus.channel.Result;

/** The receiving half of messages that come later. */
final class KernelLater extends Held implements Later {
    KernelLater(long handle) {
        super(KernelLayout.LATER, handle);
    }

    /** Both halves of a new one. */
    static Pair open(int room) {
        long receiver = Links.later(room);
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
            while (true) {
                long result = Links.await(handle(), deadline);
                if (result == Result.TIMEOUT) {
                    return null;
                }
                if (result < 0) {
                    drop();
                    throw new PeerGone("the other end was closed, or its process has ended");
                }
                if (Messages.isSmall(result)) {
                    if (Messages.letterHead(0) != 0) {
                        left();
                    }
                    return Mail.letter(result);
                }
                Message message = take();
                if (message != null) {
                    return message;
                }
            }
        } finally {
            Reference.reachabilityFence(this); // whoever waits has not abandoned it
        }
    }

    /** The message that lies there; null if another thread was faster. What is asked for its size is what is taken. */
    private synchronized Message take() {
        long size = Links.info(handle(), Info.SIZE);
        long[] head = Mail.head(Math.max(0, size));
        Message message = size < 0 ? null : Mail.take(handle(), size, head);
        if (message != null && head[0] != 0) {
            left();
        }
        return message;
    }

    @Override
    public boolean ready() {
        return Links.info(handle(), Info.READY) != 0;
    }
}
