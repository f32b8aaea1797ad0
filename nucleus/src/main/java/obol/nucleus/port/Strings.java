package obol.nucleus.port;

import obol.nucleus.Memory;
import obol.nucleus.Utf8;

/** Strings of C: bytes that end with a 0. */
public final class Strings {
    private Strings() {}

    /** The bytes with a 0 behind them. */
    public static byte[] terminated(byte[] bytes) {
        byte[] result = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, result, 0, bytes.length);
        return result;
    }

    /** The bytes from {@code offset} up to the first 0, as text. */
    public static String decode(byte[] bytes, int offset) {
        int end = offset;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        byte[] part = new byte[end - offset];
        System.arraycopy(bytes, offset, part, 0, part.length);
        return Utf8.decode(part);
    }

    /** The value of a variable of the environment, or {@code otherwise}. */
    static String environment(String name, String otherwise) {
        byte[][] pairs = Port.posix().environment();
        for (int i = 0; i < pairs.length; i += 2) {
            if (Utf8.decode(pairs[i]).equals(name)) {
                return Utf8.decode(pairs[i + 1]);
            }
        }
        return otherwise;
    }

    /** The bytes at an address up to the first 0. */
    public static byte[] at(long address) {
        int length = 0;
        while (Memory.getByte(address + length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = Memory.getByte(address + i);
        }
        return bytes;
    }
}
