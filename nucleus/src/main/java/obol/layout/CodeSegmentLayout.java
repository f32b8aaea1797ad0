package obol.layout;

/**
 * One body of compiled code (the image's, or a suite's) and its tables, a read-only record. Offsets are bytes; addresses
 * are u32. "Code offset" is the distance from {@link #CODE_START}.
 */
public final class CodeSegmentLayout {
    private CodeSegmentLayout() {}

    /** u64 each: addresses of the first byte of code and of the one behind it. */
    public static final int CODE_START = 0;
    public static final int CODE_END = 8;
    /** Address and count of the safepoints' return addresses: u32 code offsets, ascending. */
    public static final int SAFEPOINTS = 16;
    public static final int SAFEPOINT_COUNT = 20;
    /** Address of as many u32: the address of each one's {@link SafepointLayout} record. */
    public static final int SAFEPOINT_RECORDS = 24;
    /** Address and count of the instructions that may trap: u32 code offsets, ascending. */
    public static final int TRAPS = 28;
    public static final int TRAP_COUNT = 32;
    /** Address of as many u32: the code offset where each one goes on. */
    public static final int TRAP_TARGETS = 36;
    /** Address and count of the {@link MethodInfoLayout} records, by ascending code offset. */
    public static final int METHODS = 40;
    public static final int METHOD_COUNT = 44;
    /** Address of as many u32 as there are safepoints: the address of each one's {@link PositionLayout} record, 0 for assembly code. */
    public static final int POSITIONS = 48;
    public static final int SIZE = 56;
}
