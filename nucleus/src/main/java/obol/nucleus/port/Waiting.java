package obol.nucleus.port;

import obol.nucleus.threads.Signals;

/** Waits for descriptors without keeping the machine from running other threads. */
public final class Waiting {
    private Waiting() {}

    /** Returns when reading from the descriptor would not wait: there are data, the end of the file, or an error. */
    public static void untilReadable(int descriptor) {
        Signals.await(descriptor, Signals.READABLE, Long.MAX_VALUE, false);
    }

    /** Returns when writing a little (a page, if it is a pipe) would not wait, or would fail. */
    public static void untilWritable(int descriptor) {
        Signals.await(descriptor, Signals.WRITABLE, Long.MAX_VALUE, false);
    }
}
