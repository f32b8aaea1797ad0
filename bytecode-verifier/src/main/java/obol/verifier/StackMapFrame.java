package obol.verifier;

/**
 * A frame of StackMapTable, expanded: wide types have both halves. Consecutive frames may share {@code locals}, of
 * which the first {@code localCount} count; no array is ever written once the frame exists.
 */
record StackMapFrame(int bci, VerificationType[] locals, int localCount, VerificationType[] stack,
        boolean thisUninitialized) { }
