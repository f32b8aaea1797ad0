package obol.nucleus;

import obol.nucleus.substitutions.lang.ShutdownSubstitution;
import obol.nucleus.substitutions.lang.SystemSubstitution;
import obol.nucleus.substitutions.misc.VMSubstitution;

/** The beginning and the end of the class library in a process. */
final class Startup {
    /** As jdk.internal.misc.VM counts: everything is there. */
    private static final int BOOTED = 4;

    private Startup() {}

    /**
     * System properties, standard streams, and the class library's back doors between packages. On the process's first
     * thread, which has its Thread object and group, before any code of the program.
     */
    static void begin() {
        SystemSubstitution.initPhase1();
        VMSubstitution.initLevel(BOOTED);
    }

    /** Runs the shutdown hooks, when the last thread that is no daemon has ended. */
    static void end() {
        ShutdownSubstitution.shutdown();
    }
}
