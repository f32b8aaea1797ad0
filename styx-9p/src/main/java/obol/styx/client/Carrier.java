package obol.styx.client;

import java.io.IOException;

/** A connection to a server that can wait. */
public interface Carrier {
    /** Sends all of it. */
    void send(byte[] bytes, int offset, int length) throws IOException;

    /** Waits for bytes; returns how many came, at least 1, or -1 at the end of the connection. */
    int receive(byte[] bytes, int offset, int length) throws IOException;
}
