package obol.aot.codegen.machine;

/**
 * A machine instruction reads a value.
 *
 * <p>An early use is over when the instruction writes its result, so the result may lie in the same register; a late one
 * must last until the instruction's end (see {@link MachineCode} for positions).
 */
public final class Use implements Source {
    public enum Kind {
        /** In any register of its class. */
        REGISTER,
        /** In a register or in its slot; constants too. */
        ANY,
        /** In the register {@link #fixed}; moved there in the gap before the instruction. Constants too. */
        FIXED,
        /** In the register of the instruction's result; copied there in the gap before. Constants too. */
        TIED
    }

    public final Value value;
    public final Kind kind;
    public final boolean late;
    public final int fixed;
    /** Where it is read; set by the allocator. NONE for constants. */
    public int location = Location.NONE;

    private Use(Value value, Kind kind, boolean late, int fixed) {
        this.value = value;
        this.kind = kind;
        this.late = late;
        this.fixed = fixed;
    }

    public static Use register(Value value) {
        return new Use(value, Kind.REGISTER, false, Location.NONE);
    }

    public static Use lateRegister(Value value) {
        return new Use(value, Kind.REGISTER, true, Location.NONE);
    }

    public static Use any(Value value) {
        return new Use(value, Kind.ANY, false, Location.NONE);
    }

    public static Use lateAny(Value value) {
        return new Use(value, Kind.ANY, true, Location.NONE);
    }

    public static Use fixed(Value value, int register) {
        return new Use(value, Kind.FIXED, false, register);
    }

    public static Use tied(Value value) {
        return new Use(value, Kind.TIED, false, Location.NONE);
    }

    @Override public String toString() {
        String where = location != Location.NONE ? "=" + Location.name(location) : kind == Kind.FIXED ? ":" + Location.name(fixed) : "";
        return value + where + (kind == Kind.TIED ? "'" : "") + (late ? "!" : "");
    }
}
