package obol.verifier;

import java.util.Arrays;

/** A type state (JVMS 4.10.1.4): locals, operand stack, and whether {@code this} is not yet initialised. */
final class Frame {
    final VerificationType[] locals;
    final VerificationType[] stack;
    int depth;
    boolean thisUninitialized;

    Frame(int maxLocals, int maxStack) {
        locals = new VerificationType[maxLocals];
        Arrays.fill(locals, VerificationType.TOP);
        stack = new VerificationType[maxStack];
    }

    /** Writes a local; a long or double of which it was one half is gone. The index is in range. */
    void setLocal(int index, VerificationType type) {
        invalidate(index);
        locals[index] = type;
        if (type.isWide()) {
            invalidate(index + 1);
            locals[index + 1] = type.high();
        }
    }

    private void invalidate(int index) {
        VerificationType before = locals[index];
        if (before.isHigh()) {
            locals[index - 1] = VerificationType.TOP;
        } else if (before.isWide()) {
            locals[index + 1] = VerificationType.TOP;
        }
    }

    /** substitute (JVMS 4.10.1.9.invokespecial): everywhere. */
    void replace(VerificationType from, VerificationType to) {
        replaceLocals(from, to);
        for (int i = 0; i < depth; i++) {
            if (stack[i] == from) {
                stack[i] = to;
            }
        }
    }

    void replaceLocals(VerificationType from, VerificationType to) {
        for (int i = 0; i < locals.length; i++) {
            if (locals[i] == from) {
                locals[i] = to;
            }
        }
    }

    /** Takes over a declared frame. */
    void set(StackMapFrame declared) {
        System.arraycopy(declared.locals(), 0, locals, 0, declared.localCount());
        Arrays.fill(locals, declared.localCount(), locals.length, VerificationType.TOP);
        System.arraycopy(declared.stack(), 0, stack, 0, declared.stack().length);
        depth = declared.stack().length;
        thisUninitialized = declared.thisUninitialized();
    }
}
