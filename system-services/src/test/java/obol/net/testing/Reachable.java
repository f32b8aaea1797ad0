package obol.net.testing;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts the objects that an engine holds on to. */
public final class Reachable {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ArrayDeque<Object> waiting = new ArrayDeque<>();

    private Reachable() {}

    /**
     * How many objects of each of the engine's classes, and elements of collections and arrays of references, can be reached from one. Of the
     * class library's objects only collections are looked into.
     */
    public static Map<String, Integer> from(Object root) throws IllegalAccessException {
        Reachable walk = new Reachable();
        Map<String, Integer> counts = new TreeMap<>();
        walk.add(root);
        while (!walk.waiting.isEmpty()) {
            Object object = walk.waiting.remove();
            counts.merge(object.getClass().getName(), 1 + walk.follow(object), Integer::sum);
        }
        return counts;
    }

    private void add(Object object) {
        if (object != null && seen.add(object)) waiting.add(object);
    }

    /** How many elements it has. */
    private int follow(Object object) throws IllegalAccessException {
        Class<?> type = object.getClass();
        if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                add(key);
                add(value);
            });
            return map.size();
        }
        if (object instanceof Collection<?> elements) {
            elements.forEach(this::add);
            return elements.size();
        }
        if (type.isArray()) {
            int length = type.getComponentType().isPrimitive() ? 0 : Array.getLength(object);
            for (int i = 0; i < length; i++) add(Array.get(object, i));
            return Array.getLength(object) / 16;
        }
        for (Class<?> c = type; c != null && c.getName().startsWith("obol."); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) continue;
                field.setAccessible(true);
                add(field.get(object));
            }
        }
        return 0;
    }
}
