package obol.system.servers.fat;

import obol.system.servers.dos.Little;

/**
 * A long name as it stands in the slots before a short entry: last part first, 13 UTF-16 units in each, tied to the short entry by its
 * checksum. While a directory is read this collects the parts.
 */
final class LongName {
    /** By which a slot is known. */
    static final int ATTRIBUTES = 0x0f;
    private static final int UNITS = 13;
    private static final int LAST = 0x40;
    private static final int MAX_SLOTS = (Names.MAX + UNITS - 1) / UNITS;
    /** Where in a slot its units are. */
    private static final int[] PLACES = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};

    private final char[] units = new char[MAX_SLOTS * UNITS];
    private int length;
    /** The number of the part taken last, 1 when the name is complete, 0 if there is none. */
    private int number;
    private int sum;
    private int firstSlot;

    void clear() {
        number = 0;
    }

    int firstSlot() {
        return firstSlot;
    }

    void take(byte[] b, int at, int slot) {
        int n = Little.u8(b, at);
        if ((n & LAST) != 0) {
            number = (n & ~LAST) + 1;
            sum = Little.u8(b, at + 13);
            firstSlot = slot;
            length = (n & ~LAST) * UNITS;
            n &= ~LAST;
        }
        if (number < 2 || number > MAX_SLOTS + 1 || n != number - 1 || Little.u8(b, at + 13) != sum) {
            number = 0;
            return;
        }
        number = n;
        for (int i = UNITS - 1; i >= 0; i--) {
            char c = (char) Little.u16(b, at + PLACES[i]);
            int to = (n - 1) * UNITS + i;
            units[to] = c;
            if (c == 0) {
                length = to;
            }
        }
    }

    /** The name, if it is complete and belongs to this short entry; else null. */
    String name(byte[] b, int at) {
        return number == 1 && Names.checksum(b, at) == sum ? new String(units, 0, length) : null;
    }

    static int slots(String name) {
        return (name.length() + UNITS - 1) / UNITS;
    }

    /** Writes part {@code number} of a name, counted from 1. */
    static void write(byte[] b, int at, String name, int number, boolean last, int sum) {
        b[at] = (byte) (number | (last ? LAST : 0));
        b[at + 11] = ATTRIBUTES;
        b[at + 12] = 0;
        b[at + 13] = (byte) sum;
        Little.put16(b, at + 26, 0);
        for (int i = 0; i < UNITS; i++) {
            int from = (number - 1) * UNITS + i;
            Little.put16(b, at + PLACES[i], from < name.length() ? name.charAt(from) : from == name.length() ? 0 : 0xffff);
        }
    }
}
