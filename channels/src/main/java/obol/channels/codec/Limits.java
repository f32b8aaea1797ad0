package obol.channels.codec;

/** The bounds of a message. Both ends check them. */
public final class Limits {
    /** Most bytes of one message; bulk goes in a Block. */
    public static final int MESSAGE_BYTES = 64 * 1024;
    /** Most records, choices, arrays and containers around a value, itself included; a cycle is deeper than any bound. */
    public static final int DEPTH = 64;
    /** Most handles beside one message. */
    public static final int HANDLES = 64;

    private Limits() {
    }
}
