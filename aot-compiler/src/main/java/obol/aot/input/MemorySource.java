package obol.aot.input;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import obol.aot.ir.Linkage;
import obol.aot.world.ClassSource;

/** Class files in memory, by internal name. */
public final class MemorySource implements ClassSource {
    private final SortedMap<String, byte[]> classes;
    private final Map<String, Linkage> failures;

    public MemorySource(Map<String, byte[]> classes) {
        this(classes, Map.of());
    }

    /** @param failures of some of the classes: what loading them throws */
    public MemorySource(Map<String, byte[]> classes, Map<String, Linkage> failures) {
        this.classes = new TreeMap<>(classes);
        this.failures = Map.copyOf(failures);
    }

    @Override public byte[] find(String name) {
        return classes.get(name);
    }

    @Override public Linkage failure(String name) {
        return failures.get(name);
    }

    @Override public List<String> list(String prefix) {
        return classes.keySet().stream().filter(n -> n.startsWith(prefix)).toList();
    }
}
