package obol.aot.ir;

import obol.aot.world.JMethod;

/** A place in the bytecode: method and bytecode index, and, when that method was inlined, the place of the call. */
public record Position(JMethod method, int bci, Position caller) {
    @Override public String toString() {
        return method + "@" + bci + (caller == null ? "" : " in " + caller);
    }
}
