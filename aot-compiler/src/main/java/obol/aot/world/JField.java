package obol.aot.world;

import java.util.List;
import obol.aot.ir.MemKind;

/** A field of the program being compiled. One object for each; compared by identity. */
public final class JField {
    public final JClass holder;
    public final String name;
    public final String descriptor;
    public final int flags;
    public final MemKind kind;
    /**
     * A static field's value in the image's template of the statics (Integer, also for boolean, byte, char, short; Long, Float,
     * Double, String); null: zero. Final once somebody has asked {@link World#needsInit} of the holder, as is {@link #constant}.
     */
    public Object initial;
    /** The value that every read of a final field sees once its class is initialised, in the same form; null: not known. */
    public Object constant;
    /** Bytes from the start of the object, or in the statics block; 0 while it has none. */
    public int offset;
    /** In a closed world, the only classes whose instances are ever stored in it; empty: not known. */
    public List<JClass> classes = List.of();
    /** Some code may read or write it. */
    public boolean reachable;

    JField(JClass holder, String name, String descriptor, int flags, Object constant) {
        this.holder = holder;
        this.name = name;
        this.descriptor = descriptor;
        this.flags = flags;
        this.kind = MemKind.ofDescriptor(descriptor);
        this.initial = (flags & 0x8) != 0 ? constant : null;
        this.constant = constant;
    }

    public boolean isStatic() { return (flags & 0x8) != 0; }
    public boolean isFinal() { return (flags & 0x10) != 0; }
    public boolean isVolatile() { return (flags & 0x40) != 0; }

    @Override public String toString() {
        return holder.name + "." + name;
    }
}
