package obol.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import obol.classfile.Access;
import obol.classfile.ClassFile;
import obol.classfile.MethodInfo;

/**
 * The rules of Obol's own, beyond the JVMS, for the class files of one origin. Their names follow {@code policy.}:
 * {@code java-package}, {@code trusted-package}, {@code native-method}, {@code version}. (Two more, {@code frame-size}
 * and {@code effort}, bound what one method may cost; they hold for every origin.)
 */
public final class Policy {
    /** Oldest version whose methods have a StackMapTable; what is older goes through the importer. */
    static final int OLDEST_WITH_FRAMES = 50;

    private final boolean trusted;
    private final Set<String> trustedPackages;

    private Policy(boolean trusted, Set<String> trustedPackages) {
        this.trusted = trusted;
        this.trustedPackages = Set.copyOf(trustedPackages);
    }

    /** For the class library and the trusted parts of Obol: the type rules alone. */
    public static Policy trusted() {
        return new Policy(true, Set.of());
    }

    /**
     * For all other classes.
     *
     * @param trustedPackages packages, in internal form, in and below which no user's class may lie, besides
     *                        {@code java}
     */
    public static Policy user(Set<String> trustedPackages) {
        return new Policy(false, trustedPackages);
    }

    List<Refusal> check(ClassFile cf) {
        List<Refusal> refusals = new ArrayList<>();
        if (cf.majorVersion() < OLDEST_WITH_FRAMES) {
            refusals.add(refuse(cf, "-", "version", "version " + cf.majorVersion(), "50 or later, or the importer"));
        }
        if (trusted) {
            return refusals;
        }
        if (isInOrBelow(cf.packageName(), "java")) {
            refusals.add(refuse(cf, "-", "java-package", "package " + cf.packageName().replace('/', '.'),
                    "a package outside java"));
        }
        for (String reserved : trustedPackages) {
            if (isInOrBelow(cf.packageName(), reserved)) {
                refusals.add(refuse(cf, "-", "trusted-package", "package " + cf.packageName().replace('/', '.'),
                        "a package that is not trusted"));
            }
        }
        for (MethodInfo method : cf.methods()) {
            if (method.has(Access.NATIVE)) {
                refusals.add(refuse(cf, method.toString(), "native-method", "a native method", "bytecode"));
            }
        }
        return refusals;
    }

    private static boolean isInOrBelow(String name, String root) {
        return name.equals(root) || name.startsWith(root + "/");
    }

    private static Refusal refuse(ClassFile cf, String method, String rule, String found, String wanted) {
        return new Refusal(cf.name(), method, -1, -1, "policy." + rule, found, wanted);
    }
}
