package obol.nucleus.port;

/**
 * The system that this image's class library stands on. An image of Obol substitutes {@link #make()} by its own; an executable of one
 * program has Linux's, which on the PC knows no files. This method is the whole seam.
 */
public final class Port {
    private static final Posix POSIX = make();

    private Port() {}

    /** Of this process. */
    public static Posix posix() {
        return POSIX;
    }

    private static Posix make() {
        return new Linux();
    }
}
