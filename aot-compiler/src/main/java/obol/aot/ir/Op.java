package obol.aot.ir;

import static obol.aot.ir.Op.Level.BOTH;
import static obol.aot.ir.Op.Level.JAVA;
import static obol.aot.ir.Op.Level.MACHINE;

/**
 * The operations. Each row says at which level it stands and what may happen when it runs; every pass reads these flags,
 * none keeps a list of its own. "in" are the inputs in order; "attr" is {@link Ins#attr}; "bits" is {@link Ins#bits}.
 */
public enum Op {
    // Values.
    /** INT, LONG, FLOAT (float bits), DOUBLE (double bits), or REF null: bits. */
    CONST(BOTH, Flag.PURE),
    /** attr String: the literal, a REF to a read-only object of the image. */
    STRING(BOTH, Flag.PURE),
    /** attr JClass: the address of its hub, a LONG. */
    HUB(BOTH, Flag.PURE),
    /** attr {@link LinkNumber}: an INT or LONG that is known when the image is laid out. */
    LINK_NUMBER(MACHINE, Flag.PURE),
    /** bits: index of the parameter, the receiver first. Only in the entry block. */
    PARAM(BOTH, 0),
    /** attr: see {@link Ins#inputs}; one input for each predecessor. */
    PHI(BOTH, 0),
    /** The exception that a handler block was entered with. First in that block. */
    CATCH(BOTH, 0),

    // Arithmetic on INT, LONG, FLOAT, DOUBLE (type of the result; both inputs the same type unless said otherwise).
    ADD(BOTH, Flag.PURE | Flag.COMMUTES), SUB(BOTH, Flag.PURE), MUL(BOTH, Flag.PURE | Flag.COMMUTES),
    /** Integers: the divisor is known not to be zero (ZERO_CHECK); MIN_VALUE / -1 is MIN_VALUE. */
    DIV(BOTH, Flag.PURE), REM(BOTH, Flag.PURE),
    NEG(BOTH, Flag.PURE),
    AND(BOTH, Flag.PURE | Flag.COMMUTES), OR(BOTH, Flag.PURE | Flag.COMMUTES), XOR(BOTH, Flag.PURE | Flag.COMMUTES),
    /** in value, INT count: only the low 5 (LONG: 6) bits of the count matter. */
    SHL(BOTH, Flag.PURE), SHR(BOTH, Flag.PURE), USHR(BOTH, Flag.PURE),
    SQRT(BOTH, Flag.PURE), ABS(BOTH, Flag.PURE),
    /** in two LONGs: the high half of the signed product. */
    MULTIPLY_HIGH(BOTH, Flag.PURE),
    /** INT or LONG in, INT out. */
    BIT_COUNT(BOTH, Flag.PURE), LEADING_ZEROS(BOTH, Flag.PURE), TRAILING_ZEROS(BOTH, Flag.PURE),
    REVERSE_BYTES(BOTH, Flag.PURE),
    /** in two of a type, INT out: -1, 0, 1. For floats, bits: the result when an operand is NaN. */
    COMPARE(BOTH, Flag.PURE),
    /** attr Condition, in two of a type: INT 0 or 1. */
    SET(BOTH, Flag.PURE),
    /** attr Condition, in a, b, x, y: x if the condition holds for (a, b), else y. */
    SELECT(BOTH, Flag.PURE),
    /** INT, LONG, FLOAT, DOUBLE to another of these, as the JVMS converts (saturating from floating to integer). */
    CONVERT(BOTH, Flag.PURE),
    /** INT to INT: sign- or zero-extends the low bits as attr MemKind (I8, U8, I16, U16) says. */
    EXTEND(BOTH, Flag.PURE),
    /** The same bits as another type: INT and FLOAT, LONG and DOUBLE. */
    BITCAST(BOTH, Flag.PURE),

    // Checks. Each gives its first input back as a value that is known to have passed; what depends on the check uses that value.
    /** in REF. Throws NullPointerException. */
    NULL_CHECK(JAVA, Flag.THROWS),
    /** in INT or LONG. Throws ArithmeticException. */
    ZERO_CHECK(JAVA, Flag.THROWS),
    /** in INT index, INT length. Throws ArrayIndexOutOfBoundsException. */
    BOUNDS_CHECK(JAVA, Flag.THROWS),
    /** in REF; attr JClass. Null passes. Throws ClassCastException. */
    CHECK_CAST(JAVA, Flag.THROWS),
    /** in REF array, REF value. Throws ArrayStoreException; gives the value. */
    ARRAY_STORE_CHECK(JAVA, Flag.THROWS),
    /** in REF; attr JClass: INT 0 or 1. */
    INSTANCE_OF(JAVA, Flag.PURE),

    // Objects. Receivers and arrays have passed NULL_CHECK.
    /** in REF; attr JField. */
    GET_FIELD(JAVA, Flag.READS),
    /** in REF, value; attr JField. */
    PUT_FIELD(JAVA, Flag.WRITES),
    /** attr JField; its class has passed INIT_CLASS. */
    GET_STATIC(JAVA, Flag.READS), PUT_STATIC(JAVA, Flag.WRITES),
    /** in REF. Never changes, so it may be moved as far as its input's check allows. */
    ARRAY_LENGTH(JAVA, Flag.PURE),
    /** in REF, INT checked index; attr MemKind. */
    ARRAY_GET(JAVA, Flag.READS),
    /** in REF, INT checked index, value; attr MemKind. */
    ARRAY_PUT(JAVA, Flag.WRITES),
    /** attr JClass, which has passed INIT_CLASS. Throws OutOfMemoryError. */
    NEW(JAVA, Flag.THROWS | Flag.SAFEPOINT),
    /** in INT length; attr JClass of the array. Throws NegativeArraySizeException, OutOfMemoryError. */
    NEW_ARRAY(JAVA, Flag.THROWS | Flag.SAFEPOINT),
    /** in INT lengths, outermost first; attr JClass of the array. */
    NEW_MULTI_ARRAY(JAVA, Flag.THROWS | Flag.CALLS),
    /** attr JClass: its initialiser has run, or runs in this thread, when this is past. Throws what initialisation throws. */
    INIT_CLASS(JAVA, Flag.THROWS | Flag.SAFEPOINT | Flag.WRITES | Flag.READS),
    /** attr JField, an instance field: its offset in bytes from the object's address, a LONG; known when the image is laid out. */
    FIELD_OFFSET(JAVA, Flag.PURE),
    /** attr JClass: its java.lang.Class object. */
    CLASS_MIRROR(JAVA, Flag.SAFEPOINT | Flag.THROWS),
    /** in REF, checked: the LONG address of its hub. */
    GET_HUB(JAVA, Flag.PURE),
    /** in REF, checked. */
    MONITOR_ENTER(JAVA, Flag.CALLS | Flag.THROWS), MONITOR_EXIT(JAVA, Flag.CALLS | Flag.THROWS),

    // Calls: in arguments, the receiver first and checked; attr JMethod. INVOKE_STATIC's class has passed INIT_CLASS.
    INVOKE_STATIC(JAVA, Flag.CALLS | Flag.THROWS), INVOKE_SPECIAL(JAVA, Flag.CALLS | Flag.THROWS),
    INVOKE_VIRTUAL(JAVA, Flag.CALLS | Flag.THROWS), INVOKE_INTERFACE(JAVA, Flag.CALLS | Flag.THROWS),
    /** attr String: what is missing. Throws the linkage error attr names: {@link Linkage}. Ends with UNREACHABLE after it. */
    LINKAGE_ERROR(JAVA, Flag.CALLS | Flag.THROWS),

    // The machine.
    /** in base (REF or LONG) [, index INT or LONG]; attr {@link Address}. */
    LOAD(BOTH, Flag.READS),
    /** in base, [index,] value; attr Address. */
    STORE(BOTH, Flag.WRITES),
    /** in base REF [, index INT]; attr Address: dirties the card of the place. */
    CARD_MARK(MACHINE, Flag.WRITES),
    /** in base, [index,] expected, new; attr Address: INT 1 if it was expected and is now new. No card mark. */
    COMPARE_AND_SET(BOTH, Flag.READS | Flag.WRITES),
    /** As COMPARE_AND_SET, but gives the value that was there. */
    COMPARE_AND_EXCHANGE(BOTH, Flag.READS | Flag.WRITES),
    /** in base, [index,] value; attr Address: the value that was there; adds or swaps (attr of INT or LONG). */
    FETCH_ADD(BOTH, Flag.READS | Flag.WRITES), FETCH_SET(BOTH, Flag.READS | Flag.WRITES),
    /** REF to LONG, and back. The number must not live across a safepoint. */
    ADDRESS_OF(BOTH, 0), OBJECT_AT(BOTH, 0),
    /** The LONG in r15: the address of the running thread's structure. */
    THREAD(BOTH, Flag.PURE),
    /** The LONG in rsp. */
    STACK_POINTER(BOTH, 0),
    PAUSE(BOTH, Flag.WRITES),
    /** Nothing is moved over it by the compiler; no instruction (a process's threads never run in parallel). */
    FENCE(BOTH, Flag.WRITES | Flag.READS),
    RDTSC(BOTH, Flag.READS | Flag.WRITES),

    /** in arguments; attr {@link CallTarget}. For an indirect target the code's address, a LONG, is the first input; the other inputs are the arguments. */
    CALL(BOTH, Flag.CALLS | Flag.THROWS),
    /** in arguments; attr Stub. Keeps all registers but the result's. */
    STUB_CALL(MACHINE, Flag.SAFEPOINT | Flag.THROWS | Flag.READS | Flag.WRITES),
    /** in a, b, arguments; attr {@link Guard}: if the condition holds for (a, b), calls the stub with the arguments and goes on after it. */
    STUB_IF(MACHINE, Flag.SAFEPOINT | Flag.THROWS | Flag.READS | Flag.WRITES),
    /** in a, b, arguments; attr Guard: if the condition holds, calls the stub, which throws. VOID: what depended on the check stays behind it. */
    TRAP_IF(MACHINE, Flag.THROWS),
    /** attr {@link Allocation} without length: a new object, all zero but the header. Slow path: stub NEW. */
    ALLOCATE(MACHINE, Flag.THROWS | Flag.SAFEPOINT),
    /** in INT length; attr Allocation. Slow path, also for negative lengths: stub NEW_ARRAY. */
    ALLOCATE_ARRAY(MACHINE, Flag.THROWS | Flag.SAFEPOINT),
    /** Guard word check at a loop back edge; at entry the prologue has its own. */
    POLL(BOTH, Flag.SAFEPOINT | Flag.READS | Flag.WRITES | Flag.THROWS),

    // Ends of blocks.
    GOTO(BOTH, Flag.ENDS),
    /** attr Condition; in a, b. succs[0] if it holds, else succs[1]. */
    IF(BOTH, Flag.ENDS),
    /** in INT; attr int[] keys, ascending; succs[i] for keys[i], the last successor for any other. */
    SWITCH(BOTH, Flag.ENDS),
    /** [in value]. */
    RETURN(BOTH, Flag.ENDS),
    /** in REF, checked. In a block with a handler it throws into that, and the end after it is UNREACHABLE. */
    THROW(JAVA, Flag.CALLS | Flag.THROWS),
    UNREACHABLE(BOTH, Flag.ENDS);

    /** Where an operation stands. */
    public enum Level { JAVA, MACHINE, BOTH }

    private static final class Flag {
        static final int PURE = 1, COMMUTES = 2, THROWS = 4, SAFEPOINT = 8, CALLS = 16 | SAFEPOINT | 32 | 64, READS = 32, WRITES = 64, ENDS = 128;
    }

    public final Level level;
    private final int flags;

    Op(Level level, int flags) {
        this.level = level;
        this.flags = flags;
    }

    /** No effect, no dependence on memory, cannot throw: may be moved, merged and dropped. */
    public boolean pure() { return (flags & Flag.PURE) != 0; }
    public boolean commutes() { return (flags & Flag.COMMUTES) != 0; }
    public boolean mayThrow() { return (flags & Flag.THROWS) != 0; }
    /** The thread may be switched and objects may move while it runs. */
    public boolean safepoint() { return (flags & Flag.SAFEPOINT) != 0; }
    /** Clobbers all registers: a call by the Java convention. */
    public boolean calls() { return (flags & 16) != 0; }
    public boolean reads() { return (flags & Flag.READS) != 0; }
    public boolean writes() { return (flags & Flag.WRITES) != 0; }
    public boolean ends() { return (flags & Flag.ENDS) != 0; }
}
