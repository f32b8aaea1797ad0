package obol.verifier;

/**
 * Something that is not there, or not allowed, in a class whose types are right (availability): no refusal; the use
 * throws the linkage error when it runs.
 *
 * @param className internal name of the class that uses
 * @param method    name and descriptor, or {@link #WHOLE_CLASS} if the class itself can't be linked
 * @param bci       index of the instruction, or -1
 * @param error     internal name of the error that HotSpot would throw, such as {@code java/lang/NoSuchMethodError}
 * @param what      the class or member that is the matter, and why
 */
public record LinkageProblem(String className, String method, int bci, String error, String what) {
    /** In place of a method: the class fails to link, at its first use. */
    public static final String WHOLE_CLASS = "-";

    public static final String NO_CLASS = "java/lang/NoClassDefFoundError";
    public static final String NO_FIELD = "java/lang/NoSuchFieldError";
    public static final String NO_METHOD = "java/lang/NoSuchMethodError";
    public static final String ACCESS = "java/lang/IllegalAccessError";
    public static final String CHANGE = "java/lang/IncompatibleClassChangeError";
    public static final String INSTANTIATION = "java/lang/InstantiationError";
    public static final String CIRCULAR = "java/lang/ClassCircularityError";

    public boolean isWholeClass() {
        return method.equals(WHOLE_CLASS);
    }

    @Override
    public String toString() {
        return Refusal.printable(className.replace('/', '.')) + " " + Refusal.printable(method)
                + (bci < 0 ? "" : " @" + bci) + ": " + error.substring(error.lastIndexOf('/') + 1) + ": "
                + Refusal.readable(what);
    }
}
