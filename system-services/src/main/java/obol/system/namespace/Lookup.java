package obol.system.namespace;

import java.time.Duration;
import java.util.List;
import obol.channels.ChannelException;
import obol.channels.Deadline;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.Status;
import obol.system.files.Transfer;

/** From paths to files: the present mount table, symbolic links on the way, and the errors of those who do not answer. */
final class Lookup {
    /** How long a server may take for what it should do at once. */
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_LINKS = 40;

    /** Replaced as a whole. */
    volatile MountTable table = MountTable.EMPTY;

    /** The file at exactly this path: links are not followed. */
    Place locate(String path) throws FileException {
        try {
            return table.route(path).walk(path);
        } catch (ChannelException fault) {
            throw Transfer.failure(fault);
        }
    }

    Status status(String path) throws FileException {
        try (Place place = locate(path)) {
            Status status = call(place::status);
            return table.at(path) != null ? named(status, PathName.last(path)) : status;
        }
    }

    static boolean isLink(Place place) throws FileException {
        try {
            return isLink(call(place::status));
        } catch (FileException e) {
            place.close();
            throw e;
        }
    }

    static boolean isLink(Status status) {
        return (status.mode() & Mode.DMSYMLINK) != 0;
    }

    static Status named(Status s, String name) {
        return new Status(name, s.path(), s.version(), s.mode(), s.length(), s.accessed(), s.modified(), s.changed(), s.created(),
                s.owner(), s.group(), s.modifier(), s.links(), s.target());
    }

    // ---- paths, errors ----

    /** The canonical path, if a message can carry it. */
    static String checked(String path) throws FileException {
        if (path.isEmpty()) {
            throw error(Errno.ENOENT);
        }
        if (path.length() > PathName.MAX) {
            throw error(Errno.ENAMETOOLONG);
        }
        for (int i = 0; i < path.length(); i++) {
            if (Character.isSurrogate(path.charAt(i))) {
                if (i + 1 == path.length() || !Character.isSurrogatePair(path.charAt(i), path.charAt(i + 1))) {
                    throw error(Errno.EILSEQ);
                }
                i++;
            }
        }
        return PathName.canonical(path);
    }

    // ---- calls, and links on the way ----

    /** Something done with files. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws FileException;
    }

    /** Something done at a path; ELOOP or ENOTDIR if a symbolic link is in the way. */
    @FunctionalInterface
    interface At<T> {
        T run(String path) throws FileException;
    }

    /** The same for what opens. */
    @FunctionalInterface
    interface Opening {
        OpenFile run() throws FileException;
    }

    /** The same for what opens. */
    @FunctionalInterface
    interface OpeningAt {
        OpenFile run(String path) throws FileException;
    }

    static OpenFile open(Opening opening) throws FileException {
        try (Deadline limit = Deadline.in(PATIENCE)) {
            return opening.run();
        } catch (ChannelException fault) {
            throw Transfer.failure(fault);
        }
    }

    static <T> T call(Action<T> action) throws FileException {
        try (Deadline limit = Deadline.in(PATIENCE)) {
            return action.run();
        } catch (ChannelException fault) {
            throw Transfer.failure(fault);
        }
    }

    static boolean mayBeLink(FileException e) {
        Errno errno = Errno.of(e.getMessage());
        return errno == Errno.ELOOP || errno == Errno.ENOTDIR;
    }

    /** Tries without looking for links, as there are few, and again with the path that they lead to. */
    <T> T through(String path, boolean follow, At<T> at) throws FileException {
        try {
            return at.run(path);
        } catch (FileException e) {
            return at.run(otherPath(path, follow, e));
        }
    }

    /** The same for what opens. */
    OpenFile openThrough(String path, boolean follow, OpeningAt at) throws FileException {
        try {
            return at.run(path);
        } catch (FileException e) {
            return at.run(otherPath(path, follow, e));
        }
    }

    /** Where symbolic links lead that may be why something has failed; that failure if there are none. */
    private String otherPath(String path, boolean follow, FileException failure) throws FileException {
        if (!mayBeLink(failure)) {
            throw failure;
        }
        String real = resolve(path, follow);
        if (real.equals(path)) {
            throw failure;
        }
        return real;
    }

    /**
     * The canonical path without symbolic links. The last name need not exist.
     *
     * @param follow whether the last name, too, is followed
     */
    String resolve(String path, boolean follow) throws FileException {
        List<String> names = PathName.names(path);
        String at = "/";
        int links = 0;
        while (!names.isEmpty()) {
            String name = names.remove(0);
            if (name.equals("..")) {
                at = PathName.parent(at);
                continue;
            }
            String next = PathName.child(at, name);
            Status status = null;
            if (!names.isEmpty() || follow) {
                try {
                    status = status(next);
                } catch (FileException e) {
                    if (!names.isEmpty() || Errno.of(e.getMessage()) != Errno.ENOENT) {
                        throw e;
                    }
                }
            }
            if (status == null || !isLink(status)) {
                at = next;
                continue;
            }
            if (++links > MOST_LINKS) {
                throw error(Errno.ELOOP);
            }
            at = status.target().startsWith("/") ? "/" : at;
            names.addAll(0, PathName.names(status.target()));
        }
        return at;
    }

    static FileException error(Errno errno) {
        return new FileException(errno.text());
    }
}
