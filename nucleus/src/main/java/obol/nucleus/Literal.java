package obol.nucleus;

import obol.layout.ObjectLayout;
import obol.nucleus.annotation.NoAllocation;

/** Looks into strings of the image whose characters are Latin-1, where there is no heap yet or nothing may be allocated. */
@NoAllocation
public final class Literal {
    private Literal() {}

    public static int length(String literal) {
        return Memory.getInt(array(literal) + ObjectLayout.ARRAY_LENGTH);
    }

    public static byte character(String literal, int at) {
        return Memory.getByte(bytes(literal) + at);
    }

    /** Whether the bytes at an address are these characters and a 0 byte. */
    public static boolean is(long text, String literal) {
        return begins(text, literal) && Memory.getByte(text + length(literal)) == 0;
    }

    /** Whether the bytes at an address begin with these characters; reads no further than the first that differs. */
    public static boolean begins(long text, String literal) {
        int length = length(literal);
        for (int i = 0; i < length; i++) {
            if (Memory.getByte(text + i) != character(literal, i)) {
                return false;
            }
        }
        return true;
    }

    /** The address of the first character. */
    static long bytes(String literal) {
        return array(literal) + ObjectLayout.ARRAY_ELEMENTS;
    }

    private static long array(String literal) {
        return Memory.getUnsignedInt(Memory.addressOf(literal) + Memory.fieldOffset(String.class, "value"));
    }
}
