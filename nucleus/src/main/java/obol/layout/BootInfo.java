package obol.layout;

/** What a port's start-up code tells the first Java method, in memory of its own. Offsets are bytes; u64 each. */
public final class BootInfo {
    private BootInfo() {}

    /** Address of the {@link obol.layout.image.ImageHeader}. */
    public static final int IMAGE = 0;
    /** Count and address of the addresses of strings that end with a 0 byte: the program's name, then its arguments. */
    public static final int ARGUMENT_COUNT = 8;
    public static final int ARGUMENTS = 16;
    /** Address of the addresses of the strings NAME=VALUE, a 0 behind the last one; 0: none. */
    public static final int ENVIRONMENT = 24;
    /** Bytes of memory that the machine has for us. */
    public static final int MEMORY = 32;
    /** Address and bytes of suites to be loaded, {@link obol.layout.image.SuiteFile}s one behind the other; 0: none. */
    public static final int SUITES = 40;
    public static final int SUITES_SIZE = 48;
    /** Physical address of ACPI's root pointer (RSDP); 0: there is no ACPI. */
    public static final int RSDP = 56;
    public static final int SIZE = 64;
    /** In place of a status, with which the machine ends: it starts again. */
    public static final int RESTART = 256;
}
