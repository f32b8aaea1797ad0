package obol.nucleus.substitutions.concurrent;

import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.util.concurrent.atomic.AtomicLong")
final class AtomicLongSubstitution {
    private AtomicLongSubstitution() {}

    @Constant(value = 1, reason = "native; x86-64")
    private static native boolean VMSupportsCS8();
}
