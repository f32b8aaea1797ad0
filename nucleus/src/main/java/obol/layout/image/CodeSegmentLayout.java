package obol.layout.image;

/**
 * One body of compiled code (the image's, or a suite's) and its tables, a read-only record. Offsets are bytes; addresses
 * are u32. "Code offset" is the distance from {@link #CODE_START}.
 */
public final class CodeSegmentLayout {
    private CodeSegmentLayout() {}

    /** u64 each: addresses of the first byte of code and of the one behind it. */
    public static final int CODE_START = 0;
    public static final int CODE_END = 8;
    /**
     * Address of u32: for each 64 KiB of code the number of the first safepoint whose return address is there or behind, then the count
     * of all safepoints.
     */
    public static final int SAFEPOINT_BLOCKS = 16;
    /** Address of a u16 for each safepoint: the low bits of its return address's code offset, ascending in each 64 KiB. */
    public static final int SAFEPOINT_OFFSETS = 20;
    /**
     * Address of a row of two u24 for each safepoint: of its {@link SafepointLayout} record, the distance from {@link #RECORDS} in units of
     * 4 bytes; and of its {@link PositionLayout} record the number, 0 for assembly code.
     */
    public static final int SAFEPOINTS = 24;
    public static final int SAFEPOINT_SIZE = 6;
    /** Address of the first {@link SafepointLayout} record. */
    public static final int RECORDS = 28;
    /** Address of what would be position 0: the position of number n is n times its size from there. */
    public static final int POSITIONS = 32;
    /** Address and count of the instructions that may trap: u32 code offsets, ascending. */
    public static final int TRAPS = 36;
    public static final int TRAP_COUNT = 40;
    /** Address of as many u32: the code offset where each one goes on. */
    public static final int TRAP_TARGETS = 44;
    /** Address and count of the {@link MethodInfoLayout} records, by ascending code offset. */
    public static final int METHODS = 48;
    public static final int METHOD_COUNT = 52;
    public static final int SIZE = 56;
}
