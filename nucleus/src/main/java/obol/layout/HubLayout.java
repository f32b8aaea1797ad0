package obol.layout;

/**
 * A hub: what code and collector know of a class. Immutable, in the image's read-only part, below 2 GiB, aligned to 8.
 * Offsets are bytes from the address that an object's header holds.
 *
 * <p>Below the hub lies its interface table: a perfect hash from interface number to the place of that interface's methods.
 * The quadword at {@link #INTERFACE_MASK} is {@code ~(size - 1)}, size a power of two; the entry of interface {@code n}
 * is the quadword at {@code hub + INTERFACE_ENTRIES_END + 8 * (n | mask)}: low half the number (0: empty), high half the
 * offset from the hub of the first of that interface's code pointers.
 * Above the fixed part lie the code pointers: the class's virtual methods, then the methods of each interface.
 */
public final class HubLayout {
    private HubLayout() {}

    public static final int ALIGNMENT = 8;

    public static final int INTERFACE_MASK = -8;
    public static final int INTERFACE_ENTRIES_END = -8;

    /** u32: instance size in bytes, rounded up to the alignment; 0 for arrays, interfaces and primitives. */
    public static final int SIZE = 0;
    /** u8: {@link #KIND_INSTANCE} ... */
    public static final int KIND = 4;
    /** u8: log2 of the element size of an array. */
    public static final int ELEMENT_SHIFT = 5;
    /** u8: {@link #FLAG_INTERFACE} ... */
    public static final int FLAGS = 6;
    /** u8: number of superclasses; Object is 0, the class itself stands in the display at its depth. */
    public static final int DEPTH = 7;
    /** u32 x 8: hubs of the superclasses of depth 0..7, 0 beyond the class itself. An array's are Object and itself. */
    public static final int DISPLAY = 8;
    public static final int DISPLAY_SIZE = 8;
    /** u32: hub of the superclass, 0 for Object, interfaces and primitives. */
    public static final int SUPER = 40;
    /** u32: an array's component hub, else 0. */
    public static final int COMPONENT = 44;
    /** u32: hub of the array whose component this is, 0 if the image has none. */
    public static final int ARRAY = 48;
    /** u32: this class's number, from 0 without gaps: index of its mirror in the process and of its {@link obol.layout.image.ClassInfoLayout}. */
    public static final int NUMBER = 52;
    /** u32: address of the {@link obol.layout.image.ClassInfoLayout} record. */
    public static final int INFO = 56;
    /** u32: offset of the initialisation state byte in the statics block, 0 if the class needs none. */
    public static final int INIT_STATE = 60;
    /**
     * u64: the reference fields of an instance; bit i is the word of four bytes at {@code FIRST_FIELD + 4 * i}. Bit 63 set:
     * the low 32 bits are the address of a longer map, u32 count of words and as many u32 words of bits.
     */
    public static final int REFERENCE_MAP = 64;
    /** u32: address of the class initialiser's code, 0 if there is none. */
    public static final int INITIALIZER = 72;
    /** u32: the interface's number as used in interface tables, 0 if this is no interface. */
    public static final int INTERFACE_NUMBER = 76;
    /** u64 each: code pointers. */
    public static final int VTABLE = 80;

    public static final int KIND_INSTANCE = 0;
    public static final int KIND_REFERENCE_ARRAY = 1;
    public static final int KIND_PRIMITIVE_ARRAY = 2;
    public static final int KIND_PRIMITIVE = 3;
    public static final int KIND_INTERFACE = 4;
    /** java.lang.ref.Reference: the referent is not in the reference map. */
    public static final int KIND_SOFT = 5;
    public static final int KIND_WEAK = 6;
    public static final int KIND_PHANTOM = 7;

    public static final int FLAG_INTERFACE = 1;
    public static final int FLAG_ABSTRACT = 2;
    public static final int FLAG_FINAL = 4;
    public static final int FLAG_ENUM = 8;
    public static final int FLAG_RECORD = 16;
    public static final int FLAG_CLONEABLE = 32;
    public static final int FLAG_HIDDEN = 64;
    /** An interface that declares a method that is neither abstract nor static: it is initialised with the classes that implement it. */
    public static final int FLAG_DEFAULTS = 128;
    public static final long LONG_MAP = 1L << 63;
}
