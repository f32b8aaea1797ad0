package obol.styx.server;

import java.util.ArrayList;
import java.util.List;
import obol.styx.Mode;

/**
 * POSIX record locks of one file (fcntl(2)): an owner's own locks never stand in its way and are
 * replaced where they overlap; a read lock stands in the way of others' write locks, a write lock
 * of all others'. Owned by the file; {@link #release} at close.
 */
public final class RecordLocks {
    /**
     * @param type {@link Mode#LOCK_READ}, LOCK_WRITE or LOCK_UNLOCK
     * @param length 0: to the end of the file, wherever that will be
     * @param holder the open file through which it was taken; not part of who owns it
     */
    public record Lock(int type, long start, long length, int process, String client, Object holder) {
        long end() {
            return length == 0 || start + length < 0 ? Long.MAX_VALUE : start + length;
        }

        boolean sameOwner(Lock other) {
            return process == other.process && client.equals(other.client);
        }

        private Lock range(long from, long to) {
            return new Lock(type, from, to == Long.MAX_VALUE ? 0 : to - from, process, client, holder);
        }
    }

    /** Ranges of one file; more than this is a client gone wrong. */
    private static final int MAX = 4096;

    private final List<Lock> locks = new ArrayList<>();

    /** Takes or gives back; returns {@link Mode#LOCK_SUCCESS}, LOCK_BLOCKED, or LOCK_ERROR if there are too many. */
    public int set(Lock wanted) {
        if (wanted.type != Mode.LOCK_UNLOCK && conflict(wanted) != null) {
            return Mode.LOCK_BLOCKED;
        }
        if (locks.size() >= MAX && wanted.type != Mode.LOCK_UNLOCK) {
            return Mode.LOCK_ERROR;
        }
        List<Lock> rest = new ArrayList<>();
        for (int i = locks.size() - 1; i >= 0; i--) {
            Lock l = locks.get(i);
            if (l.sameOwner(wanted) && l.start < wanted.end() && wanted.start < l.end()) {
                locks.remove(i);
                if (l.start < wanted.start) {
                    rest.add(l.range(l.start, wanted.start));
                }
                if (wanted.end() < l.end()) {
                    rest.add(l.range(wanted.end(), l.end()));
                }
            }
        }
        locks.addAll(rest);
        if (wanted.type != Mode.LOCK_UNLOCK) {
            locks.add(wanted);
        }
        return Mode.LOCK_SUCCESS;
    }

    /** A lock that stands in the way of this one, or null. */
    public Lock conflict(Lock wanted) {
        for (Lock l : locks) {
            if (!l.sameOwner(wanted) && l.start < wanted.end() && wanted.start < l.end()
                    && (l.type == Mode.LOCK_WRITE || wanted.type == Mode.LOCK_WRITE)) {
                return l;
            }
        }
        return null;
    }

    /** Gives back all that was taken through one open file. */
    public void release(Object holder) {
        locks.removeIf(l -> l.holder == holder);
    }

    /** Ranges held; {@link #set} adds two at most. */
    public int size() {
        return locks.size();
    }
}
