package obol.nucleus.substitutions.lang;

import java.util.Locale;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** The conditions of Unicode's SpecialCasing (section 3.13 of the standard), without the data of ICU. */
@Substitutes("java.lang.ConditionalSpecialCasing")
final class ConditionalSpecialCasingSubstitution {
    private static final int DOT_ABOVE = 0x0307;

    private ConditionalSpecialCasingSubstitution() {}

    @Alias private static native boolean isCased(int c);

    @Alias private static native boolean isSoftDotted(int c);

    @Substitute(reason = "the original finds words with a BreakIterator; this is the standard's Final_Sigma")
    private static boolean isFinalCased(String text, int index, Locale locale) {
        int before = index;
        while (before > 0 && CasingMarks.isIgnorable(text.codePointBefore(before))) {
            before -= Character.charCount(text.codePointBefore(before));
        }
        if (before == 0 || !isCased(text.codePointBefore(before))) {
            return false;
        }
        int after = index + Character.charCount(text.codePointAt(index));
        while (after < text.length() && CasingMarks.isIgnorable(text.codePointAt(after))) {
            after += Character.charCount(text.codePointAt(after));
        }
        return after == text.length() || !isCased(text.codePointAt(after));
    }

    @Substitute(reason = "ICU's combining classes")
    private static boolean isAfterI(String text, int index) {
        for (int i = index; i > 0;) {
            int c = text.codePointBefore(i);
            if (c == 'I') {
                return true;
            }
            if (!CasingMarks.isMarkElsewhere(c)) {
                return false;
            }
            i -= Character.charCount(c);
        }
        return false;
    }

    @Substitute(reason = "ICU's combining classes")
    private static boolean isAfterSoftDotted(String text, int index) {
        for (int i = index; i > 0;) {
            int c = text.codePointBefore(i);
            if (isSoftDotted(c)) {
                return true;
            }
            if (!CasingMarks.isMarkElsewhere(c)) {
                return false;
            }
            i -= Character.charCount(c);
        }
        return false;
    }

    @Substitute(reason = "ICU's combining classes")
    private static boolean isMoreAbove(String text, int index) {
        for (int i = next(text, index); i < text.length(); i = next(text, i)) {
            int c = text.codePointAt(i);
            if (!CasingMarks.isMarkElsewhere(c)) {
                return CasingMarks.isMarkAbove(c);
            }
        }
        return false;
    }

    @Substitute(reason = "ICU's combining classes")
    private static boolean isBeforeDot(String text, int index) {
        for (int i = next(text, index); i < text.length(); i = next(text, i)) {
            int c = text.codePointAt(i);
            if (c == DOT_ABOVE) {
                return true;
            }
            if (!CasingMarks.isMarkElsewhere(c)) {
                return false;
            }
        }
        return false;
    }

    private static int next(String text, int index) {
        return index + Character.charCount(text.codePointAt(index));
    }
}
