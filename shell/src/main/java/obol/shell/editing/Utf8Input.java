package obol.shell.editing;

/** Characters from bytes that come one at a time. What is not UTF-8 is dropped. */
final class Utf8Input {
    private static final int[] LEAST = {0, 0x80, 0x800, 0x10000};

    private int value;
    private int length;
    private int missing;

    /** The code point that the byte completes, or -1. */
    int accept(byte typed) {
        int b = typed & 0xff;
        if (b < 0x80) {
            missing = 0;
            return b;
        }
        if (b < 0xc0) return continued(b & 0x3f);
        length = b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
        missing = b < 0xf8 ? length : 0;
        value = b & (0x3f >> length);
        return -1;
    }

    private int continued(int bits) {
        if (missing == 0) return -1;
        value = value << 6 | bits;
        if (--missing > 0) return -1;
        boolean character = value >= LEAST[length] && value <= Character.MAX_CODE_POINT && (value < 0xd800 || value > 0xdfff) && value >= 0xa0;
        return character ? value : -1;
    }
}
