package obol.nucleus.substitutions.misc;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("jdk.internal.misc.ScopedMemoryAccess")
final class ScopedMemoryAccessSubstitution {
    private ScopedMemoryAccessSubstitution() {}

    @Substitute(reason = "nothing to register")
    private static void registerNatives() {}
}
