package obol.system.namespace;

import java.util.List;
import java.util.Optional;
import obol.channels.ChannelException;
import obol.styx.Errno;
import obol.system.files.Change;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Space;
import obol.system.files.Status;
import obol.system.files.Transfer;

/**
 * A fid of a permanent mount. When its server is gone, the next operation finds it again by its path, as {@link LastingFile} does what
 * is open, and what it opens is such a file. What stands at a mount point is whatever the server has there then; every other file is the
 * same one as before, or else {@code Stale file handle}.
 *
 * <p>What may be done twice without harm is done again. What makes, removes or renames may have been done by the server before: it fails
 * once with {@code Connection reset by peer}. Safe for threads, which take turns.
 */
final class LastingFid extends Lasting implements Fid {
    /** The endpoint of the present server. */
    private static final class Found {
        private final Fid fid;

        Found(Fid fid) {
            this.fid = fid;
        }
    }

    private final Namespace namespace;
    private String path;
    /** What tells it from another file at its path; null until somebody has asked for its status. */
    private Status first;
    /** Null while it is lost. */
    private Found found;

    /**
     * @param path without symbolic links
     * @param fid taken over
     */
    LastingFid(Namespace namespace, String path, Fid fid) {
        this.namespace = namespace;
        this.path = path;
        this.found = new Found(fid);
    }

    @Override
    boolean isLost() {
        return found == null;
    }

    @Override
    void lose() {
        found.fid.close();
        found = null;
    }

    @Override
    void find() throws FileException {
        try (Place place = namespace.locate(path)) {
            found = Lookup.call(() -> {
                if (!namespace.isMountPoint(path)) {
                    if (first == null) {
                        throw Lookup.error(Errno.ESTALE);
                    }
                    requireSame(first.path(), first.created(), place.status());
                }
                return new Found(place.walk(List.of()));
            });
        }
    }

    /** It has another path from now on. */
    synchronized void moved(String to) {
        path = to;
    }

    synchronized String path() {
        return path;
    }

    @Override
    public Fid walk(List<String> names) throws FileException {
        return below(names);
    }

    /** As {@link #walk}. */
    synchronized LastingFid below(List<String> names) throws FileException {
        boolean fresh = ready();
        try {
            return walked(names);
        } catch (FileException | ChannelException e) {
            recover(e, !fresh);
        }
        return walked(names);
    }

    private LastingFid walked(List<String> names) throws FileException {
        LastingFid walked = new LastingFid(namespace, PathName.canonical(path + '/' + String.join("/", names)), found.fid.walk(names));
        if (names.isEmpty()) {
            walked.first = first;
        }
        return walked;
    }

    @Override
    public Status status() throws FileException {
        return use(true, () -> {
            Status now = found.fid.status();
            if (first == null) {
                first = now;
            }
            return now;
        });
    }

    @Override
    public void change(Change change) throws FileException {
        use(change.name().isEmpty(), () -> {
            found.fid.change(change);
            return Optional.empty();
        });
        if (change.name().isPresent()) {
            moved(PathName.child(PathName.parent(path), change.name().get()));
        }
    }

    @Override
    public OpenFile open(OpenMode mode) throws FileException {
        Status status = first == null ? status() : first;
        return opened(true, path, mode, status, () -> found.fid.open(mode));
    }

    @Override
    public OpenFile create(String name, int permissions, boolean inherit, OpenMode mode) throws FileException {
        return opened(!mode.exclusive(), PathName.child(path, name), mode, null,
                () -> found.fid.create(name, permissions, inherit, mode));
    }

    /** Opens something. */
    @FunctionalInterface
    private interface Opening {
        OpenFile run() throws FileException;
    }

    /** @param status null: that of the file */
    private synchronized OpenFile opened(boolean repeatable, String at, OpenMode mode, Status status, Opening opening)
            throws FileException {
        boolean fresh = ready();
        try {
            return lasting(at, mode, status, opening.run());
        } catch (FileException | ChannelException e) {
            recover(e, repeatable && !fresh);
        }
        return lasting(at, mode, status, opening.run());
    }

    /** A file that goes with its last endpoint cannot be had again. */
    private OpenFile lasting(String at, OpenMode mode, Status status, OpenFile file) throws FileException {
        if (mode.removeOnClose()) {
            return file;
        }
        return new LastingFile(namespace, at, mode, status == null ? file.status() : status, file);
    }

    @Override
    public void make(String name, int permissions, boolean inherit, String target) throws FileException {
        use(false, () -> {
            found.fid.make(name, permissions, inherit, target);
            return Optional.empty();
        });
    }

    @Override
    public void remove() throws FileException {
        use(false, () -> {
            found.fid.remove();
            return Optional.empty();
        });
    }

    @Override
    public void unlink(String name, boolean directory) throws FileException {
        use(false, () -> {
            found.fid.unlink(name, directory);
            return Optional.empty();
        });
    }

    /** 0, the key of nothing, if it cannot be found: the call that uses it says why. */
    @Override
    public long key() {
        try {
            return use(true, () -> found.fid.key());
        } catch (FileException lost) {
            return 0;
        }
    }

    @Override
    public void rename(String name, long directory, String newName) throws FileException {
        use(false, () -> {
            found.fid.rename(name, directory, newName);
            return Optional.empty();
        });
    }

    @Override
    public void link(String name, long file) throws FileException {
        use(false, () -> {
            found.fid.link(name, file);
            return Optional.empty();
        });
    }

    @Override
    public Space space() throws FileException {
        return use(true, () -> found.fid.space());
    }

    @Override
    public void close() {
        end();
    }
}
