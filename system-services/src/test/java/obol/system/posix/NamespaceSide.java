package obol.system.posix;

import static obol.nucleus.port.Posix.AT_FDCWD;
import static obol.nucleus.port.Posix.HERE;
import static obol.nucleus.port.Posix.OMIT;
import static obol.nucleus.port.Posix.O_APPEND;
import static obol.nucleus.port.Posix.O_CREAT;
import static obol.nucleus.port.Posix.O_DIRECTORY;
import static obol.nucleus.port.Posix.O_EXCL;
import static obol.nucleus.port.Posix.O_NOFOLLOW;
import static obol.nucleus.port.Posix.O_RDONLY;
import static obol.nucleus.port.Posix.O_RDWR;
import static obol.nucleus.port.Posix.O_TRUNC;
import static obol.nucleus.port.Posix.O_WRONLY;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import obol.nucleus.port.FileStatus;
import obol.nucleus.port.Posix;
import obol.styx.Errno;

/** What is tested: the same operations by error numbers and descriptors, as the class library's own code above makes them. */
final class NamespaceSide {
    private static final Map<Operation.Way, Integer> FLAGS = Map.of(
        Operation.Way.READ, O_RDONLY, Operation.Way.WRITE, O_WRONLY, Operation.Way.CREATE, O_WRONLY | O_CREAT,
        Operation.Way.CREATE_NEW, O_WRONLY | O_CREAT | O_EXCL, Operation.Way.CREATE_EMPTY, O_WRONLY | O_CREAT | O_TRUNC,
        Operation.Way.APPEND, O_WRONLY | O_APPEND, Operation.Way.BOTH, O_RDWR, Operation.Way.BOTH_CREATE, O_RDWR | O_CREAT,
        Operation.Way.READ_NO_LINK, O_RDONLY | O_NOFOLLOW);

    private final Posix posix;
    private final int[] slots = {-1, -1, -1, -1};
    private final Operation.Way[] ways = new Operation.Way[slots.length];

    NamespaceSide(Posix posix) {
        this.posix = posix;
    }

    static byte[] path(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(long result, String good) {
        return result < 0 ? Errno.of((int) -result).toString() : good;
    }

    private static String ok(long result) {
        return text(result, "ok");
    }

    private static String number(long result) {
        return text(result, "" + result);
    }

    String run(Operation o) {
        byte[] path = path(o.path());
        int open = slots[o.slot()];
        Operation.Way way = ways[o.slot()];
        if (o.kind().compareTo(Operation.Kind.OPEN) > 0 && o.kind().compareTo(Operation.Kind.CLOSE) <= 0 && open < 0) {
            return Errno.EBADF.toString();
        }
        return switch (o.kind()) {
            case OPEN -> open(o, path);
            case READ, READ_AT -> {
                byte[] to = new byte[o.number()];
                int count = posix.read(open, to, 0, to.length, o.kind() == Operation.Kind.READ ? HERE : o.position());
                yield text(count, count + Arrays.toString(Arrays.copyOf(to, Math.max(0, count))));
            }
            case WRITE -> number(posix.write(open, o.bytes(), 0, o.number(), HERE));
            case WRITE_AT -> number(posix.write(open, o.bytes(), 0, o.number(), o.position()));
            case SEEK -> number(posix.seek(open, o.position(), Posix.SEEK_SET));
            case TRUNCATE -> truncate(open, way, o.position());
            case SIZE -> number(posix.status(open).size());
            case POSITION -> number(way == Operation.Way.APPEND ? posix.status(open).size() : posix.seek(open, 0, Posix.SEEK_CUR));
            case CLOSE -> {
                slots[o.slot()] = -1;
                yield ok(posix.close(open));
            }
            case MAKE_FOLDER -> ok(posix.makeFolder(path, 0777));
            case DELETE -> {
                FileStatus status = posix.status(AT_FDCWD, path, false);
                yield ok(status.result() < 0 ? status.result() : posix.remove(AT_FDCWD, path, status.isFolder()));
            }
            case RENAME -> ok(posix.rename(AT_FDCWD, path, AT_FDCWD, path(o.other())));
            case LINK -> ok(posix.link(path, path(o.other())));
            case MAKE_LINK -> ok(posix.makeLink(path(o.other()), path));
            case READ_LINK -> {
                byte[] to = new byte[100];
                int size = posix.readLink(path, to);
                yield text(size, new String(to, 0, Math.max(0, size), StandardCharsets.UTF_8));
            }
            case STATUS -> status(posix.status(AT_FDCWD, path, true));
            case LINK_STATUS -> status(posix.status(AT_FDCWD, path, false));
            case LIST -> list(path);
            case SET_MODE -> ok(posix.setMode(path, 0700 | o.number() & 0077));
            case SET_TIMES -> ok(posix.setTimes(path, OMIT, 1_000_000_000L * o.number() + o.position() * 1000L, true));
        };
    }

    private String open(Operation o, byte[] path) {
        Operation.Way way = Operation.Way.of(o.number());
        int descriptor = posix.open(AT_FDCWD, path, FLAGS.get(way), 0666);
        if (descriptor >= 0) {
            if (slots[o.slot()] >= 0) {
                posix.close(slots[o.slot()]);
            }
            slots[o.slot()] = descriptor;
            ways[o.slot()] = way;
        }
        return text(descriptor, "open");
    }

    /** As FileChannelImpl: only makes shorter, and takes the position with it. */
    private String truncate(int open, Operation.Way way, int size) {
        if (!way.writes()) {
            return Errno.EBADF.toString();
        }
        long position = posix.seek(open, 0, Posix.SEEK_CUR);
        int result = posix.status(open).size() > size ? posix.truncate(open, size) : 0;
        if (position > size) {
            posix.seek(open, size, Posix.SEEK_SET);
        }
        return ok(result);
    }

    private static String status(FileStatus s) {
        return text(s.result(), describe(s.mode(), s.size(), s.links(),
            s.modificationSeconds() * 1_000_000_000 + s.modificationNanoseconds()));
    }

    /** What both sides agree on: sizes and counts of links of folders are each file system's own, and times only if they were set. */
    static String describe(int mode, long size, int links, long modified) {
        boolean folder = (mode & FileStatus.S_IFMT) == FileStatus.S_IFDIR;
        boolean wasSet = modified < 100_000_000_000L;
        return Integer.toOctalString(mode & ~0077) + (folder ? "" : " " + size + " " + links) + (wasSet ? " " + modified : "");
    }

    private String list(byte[] path) {
        int folder = posix.open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY, 0);
        if (folder < 0) {
            return text(folder, "");
        }
        TreeSet<String> names = new TreeSet<>();
        byte[] buffer = new byte[512];
        int size;
        while ((size = posix.names(folder, buffer)) > 0) {
            names.addAll(List.of(new String(buffer, 0, size, StandardCharsets.UTF_8).split("\0")));
        }
        posix.close(folder);
        return text(size, names.toString());
    }
}
