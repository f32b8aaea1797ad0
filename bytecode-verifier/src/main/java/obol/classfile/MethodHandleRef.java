package obol.classfile;

/**
 * CONSTANT_MethodHandle (JVMS 4.4.8).
 *
 * @param kind one of the nine reference kinds, {@link #GET_FIELD} to {@link #INVOKE_INTERFACE}
 */
public record MethodHandleRef(int kind, MemberRef member) {
    public static final int GET_FIELD = 1;
    public static final int GET_STATIC = 2;
    public static final int PUT_FIELD = 3;
    public static final int PUT_STATIC = 4;
    public static final int INVOKE_VIRTUAL = 5;
    public static final int INVOKE_STATIC = 6;
    public static final int INVOKE_SPECIAL = 7;
    public static final int NEW_INVOKE_SPECIAL = 8;
    public static final int INVOKE_INTERFACE = 9;
}
