package obol.aot.desugar;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import obol.aot.world.JClass;
import obol.aot.world.World;
import obol.classfile.ConstantPool;
import obol.classfile.ConstantPool.DynamicRef;
import obol.classfile.ConstantPool.MethodHandleRef;
import org.objectweb.asm.Type;

/**
 * Whether a call site fits its bootstrap method. Verification looks at the types of a site's descriptor alone; that what is made for the site
 * keeps to them is for the bootstrap method to see, which at run time would throw. Here nobody verifies what is made, so a site that does
 * not fit has no method: it throws when it is reached.
 */
final class BootstrapRules {
    private static final String STRING = "Ljava/lang/String;";
    private static final char ARGUMENT = 1;

    private BootstrapRules() {}

    /** StringConcatFactory: the result is a string, and the recipe takes each argument once. */
    static boolean fitsConcatenation(DynamicRef ref, BootstrapArguments arguments, boolean recipe) {
        Type site = Type.getMethodType(ref.descriptor());
        if (!site.getReturnType().getDescriptor().equals(STRING)) return false;
        if (!recipe) return arguments.size() == 0;
        if (arguments.size() == 0 || arguments.tag(0) != ConstantPool.STRING) return false;
        long taken = arguments.string(0).chars().filter(c -> c == ARGUMENT).count();
        long constants = arguments.string(0).chars().filter(c -> c == ARGUMENT + 1).count();
        return taken == site.getArgumentTypes().length && constants == arguments.size() - 1;
    }

    /** ObjectMethods: one of three methods of the record, and components that are its own fields. */
    static boolean fitsRecord(String record, DynamicRef ref, BootstrapArguments arguments) {
        String self = "L" + record + ";";
        String wanted = switch (ref.name()) {
            case "equals" -> "(" + self + "Ljava/lang/Object;)Z";
            case "hashCode" -> "(" + self + ")I";
            case "toString" -> "(" + self + ")" + STRING;
            default -> null;
        };
        if (!ref.descriptor().equals(wanted) || arguments.size() < 2 || arguments.tag(0) != ConstantPool.CLASS
                || !arguments.className(0).equals(record) || arguments.tag(1) != ConstantPool.STRING) {
            return false;
        }
        String names = arguments.string(1);
        if ((names.isEmpty() ? 0 : names.split(";").length) != arguments.size() - 2) return false;
        for (int i = 2; i < arguments.size(); i++) {
            if (arguments.tag(i) != ConstantPool.METHOD_HANDLE) return false;
            MethodHandleRef handle = arguments.handle(i);
            if (handle.kind() != MethodHandleRef.GET_FIELD || !handle.member().owner().equals(record)) return false;
        }
        return true;
    }

    /** LambdaMetafactory: interfaces, and a target that takes what is captured and what the interface's method is called with. */
    static boolean fitsLambda(World world, DynamicRef ref, BootstrapArguments arguments, boolean alternative) {
        Type site = Type.getMethodType(ref.descriptor());
        if (arguments.size() < (alternative ? 4 : 3) || arguments.tag(0) != ConstantPool.METHOD_TYPE || arguments.tag(1) != ConstantPool.METHOD_HANDLE
                || arguments.tag(2) != ConstantPool.METHOD_TYPE || !isInterface(world, site.getReturnType())) {
            return false;
        }
        Set<String> methods = new TreeSet<>(List.of(arguments.methodType(0)));
        if (alternative && !fitsAlternative(world, arguments, methods)) return false;
        MethodHandleRef target = arguments.handle(1);
        if (target.kind() < MethodHandleRef.INVOKE_VIRTUAL) return false;
        List<Type> parameters = parameters(target);
        Type[] captured = site.getArgumentTypes();
        Type instantiated = Type.getMethodType(arguments.methodType(2));
        int given = instantiated.getArgumentTypes().length;
        if (parameters.size() != captured.length + given) return false;
        for (int i = 0; i < captured.length; i++) {
            // A receiver of a more special class is cast; anything else is what the target takes.
            boolean receiver = i == 0 && hasReceiver(target) && isReference(captured[0]);
            if (!receiver && !captured[i].equals(parameters.get(i))) return false;
        }
        Type result = target.kind() == MethodHandleRef.NEW_INVOKE_SPECIAL ? Type.getObjectType(target.member().owner())
                : Type.getReturnType(target.member().descriptor());
        for (String each : methods) {
            Type method = Type.getMethodType(each);
            if (method.getArgumentTypes().length != given || !isConvertible(result, method.getReturnType(), instantiated.getReturnType())) return false;
            for (int i = 0; i < given; i++) {
                if (!isConvertible(method.getArgumentTypes()[i], parameters.get(captured.length + i), instantiated.getArgumentTypes()[i])) return false;
            }
        }
        return true;
    }

    private static boolean fitsAlternative(World world, BootstrapArguments arguments, Set<String> methods) {
        if (arguments.tag(3) != ConstantPool.INTEGER) return false;
        int next = 4;
        if ((arguments.integer(3) & LambdaClass.MARKERS) != 0) {
            int end = end(arguments, next);
            for (next++; next < end; next++) {
                if (arguments.tag(next) != ConstantPool.CLASS || !isInterface(world, Type.getObjectType(arguments.className(next)))) return false;
            }
            if (end < 0) return false;
        }
        if ((arguments.integer(3) & LambdaClass.BRIDGES) != 0) {
            int end = end(arguments, next);
            for (next++; next < end; next++) {
                if (arguments.tag(next) != ConstantPool.METHOD_TYPE) return false;
                methods.add(arguments.methodType(next));
            }
            if (end < 0) return false;
        }
        return true;
    }

    /** Behind a counted list that begins at an argument; -1 if there is none. */
    private static int end(BootstrapArguments arguments, int at) {
        if (at >= arguments.size() || arguments.tag(at) != ConstantPool.INTEGER) return -1;
        int count = arguments.integer(at);
        return count < 0 || count > arguments.size() - at - 1 ? -1 : at + 1 + count;
    }

    private static boolean isInterface(World world, Type type) {
        if (type.getSort() != Type.OBJECT) return false;
        JClass found = world.find(type.getInternalName());
        return found != null && found.isInterface();
    }

    private static boolean hasReceiver(MethodHandleRef target) {
        return target.kind() != MethodHandleRef.INVOKE_STATIC && target.kind() != MethodHandleRef.NEW_INVOKE_SPECIAL;
    }

    /** The receiver first if there is one. */
    static List<Type> parameters(MethodHandleRef target) {
        List<Type> parameters = new ArrayList<>();
        if (hasReceiver(target)) parameters.add(Type.getObjectType(target.member().owner()));
        parameters.addAll(List.of(Type.getArgumentTypes(target.member().descriptor())));
        return parameters;
    }

    private static boolean isReference(Type type) {
        return type.getSort() >= Type.ARRAY;
    }

    /** Whether {@link Conversion} has a way, over the more special type that the site names. */
    private static boolean isConvertible(Type from, Type to, Type checked) {
        if (to.getSort() == Type.VOID) return true;
        if (from.getSort() == Type.VOID || from.getSort() == Type.METHOD || to.getSort() == Type.METHOD) return false;
        if (isReference(from)) {
            Type unboxed = Conversion.unboxed(isReference(checked) ? checked : from);
            return isReference(to) || unboxed == null || Conversion.widens(unboxed, to);
        }
        Type boxed = isReference(to) ? Conversion.unboxed(to) : to;
        return boxed == null || Conversion.widens(from, boxed);
    }
}
