package obol.layout.image;

/**
 * A suite as a file: a page with what stands here, the bytes of the suite as they are to lie in memory, and the lists of
 * places to change if it comes to lie elsewhere than at {@link #ADDRESS}. Offsets are bytes; u32 each unless said otherwise.
 * In memory it is to begin at a page; the first part is code, the rest read-only.
 */
public final class SuiteFile {
    private SuiteFile() {}

    /** u64: 'OBOLSUI1', as in its {@link ImageHeader}. */
    public static final int MAGIC = 0;
    /** The build id of the base image against which it was compiled: {@link ImageHeader#BUILD_ID_SIZE} bytes. */
    public static final int BASE = 8;
    /** Where it lies if nothing is changed. */
    public static final int ADDRESS = 24;
    /** Bytes in memory, and those of them that are code; whole pages. */
    public static final int MEMORY_SIZE = 28;
    public static final int TEXT_SIZE = 32;
    /** Offset in memory of the {@link ImageHeader}. */
    public static final int HEADER = 36;
    /**
     * Offsets in memory, ascending, of u32 that hold addresses in the suite: each grows by as much as the suite is moved. How many
     * they are; they follow the bytes of the suite.
     */
    public static final int ABSOLUTE_COUNT = 40;
    /** The same for distances from the suite to the base: each shrinks by as much. They follow the others. */
    public static final int RELATIVE_COUNT = 44;
    /** Bytes of the whole file: where the next one may begin, a multiple of 8. */
    public static final int FILE_SIZE = 48;
    /** The first byte of the suite in the file. */
    public static final int CONTENTS = 4096;
}
