package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** A process's threads never run in parallel, and calls keep memory operations in their order: no fence has anything to do. */
@Substitutes("java.lang.invoke.VarHandle")
abstract class VarHandleSubstitution {
    @Substitute(reason = "one processor")
    public static void fullFence() {}

    @Substitute(reason = "one processor")
    public static void acquireFence() {}

    @Substitute(reason = "one processor")
    public static void releaseFence() {}

    @Substitute(reason = "one processor")
    public static void loadLoadFence() {}

    @Substitute(reason = "one processor")
    public static void storeStoreFence() {}
}
