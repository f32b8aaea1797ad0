package obol.nucleus.substitutions.nio;

import java.io.IOException;
import obol.nucleus.Memory;
import obol.nucleus.Utf8;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Errors;
import obol.nucleus.port.FileStatus;
import obol.nucleus.port.FolderReader;
import obol.nucleus.port.Paths;
import obol.nucleus.port.Port;
import obol.nucleus.port.Posix;
import obol.nucleus.port.Strings;

/** The system calls of the class library's Linux file system. Paths are addresses of strings. */
@Substitutes("sun.nio.fs.UnixNativeDispatcher")
final class UnixNativeDispatcherSubstitution {
    /** The target's own bits: openat, futimes, futimens, lutimes. */
    private static final int CAPABILITIES = 2 | 4 | 8 | 16;
    private static final int AT_REMOVEDIR = 0x200, AT_SYMLINK_NOFOLLOW = 0x100;

    private UnixNativeDispatcherSubstitution() {}

    private static long check(long result) throws Failure {
        if (result < 0) {
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
        return Port.posix().workingDirectory();
    }

    @Substitute(reason = "native")
    static int dup(int descriptor) throws Failure {
        return (int) check(Port.posix().duplicate(descriptor));
    }

    @Substitute(reason = "native")
    private static int open0(long path, int flags, int mode) throws Failure {
        return (int) check(Port.posix().open(Posix.AT_FDCWD, Strings.at(path), flags, mode));
    }

    @Substitute(reason = "native")
    private static int openat0(int folder, long path, int flags, int mode) throws Failure {
        return (int) check(Port.posix().open(folder, Strings.at(path), flags, mode));
    }

    @Substitute(reason = "native")
    private static void close0(int descriptor) {
        Port.posix().close(descriptor);
    }

    @Substitute(reason = "native")
    private static void link0(long existing, long fresh) throws Failure {
        check(Port.posix().link(Strings.at(existing), Strings.at(fresh)));
    }

    @Substitute(reason = "native")
    private static void unlink0(long path) throws Failure {
        check(Port.posix().remove(Posix.AT_FDCWD, Strings.at(path), false));
    }

    @Substitute(reason = "native")
    private static void unlinkat0(int folder, long path, int flags) throws Failure {
        check(Port.posix().remove(folder, Strings.at(path), (flags & AT_REMOVEDIR) != 0));
    }

    @Substitute(reason = "native")
    private static void mknod0(long path, int mode, long device) throws Failure {
        check(Port.posix().makeNode(Strings.at(path), mode, device));
    }

    @Substitute(reason = "native")
    private static void rename0(long from, long to) throws Failure {
        check(Port.posix().rename(Posix.AT_FDCWD, Strings.at(from), Posix.AT_FDCWD, Strings.at(to)));
    }

    @Substitute(reason = "native")
    private static void renameat0(int folder, long from, int other, long to) throws Failure {
        check(Port.posix().rename(folder, Strings.at(from), other, Strings.at(to)));
    }

    @Substitute(reason = "native")
    private static void mkdir0(long path, int mode) throws Failure {
        check(Port.posix().makeFolder(Strings.at(path), mode));
    }

    @Substitute(reason = "native")
    private static void rmdir0(long path) throws Failure {
        check(Port.posix().remove(Posix.AT_FDCWD, Strings.at(path), true));
    }

    @Substitute(reason = "native")
    private static byte[] readlink0(long path) throws Failure {
        byte[] target = new byte[Posix.PATH_MAX];
        int length = (int) check(Port.posix().readLink(Strings.at(path), target));
        return java.util.Arrays.copyOf(target, length);
    }

    @Substitute(reason = "native")
    private static byte[] realpath0(long path) throws Failure {
        check(status(path, true).result());
        try {
            return Utf8.encode(Paths.canonical(Utf8.decode(Strings.at(path))));
        } catch (IOException e) {
            throw new Failure(Errors.ENOENT);
        }
    }

    @Substitute(reason = "native")
    private static void symlink0(long target, long link) throws Failure {
        check(Port.posix().makeLink(Strings.at(target), Strings.at(link)));
    }

    @Substitute(reason = "native")
    private static void stat0(long path, Attributes attributes) throws Failure {
        fill(attributes, status(path, true));
    }

    @Substitute(reason = "native")
    private static int stat1(long path) {
        return status(path, true).mode();
    }

    @Substitute(reason = "native")
    private static void lstat0(long path, Attributes attributes) throws Failure {
        fill(attributes, status(path, false));
    }

    @Substitute(reason = "native")
    static void fstat(int descriptor, Attributes attributes) throws Failure {
        fill(attributes, Port.posix().status(descriptor));
    }

    @Substitute(reason = "native")
    private static void fstatat0(int folder, long path, int flags, Attributes attributes) throws Failure {
        fill(attributes, Port.posix().status(folder, Strings.at(path), (flags & AT_SYMLINK_NOFOLLOW) == 0));
    }

    private static FileStatus status(long path, boolean followLast) {
        return Port.posix().status(Posix.AT_FDCWD, Strings.at(path), followLast);
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
        check(Port.posix().setOwner(Strings.at(path), user, group, true));
    }

    @Substitute(reason = "native")
    private static void lchown0(long path, int user, int group) throws Failure {
        check(Port.posix().setOwner(Strings.at(path), user, group, false));
    }

    @Substitute(reason = "native")
    static void fchown(int descriptor, int user, int group) throws Failure {
        check(Port.posix().setOwner(descriptor, user, group));
    }

    @Substitute(reason = "native")
    private static void chmod0(long path, int mode) throws Failure {
        check(Port.posix().setMode(Strings.at(path), mode));
    }

    @Substitute(reason = "native")
    static void fchmod(int descriptor, int mode) throws Failure {
        check(Port.posix().setMode(descriptor, mode));
    }

    @Substitute(reason = "native; times in microseconds")
    private static void utimes0(long path, long access, long modification) throws Failure {
        check(Port.posix().setTimes(Strings.at(path), access * 1000, modification * 1000, true));
    }

    @Substitute(reason = "native; times in microseconds")
    private static void lutimes0(long path, long access, long modification) throws Failure {
        check(Port.posix().setTimes(Strings.at(path), access * 1000, modification * 1000, false));
    }

    @Substitute(reason = "native; times in microseconds")
    static void futimes(int descriptor, long access, long modification) throws Failure {
        check(Port.posix().setTimes(descriptor, access * 1000, modification * 1000));
    }

    @Substitute(reason = "native; times in nanoseconds")
    static void futimens(int descriptor, long access, long modification) throws Failure {
        check(Port.posix().setTimes(descriptor, access, modification));
    }

    @Substitute(reason = "native")
    private static long opendir0(long path) throws Failure {
        return fdopendir((int) check(Port.posix().open(Posix.AT_FDCWD, Strings.at(path), Posix.O_DIRECTORY, 0)));
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
        return (int) check(Port.posix().read(descriptor, address, size, Posix.HERE));
    }

    @Substitute(reason = "native")
    static int write(int descriptor, long address, int size) throws Failure {
        return (int) check(Port.posix().write(descriptor, address, size, Posix.HERE));
    }

    @Substitute(reason = "native")
    private static void access0(long path, int mode) throws Failure {
        check(Port.posix().access(Strings.at(path), mode));
    }

    @Substitute(reason = "native")
    private static boolean exists0(long path) {
        return Port.posix().access(Strings.at(path), 0) == 0;
    }

    @Substitute(reason = "native")
    static byte[] getpwuid(int user) throws Failure {
        return Utf8.encode(Port.posix().ownerName(user));
    }

    @Substitute(reason = "native")
    static byte[] getgrgid(int group) throws Failure {
        return Utf8.encode(Port.posix().ownerName(group));
    }

    @Substitute(reason = "native")
    static byte[] strerror(int error) {
        return Utf8.encode(Port.posix().text(error));
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
        private static final int ROOM = 32768;

        @Substitute(reason = "native")
        static void transfer(int to, int from, long cancelled) throws Failure {
            byte[] buffer = new byte[ROOM];
            int size;
            while ((size = (int) check(Port.posix().read(from, buffer, 0, ROOM, Posix.HERE))) > 0) {
                for (int done = 0; done < size;) {
                    done += (int) check(Port.posix().write(to, buffer, done, size - done, Posix.HERE));
                }
                if (cancelled != 0 && Memory.getInt(cancelled) != 0) {
                    throw new Failure(Errors.ECANCELED);
                }
            }
        }
    }
}
