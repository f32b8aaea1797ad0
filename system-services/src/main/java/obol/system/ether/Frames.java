package obol.system.ether;

/**
 * How frames lie in the first bytes of a block, or of an array: one behind the other, each behind its length in two bytes, the lower one
 * first. What is in a block came from another process, so whoever reads it checks lengths ({@link #length}).
 */
public final class Frames {
    /** Bytes in front of each frame. */
    public static final int HEADER = 2;

    private Frames() {
    }

    /** Bytes that a frame takes. */
    public static int room(int length) {
        return HEADER + length;
    }

    /** Writes the length of a frame that will lie behind it. */
    public static void putLength(byte[] to, int at, int length) {
        to[at] = (byte) length;
        to[at + 1] = (byte) (length >> 8);
    }

    /** The length of the frame at a place; -1 if not all of it lies before the end. */
    public static int length(byte[] from, int at, int end) {
        if (end - at < HEADER) return -1;
        int length = from[at] & 0xFF | (from[at + 1] & 0xFF) << 8;
        return length > end - at - HEADER ? -1 : length;
    }
}
