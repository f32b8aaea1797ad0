package obol.tests.matrix;

import java.util.List;

/**
 * One or more instructions that take operands and give a result.
 *
 * @param operands the types as {@link Values} names them, in the order of the stack; {@code T} is a {@link StateClass#TARGET}
 * @param result the type's letter
 * @param crossed whether the operands' sources are combined with each other
 */
record Operation(String name, List<String> operands, char result, boolean crossed, Body body) {
    /** Emits the operation: the operands are on the stack, and the result is after it. */
    @FunctionalInterface
    interface Body {
        void emit(RowClass.Code code);
    }
}
