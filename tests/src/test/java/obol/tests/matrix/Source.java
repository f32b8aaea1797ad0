package obol.tests.matrix;

/** Where an operand comes from. */
enum Source {
    /** Each of some edge values, in the code. */
    CONSTANT,
    /** A local variable that has one of two values. */
    LOCAL,
    PARAMETER, FIELD, STATIC, ELEMENT, CALL
}
