package obol.nucleus.port;

import obol.layout.ObjectLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.annotation.NoAllocation;

/**
 * Linux system calls for x86-64, by number. A result in -4095..-1 is the negated {@link Errors error number}. An
 * interrupted call is made again. Arrays do not move while a call runs: all other threads of the machine wait, too, so
 * a call that may wait is made after {@link Waiting}.
 */
@NoAllocation
public final class SystemCalls {
    public static final int READ = 0, WRITE = 1, CLOSE = 3, FSTAT = 5, POLL = 7, LSEEK = 8, MMAP = 9, MUNMAP = 11;
    public static final int IOCTL = 16, PREAD = 17, PWRITE = 18, READV = 19, WRITEV = 20, ACCESS = 21, DUP = 32, UNAME = 63;
    public static final int FSYNC = 74, FDATASYNC = 75, FTRUNCATE = 77, GETCWD = 79, MKDIR = 83, LINK = 86, SYMLINK = 88, READLINK = 89;
    public static final int CHMOD = 90, FCHMOD = 91, CHOWN = 92, FCHOWN = 93, LCHOWN = 94, MKNOD = 133, STATFS = 137;
    public static final int OPENAT = 257, FSTATAT = 262, UNLINKAT = 263, RENAMEAT = 264, GETDENTS64 = 217, UTIMENSAT = 280, DUP3 = 292;

    private SystemCalls() {}

    public static long call(int number, long a) {
        return call(number, a, 0, 0, 0);
    }

    public static long call(int number, long a, long b, long c, long d) {
        long result;
        do {
            result = Machine.systemCall(number, a, b, c, d, 0, 0);
        } while (result == -Errors.EINTR);
        return result;
    }

    /** The second argument is the place {@code offset} of the array. */
    public static long onArray(int number, long a, byte[] array, int offset, long c, long d) {
        return call(number, a, Memory.addressOf(array) + ObjectLayout.ARRAY_ELEMENTS + offset, c, d);
    }

    /** The third argument is an array. */
    public static long onThirdArray(int number, long a, long b, byte[] array, long d) {
        return call(number, a, b, Memory.addressOf(array) + ObjectLayout.ARRAY_ELEMENTS, d);
    }

    /** The second and third arguments are arrays. */
    public static long onArrays(int number, long a, byte[] b, byte[] c, long d) {
        return call(number, a, Memory.addressOf(b) + ObjectLayout.ARRAY_ELEMENTS, Memory.addressOf(c) + ObjectLayout.ARRAY_ELEMENTS, d);
    }

    /** The second and fourth arguments are arrays. */
    public static long onSecondAndFourthArray(int number, long a, byte[] b, long c, byte[] d) {
        return call(number, a, Memory.addressOf(b) + ObjectLayout.ARRAY_ELEMENTS, c, Memory.addressOf(d) + ObjectLayout.ARRAY_ELEMENTS);
    }

    /** The fourth argument is an array. */
    public static long onFourthArray(int number, long a, long b, long c, byte[] array) {
        return call(number, a, b, c, Memory.addressOf(array) + ObjectLayout.ARRAY_ELEMENTS);
    }

    /** The first argument is a path: bytes that end with a 0. */
    public static long onPath(int number, byte[] path, long b, long c) {
        return call(number, Memory.addressOf(path) + ObjectLayout.ARRAY_ELEMENTS, b, c, 0);
    }

    /** The first argument is a path, the second an array. */
    public static long onPath(int number, byte[] path, byte[] array, long c) {
        return call(number, Memory.addressOf(path) + ObjectLayout.ARRAY_ELEMENTS,
                Memory.addressOf(array) + ObjectLayout.ARRAY_ELEMENTS, c, 0);
    }

    public static boolean failed(long result) {
        return result < 0 && result >= -4095;
    }
}
