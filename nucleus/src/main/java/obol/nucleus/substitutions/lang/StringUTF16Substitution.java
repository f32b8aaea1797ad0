package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.lang.StringUTF16")
public final class StringUTF16Substitution {
    @Constant(value = 0, reason = "x86-64 is little endian")
    private static native boolean isBigEndian();
}
