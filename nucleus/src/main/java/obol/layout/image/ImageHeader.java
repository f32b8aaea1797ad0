package obol.layout.image;

/**
 * The first bytes of the read-only data of an image, or of a suite: where everything is. Offsets are bytes; u32 addresses
 * unless said otherwise. The image's own address is the assembly symbol {@code image_header}; a suite's stands in the
 * {@link SuiteDirectory}.
 *
 * <p>A suite has classes, statics, literals, code and programs of its own, beside those of its base image: a process that runs one
 * of its programs has both. Class numbers and statics of a suite begin where the base's end, so those of two suites overlap.
 */
public final class ImageHeader {
    private ImageHeader() {}

    /** u64: 'OBOLIMG1', of a suite 'OBOLSUI1'. */
    public static final int MAGIC = 0;
    public static final long MAGIC_VALUE = 0x31474D494C4F424FL;
    public static final long SUITE_MAGIC_VALUE = 0x3149_5553_4C4F_424FL;
    /** Build id, a hash of all other bytes of the image, and how many bytes it has. */
    public static final int BUILD_ID = 8;
    public static final int BUILD_ID_SIZE = 16;
    /** {@link CodeSegmentLayout} record of the image's code. */
    public static final int CODE = 24;
    /** The read-only objects: first byte, and end. */
    public static final int OBJECTS = 28;
    public static final int OBJECTS_END = 32;
    /**
     * Template of the statics; the size of the block up to their end, in bytes; and the end of their reference part, which
     * begins at {@link #STATICS_START}. The template is the part from there on, of an image the whole block.
     */
    public static final int STATICS = 36;
    public static final int STATICS_SIZE = 40;
    public static final int STATICS_REFERENCES_END = 44;
    /** Number of classes, and the address of the u32 hubs by class number, {@link #FIRST_CLASS} first. */
    public static final int CLASS_COUNT = 48;
    public static final int HUBS = 52;
    /** Read-only Strings in the order of their hash (then of their text): count and address of the u32 references. */
    public static final int LITERAL_COUNT = 56;
    public static final int LITERALS = 60;
    /** The end in memory, rounded up to a page. */
    public static final int END = 64;
    /** Number of programs, at least 1, and the address of their records. The first process runs the first. */
    public static final int PROGRAM_COUNT = 68;
    public static final int PROGRAMS = 72;
    /** Number of named files, and the address of their records, in the order of {@code String.compareTo} of the names. */
    public static final int FILE_COUNT = 76;
    public static final int FILES = 80;
    /** u32: the number of the first class: 0, of a suite the number of classes of its base. */
    public static final int FIRST_CLASS = 84;
    /** u32: offset in the statics block of the first static: {@link obol.layout.StaticsLayout#FIRST}, of a suite the size of its base's block. */
    public static final int STATICS_START = 88;
    /**
     * Number and address of pairs of hubs, ascending by the first: a class of the base, and the array class with that component,
     * which only the suite has ({@link obol.layout.HubLayout#ARRAY} of the first is 0).
     */
    public static final int ARRAY_COUNT = 92;
    public static final int ARRAYS = 96;
    /** Where the code begins, and where the read-only data begins, each at a page. */
    public static final int TEXT = 100;
    public static final int READ_ONLY = 104;
    /** Of a base image: the address of the {@link SuiteDirectory}; else 0. */
    public static final int SUITES = 108;
    /** Of an image whose class initialisers were frozen: the address of its {@link TemplateLayout}; else 0. */
    public static final int TEMPLATE = 112;
    /** The read-only objects that frozen initialisers have made: first byte, and end. */
    public static final int FROZEN = 116;
    public static final int FROZEN_END = 120;
    /** Of an image: what the command line is, a program's own words, or a system's with options for the nucleus. */
    public static final int KIND = 124;
    public static final int SIZE = 128;

    public static final int KIND_PROGRAM = 0;
    public static final int KIND_SYSTEM = 1;

    /**
     * A program's record: u32 each: the address of its name, UTF-8 and a 0 byte, as it is read in processes of other suites,
     * which must not get hold of Strings of this one; the hub of the class with main; that method's code.
     */
    public static final int PROGRAM_NAME = 0;
    public static final int PROGRAM_HUB = 4;
    public static final int PROGRAM_MAIN = 8;
    public static final int PROGRAM_SIZE = 16;

    /** A file's record: u32 each: the addresses of its name, UTF-8 and a 0 byte, and of its bytes; how many these are. */
    public static final int FILE_NAME = 0;
    public static final int FILE_BYTES = 4;
    public static final int FILE_LENGTH = 8;
    public static final int FILE_SIZE = 16;
}
