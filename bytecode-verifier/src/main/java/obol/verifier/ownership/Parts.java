package obol.verifier.ownership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is left in a record, or in a choice, on the paths on which it has not ended: for each record that it may still be, which linear
 * components may be inside and which may have been taken. Immutable.
 */
final class Parts {
    private static final int INSIDE = 1;
    private static final int TAKEN = 2;

    /** For what has no parts, and for a value that has ended on all paths. */
    static final Parts NONE = new Parts(new TreeMap<>());

    private final TreeMap<String, Map<String, Integer>> records;

    private Parts(TreeMap<String, Map<String, Integer>> records) {
        this.records = records;
    }

    /** All inside. */
    static Parts whole(Collection<String> cases, LinearTypes types) {
        TreeMap<String, Map<String, Integer>> records = new TreeMap<>();
        for (String each : cases) {
            Map<String, Integer> components = new LinkedHashMap<>();
            types.components(each).keySet().forEach(component -> components.put(component, INSIDE));
            records.put(each, components);
        }
        return new Parts(records);
    }

    boolean isNone() {
        return records.isEmpty();
    }

    Parts join(Parts other) {
        if (this == other || other.isNone()) {
            return this;
        }
        if (isNone()) {
            return other;
        }
        TreeMap<String, Map<String, Integer>> joined = new TreeMap<>(records);
        other.records.forEach((record, components) -> joined.merge(record, components, Parts::join));
        return joined.equals(records) ? this : new Parts(joined);
    }

    private static Map<String, Integer> join(Map<String, Integer> a, Map<String, Integer> b) {
        Map<String, Integer> joined = new LinkedHashMap<>(a);
        b.forEach((component, where) -> joined.merge(component, where, (x, y) -> x | y));
        return joined;
    }

    /** The value is known to be (or not to be) of a class; {@link #NONE} if no case is left. */
    Parts narrowed(String type, boolean is, LinearTypes types) {
        TreeMap<String, Map<String, Integer>> left = new TreeMap<>();
        records.forEach((record, components) -> {
            if (types.isSubtype(record, type) == is) {
                left.put(record, components);
            }
        });
        return left.size() == records.size() ? this : new Parts(left);
    }

    /** Whether the value may be a record. */
    boolean has(String record) {
        return records.containsKey(record);
    }

    /** Whether a record that the value may be has a supertype. */
    boolean isSome(String supertype, LinearTypes types) {
        return records.keySet().stream().anyMatch(record -> types.isSubtype(record, supertype));
    }

    /** A component of one record has been taken. */
    Parts taken(String record, String component) {
        TreeMap<String, Map<String, Integer>> now = new TreeMap<>(records);
        Map<String, Integer> components = new LinkedHashMap<>(now.getOrDefault(record, Map.of()));
        components.put(component, TAKEN);
        now.put(record, components);
        return new Parts(now);
    }

    boolean mayBeTaken(String record, String component) {
        return (records.getOrDefault(record, Map.of()).getOrDefault(component, 0) & TAKEN) != 0;
    }

    /** Whether a component of any case may have been taken. */
    boolean mayBeTaken() {
        return records.values().stream().anyMatch(components -> components.values().stream().anyMatch(where -> (where & TAKEN) != 0));
    }

    /** Whether a component may still be inside. */
    boolean owes() {
        for (Map<String, Integer> components : records.values()) {
            for (int where : components.values()) {
                if ((where & INSIDE) != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The components that may still be inside, as {@code name()}, each once. */
    List<String> inside() {
        List<String> names = new ArrayList<>();
        records.values().forEach(components -> components.forEach((component, where) -> {
            if ((where & INSIDE) != 0 && !names.contains(component + "()")) {
                names.add(component + "()");
            }
        }));
        return names;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parts parts && records.equals(parts.records);
    }

    @Override
    public int hashCode() {
        return records.hashCode();
    }

    @Override
    public String toString() {
        return records.toString();
    }
}
