package obol.nucleus.substitutions.lang;

/** Which characters the conditions of Unicode's SpecialCasing look through. */
final class CasingMarks {
    /** The block Combining Diacritical Marks; marks of other blocks are taken for letters. */
    private static final int FIRST = 0x0300, LAST = 0x036F;
    /** First and last of the ranges in that block whose canonical combining class is 230, above. */
    private static final int[] ABOVE = {
        0x0300, 0x0314, 0x033D, 0x0344, 0x0346, 0x0346, 0x034A, 0x034C, 0x0350, 0x0352, 0x0357, 0x0357, 0x035B, 0x035B, 0x0363, 0x036F,
    };

    private CasingMarks() {}

    static boolean isMarkAbove(int c) {
        for (int i = 0; i < ABOVE.length; i += 2) {
            if (c >= ABOVE[i] && c <= ABOVE[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** A combining mark whose class is neither 0 nor 230. */
    static boolean isMarkElsewhere(int c) {
        return c >= FIRST && c <= LAST && c != 0x034F && !isMarkAbove(c);
    }

    /** Case_Ignorable: marks, formats, modifiers, and what may stand inside a word. */
    static boolean isIgnorable(int c) {
        switch (c) {
            case '\'', '.', ':', 0x00B7, 0x0387, 0x2018, 0x2019, 0x2024, 0x2027, 0xFE13, 0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A:
                return true;
            default:
                int type = Character.getType(c);
                return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT
                        || type == Character.MODIFIER_LETTER || type == Character.MODIFIER_SYMBOL;
        }
    }
}
