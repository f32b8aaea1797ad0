package obol.aot.x86;

/**
 * A field of the code that whoever places the code fills in, with the arithmetic of ELF: the value is S + A for
 * the absolute kinds and S + A - P for {@link Kind#REL32}, where S is the address of {@code target}, A the
 * {@code addend} and P the address of the field itself. (The addend of a REL32 field therefore contains minus
 * the distance from the field to the end of its instruction.)
 *
 * @param offset of the field in the finished code
 * @param target the client's symbol, or {@link #CODE_START}
 */
public record Reloc(int offset, Kind kind, Object target, int addend) {

    /** The target that means the first byte of the code the relocation is in. */
    public static final Object CODE_START = new Object() {
        @Override
        public String toString() {
            return "$$";
        }
    };

    /** Field sizes. ABS32 must be below 2 GiB: some of its fields are sign-extended, others zero-extended. */
    public enum Kind {
        REL32(4), ABS32(4), ABS64(8);

        private final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }

        public int bytes() {
            return bytes;
        }
    }
}
