package obol.nucleus.substitutions.concurrent;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.substitutions.util.HashMapSubstitution;

@Substitutes("java.util.concurrent.ConcurrentHashMap")
final class ConcurrentHashMapSubstitution {
    private ConcurrentHashMapSubstitution() {}

    @Substitute(reason = "as HashMap's")
    static Class<?> comparableClassFor(Object key) {
        return HashMapSubstitution.comparableClassFor(key);
    }
}
