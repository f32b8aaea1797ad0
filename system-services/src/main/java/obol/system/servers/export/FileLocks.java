package obol.system.servers.export;

import java.util.HashMap;
import java.util.Map;
import obol.styx.server.RecordLocks;

/**
 * The record locks of all clients of one exporter. The contract of files has none: programs inside neither see nor heed them, and two
 * exporters know nothing of each other's. Safe for threads.
 */
final class FileLocks {
    /**
     * @param device the namespace's number for its server
     * @param path the server's number for it
     */
    record File(int device, long path) {
    }

    /** Of files with locks. */
    private final Map<File, RecordLocks> files = new HashMap<>();

    /** As {@link RecordLocks#set}. */
    synchronized int set(File file, RecordLocks.Lock wanted) {
        RecordLocks locks = files.computeIfAbsent(file, f -> new RecordLocks());
        int status = locks.set(wanted);
        forgetIfFree(file, locks);
        return status;
    }

    /** A lock that stands in the way of this one, or null. */
    synchronized RecordLocks.Lock conflict(File file, RecordLocks.Lock wanted) {
        RecordLocks locks = files.get(file);
        return locks == null ? null : locks.conflict(wanted);
    }

    /** Gives back all that was taken through one open file. */
    synchronized void release(File file, Object holder) {
        RecordLocks locks = files.get(file);
        if (locks != null) {
            locks.release(holder);
            forgetIfFree(file, locks);
        }
    }

    private void forgetIfFree(File file, RecordLocks locks) {
        if (locks.size() == 0) {
            files.remove(file);
        }
    }
}
