package obol.aot.ir;

/**
 * Stubs of the assembly code, reached by {@code call}. Arguments are in rax, rcx, rdx in this order, the result in rax;
 * a stub keeps every other register, also r15 and all xmm, and saves them where the collector finds them.
 * Its symbol is {@code stub_} and the name in lower case.
 */
public enum Stub {
    /** The guard word asked for attention, or the stack is at its end: throws StackOverflowError, or what a kill needs. */
    POLL(0, Type.VOID, false),
    /** hub: a new instance. */
    NEW(1, Type.REF, false),
    /** array hub, length. */
    NEW_ARRAY(2, Type.REF, false),
    /** hub: runs or waits for its initialiser. */
    INIT_CLASS(1, Type.VOID, false),
    /** hub: puts the Class object of this process into its table. */
    MIRROR(1, Type.VOID, false),
    THROW_NULL_POINTER(0, Type.VOID, true),
    THROW_ARITHMETIC(0, Type.VOID, true),
    /** index, length. */
    THROW_BOUNDS(2, Type.VOID, true),
    /** object, hub of the wanted class. */
    THROW_CAST(2, Type.VOID, true),
    /** value. */
    THROW_STORE(1, Type.VOID, true),
    /** object, interface hub. */
    THROW_INTERFACE(2, Type.VOID, true);

    public final int arguments;
    public final Type result;
    /** It does not come back. */
    public final boolean ends;

    Stub(int arguments, Type result, boolean ends) {
        this.arguments = arguments;
        this.result = result;
        this.ends = ends;
    }

    public String symbol() {
        return "stub_" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
