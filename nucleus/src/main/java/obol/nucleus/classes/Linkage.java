package obol.nucleus.classes;

/** The errors of uses that cannot be linked, or are not supported; the compiler finds them, the use throws them. */
public final class Linkage {
    private Linkage() {}

    /** The error of this class (binary name, with or without its package, dots or slashes). */
    public static Throwable error(String name, String message) {
        String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
        switch (simple) {
            case "NoClassDefFoundError": return new NoClassDefFoundError(message);
            case "NoSuchMethodError": return new NoSuchMethodError(message);
            case "NoSuchFieldError": return new NoSuchFieldError(message);
            case "IllegalAccessError": return new IllegalAccessError(message);
            case "AbstractMethodError": return new AbstractMethodError(message);
            case "InstantiationError": return new InstantiationError(message);
            case "UnsatisfiedLinkError": return new UnsatisfiedLinkError(message);
            case "VerifyError": return new VerifyError(message);
            case "ClassFormatError": return new ClassFormatError(message);
            case "ClassCircularityError": return new ClassCircularityError(message);
            case "UnsupportedOperationException": return new UnsupportedOperationException(message);
            case "BootstrapMethodError": return new BootstrapMethodError(message);
            default: return new IncompatibleClassChangeError(message);
        }
    }
}
