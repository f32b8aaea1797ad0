package obol.nucleus.substitutions.lang;

import obol.nucleus.abi.Processes;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.lang.Shutdown")
public final class ShutdownSubstitution {
    /** Runs the hooks. */
    @Alias public static native void shutdown();

    @Substitute(reason = "native; nothing to do")
    static void beforeHalt() {}

    @Substitute(reason = "native")
    static void halt0(int status) {
        Processes.exit(status & 0xFF);
    }
}
