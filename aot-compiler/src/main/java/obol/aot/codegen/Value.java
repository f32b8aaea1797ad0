package obol.aot.codegen;

import obol.aot.ir.Ins;
import obol.aot.ir.Type;

/**
 * A value of the machine code: defined once, or a constant. Constants have no definition and no interval; they are made
 * anew wherever they are needed in a register.
 */
final class Value {
    /** Unique in the method, from 0. */
    final int id;
    final Type type;
    /** CONST, STRING or HUB; null for computed values. */
    final Ins constant;
    /** Where the allocator put it; null for constants and values that are never used. */
    Interval interval;
    /** The canonical slot, {@link Location#NONE} while it needs no memory. */
    int slot = Location.NONE;

    Value(int id, Type type, Ins constant) {
        this.id = id;
        this.type = type;
        this.constant = constant;
    }

    boolean isXmm() {
        return type.isFloating();
    }

    boolean isReference() {
        return type == Type.REF;
    }

    boolean isConstant() {
        return constant != null;
    }

    @Override public String toString() {
        return constant == null ? "v" + id + ":" + type : "(" + constant + ")";
    }
}
