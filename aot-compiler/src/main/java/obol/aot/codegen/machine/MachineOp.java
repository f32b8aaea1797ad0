package obol.aot.codegen.machine;

/**
 * What a machine instruction is. Most are one x86 instruction, given by {@link MachineInsn#x86}; the others are short fixed
 * sequences that the {@code Operations} knows. "d" is the result, "a" and "b" the sources.
 */
public enum MachineOp {
    /** First in each block: defines the parameters or the caught exception; phis are defined before it. */
    BLOCK,
    /** d = a, by the copy in the gap; no code. */
    COPY,
    /** {@code x86 d, b} with d tied to a. */
    OPERATE,
    /** {@code x86 d} with d tied to a. */
    OPERATE_ONE,
    /** {@code x86 d, cl} with d tied to a. */
    SHIFT,
    /** {@code x86 d, a} */
    COMPUTE,
    /** {@code x86 d, a, b} with b an immediate. */
    COMPUTE_IMMEDIATE,
    /** As COMPUTE, for instructions that merge into d: d is cleared before. */
    COMPUTE_MERGING,
    /** d = a + b by add or lea. */
    ADD,
    /** {@code lea d, a} */
    LEA,
    /** {@code x86 a, b} with a a place in memory. */
    STORE,
    /** d = the incoming stack argument number {@link MachineInsn#number}. */
    INCOMING,
    /** Outgoing stack argument number {@link MachineInsn#number} = a. */
    OUTGOING,
    /** d = r15 or rsp: {@link MachineInsn#number}. */
    READ_REGISTER,

    /** Compares a and b; goes to succs[0] if the test holds, else to succs[1]. */
    BRANCH,
    /** Compares a and b; d = 0 or 1. */
    SET,
    /** Compares a and b; d, tied to x, becomes y unless the test holds. */
    SELECT,
    /** Compares a and b; if the test holds calls a stub that throws, with {@link MachineInsn#arguments}. */
    TRAP_IF,
    /** Compares a and b; if the test holds calls a stub and goes on; temporaries as many as arguments. */
    STUB_IF,
    /** Compares a and b; d = 1, 0, -1 for greater, equal, less; unordered counts as less. */
    THREE_WAY,

    /** d = a / b: a in rax, the result in rax or rdx; with the case MIN / -1 apart. */
    DIVIDE,
    /** d = high half of a * b: a in rax, d in rdx. */
    MULTIPLY_HIGH,
    /** d = a, floating, as integer, saturated. */
    TO_INTEGER,
    /** d = |a|, integer. */
    ABSOLUTE,
    /** {@code lock cmpxchg place, b}: expected in rax, the old value there afterwards. */
    COMPARE_EXCHANGE,
    /** {@code x86 place, d} with d tied to b. */
    EXCHANGE,
    /** Dirties the card of a place. */
    CARD_MARK,
    READ_TIME,
    PAUSE,

    CALL, STUB_CALL, ALLOCATE, ALLOCATE_ARRAY, POLL,

    GOTO, SWITCH, RETURN, UNREACHABLE;

    /** It compares a and b and reads the flags itself. */
    public boolean compares() {
        return switch (this) {
            case BRANCH, SET, SELECT, TRAP_IF, STUB_IF, THREE_WAY -> true;
            default -> false;
        };
    }
}
