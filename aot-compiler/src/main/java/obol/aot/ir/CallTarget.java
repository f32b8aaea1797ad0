package obol.aot.ir;

import obol.aot.world.JMethod;

/**
 * Whom a CALL calls. {@code method} gives the signature; {@code indirect}: the code's address is the call's first input;
 * otherwise the method's own code. {@code symbol} not null: that symbol of the assembly code, by the Java convention,
 * which is no safepoint.
 */
public record CallTarget(JMethod method, boolean indirect, String symbol) {
    public static CallTarget direct(JMethod method) {
        return new CallTarget(method, false, null);
    }

    public static CallTarget indirect(JMethod signature) {
        return new CallTarget(signature, true, null);
    }

    public static CallTarget assembly(JMethod signature, String symbol) {
        return new CallTarget(signature, false, symbol);
    }
}
