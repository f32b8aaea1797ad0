package obol.net.tcp;

/**
 * Bytes in order, of which some behind the last may be there already. Its array grows as needed; it becomes smaller when it was much too
 * large for some time, and is let go when it is empty and memory is scarce.
 */
final class ByteRing {
    private static final int SMALL = 2 << 10;
    /** So many times in a row less than a quarter was used, from one time that it was empty to the next. */
    private static final int SPARSE = 32;
    private static final byte[] NONE = new byte[0];

    private final Memory memory;
    private byte[] ring = NONE;
    private int first;
    private int size;
    private int most;
    private int sparse;

    ByteRing(Memory memory) {
        this.memory = memory;
    }

    int size() {
        return size;
    }

    /** Bytes that it takes now. */
    int capacity() {
        return ring.length;
    }

    /** Copies bytes to a place, from 0 for the first one on; those there count as soon as {@link #extend} says so. */
    void put(int place, byte[] from, int at, int length) {
        if (place + length > ring.length) grow(place + length);
        if (place + length > most) most = place + length;
        int to = wrap(first + place);
        int straight = Math.min(length, ring.length - to);
        System.arraycopy(from, at, ring, to, straight);
        if (straight < length) System.arraycopy(from, at + straight, ring, 0, length - straight);
    }

    void extend(int length) {
        size += length;
    }

    void append(byte[] from, int at, int length) {
        put(size, from, at, length);
        size += length;
    }

    void copy(int place, byte[] to, int at, int length) {
        int from = wrap(first + place);
        int straight = Math.min(length, ring.length - from);
        System.arraycopy(ring, from, to, at, straight);
        if (straight < length) System.arraycopy(ring, 0, to, at + straight, length - straight);
    }

    /** Removes the first bytes. {@code quiet} if nothing lies behind the last one. */
    void drop(int length, boolean quiet) {
        first = wrap(first + length);
        size -= length;
        if (size == 0 && quiet) {
            first = 0;
            if (ring.length > SMALL) shrink();
        }
    }

    private void shrink() {
        sparse = most < ring.length / 4 ? sparse + 1 : 0;
        most = 0;
        if (memory.isScarce()) {
            free();
        } else if (sparse == SPARSE) {
            int half = ring.length / 2;
            memory.charge(half - ring.length);
            ring = new byte[half];
            sparse = 0;
        }
    }

    void free() {
        memory.charge(-ring.length);
        ring = NONE;
        first = 0;
        size = 0;
    }

    private int wrap(int place) {
        return place >= ring.length ? place - ring.length : place;
    }

    private void grow(int least) {
        byte[] wider = new byte[Math.max(SMALL, Math.max(least, 2 * ring.length))];
        int old = ring.length;
        int straight = old - first;
        System.arraycopy(ring, first, wider, 0, straight);
        System.arraycopy(ring, 0, wider, straight, first);
        memory.charge(wider.length - old);
        ring = wider;
        first = 0;
    }
}
