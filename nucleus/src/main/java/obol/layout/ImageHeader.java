package obol.layout;

/**
 * The first bytes of the image's read-only data: where everything is. Offsets are bytes; u32 addresses unless said
 * otherwise. Its own address is the assembly symbol {@code image_header}.
 */
public final class ImageHeader {
    private ImageHeader() {}

    /** u64: 'OBOLIMG1'. */
    public static final int MAGIC = 0;
    public static final long MAGIC_VALUE = 0x31474D494C4F424FL;
    /** Build id, a hash of all other bytes of the image, and how many bytes it has. */
    public static final int BUILD_ID = 8;
    public static final int BUILD_ID_SIZE = 16;
    /** {@link CodeSegmentLayout} record of the image's code. */
    public static final int CODE = 24;
    /** The read-only objects: first byte, and end. */
    public static final int OBJECTS = 28;
    public static final int OBJECTS_END = 32;
    /** Template of the statics block, its size in bytes, and the end of its reference part (from {@link StaticsLayout#FIRST}). */
    public static final int STATICS = 36;
    public static final int STATICS_SIZE = 40;
    public static final int STATICS_REFERENCES_END = 44;
    /** Number of classes, and the address of the u32 hubs by class number. */
    public static final int CLASS_COUNT = 48;
    public static final int HUBS = 52;
    /** Read-only Strings in the order of their hash (then of their text): count and address of the u32 references. */
    public static final int LITERAL_COUNT = 56;
    public static final int LITERALS = 60;
    /** Last byte of the image in memory, rounded up to a page. */
    public static final int END = 64;
    /** Number of programs, at least 1, and the address of their records. The first process runs the first. */
    public static final int PROGRAM_COUNT = 68;
    public static final int PROGRAMS = 72;
    /** Number of named files, and the address of their records, in the order of {@code String.compareTo} of the names. */
    public static final int FILE_COUNT = 76;
    public static final int FILES = 80;
    public static final int SIZE = 88;

    /** A program's record: u32 each: its name, a String of the image; the hub of the class with main; that method's code. */
    public static final int PROGRAM_NAME = 0;
    public static final int PROGRAM_HUB = 4;
    public static final int PROGRAM_MAIN = 8;
    public static final int PROGRAM_SIZE = 16;

    /** A file's record: u32 each: its name, a String of the image; the address of its bytes; how many they are. */
    public static final int FILE_NAME = 0;
    public static final int FILE_BYTES = 4;
    public static final int FILE_LENGTH = 8;
    public static final int FILE_SIZE = 16;
}
