package obol.system.servers.fat;

import java.io.IOException;

/**
 * A disk as a file server needs it. Writes may reach the medium in any order, each sector whole or not at all, until {@link #flush}
 * returns. Called by one thread at a time.
 */
public interface BlockDevice {
    /** Bytes of a sector, whatever the medium's own are. */
    int SECTOR = 512;

    /** How many sectors there are. */
    long sectors();

    /** Whether it can be written to. */
    boolean writable();

    /**
     * Reads {@code count} sectors from {@code sector} on into {@code into[at..]}.
     *
     * @throws IOException if the medium fails, or ends before
     */
    void read(long sector, int count, byte[] into, int at) throws IOException;

    /** Writes {@code count} sectors from {@code sector} on; the bytes are the caller's again when it returns. */
    void write(long sector, int count, byte[] from, int at) throws IOException;

    /** Returns when all that was written before is on the medium. */
    void flush() throws IOException;
}
