package obol.styx;

/**
 * Room for the bytes of one operation after the other, so that not each of them makes an array. What it gives is good until it is asked
 * the next time. For one thread at a time.
 */
public final class Workspace {
    /** More than this is not kept: a few large operations shall not cost memory for ever. */
    private static final int MOST_KEPT = 128 << 10;

    private byte[] bytes = new byte[0];

    /** An array of at least so many bytes, which may hold anything. */
    public byte[] atLeast(int count) {
        if (count <= bytes.length) {
            return bytes;
        }
        byte[] larger = new byte[count <= MOST_KEPT / 2 ? Math.max(count, 2 * bytes.length) : count];
        if (count <= MOST_KEPT) {
            bytes = larger;
        }
        return larger;
    }
}
