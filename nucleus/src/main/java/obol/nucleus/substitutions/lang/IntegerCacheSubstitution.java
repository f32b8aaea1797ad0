package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.lang.Integer$IntegerCache")
final class IntegerCacheSubstitution {
    @Alias static final int low = -128;
    @Alias static int high;
    @Alias static Integer[] cache;

    private IntegerCacheSubstitution() {}

    @Substitute(reason = "the original asks for a property that only HotSpot's command line can set")
    @SuppressWarnings("removal")
    private static void initializer() {
        high = 127;
        cache = new Integer[high - low + 1];
        for (int i = 0; i < cache.length; i++) {
            cache[i] = new Integer(low + i);
        }
    }
}
