package obol.channels.kernel;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import obol.channels.DeadlinePassed;
import obol.channels.Deadlock;
import obol.channels.PeerGone;
import obol.channels.ServerFault;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Info;
import obol.nucleus.abi.Links;
import obol.nucleus.abi.Messages;
import obol.nucleus.channel.Result;

/** The client's end of a channel. */
final class KernelLink extends Held implements Link {
    /** Digits of half a fingerprint. */
    private static final int HALF = 16;

    KernelLink(long handle) {
        super(KernelLayout.LINK, handle);
    }

    @Override
    public Message call(long ordinal, Message request, long deadline) {
        try {
            long handle = handle();
            long size = Messages.call(handle, ordinal, request.bytes(), request.length(), Mail.handles(request), deadline);
            if (size < 0) {
                throw failed(handle, request, size);
            }
            Mail.left(request);
            Message reply = Messages.isSmall(size) ? Mail.letter(size) : Mail.take(handle, size, Mail.head(size));
            if (reply == null) {
                throw new PeerGone("the channel ended during the call");
            }
            return reply;
        } finally {
            Reference.reachabilityFence(this); // whoever waits has not abandoned it
        }
    }

    /** What the caller gets to see. The request is dropped: what of it has gone is not this process's any more. */
    private RuntimeException failed(long handle, Message request, long result) {
        Message words = result == Result.FAULT || result == Result.CIRCLE ? Mail.take(handle) : null;
        request.drop();
        if (result == Result.BUSY) {
            return new IllegalStateException("two threads use one endpoint");
        }
        if (result == Result.CIRCLE) {
            return new Deadlock(words == null ? "" : new String(words.bytes(), 0, words.length(), StandardCharsets.UTF_8));
        }
        if (result == Result.REFUSED) {
            return new IllegalStateException("a handle in the message is not this process's, or in use");
        }
        if (result == Result.NO_ROOM) {
            throw Mail.noRoom();
        }
        drop();
        if (words != null) {
            return new ServerFault(KernelChannel.words(words));
        }
        return result == Result.TIMEOUT ? new DeadlinePassed("the deadline passed before the reply")
                : new PeerGone("the channel has ended");
    }

    @Override
    public String fingerprint() {
        return digits(Links.info(handle(), Info.FINGERPRINT)) + digits(Links.info(handle(), Info.FINGERPRINT_LOW));
    }

    /** The first half of a fingerprint of 32 hexadecimal digits, as the nucleus keeps it. */
    static long firstHalf(String fingerprint) {
        return Long.parseUnsignedLong(fingerprint.substring(0, HALF), 16);
    }

    static long secondHalf(String fingerprint) {
        return Long.parseUnsignedLong(fingerprint.substring(HALF), 16);
    }

    private static String digits(long half) {
        char[] digits = new char[HALF];
        for (int i = 0; i < HALF; i++) {
            digits[i] = Character.forDigit((int) (half >>> 4 * (HALF - 1 - i)) & 15, 16);
        }
        return new String(digits);
    }
}
