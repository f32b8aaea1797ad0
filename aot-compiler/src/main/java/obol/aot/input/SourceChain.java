package obol.aot.input;

import java.util.List;
import obol.aot.ir.Linkage;
import obol.aot.world.ClassSource;

/** Several sources, of which the first that has a class gives it. */
public final class SourceChain implements ClassSource {
    private final List<ClassSource> sources;

    public SourceChain(ClassSource... sources) {
        this.sources = List.of(sources);
    }

    @Override public byte[] find(String name) {
        for (ClassSource source : sources) {
            byte[] bytes = source.find(name);
            if (bytes != null) return bytes;
        }
        return null;
    }

    @Override public Linkage failure(String name) {
        for (ClassSource source : sources) {
            if (source.find(name) != null) return source.failure(name);
        }
        return null;
    }

    @Override public byte[] resource(String path) {
        for (ClassSource source : sources) {
            byte[] bytes = source.resource(path);
            if (bytes != null) return bytes;
        }
        return null;
    }

    @Override public List<String> list(String prefix) {
        return sources.stream().flatMap(s -> s.list(prefix).stream()).sorted().distinct().toList();
    }
}
