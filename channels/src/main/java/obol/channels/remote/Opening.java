package obol.channels.remote;

import obol.channels.DeadlinePassed;
import obol.channels.NoService;
import obol.channels.PeerGone;
import obol.channels.transport.Link;
import obol.channels.transport.Transport;

/** The client's first question and its answer. Guarded by the session's monitor. */
final class Opening {
    /** Numbers of REFUSED. */
    static final int NO_SERVICE = 0;
    static final int LATE = 1;
    static final int OTHER = 2;

    private final Session session;
    private boolean asked;
    private boolean wantsText;
    private Link link;
    private String text;
    private RuntimeException refusal;

    Opening(Session session) {
        this.session = session;
    }

    boolean isAnswered() {
        return link != null || text != null || refusal != null;
    }

    void answered(Frame frame) throws BrokenSession {
        boolean expected = asked && !isAnswered() && (frame.kind == Kind.REFUSED || frame.kind == (wantsText ? Kind.TEXT : Kind.WELCOME));
        if (!expected) {
            throw frame.broken("nobody has asked");
        }
        switch (frame.kind) {
            case WELCOME -> {
                session.handles().register(frame, frame.number);
                try {
                    link = session.handles().channel(frame.number, frame.bytes(Kind.Sizes.FINGERPRINT));
                } catch (OutOfMemoryError full) {
                    refusal = new IllegalStateException("the process may not have more channels");
                }
            }
            case TEXT -> text = frame.words();
            default -> {
                String words = frame.words();
                refusal = frame.number == LATE ? new DeadlinePassed(words) : new NoService(words);
            }
        }
    }

    /** Asks for a channel, and waits for it. Throws as {@code Transport.connect}, or {@link PeerGone}. */
    Link connect(long deadline) {
        synchronized (session) {
            ask(new FrameWriter(Kind.CONNECT, Session.VERSION).writeLong(left(deadline)), deadline);
            return link;
        }
    }

    /** Asks for the contract's text, and waits for it. Throws as {@code Transport.contractOf}, or {@link PeerGone}. */
    String contract(long deadline) {
        synchronized (session) {
            wantsText = true;
            ask(new FrameWriter(Kind.CONTRACT, Session.VERSION), deadline);
            return text;
        }
    }

    private void ask(FrameWriter question, long deadline) {
        asked = true;
        session.send(question);
        boolean interrupted = false;
        while (!isAnswered() && !session.isEnded()) {
            long left = left(deadline);
            if (left == 0) {
                throw new DeadlinePassed("no answer by the deadline");
            }
            try {
                if (left == Long.MAX_VALUE) {
                    session.wait();
                } else {
                    session.wait(left / 1_000_000, (int) (left % 1_000_000));
                }
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (refusal != null) {
            throw refusal;
        }
        if (!isAnswered()) {
            throw new PeerGone("the session ended before its answer" + (session.why() == null ? "" : ": " + session.why()));
        }
    }

    private static long left(long deadline) {
        return deadline == Transport.NEVER ? Long.MAX_VALUE : Math.max(0, deadline - System.nanoTime());
    }
}
