package obol.nucleus.port;

import java.io.FileNotFoundException;
import java.io.IOException;

/**
 * Open files by descriptor, with the exceptions and texts of the class library's native methods. A descriptor of -1 is a
 * closed stream's. Positions and lengths are bytes.
 */
public final class Files {
    public static final int O_RDONLY = 0, O_WRONLY = 1, O_RDWR = 2, O_CREAT = 0x40, O_TRUNC = 0x200, O_APPEND = 0x400;
    public static final int O_DSYNC = 0x1000, O_SYNC = 0x101000;
    public static final int SEEK_SET = 0, SEEK_CUR = 1, SEEK_END = 2;

    private static final int O_CLOEXEC = 0x80000;
    private static final int MODE = 0666;
    private static final int FIONREAD = 0x541B;

    private Files() {}

    /** A descriptor of the file; folders cannot be opened. */
    public static int open(String path, int flags) throws FileNotFoundException {
        byte[] name = Strings.terminated(path);
        long result = SystemCalls.onPath(SystemCalls.OPEN, name, flags | O_CLOEXEC, MODE);
        if (!SystemCalls.failed(result) && FileStatus.ofDescriptor((int) result).isFolder()) {
            SystemCalls.call(SystemCalls.CLOSE, result);
            result = -Errors.EISDIR;
        }
        if (SystemCalls.failed(result)) {
            throw new FileNotFoundException(path + " (" + Errors.textOf(result) + ")");
        }
        return (int) result;
    }

    /** Standard streams stay open, on nothing: no file opened later gets their numbers. */
    public static void close(int descriptor) throws IOException {
        if (descriptor < 0) {
            return;
        }
        long result;
        if (descriptor <= 2) {
            long nothing = SystemCalls.onPath(SystemCalls.OPEN, Strings.terminated("/dev/null"), O_WRONLY, 0);
            if (SystemCalls.failed(nothing)) {
                return;
            }
            SystemCalls.call(SystemCalls.DUP3, nothing, descriptor, 0, 0);
            result = SystemCalls.call(SystemCalls.CLOSE, nothing);
        } else {
            result = SystemCalls.call(SystemCalls.CLOSE, descriptor);
        }
        // Linux has closed the descriptor even when it was interrupted.
        if (SystemCalls.failed(result) && result != -Errors.EINTR && result != -Errors.EBADF) {
            throw new IOException("close failed");
        }
    }

    /** The number of bytes read, at least 1; -1 at the end of the file; 0 if {@code length} is 0. */
    public static int read(int descriptor, byte[] bytes, int offset, int length) throws IOException {
        java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        checkOpen(descriptor);
        Waiting.untilReadable(descriptor);
        long result = check(SystemCalls.onArray(SystemCalls.READ, descriptor, bytes, offset, length, 0));
        return result == 0 ? -1 : (int) result;
    }

    /** Writes all of it. */
    public static void write(int descriptor, byte[] bytes, int offset, int length) throws IOException {
        java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return;
        }
        checkOpen(descriptor);
        int done = 0;
        while (done < length) {
            done += (int) check(SystemCalls.onArray(SystemCalls.WRITE, descriptor, bytes, offset + done, length - done, 0));
        }
    }

    public static long seek(int descriptor, long position, int from) throws IOException {
        checkOpen(descriptor);
        return check(SystemCalls.call(SystemCalls.LSEEK, descriptor, position, from, 0));
    }

    public static long length(int descriptor) throws IOException {
        checkOpen(descriptor);
        return FileStatus.ofDescriptor(descriptor).size();
    }

    public static void truncate(int descriptor, long length) throws IOException {
        checkOpen(descriptor);
        check(SystemCalls.call(SystemCalls.FTRUNCATE, descriptor, length, 0, 0));
    }

    /** Bytes that can be read without waiting, as far as known. */
    public static int available(int descriptor) throws IOException {
        checkOpen(descriptor);
        FileStatus status = FileStatus.ofDescriptor(descriptor);
        long count;
        if (status.isStream()) {
            byte[] answer = new byte[4];
            if (SystemCalls.failed(SystemCalls.onThirdArray(SystemCalls.IOCTL, descriptor, FIONREAD, answer, 0))) {
                return 0;
            }
            count = (answer[0] & 0xFF) | (answer[1] & 0xFF) << 8 | (answer[2] & 0xFF) << 16 | answer[3] << 24;
        } else {
            long position = SystemCalls.call(SystemCalls.LSEEK, descriptor, 0, SEEK_CUR, 0);
            if (SystemCalls.failed(position)) {
                return 0;
            }
            count = status.size() - position;
        }
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, count));
    }

    public static void checkOpen(int descriptor) throws IOException {
        if (descriptor < 0) {
            throw new IOException("Stream Closed");
        }
    }

    /** The result, if it is none of a failed call. */
    public static long check(long result) throws IOException {
        if (SystemCalls.failed(result)) {
            throw new IOException(Errors.textOf(result));
        }
        return result;
    }
}
