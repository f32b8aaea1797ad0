package obol.nucleus.substitutions.misc;

import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** There is no archive of classes. */
@Substitutes("jdk.internal.misc.CDS")
final class CDSSubstitution {
    private CDSSubstitution() {}

    @Substitute(reason = "asks the VM about its archive")
    private static void initializer() {}

    @Constant(value = 0, reason = "no archive")
    public static native boolean isDumpingClassList();

    @Constant(value = 0, reason = "no archive")
    public static native boolean isDumpingArchive();

    @Constant(value = 0, reason = "no archive")
    public static native boolean isSharingEnabled();

    @Substitute(reason = "native; no archive")
    public static void initializeFromArchive(Class<?> c) {}

    @Substitute(reason = "native; 0 means that none is wanted")
    public static long getRandomSeedForDumping() {
        return 0;
    }
}
