package obol.nucleus;

import obol.layout.ObjectLayout;
import obol.layout.ThreadRuntime;
import obol.layout.image.ImageHeader;
import obol.nucleus.annotation.NoAllocation;

/**
 * Text to the port's standard output and error, for the nucleus itself: works where nothing may be allocated, on Strings
 * whose characters are Latin-1; others come out as question marks.
 */
@NoAllocation
public final class Console {
    private static final int ERROR = 2;
    private static final String NAME = "obol ";

    private Console() {}

    public static void error(String text) {
        write(ERROR, text);
    }

    /** The bytes from this address on up to a 0 byte. */
    public static void errorBytes(long address) {
        for (long at = address; Memory.getByte(at) != 0; at++) {
            writeByte(ERROR, Memory.getByte(at));
        }
    }

    /** In hexadecimal, 16 digits. */
    public static void errorHex(long number) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            writeByte(ERROR, hexDigit((int) (number >>> shift) & 15));
        }
    }

    /** @param number not negative */
    public static void errorDecimal(int number) {
        if (number >= 10) {
            errorDecimal(number / 10);
        }
        writeByte(ERROR, '0' + number % 10);
    }

    /** The name and the build id of the image, as a line on the serial line, whatever standard error is. */
    static void logImage(long image) {
        Machine.log(Literal.bytes(NAME), Literal.length(NAME));
        for (int i = 0; i < ImageHeader.BUILD_ID_SIZE; i++) {
            int value = Memory.getByte(image + ImageHeader.BUILD_ID + i);
            logByte(hexDigit(value >> 4 & 15));
            logByte(hexDigit(value & 15));
        }
        logByte('\n');
    }

    private static int hexDigit(int digit) {
        return digit < 10 ? '0' + digit : 'a' - 10 + digit;
    }

    private static void logByte(int b) {
        long place = Memory.thread() + ThreadRuntime.SCRATCH;
        Memory.putByte(place, (byte) b);
        Machine.log(place, 1);
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
