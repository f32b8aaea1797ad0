package obol.aot.world;

import obol.aot.ir.MemKind;

/** A field of the program being compiled. One object for each; compared by identity. */
public final class JField {
    public final JClass holder;
    public final String name;
    public final String descriptor;
    public final int flags;
    public final MemKind kind;
    /** The ConstantValue attribute's value (Integer, Long, Float, Double, String), or null. */
    public final Object constant;
    /** Bytes from the start of the object, or in the statics block; 0 while it has none. */
    public int offset;
    /** Some code may read or write it. */
    public boolean reachable;

    JField(JClass holder, String name, String descriptor, int flags, Object constant) {
        this.holder = holder;
        this.name = name;
        this.descriptor = descriptor;
        this.flags = flags;
        this.kind = MemKind.ofDescriptor(descriptor);
        this.constant = constant;
    }

    public boolean isStatic() { return (flags & 0x8) != 0; }
    public boolean isFinal() { return (flags & 0x10) != 0; }
    public boolean isVolatile() { return (flags & 0x40) != 0; }

    @Override public String toString() {
        return holder.name + "." + name;
    }
}
