package obol.layout.image;

/**
 * What a seed process ({@code obol.nucleus.classes.Seed}) writes when all initialisers have run: a head, then its statics block, then its table
 * of mirrors, then each of its heap blocks, which comes with its address before it (u64). Offsets in the head are bytes; u32 each.
 */
public final class SeedLayout {
    private SeedLayout() {}

    /** 'SEED'. */
    public static final int MAGIC = 0;
    public static final int MAGIC_VALUE = 0x44454553;
    /** Bytes of the statics block. */
    public static final int STATICS_SIZE = 4;
    /** Classes, each with u32 in the table of mirrors. */
    public static final int CLASS_COUNT = 8;
    /** Strings that the initialisers have interned and that are no literals. */
    public static final int INTERNED_COUNT = 12;
    public static final int SIZE = 16;
}
