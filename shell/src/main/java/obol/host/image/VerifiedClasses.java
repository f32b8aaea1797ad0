package obol.host.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import obol.aot.input.MemorySource;
import obol.aot.ir.Linkage;
import obol.aot.world.ClassSource;
import obol.verifier.LinkageProblem;
import obol.verifier.VerificationRun;

/**
 * Classes that the verifier has accepted, by internal name. Of some it could not find out whether their types are right, because a class is
 * missing on which they depend: these must never run, so loading them fails, with what HotSpot throws when it links them.
 */
final class VerifiedClasses {
    private final Map<String, byte[]> bytes = new LinkedHashMap<>();
    private final Map<String, Linkage> unlinkable = new TreeMap<>();

    /** Takes an accepted class, unless there is one of its name. */
    void add(VerificationRun.Checked checked) {
        String name = checked.verdict().className();
        if (bytes.putIfAbsent(name, checked.bytes()) != null) return;
        checked.verdict().linkage().stream().filter(LinkageProblem::isWholeClass).findFirst()
            .ifPresent(problem -> unlinkable.put(name, new Linkage(problem.error(), problem.what())));
    }

    /** Takes those of others that it has not by name. */
    void addAll(VerifiedClasses others) {
        others.bytes.forEach((name, each) -> {
            if (bytes.putIfAbsent(name, each) == null && others.unlinkable.containsKey(name)) unlinkable.put(name, others.unlinkable.get(name));
        });
    }

    /** In the order in which they were added. */
    Map<String, byte[]> bytes() {
        return Collections.unmodifiableMap(bytes);
    }

    /** What the loading of these throws. */
    Map<String, Linkage> unlinkable() {
        return Collections.unmodifiableMap(unlinkable);
    }

    /** Those classes alone whose loading fails, to stand before all others. */
    ClassSource unlinkableSource() {
        Map<String, byte[]> classes = new TreeMap<>(bytes);
        classes.keySet().retainAll(unlinkable.keySet());
        return new MemorySource(classes, unlinkable);
    }

    ClassSource source() {
        return new MemorySource(bytes, unlinkable);
    }
}
