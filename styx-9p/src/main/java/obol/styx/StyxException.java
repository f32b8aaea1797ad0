package obol.styx;

/**
 * An error that a server answers and a client receives. Without a stack trace: it is an answer,
 * and costs as little as one.
 */
public final class StyxException extends Exception {
    private final Errno errno;

    public StyxException(Errno errno) {
        this(errno, errno.text());
    }

    /** With a text of its own, which .L does not carry. */
    public StyxException(Errno errno, String text) {
        super(text, null, false, false);
        this.errno = errno;
    }

    public Errno errno() {
        return errno;
    }
}
