package obol.aot.codegen;

/** A machine instruction computes a value. */
final class Def {
    final Value value;
    /** The register the machine leaves it in, from where it is moved in the gap after the instruction; NONE: any register. */
    final int fixed;
    /** The operand whose register it takes over, or null. */
    final Use tied;
    /** It is written while early uses are still to be read. */
    final boolean early;
    /** The register it is written to; set by {@link Assignment}. */
    int location = Location.NONE;

    private Def(Value value, int fixed, Use tied, boolean early) {
        this.value = value;
        this.fixed = fixed;
        this.tied = tied;
        this.early = early;
    }

    static Def register(Value value) {
        return new Def(value, Location.NONE, null, false);
    }

    static Def earlyRegister(Value value) {
        return new Def(value, Location.NONE, null, true);
    }

    static Def fixed(Value value, int register) {
        return new Def(value, register, null, false);
    }

    static Def tied(Value value, Use use) {
        return new Def(value, Location.NONE, use, false);
    }

    @Override public String toString() {
        return value + (location != Location.NONE ? "=" + Location.name(location) : fixed != Location.NONE ? ":" + Location.name(fixed) : "");
    }
}
