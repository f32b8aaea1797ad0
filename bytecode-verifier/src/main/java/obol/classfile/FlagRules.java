package obol.classfile;

import static obol.classfile.Access.*;

/**
 * Which access flags may stand together (JVMS 4.1, 4.5, 4.6), with the exceptions for old versions that the JVMS and
 * HotSpot make. Flags that have no meaning at a place are ignored.
 */
final class FlagRules {
    private FlagRules() { }

    private static boolean any(int flags, int of) {
        return (flags & of) != 0;
    }

    private static boolean severalVisibilities(int flags) {
        return Integer.bitCount(flags & (PUBLIC | PRIVATE | PROTECTED)) > 1;
    }

    static boolean classMayHave(int flags, int major) {
        boolean isInterface = any(flags, INTERFACE);
        if (any(flags, ABSTRACT) && any(flags, FINAL) || isInterface && !any(flags, ABSTRACT)) {
            return false;
        }
        return major < 49 || !(isInterface ? any(flags, SUPER | ENUM) : any(flags, ANNOTATION));
    }

    static boolean fieldMayHave(int flags, boolean ofInterface, int major) {
        if (ofInterface) {
            int must = PUBLIC | STATIC | FINAL;
            return (flags & must) == must
                    && !any(flags, PRIVATE | PROTECTED | VOLATILE | TRANSIENT | (major >= 49 ? ENUM : 0));
        }
        return !severalVisibilities(flags) && !(any(flags, FINAL) && any(flags, VOLATILE));
    }

    /** Not for class initialisers, whose flags are ignored but for STATIC. */
    static boolean methodMayHave(int flags, boolean constructor, boolean ofInterface, int major) {
        int strict = major < 61 ? STRICT : 0;
        if (ofInterface) {
            if (major >= 52) {
                return any(flags, PUBLIC) != any(flags, PRIVATE)
                        && !any(flags, PROTECTED | FINAL | SYNCHRONIZED | NATIVE)
                        && !(any(flags, ABSTRACT) && any(flags, PRIVATE | STATIC | strict));
            }
            int never = STATIC | FINAL | NATIVE | (major >= 49 ? PRIVATE | PROTECTED | SYNCHRONIZED | STRICT : 0);
            return any(flags, PUBLIC) && any(flags, ABSTRACT) && !any(flags, never);
        }
        if (severalVisibilities(flags)) {
            return false;
        }
        if (constructor) {
            return !any(flags, STATIC | FINAL | SYNCHRONIZED | NATIVE | ABSTRACT | (major >= 49 ? BRIDGE : 0));
        }
        return !any(flags, ABSTRACT)
                || !any(flags, PRIVATE | STATIC | FINAL | NATIVE | (major >= 49 ? SYNCHRONIZED | strict : 0));
    }
}
