package obol.nucleus.substitutions.concurrent;

import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.util.concurrent.ForkJoinTask")
abstract class ForkJoinTaskSubstitution {
    @Alias private Auxiliary aux;

    @Substitute(reason = "the original makes an exception of the same class for the joining thread, by reflection")
    private Throwable getThrowableException() {
        Auxiliary a = aux;
        return a == null ? null : a.ex;
    }

    @Substitutes("java.util.concurrent.ForkJoinTask$Aux")
    private static class Auxiliary {
        @Alias Throwable ex;
    }
}
