package obol.aot.build;

import java.util.Arrays;
import obol.aot.ir.Ins;

/**
 * The values of the local variables and of the operand stack at a place of the bytecode, slot by slot as the JVMS counts
 * them: a long or double stands in the lower of its two slots, the upper one is null, as is a local without a value.
 */
final class Frame {
    final Ins[] locals;
    final Ins[] stack;
    int depth;

    Frame(int locals, int stack) {
        this.locals = new Ins[locals];
        this.stack = new Ins[stack];
    }

    private Frame(Frame other) {
        locals = other.locals.clone();
        stack = other.stack.clone();
        depth = other.depth;
    }

    /** Local n is n, stack slot n is {@code locals.length + n}. */
    Ins slot(int n) {
        return n < locals.length ? locals[n] : stack[n - locals.length];
    }

    /** Those that there are, in the numbering of {@link #slot}. */
    int slots() {
        return locals.length + depth;
    }

    Frame copy() {
        return new Frame(this);
    }

    /** Takes over the stack of a copy made before. */
    void restore(Frame before) {
        System.arraycopy(before.stack, 0, stack, 0, stack.length);
        depth = before.depth;
    }

    void push(Ins value) {
        pushSlot(value);
        if (value.type.isWide()) pushSlot(null);
    }

    Ins pop() {
        Ins top = popSlot();
        return top != null ? top : popSlot();
    }

    void pushSlot(Ins value) {
        stack[depth++] = value;
    }

    Ins popSlot() {
        return stack[--depth];
    }

    void clearStack() {
        Arrays.fill(stack, 0, depth, null);
        depth = 0;
    }

    /** Stores into a local; what overlaps it has no value any more. */
    void setLocal(int n, Ins value) {
        if (n > 0 && locals[n - 1] != null && locals[n - 1].type.isWide()) locals[n - 1] = null;
        locals[n] = value;
        if (value.type.isWide()) locals[n + 1] = null;
    }

    /** The forms of dup: copies the top {@code count} slots under the {@code below} slots beneath them. */
    void dup(int count, int below) {
        int moved = count + below;
        System.arraycopy(stack, depth - moved, stack, depth - moved + count, moved);
        System.arraycopy(stack, depth, stack, depth - moved, count);
        depth += count;
    }

    void swap() {
        Ins top = stack[depth - 1];
        stack[depth - 1] = stack[depth - 2];
        stack[depth - 2] = top;
    }
}
