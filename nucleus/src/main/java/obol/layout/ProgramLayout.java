package obol.layout;

/** A program of the image, in the table that {@link ImageHeader#PROGRAMS} names. Offsets are bytes; u32 each. */
public final class ProgramLayout {
    private ProgramLayout() {}

    /** Its name, a String of the image. */
    public static final int NAME = 0;
    /** The class of its main method, and that method's code. */
    public static final int HUB = 4;
    public static final int MAIN = 8;
    public static final int SIZE = 16;
}
