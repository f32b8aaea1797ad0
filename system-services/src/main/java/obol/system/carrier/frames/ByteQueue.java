package obol.system.carrier.frames;

/** Bytes, first in, first out; grows as needed and lets go of its memory when it is empty and was large. */
final class ByteQueue {
    private static final int SMALL = 4 << 10;
    private static final byte[] NONE = new byte[0];

    private byte[] ring = NONE;
    private int first;
    private int size;

    int size() {
        return size;
    }

    void add(byte[] from, int offset, int count) {
        if (size + count > ring.length) grow(size + count);
        int at = first + size;
        if (at >= ring.length) at -= ring.length;
        int straight = Math.min(count, ring.length - at);
        System.arraycopy(from, offset, ring, at, straight);
        System.arraycopy(from, offset + straight, ring, 0, count - straight);
        size += count;
    }

    /** Takes up to {@code most} bytes out; gives how many. */
    int take(byte[] to, int offset, int most) {
        int count = Math.min(most, size);
        int straight = Math.min(count, ring.length - first);
        System.arraycopy(ring, first, to, offset, straight);
        System.arraycopy(ring, 0, to, offset + straight, count - straight);
        first += count;
        if (first >= ring.length) first -= ring.length;
        size -= count;
        if (size == 0) {
            first = 0;
            if (ring.length > SMALL) ring = NONE;
        }
        return count;
    }

    void clear() {
        ring = NONE;
        first = 0;
        size = 0;
    }

    private void grow(int least) {
        byte[] wider = new byte[Math.max(least, Math.max(256, 2 * ring.length))];
        int count = size;
        take(wider, 0, count);
        ring = wider;
        first = 0;
        size = count;
    }
}
