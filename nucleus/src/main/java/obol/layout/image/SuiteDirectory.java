package obol.layout.image;

/**
 * The suites that are linked with a base image, in a page of its own behind the image, so that the image's bytes do not depend
 * on them. Offsets are bytes; u32 each.
 */
public final class SuiteDirectory {
    private SuiteDirectory() {}

    public static final int SIZE = 4096;

    /** How many suites there are, no more than {@link #MOST}. */
    public static final int COUNT = 0;
    /** Where the last one ends in memory, or this page; at a page. */
    public static final int END = 4;
    /** Addresses of their {@link ImageHeader}s. */
    public static final int SUITES = 8;
    public static final int MOST = 32;
}
