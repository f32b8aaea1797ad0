package obol.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import obol.classfile.Access;
import obol.classfile.ClassFile;
import obol.classfile.ConstantPool;
import obol.classfile.FieldInfo;
import obol.classfile.JavaBase;
import obol.classfile.MethodInfo;

/**
 * The rules of Obol's own, beyond the JVMS, for the class files of one origin. Their names follow {@code policy.}: {@code java-package},
 * {@code trusted-package}, {@code hidden-package}, {@code native-method}, {@code version}. (Two more, {@code frame-size} and {@code
 * effort}, bound what one method may cost; they hold for every origin.)
 */
public final class Policy {
    /** Oldest version whose methods have a StackMapTable; what is older goes through the importer. */
    static final int OLDEST_WITH_FRAMES = 50;

    private final boolean trusted;
    private final Set<String> trustedPackages;
    private final Set<String> open;
    private final Predicate<String> unowned;

    private Policy(boolean trusted, Set<String> trustedPackages, Set<String> open, Predicate<String> unowned) {
        this.trusted = trusted;
        this.unowned = unowned;
        this.trustedPackages = Set.copyOf(trustedPackages);
        this.open = Set.copyOf(open);
    }

    /** For the class library and the trusted parts of Obol: the type rules alone. */
    public static Policy trusted() {
        return new Policy(true, Set.of(), Set.of(), name -> true);
    }

    /**
     * For all other classes.
     *
     * @param trustedPackages packages, in internal form, in and below which no user's class may lie, besides
     *                        {@code java}, and whose classes none may name
     */
    public static Policy user(Set<String> trustedPackages) {
        return user(trustedPackages, Set.of());
    }

    /**
     * As {@link #user(Set)}.
     *
     * @param open those of the trusted packages, each for itself, whose classes users may name
     */
    public static Policy user(Set<String> trustedPackages, Set<String> open) {
        return new Policy(false, trustedPackages, open, name -> false);
    }

    /** The same without the ownership rules for some classes, given by their internal names: those that make linear values. */
    public Policy withoutOwnership(Predicate<String> classes) {
        return new Policy(trusted, trustedPackages, open, classes);
    }

    /** Whether the ownership rules hold for a class. The library knows no linear types. */
    boolean checksOwnership(ClassFile cf) {
        return !trusted && !unowned.test(cf.name());
    }

    List<Refusal> check(ClassFile cf) {
        List<Refusal> refusals = new ArrayList<>();
        if (cf.majorVersion() < OLDEST_WITH_FRAMES) {
            refusals.add(refuse(cf, "-", "version", "version " + cf.majorVersion(), "50 or later, or the importer"));
        }
        if (trusted) {
            return refusals;
        }
        if (isInOrBelow(cf.packageName(), "java") || JavaBase.has(cf.packageName())) {
            refusals.add(refuse(cf, "-", "java-package", "package " + cf.packageName().replace('/', '.'),
                    "a package outside java"));
        }
        for (String reserved : trustedPackages) {
            if (isInOrBelow(cf.packageName(), reserved)) {
                refusals.add(refuse(cf, "-", "trusted-package", "package " + cf.packageName().replace('/', '.'),
                        "a package that is not trusted"));
            }
        }
        String hidden = hiddenName(cf);
        if (hidden != null && refusals.isEmpty()) {
            refusals.add(refuse(cf, "-", "hidden-package", "a use of " + hidden.replace('/', '.'), "classes that users may name"));
        }
        for (MethodInfo method : cf.methods()) {
            if (method.has(Access.NATIVE)) {
                refusals.add(refuse(cf, method.toString(), "native-method", "a native method", "bytecode"));
            }
        }
        return refusals;
    }

    /** The first class in the constant pool or in a declaration that users may not name, or null. */
    private String hiddenName(ClassFile cf) {
        ConstantPool constants = cf.constants();
        for (int i = 1; i < constants.size(); i++) {
            String hidden = switch (constants.tag(i)) {
                case ConstantPool.CLASS -> hiddenIn(constants.className(i));
                case ConstantPool.NAME_AND_TYPE -> hiddenIn(constants.nameAndType(i).descriptor());
                case ConstantPool.METHOD_TYPE -> hiddenIn(constants.methodType(i));
                default -> null;
            };
            if (hidden != null) {
                return hidden;
            }
        }
        for (FieldInfo field : cf.fields()) {
            if (hiddenIn(field.descriptor()) != null) {
                return hiddenIn(field.descriptor());
            }
        }
        for (MethodInfo method : cf.methods()) {
            if (hiddenIn(method.descriptor()) != null) {
                return hiddenIn(method.descriptor());
            }
        }
        return null;
    }

    /** A class named by a class's name or by a descriptor that users may not name, or null. */
    private String hiddenIn(String type) {
        if (type.indexOf(';') < 0) {
            return isHidden(type) ? type : null;
        }
        for (int at = type.indexOf('L'); at >= 0; at = type.indexOf('L', type.indexOf(';', at))) {
            String name = type.substring(at + 1, type.indexOf(';', at));
            if (isHidden(name)) {
                return name;
            }
        }
        return null;
    }

    private boolean isHidden(String className) {
        int end = className.lastIndexOf('/');
        String packageName = end < 0 ? "" : className.substring(0, end);
        if (open.contains(packageName)) {
            return false;
        }
        for (String reserved : trustedPackages) {
            if (isInOrBelow(packageName, reserved)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInOrBelow(String name, String root) {
        return name.equals(root) || name.startsWith(root + "/");
    }

    private static Refusal refuse(ClassFile cf, String method, String rule, String found, String wanted) {
        return new Refusal(cf.name(), method, -1, -1, "policy." + rule, found, wanted);
    }
}
