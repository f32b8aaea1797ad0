package obol.layout;

/**
 * Objects in a heap or in the read-only part of an image. Offsets and sizes are bytes.
 *
 * <p>An object starts at a multiple of {@link #ALIGNMENT} with a word of two halves: the hub, then the lock or hash.
 * An array has its length next; elements of four bytes or less follow at once, those of eight bytes at the next multiple
 * of eight. A collector that has moved an object stores the new address over the hub, with {@link #FORWARDED} set.
 */
public final class ObjectLayout {
    private ObjectLayout() {}

    public static final int ALIGNMENT = 8;
    public static final int REFERENCE_SIZE = 4;

    /** u32: address of the hub. Hubs are aligned to 8, so the low bits are free for the collector. */
    public static final int HUB = 0;
    /** Bit of the hub word: the rest is the address of the object's copy. */
    public static final int FORWARDED = 1;

    /** u32: see {@link LockWord}. */
    public static final int LOCK = 4;
    public static final int FIRST_FIELD = 8;

    public static final int ARRAY_LENGTH = 8;
    /** First element when elements are 1, 2 or 4 bytes wide. */
    public static final int ARRAY_ELEMENTS = 12;
    /** First element when elements are 8 bytes wide. */
    public static final int ARRAY_WIDE_ELEMENTS = 16;

    /** The largest size of an object that is born in the nursery. */
    public static final int SMALL_MOST = 8192;

    /** The offset of element 0 for elements of {@code 1 << shift} bytes. */
    public static int elementsOffset(int shift) {
        return shift == 3 ? ARRAY_WIDE_ELEMENTS : ARRAY_ELEMENTS;
    }
}
