package obol.nucleus;

import obol.layout.ObjectLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.annotation.NoAllocation;

/**
 * Text to the port's standard output and error, for the nucleus itself: works where nothing may be allocated, on Strings
 * whose characters are Latin-1; others come out as question marks.
 */
@NoAllocation
public final class Console {
    private static final int ERROR = 2;

    private Console() {}

    public static void error(String text) {
        write(ERROR, text);
    }

    /** In hexadecimal, 16 digits. */
    public static void errorHex(long number) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            int digit = (int) (number >>> shift) & 15;
            writeByte(ERROR, digit < 10 ? '0' + digit : 'a' - 10 + digit);
        }
    }

    /** @param number not negative */
    public static void errorDecimal(int number) {
        if (number >= 10) {
            errorDecimal(number / 10);
        }
        writeByte(ERROR, '0' + number % 10);
    }

    private static void write(int descriptor, String text) {
        long string = Memory.addressOf(text);
        long bytes = Memory.getUnsignedInt(string + Memory.fieldOffset(String.class, "value"));
        int length = Memory.getInt(bytes + ObjectLayout.ARRAY_LENGTH);
        boolean wide = Memory.getByte(string + Memory.fieldOffset(String.class, "coder")) != 0;
        if (wide) {
            for (int i = 0; i < length; i += 2) {
                char c = Memory.getChar(bytes + ObjectLayout.ARRAY_ELEMENTS + i);
                writeByte(descriptor, c < 0x80 ? c : '?');
            }
        } else {
            Machine.write(descriptor, bytes + ObjectLayout.ARRAY_ELEMENTS, length);
        }
    }

    private static void writeByte(int descriptor, int b) {
        long place = Memory.thread() + ThreadRuntime.SCRATCH;
        Memory.putByte(place, (byte) b);
        Machine.write(descriptor, place, 1);
    }
}
