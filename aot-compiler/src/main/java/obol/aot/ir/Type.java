package obol.aot.ir;

/** The machine's view of a value. Java's boolean, byte, char and short are INT. */
public enum Type {
    VOID, INT, LONG, FLOAT, DOUBLE,
    /** A reference into a heap or the image: 32 bits, zero-extended, seen by the collector. */
    REF;

    public boolean isFloating() {
        return this == FLOAT || this == DOUBLE;
    }

    /** Whether it is held in 64 bits (LONG, DOUBLE): category 2 of the JVMS. */
    public boolean isWide() {
        return this == LONG || this == DOUBLE;
    }

    /** The type of a field or parameter with this descriptor. */
    public static Type ofDescriptor(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'V' -> VOID;
            case 'Z', 'B', 'C', 'S', 'I' -> INT;
            case 'J' -> LONG;
            case 'F' -> FLOAT;
            case 'D' -> DOUBLE;
            case 'L', '[' -> REF;
            default -> throw new IllegalArgumentException(descriptor);
        };
    }
}
