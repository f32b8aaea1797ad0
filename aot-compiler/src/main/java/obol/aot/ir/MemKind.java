package obol.aot.ir;

/** How a value lies in memory: its width, and how a load extends it. */
public enum MemKind {
    I8(Type.INT, 0), U8(Type.INT, 0), I16(Type.INT, 1), U16(Type.INT, 1), I32(Type.INT, 2),
    /** A hub or another address below 4 GiB, as a LONG. */
    U32(Type.LONG, 2), I64(Type.LONG, 3),
    F32(Type.FLOAT, 2), F64(Type.DOUBLE, 3), REF(Type.REF, 2);

    public final Type type;
    /** log2 of the width in bytes. */
    public final int shift;

    MemKind(Type type, int shift) {
        this.type = type;
        this.shift = shift;
    }

    public int bytes() {
        return 1 << shift;
    }

    /** The kind of a field with this descriptor, or of an array's element. */
    public static MemKind ofDescriptor(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'Z' -> U8;
            case 'B' -> I8;
            case 'C' -> U16;
            case 'S' -> I16;
            case 'I' -> I32;
            case 'J' -> I64;
            case 'F' -> F32;
            case 'D' -> F64;
            case 'L', '[' -> REF;
            default -> throw new IllegalArgumentException(descriptor);
        };
    }
}
