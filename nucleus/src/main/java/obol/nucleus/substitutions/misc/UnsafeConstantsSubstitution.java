package obol.nucleus.substitutions.misc;

import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("jdk.internal.misc.UnsafeConstants")
final class UnsafeConstantsSubstitution {
    @Alias static int ADDRESS_SIZE0;
    @Alias static int PAGE_SIZE;
    @Alias static boolean UNALIGNED_ACCESS;

    private UnsafeConstantsSubstitution() {}

    @Substitute(reason = "HotSpot writes the values itself")
    private static void initializer() {
        ADDRESS_SIZE0 = 8;
        PAGE_SIZE = 4096;
        UNALIGNED_ACCESS = true;
    }
}
