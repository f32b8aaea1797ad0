package obol.layout;

/**
 * A byte of the card table, for 512 bytes of address space. The barrier stores {@link #DIRTY}; each of its two readers,
 * the minor collection and the marker, sets its own bit when it has dealt with the card.
 */
public final class CardLayout {
    private CardLayout() {}

    public static final int DIRTY = 0;
    public static final int CLEAN_FOR_MINOR = 1;
    public static final int CLEAN_FOR_MARKER = 2;
    public static final int CLEAN = CLEAN_FOR_MINOR | CLEAN_FOR_MARKER;
    public static final int CARD_SIZE = 1 << MemoryMap.CARD_SHIFT;
}
