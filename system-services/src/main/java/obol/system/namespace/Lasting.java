package obol.system.namespace;

import obol.channels.ChannelException;
import obol.styx.Errno;
import obol.system.files.FileException;
import obol.system.files.Status;
import obol.system.files.Transfer;

/**
 * Something of a permanent mount that is found again by its path when its server is gone: at the next operation, as soon as the path
 * leads to a server; until then operations give the error of the path. An operation that fails with the server is done again if that
 * does no harm, else it fails once, with {@code Connection reset by peer}. Its monitor is held during operations, which take turns.
 */
abstract class Lasting {
    /** An operation on what is there now. */
    @FunctionalInterface
    interface Use<T> {
        T run() throws FileException;
    }

    private boolean closed;

    /** Whether there is nothing now. */
    abstract boolean isLost();

    /** Finds it again. */
    abstract void find() throws FileException;

    /** Closes what is there. */
    abstract void lose();

    final synchronized <T> T use(boolean repeatable, Use<T> use) throws FileException {
        boolean fresh = ready();
        try {
            return use.run();
        } catch (FileException | ChannelException e) {
            recover(e, repeatable && !fresh);
        }
        return use.run();
    }

    /** Finds it if it is lost; whether that was so. */
    final boolean ready() throws FileException {
        if (closed) {
            throw Lookup.error(Errno.EBADF);
        }
        boolean fresh = isLost();
        if (fresh) {
            find();
        }
        return fresh;
    }

    /** After a failure: throws it, or has the file again. */
    final void recover(Exception failure, boolean repeatable) throws FileException {
        FileException error = failure instanceof ChannelException fault ? Transfer.failure(fault) : (FileException) failure;
        if (Errno.of(error.getMessage()) != Errno.ECONNRESET) {
            throw error;
        }
        lose();
        if (!repeatable) {
            throw error;
        }
        find();
    }

    /** Throws unless a file is the one that there was before, by its server's number for it and its time of creation. */
    static void requireSame(long number, long created, Status now) throws FileException {
        if (now.path() != number || now.created() != created) {
            throw Lookup.error(Errno.ESTALE);
        }
    }

    final synchronized void end() {
        closed = true;
        if (!isLost()) {
            lose();
        }
    }
}
