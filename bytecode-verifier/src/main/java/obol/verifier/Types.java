package obol.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The verification types of one class and their order (JVMS 4.10.1.2). Descriptors are read here by code of the
 * verifier's own, not by the class reader's.
 */
final class Types {
    private final Hierarchy hierarchy;
    private final Map<String, VerificationType> objects = new HashMap<>();
    {
        for (VerificationType shared : List.of(VerificationType.INT_ARRAY, VerificationType.LONG_ARRAY,
                VerificationType.FLOAT_ARRAY, VerificationType.DOUBLE_ARRAY, VerificationType.CHAR_ARRAY,
                VerificationType.SHORT_ARRAY)) {
            objects.put(shared.name(), shared);
        }
    }
    private final Map<Integer, VerificationType> uninitialized = new HashMap<>();
    private final Map<String, Signature> signatures = new HashMap<>();

    final VerificationType object = object("java/lang/Object");
    final VerificationType string = object("java/lang/String");
    final VerificationType classType = object("java/lang/Class");
    final VerificationType throwable = object("java/lang/Throwable");
    final VerificationType methodHandle = object("java/lang/invoke/MethodHandle");
    final VerificationType methodType = object("java/lang/invoke/MethodType");

    Types(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    /**
     * A method descriptor as verification types.
     *
     * @param result null for void
     * @param slots  stack slots of the parameters
     */
    record Signature(VerificationType[] parameters, VerificationType result, int slots) { }

    /** The type of an internal name or array descriptor. */
    VerificationType object(String name) {
        return objects.computeIfAbsent(name, VerificationType::newObject);
    }

    VerificationType uninitialized(int bci) {
        return uninitialized.computeIfAbsent(bci, VerificationType::newUninitialized);
    }

    /** The type of a field descriptor; boolean, byte, char and short are int. */
    VerificationType field(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'B', 'C', 'I', 'S', 'Z' -> VerificationType.INT;
            case 'J' -> VerificationType.LONG;
            case 'F' -> VerificationType.FLOAT;
            case 'D' -> VerificationType.DOUBLE;
            case '[' -> object(descriptor);
            default -> object(descriptor.substring(1, descriptor.length() - 1));
        };
    }

    Signature signature(String descriptor) {
        Signature known = signatures.get(descriptor);
        if (known != null) {
            return known;
        }
        List<VerificationType> parameters = new ArrayList<>();
        int slots = 0;
        int at = 1;
        while (descriptor.charAt(at) != ')') {
            int end = at;
            while (descriptor.charAt(end) == '[') {
                end++;
            }
            end = descriptor.charAt(end) == 'L' ? descriptor.indexOf(';', end) + 1 : end + 1;
            VerificationType parameter = field(descriptor.substring(at, end));
            parameters.add(parameter);
            slots += parameter.slots();
            at = end;
        }
        VerificationType result = descriptor.endsWith(")V") ? null : field(descriptor.substring(at + 1));
        Signature signature = new Signature(parameters.toArray(new VerificationType[0]), result, slots);
        signatures.put(descriptor, signature);
        return signature;
    }

    /** The component of an array of references; null for arrays of primitives. */
    VerificationType component(VerificationType array) {
        String name = array.name();
        return switch (name.charAt(1)) {
            case '[' -> object(name.substring(1));
            case 'L' -> object(name.substring(2, name.length() - 1));
            default -> null;
        };
    }

    /** The array with this component. */
    VerificationType arrayOf(VerificationType component) {
        return object(component.isArray() ? "[" + component.name() : "[L" + component.name() + ";");
    }

    /** isAssignable (JVMS 4.10.1.2). */
    boolean isAssignable(VerificationType from, VerificationType to) {
        return isAssignable(from, to, false);
    }

    /**
     * @param protectedAccess the question is whether the current class ({@code to}) may reach a protected member of an
     *                        object of type {@code from}: then Object is no subtype of an interface, as in HotSpot
     */
    boolean isAssignable(VerificationType from, VerificationType to, boolean protectedAccess) {
        if (from == to || to == VerificationType.TOP) {
            return true;
        }
        if (to == VerificationType.REFERENCE) {
            return from.isReference();
        }
        if (!to.isObject()) {
            return false;
        }
        if (from == VerificationType.NULL) {
            return true;
        }
        return from.isObject() && isJavaAssignable(from, to, protectedAccess);
    }

    /** isJavaAssignable and isJavaSubclassOf (JVMS 4.10.1.2). */
    private boolean isJavaAssignable(VerificationType from, VerificationType to, boolean protectedAccess) {
        VerificationType sub = from;
        VerificationType sup = to;
        while (sup.isArray()) {
            if (!sub.isArray()) {
                return false;
            }
            sub = component(sub);
            sup = component(sup);
            if (sub == null || sup == null) {
                return false;
            }
            if (sub == sup) {
                return true;
            }
        }
        if (sup == object) {
            return true;
        }
        if (hierarchy.isInterface(sup.name()) && !(protectedAccess && sub == object)) {
            // An interface is as good as Object; invokeinterface checks the receiver when it runs.
            return !sub.isArray() || sup.name().equals("java/lang/Cloneable")
                    || sup.name().equals("java/io/Serializable");
        }
        return !sub.isArray() && hierarchy.isSubclass(sub.name(), sup.name());
    }
}
