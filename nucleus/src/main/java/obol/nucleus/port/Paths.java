package obol.nucleus.port;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Files by their paths, in the forms that java.io wants: false, null or 0 for anything that fails. */
public final class Paths {
    private static final int PATH_MAX = 4096;
    private static final int LINKS_MAX = 40;
    private static final long SECOND = 1_000_000_000;
    private static final int O_EXCL = 0x80, O_DIRECTORY = 0x10000, O_CLOEXEC = 0x80000;
    private static final int AT_FDCWD = -100;
    private static final long UTIME_OMIT = 0x3FFF_FFFE;
    /** struct statfs. */
    private static final int STATFS_SIZE = 120, BLOCK_SIZE = 8, BLOCKS = 16, FREE_BLOCKS = 24, AVAILABLE_BLOCKS = 32, NAME_MAX = 64;
    /** struct linux_dirent64. */
    private static final int RECORD_LENGTH = 16, NAME = 19;

    private Paths() {}

    /** Links are followed. */
    public static FileStatus status(String path) {
        return FileStatus.ofPath(Strings.terminated(path), true);
    }

    /** @param access bits 4 read, 2 write, 1 execute */
    public static boolean isAccessible(String path, int access) {
        return SystemCalls.onPath(SystemCalls.ACCESS, Strings.terminated(path), access, 0) == 0;
    }

    /** Sets or clears mode bits. */
    public static boolean setPermission(String path, int bits, boolean enable) {
        FileStatus status = status(path);
        int mode = status.mode() & 07777;
        return status.result() == 0
                && SystemCalls.onPath(SystemCalls.CHMOD, Strings.terminated(path), enable ? mode | bits : mode & ~bits, 0) == 0;
    }

    /** False if it is there already. */
    public static boolean createFile(String path) throws IOException {
        long descriptor = SystemCalls.onPath(SystemCalls.OPEN, Strings.terminated(path), Files.O_RDWR | Files.O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor == -Errors.EEXIST) {
            return false;
        }
        SystemCalls.call(SystemCalls.CLOSE, Files.check(descriptor));
        return true;
    }

    public static boolean createFolder(String path) {
        return SystemCalls.onPath(SystemCalls.MKDIR, Strings.terminated(path), 0777, 0) == 0;
    }

    /** A file, a link, or an empty folder. */
    public static boolean remove(String path) {
        byte[] name = Strings.terminated(path);
        return SystemCalls.onPath(SystemCalls.UNLINK, name, 0, 0) == 0 || SystemCalls.onPath(SystemCalls.RMDIR, name, 0, 0) == 0;
    }

    public static boolean rename(String from, String to) {
        return SystemCalls.onPath(SystemCalls.RENAME, Strings.terminated(from), Strings.terminated(to), 0) == 0;
    }

    /** @param time milliseconds since 1970 */
    public static boolean setModificationTime(String path, long time) {
        byte[] times = new byte[32];
        put(times, 8, UTIME_OMIT);
        put(times, 16, Math.floorDiv(time, 1000L));
        put(times, 24, Math.floorMod(time, 1000L) * 1_000_000);
        return SystemCalls.onArrays(SystemCalls.UTIMENSAT, AT_FDCWD, Strings.terminated(path), times, 0) == 0;
    }

    /** Two times in nanoseconds since 1970, as system calls want them. */
    public static byte[] times(long access, long modification) {
        byte[] times = new byte[32];
        put(times, 0, Math.floorDiv(access, SECOND));
        put(times, 8, Math.floorMod(access, SECOND));
        put(times, 16, Math.floorDiv(modification, SECOND));
        put(times, 24, Math.floorMod(modification, SECOND));
        return times;
    }

    /** The names in a folder in the order of the file system, without {@code .} and {@code ..}; null if it is none. */
    public static String[] list(String path) {
        long folder = SystemCalls.onPath(SystemCalls.OPEN, Strings.terminated(path), O_DIRECTORY | O_CLOEXEC, 0);
        if (SystemCalls.failed(folder)) {
            return null;
        }
        List<String> names = new ArrayList<>();
        byte[] buffer = new byte[8192];
        long size;
        while ((size = SystemCalls.onArray(SystemCalls.GETDENTS64, folder, buffer, 0, buffer.length, 0)) > 0) {
            for (int at = 0; at < size; at += (buffer[at + RECORD_LENGTH] & 0xFF) | (buffer[at + RECORD_LENGTH + 1] & 0xFF) << 8) {
                String name = Strings.decode(buffer, at + NAME);
                if (!name.equals(".") && !name.equals("..")) {
                    names.add(name);
                }
            }
        }
        SystemCalls.call(SystemCalls.CLOSE, folder);
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
            byte[] target = new byte[PATH_MAX];
            long length = SystemCalls.onPath(SystemCalls.READLINK, Strings.terminated(next), target, PATH_MAX - 1);
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

    public static long totalSpace(String path) {
        byte[] s = fileSystem(path);
        return get(s, BLOCK_SIZE) * get(s, BLOCKS);
    }

    public static long freeSpace(String path) {
        byte[] s = fileSystem(path);
        return get(s, BLOCK_SIZE) * get(s, FREE_BLOCKS);
    }

    /** What is free for other users than root. */
    public static long usableSpace(String path) {
        byte[] s = fileSystem(path);
        return get(s, BLOCK_SIZE) * get(s, AVAILABLE_BLOCKS);
    }

    public static long longestName(String path) {
        return get(fileSystem(path), NAME_MAX);
    }

    private static byte[] fileSystem(String path) {
        byte[] status = new byte[STATFS_SIZE];
        SystemCalls.onPath(SystemCalls.STATFS, Strings.terminated(path), status, 0);
        return status;
    }

    private static long get(byte[] bytes, int offset) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | bytes[offset + i] & 0xFF;
        }
        return value;
    }

    private static void put(byte[] bytes, int offset, long value) {
        for (int i = 0; i < 8; i++) {
            bytes[offset + i] = (byte) (value >>> 8 * i);
        }
    }
}
