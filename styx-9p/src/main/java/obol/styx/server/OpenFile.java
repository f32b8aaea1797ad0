package obol.styx.server;

import java.util.List;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.Slice;
import obol.styx.StyxException;

/**
 * A file open under one fid. The session has checked that the mode of opening allows the call;
 * several may be under way at once.
 */
public interface OpenFile {
    /**
     * Answers with up to {@code count} bytes from {@code offset}, none at the end. The bytes must
     * stay as they are until the reply's {@code ok} returns.
     *
     * @param offset 0 to {@link Long#MAX_VALUE}
     */
    default void read(long offset, int count, Reply<Slice> reply) throws StyxException {
        throw new StyxException(Errno.EACCES);
    }

    /**
     * Answers with how many bytes were written. The slice holds only until this method returns; one
     * who answers later keeps a {@link Slice#copy}.
     */
    default void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
        throw new StyxException(Errno.EACCES);
    }

    /**
     * Answers with entries of a directory in a lasting order: up to {@code most} of those behind
     * position {@code after}, at least one unless there are no more. An entry that exists all the
     * time is listed exactly once, whatever else changes.
     *
     * @param after 0 for the beginning, or an {@link Entry#position} given before
     */
    default void list(long after, int most, Reply<List<Entry>> reply) throws StyxException {
        throw new StyxException(Errno.ENOTDIR);
    }

    /**
     * An entry of a listing.
     *
     * @param position above 0 and rising within a directory
     */
    record Entry(long position, obol.styx.Attributes attributes) {
    }

    /** Puts what was written on stable storage. */
    default void sync(Reply<Void> reply) throws StyxException {
        reply.ok(null);
    }

    /**
     * Takes or gives back a record lock; never waits, the client asks again.
     * Answers with {@link Mode#LOCK_SUCCESS} or LOCK_BLOCKED.
     */
    default void lock(RecordLocks.Lock lock, Reply<Integer> reply) throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    /** Answers with a lock that stands in the way of this one, or null. */
    default void findLock(RecordLocks.Lock lock, Reply<RecordLocks.Lock> reply) throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    /** Best size of a read or write in bytes, 0 for as much as a message holds. */
    default int unit() {
        return 0;
    }

    /** Whether a read may be answered later. Who says no may be asked for more bytes at once than fit a message between processes. */
    default boolean waits() {
        return true;
    }

    /** The fid is gone. No call is under way, and none comes. */
    default void close() {
    }
}
