package obol.channels.remote;

import java.io.IOException;

/** Bytes to and from a peer. One thread reads, one writes; any thread closes, which ends a read and a write that wait. */
interface ByteStream {
    /** Waits for bytes; gives how many have come, -1 at the end. */
    int read(byte[] to) throws IOException;

    /** Writes all of it. */
    void write(byte[] from) throws IOException;

    void close();
}
