package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.heap.Heap;

@Substitutes("java.lang.Runtime")
public final class RuntimeSubstitution {
    @Constant(value = 1, reason = "a process's threads never run in parallel")
    public native int availableProcessors();

    @Substitute(reason = "native")
    public void gc() {
        Heap.collect();
    }

    @Substitute(reason = "native")
    public long freeMemory() {
        return Heap.owned() - Heap.used();
    }

    @Substitute(reason = "native")
    public long totalMemory() {
        return Heap.owned();
    }

    @Substitute(reason = "native")
    public long maxMemory() {
        return Heap.quota();
    }
}
