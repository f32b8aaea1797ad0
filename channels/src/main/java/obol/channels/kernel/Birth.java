package obol.channels.kernel;

import obol.channels.transport.Message;

/** What this process was made with. */
public final class Birth {
    private Birth() {
    }

    /** The message given to {@link Spawn#start}, whose handles the caller owns; null if there was none, or it has been taken. */
    public static Message message() {
        throw new UnsupportedOperationException("Birth.message");
    }
}
