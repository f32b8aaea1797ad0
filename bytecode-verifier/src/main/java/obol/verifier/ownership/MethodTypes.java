package obol.verifier.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import obol.classfile.ClassFile;
import obol.classfile.MethodInfo;

/**
 * The parameters and the result of a method with their arguments and marks, as its attributes say where they fit the descriptor. Attributes
 * leave out parameters that the compiler added (an outer object, an enum's name, captured variables); they are lined up with the rest.
 */
final class MethodTypes {
    private final List<GenericType> parameters;
    private final GenericType result;
    private final boolean[] borrowed;

    private MethodTypes(List<GenericType> parameters, GenericType result, boolean[] borrowed) {
        this.parameters = parameters;
        this.result = result;
        this.borrowed = borrowed;
    }

    /** @param variables what the type variables stand for; others are Object */
    static MethodTypes of(ClassFile owner, MethodInfo method, Map<String, GenericType> variables, LinearTypes types) {
        List<GenericType> erased = SignatureReader.method(method.descriptor(), Map.of());
        int count = erased.size() - 1;
        List<GenericType> generic = method.signature() == null ? null : SignatureReader.method(method.signature(), variables);
        int added = generic == null ? -1 : offset(erased, generic);
        List<GenericType> all = new ArrayList<>(erased);
        if (added >= 0) {
            for (int i = 0; i < generic.size() - 1; i++) {
                all.set(added + i, types.honest(generic.get(i), erased.get(added + i)));
            }
            all.set(count, types.honest(generic.get(generic.size() - 1), erased.get(count)));
        }
        boolean[] borrowed = new boolean[count];
        int marked = method.parameterAnnotations().size();
        int first = marked >= count ? 0 : added > 0 ? added : addedBefore(owner, method, erased, count - marked);
        for (int i = 0; i < marked && first + i < count; i++) {
            borrowed[first + i] = LinearTypes.isBorrowed(method.parameterAnnotations().get(i));
        }
        return new MethodTypes(all.subList(0, count), all.get(count), borrowed);
    }

    /** As descriptors alone say. */
    static MethodTypes erased(String descriptor) {
        List<GenericType> erased = SignatureReader.method(descriptor, Map.of());
        return new MethodTypes(erased.subList(0, erased.size() - 1), erased.get(erased.size() - 1), new boolean[erased.size() - 1]);
    }

    /** With other types for the last parameters: a lambda's are those of the method that it implements. */
    MethodTypes withLast(List<GenericType> types) {
        List<GenericType> all = new ArrayList<>(parameters);
        for (int i = 0; i < types.size(); i++) {
            all.set(all.size() - types.size() + i, types.get(i));
        }
        return new MethodTypes(all, result, borrowed);
    }

    /** How many parameters the compiler put before those of the signature; -1 if the signature fits nowhere. */
    private static int offset(List<GenericType> erased, List<GenericType> generic) {
        if (erased.size() == generic.size()) {
            return 0;
        }
        for (int offset = 0; offset <= erased.size() - generic.size(); offset++) {
            boolean fits = true;
            for (int i = 0; i < generic.size() - 1 && fits; i++) {
                fits = couldErase(generic.get(i), erased.get(offset + i));
            }
            if (fits) {
                return offset;
            }
        }
        return -1;
    }

    /** A variable, which has become Object or its bound, may erase to any class. */
    private static boolean couldErase(GenericType generic, GenericType erased) {
        String name = generic.name();
        return name == null || name.equals(erased.name()) || name.equals("java/lang/Object") && erased.name().length() > 1;
    }

    private static int addedBefore(ClassFile owner, MethodInfo method, List<GenericType> erased, int missing) {
        if (!method.isConstructor()) {
            return 0;
        }
        if ("java/lang/Enum".equals(owner.superName())) {
            return Math.min(missing, 2);
        }
        return owner.name().startsWith(erased.get(0).name() + "$") ? 1 : 0;
    }

    int count() {
        return parameters.size();
    }

    GenericType parameter(int index) {
        return parameters.get(index);
    }

    List<GenericType> parameters() {
        return parameters;
    }

    /** {@code V} for none. */
    GenericType result() {
        return result;
    }

    boolean isBorrowed(int index) {
        return borrowed[index];
    }
}
