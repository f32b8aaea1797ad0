package obol.styx;

/**
 * A frame that is no message of the dialect: which field, at which offset from the frame's first
 * byte, and why. The tag is known whenever the header is, so that a server can answer.
 */
public final class Malformed extends Exception {
    private final String field;
    private final int offset;
    private final String reason;
    private final Errno errno;

    public Malformed(String field, int offset, String reason) {
        this(Errno.EPROTO, field, offset, reason);
    }

    Malformed(Errno errno, String field, int offset, String reason) {
        super(field + " at " + offset + ": " + reason, null, false, false);
        this.field = field;
        this.offset = offset;
        this.reason = reason;
        this.errno = errno;
    }

    /** What a server answers: EOPNOTSUPP to an unknown type, EILSEQ to text that is not UTF-8, else EPROTO. */
    public Errno errno() {
        return errno;
    }

    /** Name of the field that is wrong: "size", "type", or the name of a {@link Field} or of a part of a stat. */
    public String field() {
        return field;
    }

    /** Bytes from the beginning of the frame. */
    public int offset() {
        return offset;
    }

    public String reason() {
        return reason;
    }
}
