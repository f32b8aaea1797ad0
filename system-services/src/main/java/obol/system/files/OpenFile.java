package obol.system.files;

import java.util.List;
import java.util.Optional;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Pending;

/**
 * A file that is open. Offsets are in bytes from 0, or {@link #SHARED}: at the position that all endpoints of this open file share,
 * which the operation moves on.
 */
public interface OpenFile extends Contract {
    /** An offset: at the shared position. */
    long SHARED = -1;

    /** Up to so many bytes; none at the end of the file. Counts of over {@link #BULK} may be answered with a block. */
    Read read(long at, int most) throws FileException;

    /** Most bytes that {@link Bytes} holds, and that {@link #write} takes. */
    int BULK = 32 << 10;

    /** What a read gave. */
    sealed interface Read permits Bytes, Bulk, Later {}
    record Bytes(byte[] bytes) implements Read {}
    /** The first {@code count} bytes of the block. */
    record Bulk(Block block, int count) implements Read {}
    /** The bytes are not there yet. */
    record Later(Pending<byte[]> bytes) implements Read {}

    Written write(long at, byte[] bytes) throws FileException;

    /** Writes the first {@code count} bytes of the block. */
    Written writeBlock(long at, Block block, int count) throws FileException;

    /** What a write gave. */
    sealed interface Written permits Count, CountLater {}
    /** So many bytes were taken. */
    record Count(int bytes) implements Written {}
    /** There is no room yet. A failure is an exception of the pending value. */
    record CountLater(Pending<Integer> bytes) implements Written {}

    /**
     * Entries of a directory in a lasting order: up to {@code most} of those behind a position, at least one unless there are no more.
     *
     * @param after 0 for the beginning, or an {@link Entry#position}
     */
    List<Entry> list(long after, int most) throws FileException;

    /** @param position above 0 and rising within a directory */
    record Entry(long position, Status status) {}

    Status status() throws FileException;

    void change(Change change) throws FileException;

    /** Puts what was written on stable storage. */
    void sync() throws FileException;

    /** Moves the shared position: to an offset from the beginning (0), the present position (1), or the end (2). Gives it. */
    long seek(long offset, int whence) throws FileException;

    /** A further endpoint of this open file: for a process to hand on. */
    @Opens OpenFile share();

    /** By what who is given an endpoint of this open file finds it again after its server has ended; nothing if it ends with that. */
    default Optional<Reopening> reopening() {
        return Optional.empty();
    }
}
