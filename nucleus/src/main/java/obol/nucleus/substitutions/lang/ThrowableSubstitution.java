package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.stack.StackTraces;

@Substitutes("java.lang.Throwable")
public class ThrowableSubstitution {
    /** What {@link StackTraces#record} gives. */
    @Alias private Object backtrace;
    @Alias private int depth;

    @Substitute(reason = "native; records return addresses' places in the source")
    private Throwable fillInStackTrace(int dummy) {
        int[] positions = StackTraces.record((Throwable) (Object) this);
        backtrace = positions;
        depth = StackTraces.depth(positions);
        return (Throwable) (Object) this;
    }

    public static int[] positionsOf(Throwable throwable) {
        return (int[]) ((ThrowableSubstitution) (Object) throwable).backtrace;
    }
}
