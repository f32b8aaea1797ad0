package obol.nucleus.port;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import obol.nucleus.Utf8;

/** Files by their paths, in the forms that java.io wants: false, null or 0 for anything that fails. */
public final class Paths {
    private static final int LINKS_MAX = 40;

    private Paths() {}

    /** Links are followed. */
    public static FileStatus status(String path) {
        return Port.posix().status(Posix.AT_FDCWD, Utf8.encode(path), true);
    }

    /** @param access bits 4 read, 2 write, 1 execute */
    public static boolean isAccessible(String path, int access) {
        return Port.posix().access(Utf8.encode(path), access) == 0;
    }

    /** Sets or clears mode bits. */
    public static boolean setPermission(String path, int bits, boolean enable) {
        FileStatus status = status(path);
        int mode = status.mode() & 07777;
        return status.result() == 0 && Port.posix().setMode(Utf8.encode(path), enable ? mode | bits : mode & ~bits) == 0;
    }

    /** False if it is there already. */
    public static boolean createFile(String path) throws IOException {
        int descriptor = Port.posix().open(Posix.AT_FDCWD, Utf8.encode(path), Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL, 0666);
        if (descriptor == -Errors.EEXIST) {
            return false;
        }
        Port.posix().close((int) Files.check(descriptor));
        return true;
    }

    public static boolean createFolder(String path) {
        return Port.posix().makeFolder(Utf8.encode(path), 0777) == 0;
    }

    /** A file, a link, or an empty folder. */
    public static boolean remove(String path) {
        byte[] name = Utf8.encode(path);
        return Port.posix().remove(Posix.AT_FDCWD, name, false) == 0 || Port.posix().remove(Posix.AT_FDCWD, name, true) == 0;
    }

    public static boolean rename(String from, String to) {
        return Port.posix().rename(Posix.AT_FDCWD, Utf8.encode(from), Posix.AT_FDCWD, Utf8.encode(to)) == 0;
    }

    /** @param time milliseconds since 1970 */
    public static boolean setModificationTime(String path, long time) {
        return Port.posix().setTimes(Utf8.encode(path), Posix.OMIT, time * 1_000_000, true) == 0;
    }

    /** The names in a folder in the order of the file system, without {@code .} and {@code ..}; null if it is none. */
    public static String[] list(String path) {
        int folder = Port.posix().open(Posix.AT_FDCWD, Utf8.encode(path), Posix.O_DIRECTORY, 0);
        if (folder < 0) {
            return null;
        }
        List<String> names = new ArrayList<>();
        byte[] buffer = new byte[8192];
        int size;
        while ((size = Port.posix().names(folder, buffer)) > 0) {
            int from = 0;
            for (int at = 0; at < size; at++) {
                if (buffer[at] == 0) {
                    names.add(Strings.decode(buffer, from));
                    from = at + 1;
                }
            }
        }
        Port.posix().close(folder);
        return names.toArray(new String[0]);
    }

    /** The absolute path without links, {@code .} and {@code ..}; what does not exist is taken as it stands. */
    public static String canonical(String path) throws IOException {
        String absolute = path.startsWith("/") ? path : System.getProperty("user.dir") + "/" + path;
        Deque<String> rest = new ArrayDeque<>(List.of(absolute.split("/", -1)));
        String done = "";
        int links = 0;
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                done = done.substring(0, Math.max(0, done.lastIndexOf('/')));
                continue;
            }
            String next = done + "/" + name;
            byte[] target = new byte[Posix.PATH_MAX];
            int length = Port.posix().readLink(Utf8.encode(next), target);
            if (length <= 0) {
                done = next;
                continue;
            }
            if (++links > LINKS_MAX) {
                throw new IOException("Too many levels of symbolic links");
            }
            String[] parts = Strings.decode(target, 0).split("/", -1);
            for (int i = parts.length - 1; i >= 0; i--) {
                rest.push(parts[i]);
            }
            if (target[0] == '/') {
                done = "";
            }
        }
        return done.isEmpty() ? "/" : done;
    }

    /** All 0 if there is no such file. */
    public static Posix.Space space(String path) {
        Posix.Space space = Port.posix().space(Utf8.encode(path));
        return space != null ? space : new Posix.Space(0, 0, 0, 0);
    }
}
