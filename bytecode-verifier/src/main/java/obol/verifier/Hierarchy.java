package obol.verifier;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import obol.classfile.ClassFile;
import obol.classfile.FieldInfo;
import obol.classfile.MethodInfo;

/**
 * Questions about superclasses, asked on behalf of one class. A class that is missing is never guessed about: the
 * question is answered as if it would hold and the missing name kept, for the class that asked can't be linked then
 * ({@link LinkageProblem#WHOLE_CLASS}), so no code runs that relied on the answer.
 */
final class Hierarchy {
    /** Longest superclass chain; a longer one, or a circular one, counts as missing. */
    private static final int DEEPEST = 1_000;

    private final ClassSource source;
    private final Map<String, ClassFile> found = new HashMap<>();
    private final Set<String> missing = new LinkedHashSet<>();
    /** The current class and those of its superclasses that can be found. */
    private final Set<String> superclasses = new HashSet<>();

    Hierarchy(ClassFile current, ClassSource source) {
        this.source = source;
        found.put(current.name(), current);
        ClassFile k = current;
        while (k != null && superclasses.size() < DEEPEST && superclasses.add(k.name())) {
            k = k.superName() == null ? null : find(k.superName());
        }
    }

    /** Names of classes that answers depended on and that are not there, in the order of the questions. */
    Set<String> missing() {
        return missing;
    }

    /** The class, or null without a record. */
    ClassFile find(String name) {
        if (found.containsKey(name)) {
            return found.get(name);
        }
        ClassFile cf = source.find(name);
        if (cf != null && !cf.name().equals(name)) {
            cf = null;
        }
        found.put(name, cf);
        return cf;
    }

    /** The class, or null after recording that it is needed and missing. */
    ClassFile require(String name) {
        ClassFile cf = find(name);
        if (cf == null) {
            missing.add(name);
        }
        return cf;
    }

    /** Whether the class is an interface; true, and recorded, if it is missing. */
    boolean isInterface(String name) {
        ClassFile cf = require(name);
        return cf == null || cf.isInterface();
    }

    /** Whether {@code sub} is {@code sup} or has it as superclass; true, and recorded, if a class on the way is missing. */
    boolean isSubclass(String sub, String sup) {
        String name = sub;
        for (int depth = 0; name != null; depth++) {
            ClassFile cf = depth < DEEPEST ? require(name) : null;
            if (cf == null) {
                missing.add(name);
                return true;
            }
            if (name.equals(sup)) {
                return true;
            }
            name = cf.superName();
        }
        return false;
    }

    /** Whether the name is that of the current class or of a superclass that can be found. */
    boolean isSuperclassOfCurrent(String name) {
        return superclasses.contains(name);
    }

    /** A member and the class that declares it. */
    record Found<M>(ClassFile owner, M member) { }

    /** The first method of that name and descriptor in the class and its superclasses, or null. */
    Found<MethodInfo> methodInClasses(ClassFile cf, String name, String descriptor) {
        ClassFile k = cf;
        for (int depth = 0; k != null && depth < DEEPEST; depth++) {
            MethodInfo method = k.method(name, descriptor);
            if (method != null) {
                return new Found<>(k, method);
            }
            k = k.superName() == null ? null : find(k.superName());
        }
        return null;
    }

    /** Field resolution (JVMS 5.4.3.2) without access: class, superinterfaces, superclass; or null. */
    Found<FieldInfo> field(ClassFile cf, String name, String descriptor) {
        Set<String> seen = new LinkedHashSet<>();
        ClassFile k = cf;
        while (k != null && seen.add(k.name())) {
            FieldInfo field = k.field(name, descriptor);
            if (field != null) {
                return new Found<>(k, field);
            }
            Found<FieldInfo> inherited = fieldInInterfaces(k, name, descriptor, seen);
            if (inherited != null) {
                return inherited;
            }
            k = k.superName() == null ? null : find(k.superName());
        }
        return null;
    }

    private Found<FieldInfo> fieldInInterfaces(ClassFile cf, String name, String descriptor, Set<String> seen) {
        Deque<String> pending = new ArrayDeque<>(cf.interfaces());
        while (!pending.isEmpty()) {
            String next = pending.removeFirst();
            ClassFile k = seen.add(next) ? find(next) : null;
            if (k != null) {
                FieldInfo field = k.field(name, descriptor);
                if (field != null) {
                    return new Found<>(k, field);
                }
                for (int i = k.interfaces().size() - 1; i >= 0; i--) {
                    pending.addFirst(k.interfaces().get(i));
                }
            }
        }
        return null;
    }

    /** Whether two classes lie in one package. */
    static boolean samePackage(ClassFile a, ClassFile b) {
        return a.packageName().equals(b.packageName());
    }
}
