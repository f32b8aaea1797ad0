package obol.aot.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing row of bytes, written or read from the front. Integers are in zigzag, in groups of seven bits, the lowest first. */
final class Bytes {
    private byte[] bytes;
    private int at;

    Bytes() {
        bytes = new byte[1024];
    }

    /** To be read; reading past the end throws IndexOutOfBoundsException. */
    Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    void put(int b) {
        if (at == bytes.length) bytes = Arrays.copyOf(bytes, 2 * at);
        bytes[at++] = (byte) b;
    }

    void putNumber(long value) {
        long rest = value << 1 ^ value >> 63;
        while (rest >>> 7 != 0) {
            put((int) rest | 0x80);
            rest >>>= 7;
        }
        put((int) rest);
    }

    void putFlag(boolean flag) {
        put(flag ? 1 : 0);
    }

    /** Of an instruction or a constant; its class must be clear from what stands before. */
    void putEnum(Enum<?> value) {
        put(value.ordinal());
    }

    void putText(String text) {
        putBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** With their number. */
    void putBytes(byte[] some) {
        putNumber(some.length);
        if (bytes.length - at < some.length) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + some.length));
        System.arraycopy(some, 0, bytes, at, some.length);
        at += some.length;
    }

    int get() {
        return bytes[at++];
    }

    long getNumber() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int b = get();
            value |= (b & 0x7FL) << shift;
            if (b >= 0) return value >>> 1 ^ -(value & 1);
        }
        throw new IndexOutOfBoundsException("no end of a number");
    }

    int getInt() {
        return (int) getNumber();
    }

    byte[] getBytes() {
        int count = getInt();
        if (count < 0 || count > bytes.length - at) throw new IndexOutOfBoundsException("a row of " + count + " bytes");
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    String getText() {
        return new String(getBytes(), StandardCharsets.UTF_8);
    }

    /** How many were written or read. */
    int size() {
        return at;
    }

    /** Those that were written. */
    byte[] toArray() {
        return Arrays.copyOf(bytes, at);
    }

    /** The row itself, of which the first {@link #size} bytes are written. */
    byte[] array() {
        return bytes;
    }
}
