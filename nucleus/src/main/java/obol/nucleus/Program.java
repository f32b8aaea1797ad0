package obol.nucleus;

import obol.nucleus.annotation.Intrinsic;

/** The program that an executable image was made of. */
final class Program {
    private Program() {}

    /** The program's {@code main}, named when the image is built. Its class is initialised first. */
    @Intrinsic("MAIN") static native void main(String[] arguments);
}
