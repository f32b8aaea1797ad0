package obol.system.servers.export;

import obol.styx.Errno;
import obol.system.carrier.Stream;
import obol.system.files.FileException;

/**
 * What all clients of an exporter have together: so many that none of them makes the process lack threads or handles, by which the others
 * would end. Safe for threads.
 */
final class Capacity {
    /** Fids and open files, of which each is a handle: of the 16,384 that a process may have; the rest is for the sessions themselves. */
    private static final int FILES = 12_000;
    /** Bytes of stack of a connection: its thread here, and the one that reads for it outside. */
    private static final int STACKS = 2 * (40 << 10);
    /** Of the machine's memory, what these may be: all stacks together have a quarter of it. */
    private static final int PART = 6;

    /** And what the blocks of those that send or get much may be, of which there may be two for each. */
    private static final int PART_OF_BLOCKS = 32;

    private final long mostConnections;
    private final long mostBlocks;
    private int connections;
    private int blocks;
    private int files;

    /** @param memory the machine's, in bytes */
    Capacity(long memory) {
        mostConnections = Math.max(1, memory / PART / STACKS);
        mostBlocks = memory / PART_OF_BLOCKS / Stream.MOST_OF_BLOCK;
    }

    /** Whether there is room for one more connection; then it is taken. */
    synchronized boolean connect() {
        if (connections >= mostConnections) {
            return false;
        }
        connections++;
        return true;
    }

    synchronized void disconnect() {
        connections--;
    }

    /** Whether there is room for one more block; then it is taken. */
    synchronized boolean takeBlock() {
        if (blocks >= mostBlocks) {
            return false;
        }
        blocks++;
        return true;
    }

    synchronized void giveBlock() {
        blocks--;
    }

    synchronized void take() throws FileException {
        if (files >= FILES) {
            throw new FileException(Errno.EMFILE.text());
        }
        files++;
    }

    synchronized void give() {
        files--;
    }
}
