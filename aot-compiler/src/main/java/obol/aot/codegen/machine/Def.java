package obol.aot.codegen.machine;

/** A machine instruction computes a value. */
public final class Def {
    public final Value value;
    /** The register the machine leaves it in, from where it is moved in the gap after the instruction; NONE: any register. */
    public final int fixed;
    /** The operand whose register it takes over, or null. */
    public final Use tied;
    /** It is written while early uses are still to be read. */
    public final boolean early;
    /** The register it is written to; set by the allocator. */
    public int location = Location.NONE;

    private Def(Value value, int fixed, Use tied, boolean early) {
        this.value = value;
        this.fixed = fixed;
        this.tied = tied;
        this.early = early;
    }

    public static Def register(Value value) {
        return new Def(value, Location.NONE, null, false);
    }

    public static Def earlyRegister(Value value) {
        return new Def(value, Location.NONE, null, true);
    }

    public static Def fixed(Value value, int register) {
        return new Def(value, register, null, false);
    }

    public static Def tied(Value value, Use use) {
        return new Def(value, Location.NONE, use, false);
    }

    @Override public String toString() {
        return value + (location != Location.NONE ? "=" + Location.name(location) : fixed != Location.NONE ? ":" + Location.name(fixed) : "");
    }
}
