package obol.net.wire;

/**
 * A buffer in which a frame is built from its payload outwards: bytes {@code start} to {@code end} are what it is so far, and headers go
 * in front. Whoever holds a packet owns it, and gives it on or back to its pool.
 */
public final class Packet {
    /** Room in front for Ethernet, IPv6 and the longest TCP header. */
    public static final int HEADROOM = 14 + 40 + 60 + 6;

    public final byte[] bytes;
    public int start;
    public int end;
    /** The next one of the list that this one is in. */
    Packet next;

    Packet(int capacity) {
        bytes = new byte[capacity];
        clear();
    }

    void clear() {
        start = HEADROOM;
        end = HEADROOM;
    }

    public int length() {
        return end - start;
    }

    /** Makes room for a header in front; gives where it begins. */
    public int prepend(int length) {
        return start -= length;
    }

    /** Copies bytes to the end. */
    public void append(byte[] from, int at, int length) {
        System.arraycopy(from, at, bytes, end, length);
        end += length;
    }
}
