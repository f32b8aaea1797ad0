package obol.nucleus.substitutions.util;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.util.concurrent.ConcurrentHashMap")
final class ConcurrentHashMapSubstitution {
    private ConcurrentHashMapSubstitution() {}

    @Substitute(reason = "as HashMap's")
    static Class<?> comparableClassFor(Object key) {
        return HashMapSubstitution.comparableClassFor(key);
    }
}
