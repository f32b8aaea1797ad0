package obol.nucleus.substitutions.nio;

import obol.nucleus.annotation.IfPresent;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** Threads that wait in system calls, which elsewhere are ended by signals. */
@Substitutes("sun.nio.ch.NativeThread")
class NativeThreadSubstitution {
    @IfPresent
    @Substitute(reason = "native; there are no signals")
    private static boolean supportPendingSignals0() {
        return false;
    }
}
