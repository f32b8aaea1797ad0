package obol.classfile;

/** Access and property flags (JVMS tables 4.1-B, 4.5-A, 4.6-A, 4.7.6-A). */
public final class Access {
    public static final int PUBLIC = 0x0001;
    public static final int PRIVATE = 0x0002;
    public static final int PROTECTED = 0x0004;
    public static final int STATIC = 0x0008;
    public static final int FINAL = 0x0010;
    /** Of classes. */
    public static final int SUPER = 0x0020;
    /** Of methods. */
    public static final int SYNCHRONIZED = 0x0020;
    /** Of fields. */
    public static final int VOLATILE = 0x0040;
    /** Of methods. */
    public static final int BRIDGE = 0x0040;
    /** Of fields. */
    public static final int TRANSIENT = 0x0080;
    /** Of methods. */
    public static final int VARARGS = 0x0080;
    public static final int NATIVE = 0x0100;
    public static final int INTERFACE = 0x0200;
    public static final int ABSTRACT = 0x0400;
    /** Of methods; without effect from version 60 on. */
    public static final int STRICT = 0x0800;
    public static final int SYNTHETIC = 0x1000;
    public static final int ANNOTATION = 0x2000;
    public static final int ENUM = 0x4000;
    /** Of classes: a {@code module-info}, which is no class. */
    public static final int MODULE = 0x8000;

    private Access() { }

    public static boolean isPublic(int flags) {
        return (flags & PUBLIC) != 0;
    }

    public static boolean isPrivate(int flags) {
        return (flags & PRIVATE) != 0;
    }

    public static boolean isProtected(int flags) {
        return (flags & PROTECTED) != 0;
    }

    /** Neither public nor protected nor private. */
    public static boolean isPackagePrivate(int flags) {
        return (flags & (PUBLIC | PROTECTED | PRIVATE)) == 0;
    }

    public static boolean isStatic(int flags) {
        return (flags & STATIC) != 0;
    }

    public static boolean isFinal(int flags) {
        return (flags & FINAL) != 0;
    }

    public static boolean isInterface(int flags) {
        return (flags & INTERFACE) != 0;
    }

    public static boolean isAbstract(int flags) {
        return (flags & ABSTRACT) != 0;
    }

    public static boolean isNative(int flags) {
        return (flags & NATIVE) != 0;
    }
}
