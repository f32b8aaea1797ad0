package obol.nucleus.substitutions.nio;

import static obol.nucleus.port.SystemCalls.call;

import java.io.IOException;
import obol.nucleus.OffHeap;
import obol.nucleus.Memory;
import obol.nucleus.Utf8;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Errors;
import obol.nucleus.port.FileStatus;
import obol.nucleus.port.FolderReader;
import obol.nucleus.port.Paths;
import obol.nucleus.port.Strings;
import obol.nucleus.port.SystemCalls;

/** The system calls of the class library's Linux file system. Paths are addresses of strings. */
@Substitutes("sun.nio.fs.UnixNativeDispatcher")
final class UnixNativeDispatcherSubstitution {
    /** The target's own bits: openat, futimes, futimens, lutimes. */
    private static final int CAPABILITIES = 2 | 4 | 8 | 16;
    private static final int PATH_MAX = 4096;
    private static final int O_DIRECTORY = 0x10000, O_CLOEXEC = 0x80000;
    private static final int AT_FDCWD = -100, AT_SYMLINK_NOFOLLOW = 0x100;

    private UnixNativeDispatcherSubstitution() {}

    private static long check(long result) throws Failure {
        if (SystemCalls.failed(result)) {
            throw new Failure((int) -result);
        }
        return result;
    }

    @Substitute(reason = "native")
    private static int init() {
        return CAPABILITIES;
    }

    @Substitute(reason = "native")
    static byte[] getcwd() {
        byte[] folder = new byte[PATH_MAX];
        long length = SystemCalls.onPath(SystemCalls.GETCWD, folder, PATH_MAX, 0);
        return Utf8.encode(length > 0 ? Strings.decode(folder, 0) : "/");
    }

    @Substitute(reason = "native")
    static int dup(int descriptor) throws Failure {
        return (int) check(call(SystemCalls.DUP, descriptor));
    }

    @Substitute(reason = "native")
    private static int open0(long path, int flags, int mode) throws Failure {
        return (int) check(call(SystemCalls.OPEN, path, flags | O_CLOEXEC, mode, 0));
    }

    @Substitute(reason = "native")
    private static int openat0(int folder, long path, int flags, int mode) throws Failure {
        return (int) check(call(SystemCalls.OPENAT, folder, path, flags | O_CLOEXEC, mode));
    }

    @Substitute(reason = "native")
    private static void close0(int descriptor) {
        call(SystemCalls.CLOSE, descriptor);
    }

    @Substitute(reason = "native")
    private static void link0(long existing, long fresh) throws Failure {
        check(call(SystemCalls.LINK, existing, fresh, 0, 0));
    }

    @Substitute(reason = "native")
    private static void unlink0(long path) throws Failure {
        check(call(SystemCalls.UNLINK, path));
    }

    @Substitute(reason = "native")
    private static void unlinkat0(int folder, long path, int flags) throws Failure {
        check(call(SystemCalls.UNLINKAT, folder, path, flags, 0));
    }

    @Substitute(reason = "native")
    private static void mknod0(long path, int mode, long device) throws Failure {
        check(call(SystemCalls.MKNOD, path, mode, device, 0));
    }

    @Substitute(reason = "native")
    private static void rename0(long from, long to) throws Failure {
        check(call(SystemCalls.RENAME, from, to, 0, 0));
    }

    @Substitute(reason = "native")
    private static void renameat0(int folder, long from, int other, long to) throws Failure {
        check(call(SystemCalls.RENAMEAT, folder, from, other, to));
    }

    @Substitute(reason = "native")
    private static void mkdir0(long path, int mode) throws Failure {
        check(call(SystemCalls.MKDIR, path, mode, 0, 0));
    }

    @Substitute(reason = "native")
    private static void rmdir0(long path) throws Failure {
        check(call(SystemCalls.RMDIR, path));
    }

    @Substitute(reason = "native")
    private static byte[] readlink0(long path) throws Failure {
        byte[] target = new byte[PATH_MAX];
        int length = (int) check(SystemCalls.onArray(SystemCalls.READLINK, path, target, 0, PATH_MAX, 0));
        return java.util.Arrays.copyOf(target, length);
    }

    @Substitute(reason = "native")
    private static byte[] realpath0(long path) throws Failure {
        check(FileStatus.ofAddress(path, true).result());
        try {
            return Utf8.encode(Paths.canonical(Utf8.decode(Strings.at(path))));
        } catch (IOException e) {
            throw new Failure(Errors.ENOENT);
        }
    }

    @Substitute(reason = "native")
    private static void symlink0(long target, long link) throws Failure {
        check(call(SystemCalls.SYMLINK, target, link, 0, 0));
    }

    @Substitute(reason = "native")
    private static void stat0(long path, Attributes attributes) throws Failure {
        fill(attributes, FileStatus.ofAddress(path, true));
    }

    @Substitute(reason = "native")
    private static int stat1(long path) {
        return FileStatus.ofAddress(path, true).mode();
    }

    @Substitute(reason = "native")
    private static void lstat0(long path, Attributes attributes) throws Failure {
        fill(attributes, FileStatus.ofAddress(path, false));
    }

    @Substitute(reason = "native")
    static void fstat(int descriptor, Attributes attributes) throws Failure {
        fill(attributes, FileStatus.ofDescriptor(descriptor));
    }

    @Substitute(reason = "native")
    private static void fstatat0(int folder, long path, int flags, Attributes attributes) throws Failure {
        fill(attributes, FileStatus.in(folder, path, flags));
    }

    private static void fill(Attributes a, FileStatus status) throws Failure {
        check(status.result());
        a.st_mode = status.mode();
        a.st_ino = status.inode();
        a.st_dev = status.device();
        a.st_rdev = status.deviceNumber();
        a.st_nlink = status.links();
        a.st_uid = status.user();
        a.st_gid = status.group();
        a.st_size = status.size();
        a.st_atime_sec = status.accessSeconds();
        a.st_atime_nsec = status.accessNanoseconds();
        a.st_mtime_sec = status.modificationSeconds();
        a.st_mtime_nsec = status.modificationNanoseconds();
        a.st_ctime_sec = status.changeSeconds();
        a.st_ctime_nsec = status.changeNanoseconds();
    }

    @Substitute(reason = "native")
    private static void chown0(long path, int user, int group) throws Failure {
        check(call(SystemCalls.CHOWN, path, user, group, 0));
    }

    @Substitute(reason = "native")
    private static void lchown0(long path, int user, int group) throws Failure {
        check(call(SystemCalls.LCHOWN, path, user, group, 0));
    }

    @Substitute(reason = "native")
    static void fchown(int descriptor, int user, int group) throws Failure {
        check(call(SystemCalls.FCHOWN, descriptor, user, group, 0));
    }

    @Substitute(reason = "native")
    private static void chmod0(long path, int mode) throws Failure {
        check(call(SystemCalls.CHMOD, path, mode, 0, 0));
    }

    @Substitute(reason = "native")
    static void fchmod(int descriptor, int mode) throws Failure {
        check(call(SystemCalls.FCHMOD, descriptor, mode, 0, 0));
    }

    @Substitute(reason = "native; times in microseconds")
    private static void utimes0(long path, long access, long modification) throws Failure {
        setTimes(AT_FDCWD, path, access * 1000, modification * 1000, 0);
    }

    @Substitute(reason = "native; times in microseconds")
    private static void lutimes0(long path, long access, long modification) throws Failure {
        setTimes(AT_FDCWD, path, access * 1000, modification * 1000, AT_SYMLINK_NOFOLLOW);
    }

    @Substitute(reason = "native; times in microseconds")
    static void futimes(int descriptor, long access, long modification) throws Failure {
        setTimes(descriptor, 0, access * 1000, modification * 1000, 0);
    }

    @Substitute(reason = "native; times in nanoseconds")
    static void futimens(int descriptor, long access, long modification) throws Failure {
        setTimes(descriptor, 0, access, modification, 0);
    }

    /** @param path 0: the descriptor's own file */
    private static void setTimes(int descriptor, long path, long access, long modification, int flags) throws Failure {
        check(SystemCalls.onThirdArray(SystemCalls.UTIMENSAT, descriptor, path, Paths.times(access, modification), flags));
    }

    @Substitute(reason = "native")
    private static long opendir0(long path) throws Failure {
        return fdopendir((int) check(call(SystemCalls.OPEN, path, O_DIRECTORY | O_CLOEXEC, 0, 0)));
    }

    @Substitute(reason = "native")
    static long fdopendir(int descriptor) throws Failure {
        return FolderReader.open(descriptor);
    }

    @Substitute(reason = "native")
    static void closedir(long folder) throws Failure {
        FolderReader.close(folder);
    }

    @Substitute(reason = "native")
    static byte[] readdir(long folder) throws Failure {
        return FolderReader.next(folder);
    }

    @Substitute(reason = "native")
    static int read(int descriptor, long address, int size) throws Failure {
        return (int) check(call(SystemCalls.READ, descriptor, address, size, 0));
    }

    @Substitute(reason = "native")
    static int write(int descriptor, long address, int size) throws Failure {
        return (int) check(call(SystemCalls.WRITE, descriptor, address, size, 0));
    }

    @Substitute(reason = "native")
    private static void access0(long path, int mode) throws Failure {
        check(call(SystemCalls.ACCESS, path, mode, 0, 0));
    }

    @Substitute(reason = "native")
    private static boolean exists0(long path) {
        return call(SystemCalls.ACCESS, path, 0, 0, 0) == 0;
    }

    @Substitute(reason = "native; the user's number stands for the name")
    static byte[] getpwuid(int user) throws Failure {
        return Utf8.encode(user == 0 ? "root" : Integer.toString(user));
    }

    @Substitute(reason = "native; the group's number stands for the name")
    static byte[] getgrgid(int group) throws Failure {
        return Utf8.encode(group == 0 ? "root" : Integer.toString(group));
    }

    @Substitute(reason = "native")
    static byte[] strerror(int error) {
        return Utf8.encode(Errors.text(error));
    }

    /** Carries the error number. */
    @Substitutes("sun.nio.fs.UnixException")
    static class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(int error) {}
    }

    @Substitutes("sun.nio.fs.UnixFileAttributes")
    private static class Attributes {
        @Alias int st_mode;
        @Alias long st_ino;
        @Alias long st_dev;
        @Alias long st_rdev;
        @Alias int st_nlink;
        @Alias int st_uid;
        @Alias int st_gid;
        @Alias long st_size;
        @Alias long st_atime_sec;
        @Alias long st_atime_nsec;
        @Alias long st_mtime_sec;
        @Alias long st_mtime_nsec;
        @Alias long st_ctime_sec;
        @Alias long st_ctime_nsec;
    }

    @Substitutes("sun.nio.fs.UnixCopyFile")
    private static class Copy {
        private static final int ROOM = 16384;

        @Substitute(reason = "native")
        static void transfer(int to, int from, long cancelled) throws Failure {
            long buffer = OffHeap.allocate(ROOM);
            try {
                long size;
                while ((size = check(call(SystemCalls.READ, from, buffer, ROOM, 0))) > 0) {
                    for (long done = 0; done < size;) {
                        done += check(call(SystemCalls.WRITE, to, buffer + done, size - done, 0));
                    }
                    if (cancelled != 0 && Memory.getInt(cancelled) != 0) {
                        throw new Failure(Errors.ECANCELED);
                    }
                }
            } finally {
                OffHeap.free(buffer);
            }
        }
    }
}
