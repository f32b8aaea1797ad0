package obol.layout;

/**
 * The entry of a page of 4 KiB in the table of exchange memory, filled in for a block's first page. Offsets are bytes; u32 each.
 * A link is a page's number, counted from {@link MemoryMap#EXCHANGE}, 0: none.
 */
public final class ExchangeLayout {
    private ExchangeLayout() {}

    /** Address of the owner's {@link SipLayout}, 0 if the block is free. */
    public static final int OWNER = 0;
    /** Grows with every change of owner, so that a handle from before the change is not good any more. */
    public static final int GENERATION = 4;
    /** Links of the owner's list; of a free block: next one of its size. */
    public static final int NEXT = 8;
    public static final int PREVIOUS = 12;
    /** Logarithm of the number of its pages. */
    public static final int SIZE_SHIFT = 16;
    /** Bytes that were asked for. */
    public static final int LENGTH = 20;
    /** Not 0 while a device may access the block: the owner may not. */
    public static final int PINNED = 24;
    public static final int SHIFT = 5;

    public static final int PAGE_SHIFT = 12;
    public static final int PAGE_COUNT = (int) ((MemoryMap.EXCHANGE_END - MemoryMap.EXCHANGE) >> PAGE_SHIFT);
    /** Blocks have from 1 to 2^(SIZES - 1) pages. */
    public static final int SIZES = 19;
    /** A handle: the number of the block's first page in the low bits, and its generation above them. */
    public static final int HANDLE_SHIFT = 20;
}
