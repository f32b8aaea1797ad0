package obol.styx.server;

/**
 * What one connection may take.
 *
 * @param maxMessage largest msize agreed to, in bytes; at least 8192
 * @param maxFids fids at once; one more is answered with EMFILE
 * @param maxRequests requests outstanding at once; one more is answered with EAGAIN
 * @param outputMark with more reply bytes than this waiting for the carrier, no further request is read
 * @param maxBuffered bytes of requests outstanding: one more is answered with EAGAIN. Bytes of extended attributes
 *        being read or written: ENOSPC. Bytes of replies waiting, by late answers to a client that does not read:
 *        the connection is closed
 */
public record Limits(int maxMessage, int maxFids, int maxRequests, int outputMark, int maxBuffered) {
    public static final Limits DEFAULT = new Limits(1 << 20, 1 << 16, 1024, 1 << 18, 1 << 24);

    /** An msize below this is refused: not even the header of a walk's answer would fit. */
    public static final int MIN_MESSAGE = 256;

    public Limits {
        if (maxMessage < 8192 || maxFids < 1 || maxRequests < 1 || maxBuffered < maxMessage + outputMark) {
            throw new IllegalArgumentException("limits too small");
        }
    }
}
