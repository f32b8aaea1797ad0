package obol.nucleus.substitutions.util;

import obol.layout.image.ClassInfoLayout;
import obol.nucleus.Memory;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.classes.Hubs;

@Substitutes("java.util.HashMap")
public final class HashMapSubstitution {
    private HashMapSubstitution() {}

    @Substitute(reason = "the original reads generic signatures by reflection; the image's class records have the answer")
    public static Class<?> comparableClassFor(Object key) {
        if (!(key instanceof Comparable)) {
            return null;
        }
        int flags = Memory.getInt(Hubs.info(Memory.hubOf(key)) + ClassInfoLayout.INFO_FLAGS);
        return (flags & ClassInfoLayout.INFO_COMPARABLE_TO_ITSELF) != 0 ? key.getClass() : null;
    }
}
