package obol.system.carrier.frames;

import java.nio.charset.StandardCharsets;

/**
 * One connection of a {@link Multiplexer}: bytes both ways, each way ended by itself. What is written is queued without limit; writers look
 * at {@link #unsent} and wait. What arrives waits here until it is read, at most the window that the other side was given.
 */
public final class Connection {
    private static final long MOST_CREDIT = Integer.MAX_VALUE;

    final int number;
    /** Among the multiplexer's senders. */
    boolean queued;

    private final Multiplexer multiplexer;
    private final String purpose;
    private final boolean own;

    private final ByteQueue output = new ByteQueue();
    private long credit;
    private boolean openDue;
    private boolean accepted;
    /** The first CREDIT of a connection that the other side opened is still to be sent. */
    private boolean acceptDue;
    /** Why our direction ends, when it does: the reason, "" for none. */
    private String closing;
    private boolean closeSent;

    private final ByteQueue input = new ByteQueue();
    /** Bytes that the other side may still send. */
    private int allowed;
    /** Bytes to be added to that by the next CREDIT. */
    private int due;
    private boolean ignoring;
    private String theirReason;

    Connection(Multiplexer multiplexer, int number, String purpose, boolean own) {
        this.multiplexer = multiplexer;
        this.number = number;
        this.purpose = purpose;
        this.own = own;
        openDue = own;
        if (own) due = Multiplexer.WINDOW;
    }

    /** What the connection is, as the side that opened it said. */
    public String purpose() {
        return purpose;
    }

    /** Whether this side opened it. */
    public boolean isOwn() {
        return own;
    }

    /** Whether the side that did not open it has accepted it. */
    public boolean isAccepted() {
        return accepted;
    }

    /** Accepts a connection that the other side opened. No effect the second time, or when it is closed. */
    public void accept() {
        if (own || accepted || closing != null) return;
        accepted = true;
        acceptDue = true;
        due = Multiplexer.WINDOW;
        multiplexer.wake(this);
    }

    /** Queues bytes to be sent. What is written to a connection that is cut or refused goes nowhere. */
    public void write(byte[] from, int offset, int count) {
        if (isRefused() || isOver()) return;
        if (closing != null) {
            throw new IllegalStateException("connection " + number + " is closed");
        }
        output.add(from, offset, count);
        multiplexer.wake(this);
    }

    /** Bytes that are written and not sent. */
    public int unsent() {
        return output.size();
    }

    /**
     * Ends this side's direction once all that was written is sent; what comes in can still be read. No effect the second time.
     *
     * @param why the reason, cut off at 1,024 bytes; "" for an ordinary end
     */
    public void close(String why) {
        if (closing != null) return;
        closing = why;
        multiplexer.wake(this);
    }

    /**
     * Ends the connection at once, since nobody is there any more: what was written and is not sent, and what has come, is dropped. After
     * {@link #close} it does so for what is still here.
     *
     * @param why the reason, not ""
     */
    public void abort(String why) {
        if (!closeSent) {
            closing = why;
            output.clear();
            multiplexer.wake(this);
        }
        ignoreInput();
    }

    /** Whether this side's direction is ended, and everything sent. */
    public boolean isFlushed() {
        return closeSent;
    }

    /** Bytes that can be read at once. */
    public int available() {
        return input.size();
    }

    /** Takes up to {@code most} bytes that have come; gives how many, 0 if none are there now, -1 if none will come any more. */
    public int read(byte[] to, int offset, int most) {
        int count = input.take(to, offset, most);
        if (count > 0) consumed(count);
        return count > 0 || most == 0 ? count : theirReason != null ? -1 : 0;
    }

    /** Drops what has come and whatever will come. */
    public void ignoreInput() {
        ignoring = true;
        int count = input.size();
        input.clear();
        consumed(count);
    }

    /** Whether the other side's direction is ended; there may be bytes to read. */
    public boolean theyClosed() {
        return theirReason != null;
    }

    /** The reason that the other side gave for its end, with which what was not read is dropped; "" for none; null while it has not ended. */
    public String theirReason() {
        return theirReason;
    }

    /** Whether both directions are ended and sent: the number is free for another connection. */
    public boolean isOver() {
        return closeSent && theirReason != null;
    }

    private boolean isRefused() {
        return own && !accepted && theirReason != null;
    }

    int allowance() {
        return allowed;
    }

    void arrived(byte[] from, int offset, int count) {
        allowed -= count;
        if (ignoring) consumed(count);
        else input.add(from, offset, count);
    }

    /** The other side gives credit; false if that is none or too much. */
    boolean credited(long more) {
        if (more == 0 || credit + more > MOST_CREDIT) return false;
        credit += more;
        if (own) accepted = true;
        multiplexer.wake(this);
        return true;
    }

    void closedByThem(String reason) {
        theirReason = reason;
        if (!reason.isEmpty()) input.clear();
        if (isRefused()) {
            output.clear();
            if (closing == null) closing = "";
        }
        multiplexer.wake(this);
    }

    /** The carrier has ended. */
    void cut(String why) {
        output.clear();
        if (closing == null) closing = why;
        closeSent = true;
        if (theirReason == null) theirReason = why;
    }

    private void consumed(int count) {
        due += count;
        multiplexer.wake(this);
    }

    /** The kind of the frame to be sent next; null if there is none. */
    Kind nextFrame() {
        if (isOver()) return null;
        if (openDue) return Kind.OPEN;
        if (creditDue()) return Kind.CREDIT;
        if (closeSent) return null;
        if (output.size() > 0) return credit > 0 ? Kind.DATA : null;
        return closing != null ? Kind.CLOSE : null;
    }

    /** Credit goes out in halves of the window, so that there are few such frames and the other side never has to stop for one. */
    private boolean creditDue() {
        return acceptDue || due >= Multiplexer.WINDOW / 2 && theirReason == null;
    }

    /** Writes the payload of the next frame; gives its length. */
    int fill(Kind kind, byte[] to, int at, int most) {
        switch (kind) {
            case OPEN -> {
                openDue = false;
                return text(purpose, to, at);
            }
            case CREDIT -> {
                Multiplexer.putU32(to, at, due);
                allowed += due;
                due = 0;
                acceptDue = false;
                return Multiplexer.CREDIT_LENGTH;
            }
            case DATA -> {
                int count = output.take(to, at, (int) Math.min(most, credit));
                credit -= count;
                return count;
            }
            case CLOSE -> {
                closeSent = true;
                return text(closing, to, at);
            }
        }
        throw new AssertionError(kind);
    }

    private static int text(String text, byte[] to, int at) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int count = Math.min(bytes.length, Multiplexer.MOST_TEXT);
        // Not in the middle of a character.
        while (count < bytes.length && count > 0 && (bytes[count] & 0xC0) == 0x80) count--;
        System.arraycopy(bytes, 0, to, at, count);
        return count;
    }
}
