package obol.nucleus.substitutions.misc;

import obol.nucleus.Machine;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.ConstantNull;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("jdk.internal.misc.VM")
public final class VMSubstitution {
    private static final long SECOND = 1_000_000_000L;
    private static final long MOST_SECONDS = 1L << 32;

    private VMSubstitution() {}

    /** Says that the class library's start has come so far; 4 is its end. */
    @Alias
    public static native void initLevel(int level);

    @Substitute(reason = "native; it registers natives")
    private static void initialize() {}

    @Constant(value = 1, reason = "one class loader, the system's")
    public static native boolean isSystemDomainLoader(ClassLoader loader);

    @ConstantNull(reason = "native; there are no class loaders")
    private static native ClassLoader latestUserDefinedLoader0();

    @Substitute(reason = "native")
    public static long getNanoTimeAdjustment(long offset) {
        long now = Machine.wallTime();
        long seconds = now / SECOND;
        if (seconds - offset > MOST_SECONDS || seconds - offset < -MOST_SECONDS) {
            return -1;
        }
        return (seconds - offset) * SECOND + now % SECOND;
    }
}
