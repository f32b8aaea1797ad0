package obol.aot.ir;

/**
 * The place base + (index &lt;&lt; shift) + displacement of a memory operation; without index, shift is 0.
 * {@code indexed} says whether the operation has an index input. {@code number}, if not null, is added to the displacement.
 */
public record Address(MemKind kind, boolean indexed, int shift, int displacement, LinkNumber number) {
    public Address(MemKind kind, boolean indexed, int shift, int displacement) {
        this(kind, indexed, shift, displacement, null);
    }

    public static Address at(MemKind kind, LinkNumber number) {
        return new Address(kind, false, 0, 0, number);
    }

    public static Address at(MemKind kind, int displacement) {
        return new Address(kind, false, 0, displacement);
    }

    public static Address indexed(MemKind kind, int shift, int displacement) {
        return new Address(kind, true, shift, displacement);
    }
}
