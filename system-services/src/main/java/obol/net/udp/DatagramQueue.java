package obol.net.udp;

import obol.net.wire.Bytes;

/** Datagrams that wait to be read, each with where it came from, in a ring that grows up to a limit. Never divided. */
final class DatagramQueue {
    /** In front of each datagram: its length, sender's address and port, target's address, link's index. */
    private static final int LENGTH = 0, SOURCE = 4, TARGET = 20, PORT = 36, LINK = 38, HEADER = 40;
    private static final int SMALL = 4 << 10;
    private static final byte[] NONE = new byte[0];

    private final byte[] header = new byte[HEADER];
    private final int limit;
    private byte[] ring = NONE;
    private int first;
    private int used;
    private int count;

    DatagramQueue(int limit) {
        this.limit = limit;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Bytes of the first datagram. */
    int firstLength() {
        copyOut(first, header, 0, HEADER);
        return Bytes.i32(header, LENGTH);
    }

    boolean add(long sourceHigh, long sourceLow, int port, long targetHigh, long targetLow, int link, byte[] from, int at, int length) {
        int need = HEADER + length;
        if (used + need > limit && count > 0 || need > limit) return false;
        if (used + need > ring.length) grow(used + need);
        Bytes.put32(header, LENGTH, length);
        Bytes.put64(header, SOURCE, sourceHigh);
        Bytes.put64(header, SOURCE + 8, sourceLow);
        Bytes.put64(header, TARGET, targetHigh);
        Bytes.put64(header, TARGET + 8, targetLow);
        Bytes.put16(header, PORT, port);
        Bytes.put16(header, LINK, link);
        copyIn(header, 0, HEADER);
        copyIn(from, at, length);
        count++;
        return true;
    }

    /** Takes the first datagram out, as much of it as there is room for. There is one. */
    void take(Datagram to, byte[] into, int at, int room) {
        copyOut(first, header, 0, HEADER);
        int length = Bytes.i32(header, LENGTH);
        to.set(Bytes.i64(header, SOURCE), Bytes.i64(header, SOURCE + 8), Bytes.u16(header, PORT), Bytes.i64(header, TARGET),
                Bytes.i64(header, TARGET + 8), Bytes.u16(header, LINK), length);
        copyOut(wrap(first + HEADER), into, at, Math.min(room, length));
        first = wrap(first + HEADER + length);
        used -= HEADER + length;
        if (--count == 0) {
            first = 0;
            if (ring.length > SMALL) ring = NONE;
        }
    }

    void clear() {
        ring = NONE;
        first = 0;
        used = 0;
        count = 0;
    }

    private int wrap(int place) {
        return place >= ring.length ? place - ring.length : place;
    }

    private void copyIn(byte[] from, int at, int length) {
        int place = wrap(first + used);
        int straight = Math.min(length, ring.length - place);
        System.arraycopy(from, at, ring, place, straight);
        System.arraycopy(from, at + straight, ring, 0, length - straight);
        used += length;
    }

    private void copyOut(int place, byte[] to, int at, int length) {
        int straight = Math.min(length, ring.length - place);
        System.arraycopy(ring, place, to, at, straight);
        System.arraycopy(ring, 0, to, at + straight, length - straight);
    }

    private void grow(int least) {
        byte[] wider = new byte[Math.max(Math.max(least, 512), Math.min(limit, 2 * ring.length))];
        copyOut(first, wider, 0, used);
        ring = wider;
        first = 0;
    }
}
