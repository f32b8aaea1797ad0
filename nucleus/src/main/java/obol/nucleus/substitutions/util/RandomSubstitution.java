package obol.nucleus.substitutions.util;

import java.util.concurrent.atomic.AtomicLong;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.annotation.Unsupported;

@Substitutes("java.util.Random")
final class RandomSubstitution {
    /** Odd multiplier's start value of the class library. */
    private static final long FIRST_UNIQUIFIER = 8682522807148012L;

    @Alias private static AtomicLong seedUniquifier;

    private RandomSubstitution() {}

    @Substitute(reason = "the rest of the original serves serialization, by reflection")
    private static void initializer() {
        seedUniquifier = new AtomicLong(FIRST_UNIQUIFIER);
    }

    @Unsupported(reason = "Java serialization")
    private native void resetSeed(long value);
}
