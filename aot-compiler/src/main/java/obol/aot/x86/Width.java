package obol.aot.x86;

/** Operand width of an integer instruction; the constants are named after the letters of the {@link Op} table. */
public enum Width {
    B("byte"), W("word"), D("dword"), Q("qword");

    private final String keyword;

    Width(String keyword) {
        this.keyword = keyword;
    }

    /** 1, 2, 4 or 8. */
    public int bytes() {
        return 1 << ordinal();
    }

    public int bits() {
        return 8 << ordinal();
    }

    /** NASM's size keyword. */
    public String keyword() {
        return keyword;
    }

    /** The width of that many bytes; only 1, 2, 4 and 8 have one. */
    static Width ofBytes(int bytes) {
        return switch (bytes) {
            case 1 -> B;
            case 2 -> W;
            case 4 -> D;
            case 8 -> Q;
            default -> throw new IllegalArgumentException("no operand width of " + bytes + " bytes");
        };
    }
}
