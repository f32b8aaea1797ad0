package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.ConstantNull;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.lang.NullPointerException")
public final class NullPointerExceptionSubstitution {
    @ConstantNull(reason = "no bytecode at run time to explain it by")
    private native String getExtendedNPEMessage();
}
