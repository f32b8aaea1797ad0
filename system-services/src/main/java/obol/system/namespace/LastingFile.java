package obol.system.namespace;

import java.util.List;
import java.util.Optional;
import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.PeerGone;
import obol.styx.Errno;
import obol.system.files.Change;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Status;
import obol.system.files.Transfer;

/**
 * An open file of a permanent mount. When its server is gone, the next operation opens it again by its path, as soon as that leads to a
 * server; until then operations give the error of that path. It goes on with the file that it had, and never with another one: if
 * server's number or time of creation are others, that is {@code Stale file handle} for ever.
 *
 * <p>What may be done twice without harm is done again: reads and writes at an offset, status, changes but of the name. All else (what
 * is appended, what uses the shared position, {@code sync}, which cannot vouch for writes to the server before) fails once with
 * {@code Connection reset by peer}, as does a read or write that was waiting for its {@code Pending}. Safe for threads, which take turns.
 */
final class LastingFile implements OpenFile {
    /** The endpoint of the present server. */
    private static final class Opened {
        private final OpenFile file;

        Opened(OpenFile file) {
            this.file = file;
        }
    }

    /** An operation on the file that is open now. */
    @FunctionalInterface
    private interface Use<T> {
        T run() throws FileException;
    }

    private final Namespace namespace;
    private final String path;
    private final OpenMode mode;
    private final Status first;
    /** Null while it is lost. */
    private Opened opened;
    private boolean closed;

    /**
     * @param path without symbolic links
     * @param mode in which it was opened
     * @param file taken over
     */
    LastingFile(Namespace namespace, String path, OpenMode mode, Status status, OpenFile file) {
        this.namespace = namespace;
        this.path = path;
        this.mode = new OpenMode(mode.reads(), mode.writes(), false, mode.append(), false, false, mode.execute());
        this.first = status;
        this.opened = new Opened(file);
    }

    private synchronized <T> T use(boolean repeatable, Use<T> use) throws FileException {
        boolean fresh = ready();
        try {
            return use.run();
        } catch (FileException | ChannelException e) {
            recover(e, repeatable && !fresh);
        }
        return use.run();
    }

    /** Opens it if it is lost; whether that was so. */
    private boolean ready() throws FileException {
        if (closed) {
            throw Lookup.error(Errno.EBADF);
        }
        boolean fresh = opened == null;
        if (fresh) {
            open();
        }
        return fresh;
    }

    /** After a failure: throws it, or has the file open again. */
    private void recover(Exception failure, boolean repeatable) throws FileException {
        FileException error = failure instanceof ChannelException fault ? Transfer.failure(fault) : (FileException) failure;
        if (Errno.of(error.getMessage()) != Errno.ECONNRESET) {
            throw error;
        }
        lose();
        if (!repeatable) {
            throw error;
        }
        open();
    }

    private void lose() {
        opened.file.close();
        opened = null;
    }

    private void open() throws FileException {
        try (Place place = namespace.place(path, false)) {
            opened = Lookup.call(() -> {
                Status now = place.status();
                if (now.path() != first.path() || now.created() != first.created()) {
                    throw Lookup.error(Errno.ESTALE);
                }
                return new Opened(place.open(mode));
            });
        }
    }

    private static boolean isPlace(long at) {
        return at != SHARED;
    }

    @Override
    public synchronized Read read(long at, int most) throws FileException {
        boolean fresh = ready();
        try {
            return opened.file.read(at, most);
        } catch (FileException | ChannelException e) {
            recover(e, isPlace(at) && !fresh);
        }
        return opened.file.read(at, most);
    }

    @Override
    public synchronized Written write(long at, byte[] bytes) throws FileException {
        boolean fresh = ready();
        try {
            return opened.file.write(at, bytes);
        } catch (FileException | ChannelException e) {
            recover(e, isPlace(at) && !mode.append() && !fresh);
        }
        return opened.file.write(at, bytes);
    }

    /** A block goes away with the call that carries it: so of one the first bytes are written, as many as can be kept. */
    @Override
    public Written writeBlock(long at, Block block, int count) throws FileException {
        byte[] bytes = new byte[Math.min(count, BULK)];
        try (block) {
            block.read(0, bytes, 0, bytes.length);
        }
        return write(at, bytes);
    }

    @Override
    public List<Entry> list(long after, int most) throws FileException {
        return use(after == 0, () -> opened.file.list(after, most));
    }

    @Override
    public Status status() throws FileException {
        return use(true, () -> opened.file.status());
    }

    @Override
    public void change(Change change) throws FileException {
        use(change.name().isEmpty(), () -> {
            opened.file.change(change);
            return Optional.empty();
        });
    }

    @Override
    public void sync() throws FileException {
        use(false, () -> {
            opened.file.sync();
            return Optional.empty();
        });
    }

    @Override
    public long seek(long offset, int whence) throws FileException {
        return use(false, () -> opened.file.seek(offset, whence));
    }

    /** Of the present server: it does not outlive that. */
    @Override
    public synchronized OpenFile share() {
        if (opened == null) {
            try {
                open();
            } catch (FileException e) {
                throw new PeerGone(path + ": " + e.getMessage());
            }
        }
        return opened.file.share();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (opened != null) {
            lose();
        }
    }
}
