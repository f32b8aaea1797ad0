package obol.nucleus.port;

import static obol.nucleus.port.SystemCalls.call;
import static obol.nucleus.port.SystemCalls.failed;
import static obol.nucleus.port.SystemCalls.onArray;
import static obol.nucleus.port.SystemCalls.onArrays;
import static obol.nucleus.port.SystemCalls.onThirdArray;

import obol.layout.BootInfo;
import obol.layout.NucleusLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;

/**
 * Linux's own system calls. On the PC each gives ENOSYS but for those on standard streams.
 * Keeps nothing itself: descriptors are those of the host's process.
 */
final class Linux extends Posix {
    private static final long SECOND = 1_000_000_000;
    private static final int O_CLOEXEC = 0x80000;
    private static final int AT_REMOVEDIR = 0x200, AT_SYMLINK_NOFOLLOW = 0x100;
    private static final long UTIME_OMIT = 0x3FFF_FFFE;
    private static final int FIONREAD = 0x541B;
    private static final int PROT_READ = 1, PROT_WRITE = 2, MAP_SHARED = 1, MAP_PRIVATE = 2;
    /** struct stat. */
    private static final int STAT_SIZE = 144;
    private static final int DEV = 0, INO = 8, NLINK = 16, MODE = 24, UID = 28, GID = 32, RDEV = 40, LENGTH = 48;
    private static final int ATIME = 72, MTIME = 88, CTIME = 104;
    /** struct statfs. */
    private static final int STATFS_SIZE = 120, BLOCK_SIZE = 8, BLOCKS = 16, FREE_BLOCKS = 24, AVAILABLE_BLOCKS = 32, NAME_MAX = 64;
    /** struct linux_dirent64. */
    private static final int RECORD_LENGTH = 16, NAME = 19;
    /** A field of struct utsname. */
    private static final int UTSNAME_FIELD = 65;

    @Override public int open(int folder, byte[] path, int flags, int mode) {
        return (int) onArray(SystemCalls.OPENAT, folder, Strings.terminated(path), 0, flags | O_CLOEXEC, mode);
    }

    @Override public int close(int descriptor) {
        return (int) call(SystemCalls.CLOSE, descriptor);
    }

    @Override public int duplicate(int descriptor) {
        return (int) call(SystemCalls.DUP, descriptor);
    }

    @Override public int closeToNothing(int descriptor) {
        int nothing = open(AT_FDCWD, new byte[] {'/', 'd', 'e', 'v', '/', 'n', 'u', 'l', 'l'}, O_WRONLY, 0);
        if (nothing < 0) {
            return 0;
        }
        call(SystemCalls.DUP3, nothing, descriptor, 0, 0);
        return close(nothing);
    }

    @Override public int read(int descriptor, byte[] to, int offset, int length, long position) {
        long result;
        do {
            Waiting.untilReadable(descriptor);
            result = position == HERE ? onArray(SystemCalls.READ, descriptor, to, offset, length, 0)
                    : onArray(SystemCalls.PREAD, descriptor, to, offset, length, position);
        } while (result == -Errors.EAGAIN);
        return (int) result;
    }

    @Override public int write(int descriptor, byte[] from, int offset, int length, long position) {
        return (int) (position == HERE ? onArray(SystemCalls.WRITE, descriptor, from, offset, length, 0)
                : onArray(SystemCalls.PWRITE, descriptor, from, offset, length, position));
    }

    @Override public long read(int descriptor, long address, int length, long position) {
        long result;
        do {
            Waiting.untilReadable(descriptor);
            result = position == HERE ? call(SystemCalls.READ, descriptor, address, length, 0)
                    : call(SystemCalls.PREAD, descriptor, address, length, position);
        } while (result == -Errors.EAGAIN);
        return result;
    }

    @Override public long write(int descriptor, long address, int length, long position) {
        return position == HERE ? call(SystemCalls.WRITE, descriptor, address, length, 0)
                : call(SystemCalls.PWRITE, descriptor, address, length, position);
    }

    @Override public long readVector(int descriptor, long vectors, int count) {
        long result;
        do {
            Waiting.untilReadable(descriptor);
            result = call(SystemCalls.READV, descriptor, vectors, count, 0);
        } while (result == -Errors.EAGAIN);
        return result;
    }

    @Override public long writeVector(int descriptor, long vectors, int count) {
        return call(SystemCalls.WRITEV, descriptor, vectors, count, 0);
    }

    /** Nobody needs to be woken, but who waits has to be known to those who close. */
    @Override public long waiter() {
        return Thread.currentThread().getId();
    }

    @Override public long seek(int descriptor, long offset, int whence) {
        return call(SystemCalls.LSEEK, descriptor, offset, whence, 0);
    }

    @Override public FileStatus status(int descriptor) {
        byte[] status = new byte[STAT_SIZE];
        return status(onArray(SystemCalls.FSTAT, descriptor, status, 0, 0, 0), status);
    }

    @Override public FileStatus status(int folder, byte[] path, boolean followLast) {
        byte[] status = new byte[STAT_SIZE];
        int flags = followLast ? 0 : AT_SYMLINK_NOFOLLOW;
        return status(onArrays(SystemCalls.FSTATAT, folder, Strings.terminated(path), status, flags), status);
    }

    private static FileStatus status(long result, byte[] s) {
        if (failed(result)) {
            return FileStatus.failed(result);
        }
        return new FileStatus(0, (int) number(s, MODE, 4), number(s, DEV, 8), number(s, INO, 8), (int) number(s, NLINK, 8),
                (int) number(s, UID, 4), (int) number(s, GID, 4), number(s, RDEV, 8), number(s, LENGTH, 8), number(s, ATIME, 8),
                number(s, ATIME + 8, 8), number(s, MTIME, 8), number(s, MTIME + 8, 8), number(s, CTIME, 8), number(s, CTIME + 8, 8));
    }

    @Override public int truncate(int descriptor, long length) {
        return (int) call(SystemCalls.FTRUNCATE, descriptor, length, 0, 0);
    }

    @Override public int sync(int descriptor, boolean contentsOnly) {
        return (int) call(contentsOnly ? SystemCalls.FDATASYNC : SystemCalls.FSYNC, descriptor);
    }

    @Override public int available(int descriptor) {
        FileStatus status = status(descriptor);
        long count;
        if (status.isStream()) {
            byte[] answer = new byte[4];
            count = failed(onThirdArray(SystemCalls.IOCTL, descriptor, FIONREAD, answer, 0)) ? 0 : (int) number(answer, 0, 4);
        } else {
            long position = seek(descriptor, 0, SEEK_CUR);
            count = failed(position) ? 0 : status.size() - position;
        }
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, count));
    }

    /** The records are turned into names where they lie: each name is shorter than its record. */
    @Override public int names(int descriptor, byte[] to) {
        while (true) {
            int size = (int) onArray(SystemCalls.GETDENTS64, descriptor, to, 0, to.length, 0);
            int used = 0;
            for (int at = 0; at < size;) {
                int next = at + (int) number(to, at + RECORD_LENGTH, 2);
                int from = at + NAME;
                boolean dots = to[from] == '.' && (to[from + 1] == 0 || to[from + 1] == '.' && to[from + 2] == 0);
                while (!dots && to[from] != 0) {
                    to[used++] = to[from++];
                }
                if (!dots) {
                    to[used++] = 0;
                }
                at = next;
            }
            if (size <= 0 || used > 0) {
                return size <= 0 ? size : used;
            }
        }
    }

    @Override public int access(byte[] path, int bits) {
        return onPath(SystemCalls.ACCESS, path, bits, 0);
    }

    @Override public int makeFolder(byte[] path, int mode) {
        return onPath(SystemCalls.MKDIR, path, mode, 0);
    }

    @Override public int remove(int folder, byte[] path, boolean isFolder) {
        return (int) onArray(SystemCalls.UNLINKAT, folder, Strings.terminated(path), 0, isFolder ? AT_REMOVEDIR : 0, 0);
    }

    @Override public int rename(int folder, byte[] path, int otherFolder, byte[] otherPath) {
        return (int) SystemCalls.onSecondAndFourthArray(SystemCalls.RENAMEAT, folder, Strings.terminated(path), otherFolder,
                Strings.terminated(otherPath));
    }

    @Override public int link(byte[] existing, byte[] fresh) {
        return (int) SystemCalls.onPath(SystemCalls.LINK, Strings.terminated(existing), Strings.terminated(fresh), 0);
    }

    @Override public int makeLink(byte[] target, byte[] path) {
        return (int) SystemCalls.onPath(SystemCalls.SYMLINK, Strings.terminated(target), Strings.terminated(path), 0);
    }

    @Override public int readLink(byte[] path, byte[] to) {
        return (int) SystemCalls.onPath(SystemCalls.READLINK, Strings.terminated(path), to, to.length);
    }

    @Override public int makeNode(byte[] path, int mode, long device) {
        return onPath(SystemCalls.MKNOD, path, mode, device);
    }

    @Override public int setMode(byte[] path, int mode) {
        return onPath(SystemCalls.CHMOD, path, mode, 0);
    }

    @Override public int setMode(int descriptor, int mode) {
        return (int) call(SystemCalls.FCHMOD, descriptor, mode, 0, 0);
    }

    @Override public int setOwner(byte[] path, int user, int group, boolean followLast) {
        return onPath(followLast ? SystemCalls.CHOWN : SystemCalls.LCHOWN, path, user, group);
    }

    @Override public int setOwner(int descriptor, int user, int group) {
        return (int) call(SystemCalls.FCHOWN, descriptor, user, group, 0);
    }

    @Override public int setTimes(byte[] path, long access, long modification, boolean followLast) {
        return (int) onArrays(SystemCalls.UTIMENSAT, AT_FDCWD, Strings.terminated(path), times(access, modification),
                followLast ? 0 : AT_SYMLINK_NOFOLLOW);
    }

    @Override public int setTimes(int descriptor, long access, long modification) {
        return (int) onThirdArray(SystemCalls.UTIMENSAT, descriptor, 0, times(access, modification), 0);
    }

    /** Two struct timespec. */
    private static byte[] times(long access, long modification) {
        byte[] times = new byte[32];
        putTime(times, 0, access);
        putTime(times, 16, modification);
        return times;
    }

    private static void putTime(byte[] times, int at, long time) {
        put(times, at, Math.floorDiv(time, SECOND));
        put(times, at + 8, time == OMIT ? UTIME_OMIT : Math.floorMod(time, SECOND));
    }

    @Override public Space space(byte[] path) {
        byte[] s = new byte[STATFS_SIZE];
        if (failed(SystemCalls.onPath(SystemCalls.STATFS, Strings.terminated(path), s, 0))) {
            return null;
        }
        long block = number(s, BLOCK_SIZE, 8);
        return new Space(block * number(s, BLOCKS, 8), block * number(s, FREE_BLOCKS, 8), block * number(s, AVAILABLE_BLOCKS, 8),
                number(s, NAME_MAX, 8));
    }

    @Override public byte[] workingDirectory() {
        byte[] path = new byte[PATH_MAX];
        // Its result counts the 0.
        long size = SystemCalls.onPath(SystemCalls.GETCWD, path, PATH_MAX, 0);
        return size > 0 ? java.util.Arrays.copyOf(path, (int) size - 1) : new byte[] {'/'};
    }

    @Override public byte[][] environment() {
        long entries = Memory.getLong(Memory.getLong(Nucleus.core() + NucleusLayout.BOOT_INFO) + BootInfo.ENVIRONMENT);
        int count = 0;
        while (entries != 0 && Memory.getLong(entries + 8L * count) != 0) {
            count++;
        }
        byte[][] pairs = new byte[2 * count][];
        int used = 0;
        for (int i = 0; i < count; i++) {
            byte[] entry = Strings.at(Memory.getLong(entries + 8L * i));
            // A name may begin with '=', as some shells' do, but is not empty.
            int equals = 1;
            while (equals < entry.length && entry[equals] != '=') {
                equals++;
            }
            if (equals < entry.length) {
                pairs[used++] = java.util.Arrays.copyOfRange(entry, 0, equals);
                pairs[used++] = java.util.Arrays.copyOfRange(entry, equals + 1, entry.length);
            }
        }
        return java.util.Arrays.copyOf(pairs, used);
    }

    @Override public String[] system() {
        byte[] names = new byte[6 * UTSNAME_FIELD];
        boolean linux = SystemCalls.onPath(SystemCalls.UNAME, names, 0, 0) == 0;
        return linux ? new String[] {Strings.decode(names, 0), Strings.decode(names, 2 * UTSNAME_FIELD)} : new String[] {"Obol", "0.1"};
    }

    @Override public long map(int descriptor, boolean writable, boolean isPrivate, long position, long length) {
        return Machine.systemCall(SystemCalls.MMAP, 0, length, writable ? PROT_READ | PROT_WRITE : PROT_READ,
                isPrivate ? MAP_PRIVATE : MAP_SHARED, descriptor, position);
    }

    @Override public int unmap(long address, long length) {
        return (int) call(SystemCalls.MUNMAP, address, length, 0, 0);
    }

    private static int onPath(int number, byte[] path, long b, long c) {
        return (int) SystemCalls.onPath(number, Strings.terminated(path), b, c);
    }

    private static long number(byte[] bytes, int offset, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
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
