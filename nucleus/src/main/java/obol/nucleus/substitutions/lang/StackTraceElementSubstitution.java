package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.stack.StackTraces;

@Substitutes("java.lang.StackTraceElement")
public final class StackTraceElementSubstitution {
    @Substitute(reason = "the names are in the image's tables; there are no loaders and modules to look at")
    static StackTraceElement[] of(Throwable throwable, int depth) {
        return StackTraces.decode(ThrowableSubstitution.positionsOf(throwable));
    }
}
