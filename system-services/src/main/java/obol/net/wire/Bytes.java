package obol.net.wire;

/** Numbers in network order in an array of bytes. */
public final class Bytes {
    private Bytes() {
    }

    public static int u8(byte[] from, int at) {
        return from[at] & 0xFF;
    }

    public static int u16(byte[] from, int at) {
        return (from[at] & 0xFF) << 8 | from[at + 1] & 0xFF;
    }

    /** 32 bits, as they are. */
    public static int i32(byte[] from, int at) {
        return from[at] << 24 | (from[at + 1] & 0xFF) << 16 | (from[at + 2] & 0xFF) << 8 | from[at + 3] & 0xFF;
    }

    public static long u32(byte[] from, int at) {
        return i32(from, at) & 0xFFFF_FFFFL;
    }

    /** A hardware address. */
    public static long u48(byte[] from, int at) {
        return (long) u16(from, at) << 32 | u32(from, at + 2);
    }

    public static long i64(byte[] from, int at) {
        return (long) i32(from, at) << 32 | u32(from, at + 4);
    }

    public static void put8(byte[] to, int at, int value) {
        to[at] = (byte) value;
    }

    public static void put16(byte[] to, int at, int value) {
        to[at] = (byte) (value >> 8);
        to[at + 1] = (byte) value;
    }

    public static void put32(byte[] to, int at, int value) {
        to[at] = (byte) (value >> 24);
        to[at + 1] = (byte) (value >> 16);
        to[at + 2] = (byte) (value >> 8);
        to[at + 3] = (byte) value;
    }

    public static void put48(byte[] to, int at, long value) {
        put16(to, at, (int) (value >> 32));
        put32(to, at + 2, (int) value);
    }

    public static void put64(byte[] to, int at, long value) {
        put32(to, at, (int) (value >> 32));
        put32(to, at + 4, (int) value);
    }
}
