package obol.aot.codegen.machine;

import obol.aot.ir.Ins;
import obol.aot.ir.Type;

/**
 * A value of the machine code: defined once, or a constant. Constants have no definition and no interval; they are made
 * anew wherever they are needed in a register.
 */
public final class Value {
    /** Unique in the method, from 0. */
    public final int id;
    public final Type type;
    /** CONST, STRING, HUB or LINK_NUMBER; null for computed values. */
    public final Ins constant;
    /** The canonical slot, {@link Location#NONE} while it needs no memory. */
    public int slot = Location.NONE;

    public Value(int id, Type type, Ins constant) {
        this.id = id;
        this.type = type;
        this.constant = constant;
    }

    public boolean isXmm() {
        return type.isFloating();
    }

    public boolean isReference() {
        return type == Type.REF;
    }

    public boolean isConstant() {
        return constant != null;
    }

    @Override public String toString() {
        return constant == null ? "v" + id + ":" + type : "(" + constant + ")";
    }
}
