package obol.nucleus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/**
 * Stands before the nucleus's class of this name when its Java code is tested on a JVM: the lowest four gigabytes as pages of
 * bytes that come when they are touched. An object is a boxed address.
 */
public final class Memory {
    private static final int PAGE_SHIFT = 16;
    private static final int PAGE_SIZE = 1 << PAGE_SHIFT;
    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle CHARS = view(char[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);
    /** Offsets that the fixture's classes have. */
    private static final Map<String, Integer> OFFSETS = Map.of("referent", 8, "discovered", 20);

    private static byte[][] pages;
    private static long thread;
    private static long forbidden, forbiddenEnd;

    private Memory() {}

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    /** No byte in [from, end) may be touched until {@link #reset}. */
    public static void forbid(long from, long end) {
        forbidden = from;
        forbiddenEnd = end;
    }

    /** Forgets everything. */
    public static void reset(long runningThread) {
        forbid(0, 0);
        pages = new byte[1 << 32 - PAGE_SHIFT][];
        thread = runningThread;
    }

    private static byte[] page(long address) {
        if (address < 0x10000 || address >= 1L << 32 || address >= forbidden && address < forbiddenEnd) {
            throw new AssertionError("access to " + Long.toHexString(address));
        }
        int number = (int) (address >>> PAGE_SHIFT);
        byte[] page = pages[number];
        if (page == null) {
            page = new byte[PAGE_SIZE];
            pages[number] = page;
        }
        return page;
    }

    private static int offset(long address) {
        return (int) address & PAGE_SIZE - 1;
    }

    static void fill(long address, long size, byte value) {
        long at = address;
        while (at < address + size) {
            int length = (int) Math.min(address + size - at, PAGE_SIZE - offset(at));
            Arrays.fill(page(at), offset(at), offset(at) + length, value);
            at += length;
        }
    }

    static byte[] read(long address, int size) {
        byte[] bytes = new byte[size];
        int done = 0;
        while (done < size) {
            int length = Math.min(size - done, PAGE_SIZE - offset(address + done));
            System.arraycopy(page(address + done), offset(address + done), bytes, done, length);
            done += length;
        }
        return bytes;
    }

    public static void write(long address, byte[] bytes) {
        int done = 0;
        while (done < bytes.length) {
            int length = Math.min(bytes.length - done, PAGE_SIZE - offset(address + done));
            System.arraycopy(bytes, done, page(address + done), offset(address + done), length);
            done += length;
        }
    }

    public static byte getByte(long address) {
        return page(address)[offset(address)];
    }

    public static short getShort(long address) {
        return (short) SHORTS.get(page(address), offset(address));
    }

    public static char getChar(long address) {
        return (char) CHARS.get(page(address), offset(address));
    }

    public static int getInt(long address) {
        return (int) INTS.get(page(address), offset(address));
    }

    public static long getLong(long address) {
        return (long) LONGS.get(page(address), offset(address));
    }

    public static Object getReference(long address) {
        return objectAt(getUnsignedInt(address));
    }

    public static long getUnsignedInt(long address) {
        return getInt(address) & 0xFFFFFFFFL;
    }

    public static void putByte(long address, byte value) {
        page(address)[offset(address)] = value;
    }

    public static void putShort(long address, short value) {
        SHORTS.set(page(address), offset(address), value);
    }

    public static void putChar(long address, char value) {
        CHARS.set(page(address), offset(address), value);
    }

    public static void putInt(long address, int value) {
        INTS.set(page(address), offset(address), value);
    }

    public static void putLong(long address, long value) {
        LONGS.set(page(address), offset(address), value);
    }

    public static void putReference(long address, Object value) {
        putInt(address, (int) addressOf(value));
    }

    /** A String is only ever asked for by Console, with a text about what went wrong. */
    public static long addressOf(Object object) {
        if (object instanceof String) {
            throw new AssertionError(object);
        }
        return object == null ? 0 : (Long) object;
    }

    public static Object objectAt(long address) {
        return address == 0 ? null : (Object) address;
    }

    public static long hubOf(Object object) {
        return getUnsignedInt(addressOf(object));
    }

    public static int fieldOffset(Class<?> literal, String field) {
        return OFFSETS.getOrDefault(field, 0);
    }

    public static long thread() {
        return thread;
    }

    public static long stackPointer() {
        throw new UnsupportedOperationException();
    }
}
