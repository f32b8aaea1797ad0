package obol.nucleus.port;

import obol.layout.BootInfo;
import obol.layout.NucleusLayout;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.Utf8;

/** Strings of C: bytes that end with a 0. */
public final class Strings {
    private Strings() {}

    /** The text in UTF-8 with the 0 that ends it, as system calls want paths. */
    public static byte[] terminated(String text) {
        return terminated(Utf8.encode(text));
    }

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

    /** Names and values of the process's environment, in turn. */
    public static byte[][] environment() {
        long entries = Memory.getLong(Memory.getLong(Nucleus.shared() + NucleusLayout.BOOT_INFO) + BootInfo.ENVIRONMENT);
        int count = 0;
        while (entries != 0 && Memory.getLong(entries + 8L * count) != 0) {
            count++;
        }
        byte[][] pairs = new byte[2 * count][];
        int used = 0;
        for (int i = 0; i < count; i++) {
            byte[] entry = at(Memory.getLong(entries + 8L * i));
            // A name may begin with '=', as some shells' do, but is not empty.
            int equals = 1;
            while (equals < entry.length && entry[equals] != '=') {
                equals++;
            }
            if (equals < entry.length) {
                pairs[used++] = part(entry, 0, equals);
                pairs[used++] = part(entry, equals + 1, entry.length);
            }
        }
        byte[][] result = new byte[used][];
        System.arraycopy(pairs, 0, result, 0, used);
        return result;
    }

    /** The value of a variable of the environment, or {@code otherwise}. */
    static String environment(String name, String otherwise) {
        byte[][] pairs = environment();
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

    private static byte[] part(byte[] bytes, int from, int to) {
        byte[] part = new byte[to - from];
        System.arraycopy(bytes, from, part, 0, part.length);
        return part;
    }
}
