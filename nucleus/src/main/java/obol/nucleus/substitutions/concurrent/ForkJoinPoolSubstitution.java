package obol.nucleus.substitutions.concurrent;

import obol.nucleus.annotation.ConstantNull;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.util.concurrent.ForkJoinPool")
class ForkJoinPoolSubstitution {
    @ConstantNull(reason = "the original makes a factory that a property names, by reflection")
    private static native Object newInstanceFromSystemProperty(String property);
}
