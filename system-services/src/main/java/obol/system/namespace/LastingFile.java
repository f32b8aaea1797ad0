package obol.system.namespace;

import java.util.List;
import java.util.Optional;
import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.PeerGone;
import obol.channels.Pending;
import obol.styx.Mode;
import obol.system.files.Change;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Reopening;
import obol.system.files.Status;
import obol.system.files.Transfer;

/**
 * An open file of a permanent mount. When its server is gone, the next operation opens it again by its path, as soon as that leads to a
 * server; until then operations give the error of that path. It goes on with the file that it had, and never with another one: if
 * server's number or time of creation are others, that is {@code Stale file handle} for ever.
 *
 * <p>What may be done twice without harm is done again: reads and writes at an offset or at the shared position, of which this process
 * keeps account; status, changes but of the name. All else (what is appended, {@code sync}, which cannot vouch for writes to the server
 * before) fails once with {@code Connection reset by peer}, as does a read or write that was waiting for its {@code Pending}.
 *
 * <p>Where several processes have endpoints of one open file, each opens it again for itself, at the position as it knows it: what others
 * have read since it looked last it reads too; it writes behind what others have written. Safe for threads, which take turns.
 */
final class LastingFile extends Lasting implements OpenFile {
    private static final int FROM_START = 0, FROM_HERE = 1;

    /** The endpoint of the present server. */
    private static final class Opened {
        private final OpenFile file;

        Opened(OpenFile file) {
            this.file = file;
        }
    }

    private final Namespace namespace;
    private final String path;
    private final OpenMode mode;
    /** The server's number for it, and its time of creation. */
    private final long number;
    private final long created;
    /** Whether a write goes to the end, wherever it says. */
    private final boolean appends;
    /** The shared position: as this process knows it. */
    private long position;
    /** Whether others have endpoints of this one, and move the position too. */
    private boolean shared;
    /** Null while it is lost. */
    private Opened opened;

    /**
     * One that has been opened here.
     *
     * @param path without symbolic links
     * @param mode in which it was opened
     * @param file taken over
     */
    LastingFile(Namespace namespace, String path, OpenMode mode, Status status, OpenFile file) {
        this(namespace, new Reopening(path, mode, status.path(), status.created(), 0), (status.mode() & Mode.DMAPPEND) != 0, file);
    }

    /** A further endpoint of one. @param file taken over */
    LastingFile(Namespace namespace, Reopening by, OpenFile file) {
        this(namespace, by, false, file);
    }

    private LastingFile(Namespace namespace, Reopening by, boolean appends, OpenFile file) {
        this.namespace = namespace;
        this.path = by.path();
        this.appends = appends || by.mode().append();
        this.mode = new OpenMode(by.mode().reads(), by.mode().writes(), false, this.appends, false, false, by.mode().execute());
        this.number = by.number();
        this.created = by.created();
        this.position = by.position();
        this.opened = new Opened(file);
    }

    @Override
    boolean isLost() {
        return opened == null;
    }

    @Override
    void lose() {
        opened.file.close();
        opened = null;
    }

    @Override
    void find() throws FileException {
        try (Place place = namespace.locate(path)) {
            opened = Lookup.call(() -> {
                requireSame(number, created, place.status());
                return new Opened(place.open(mode));
            });
            if (position != 0) {
                Lookup.call(() -> opened.file.seek(position, FROM_START));
            }
        }
    }

    /** Where the shared position is, if an operation uses that: what others have done with it is not known here. */
    private void look(long at) throws FileException {
        if (at == SHARED && shared) {
            position = opened.file.seek(0, FROM_HERE);
        }
    }

    @Override
    public synchronized Read read(long at, int most) throws FileException {
        boolean fresh = ready();
        try {
            look(at);
            return seen(at, opened.file.read(at, most));
        } catch (FileException | ChannelException e) {
            recover(e, !fresh);
        }
        return seen(at, opened.file.read(at, most));
    }

    /** Keeps account of the position. */
    private Read seen(long at, Read read) {
        if (at != SHARED) {
            return read;
        }
        if (read instanceof Later later) {
            return new Later(Pending.observed(later.bytes(), bytes -> advance(bytes.length)));
        }
        advance(read instanceof Bulk bulk ? bulk.count() : ((Bytes) read).bytes().length);
        return read;
    }

    private synchronized void advance(int bytes) {
        position += bytes;
    }

    @Override
    public synchronized Written write(long at, byte[] bytes) throws FileException {
        boolean fresh = ready();
        try {
            look(at);
            return seen(at, opened.file.write(at, bytes));
        } catch (FileException | ChannelException e) {
            recover(e, !appends && !fresh);
        }
        if (at == SHARED) {
            passOver(bytes.length);
        }
        return seen(at, opened.file.write(at, bytes));
    }

    /**
     * What is behind the position may be what the server before was given last, and is written again. If it is more than that, others
     * have written there, and this goes on behind them.
     */
    private void passOver(int count) throws FileException {
        long length = opened.file.status().length();
        if (length > position + count) {
            position = opened.file.seek(length, FROM_START);
        }
    }

    private Written seen(long at, Written written) {
        if (at != SHARED || appends) {
            return written;
        }
        if (written instanceof CountLater later) {
            return new CountLater(Pending.observed(later.bytes(), this::advance));
        }
        advance(((Count) written).bytes());
        return written;
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
        return use(true, () -> {
            position = opened.file.seek(offset, whence);
            return position;
        });
    }

    /** For another process: an endpoint of the present server, which that makes last by {@link #reopening}. */
    @Override
    public synchronized OpenFile share() {
        try {
            boolean fresh = ready();
            shared = true;
            try {
                return opened.file.share();
            } catch (ChannelException gone) {
                recover(gone, !fresh);
            }
            return opened.file.share();
        } catch (FileException e) {
            throw new PeerGone(path + ": " + e.getMessage());
        }
    }

    @Override
    public synchronized Optional<Reopening> reopening() {
        try {
            if (ready() || shared) {
                look(SHARED);
            }
        } catch (FileException | ChannelException lost) {
            // then the position is what it was when this process looked last
        }
        return Optional.of(new Reopening(path, mode, number, created, position));
    }

    @Override
    public void close() {
        end();
    }
}
