package obol.net.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network order in an array of bytes. */
public final class Bytes {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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
        return (int) INTS.get(from, at);
    }

    public static long u32(byte[] from, int at) {
        return i32(from, at) & 0xFFFF_FFFFL;
    }

    /** A hardware address. */
    public static long u48(byte[] from, int at) {
        return (long) u16(from, at) << 32 | u32(from, at + 2);
    }

    public static long i64(byte[] from, int at) {
        return (long) LONGS.get(from, at);
    }

    public static void put8(byte[] to, int at, int value) {
        to[at] = (byte) value;
    }

    public static void put16(byte[] to, int at, int value) {
        to[at] = (byte) (value >> 8);
        to[at + 1] = (byte) value;
    }

    public static void put32(byte[] to, int at, int value) {
        INTS.set(to, at, value);
    }

    public static void put48(byte[] to, int at, long value) {
        put16(to, at, (int) (value >> 32));
        put32(to, at + 2, (int) value);
    }

    public static void put64(byte[] to, int at, long value) {
        LONGS.set(to, at, value);
    }
}
