package crash;

import obol.channels.Program;

/** Ends by an exception. */
@Program("fails")
public final class Fails {
    private Fails() {}

    public static void main(String[] arguments) {
        throw new IllegalStateException("as it should");
    }
}
