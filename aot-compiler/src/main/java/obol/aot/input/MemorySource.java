package obol.aot.input;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import obol.aot.world.ClassSource;

/** Class files in memory, by internal name. */
public final class MemorySource implements ClassSource {
    private final SortedMap<String, byte[]> classes;

    public MemorySource(Map<String, byte[]> classes) {
        this.classes = new TreeMap<>(classes);
    }

    @Override public byte[] find(String name) {
        return classes.get(name);
    }

    @Override public List<String> list(String prefix) {
        return classes.keySet().stream().filter(n -> n.startsWith(prefix)).toList();
    }
}
