package obol.nucleus.port;

import java.io.FileNotFoundException;
import java.io.IOException;
import obol.nucleus.Utf8;

/**
 * Open files by descriptor, with the exceptions and texts of the class library's native methods. A descriptor of -1 is a
 * closed stream's. Positions and lengths are bytes.
 */
public final class Files {
    private static final int MODE = 0666;
    private static final int LAST_STANDARD_STREAM = 2;

    private Files() {}

    /** A descriptor of the file; folders cannot be opened. */
    public static int open(String path, int flags) throws FileNotFoundException {
        Posix posix = Port.posix();
        int result = posix.open(Posix.AT_FDCWD, Utf8.encode(path), flags, MODE);
        if (result >= 0 && posix.status(result).isFolder()) {
            posix.close(result);
            result = -Errors.EISDIR;
        }
        if (result < 0) {
            throw new FileNotFoundException(path + " (" + Port.posix().text(-result) + ")");
        }
        return result;
    }

    /** Standard streams stay open, on nothing: no file opened later gets their numbers. */
    public static void close(int descriptor) throws IOException {
        if (descriptor < 0) {
            return;
        }
        int result = descriptor <= LAST_STANDARD_STREAM ? Port.posix().closeToNothing(descriptor) : Port.posix().close(descriptor);
        // Linux has closed the descriptor even when it was interrupted.
        if (result < 0 && result != -Errors.EINTR && result != -Errors.EBADF) {
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
        int result = (int) check(Port.posix().read(descriptor, bytes, offset, length, Posix.HERE));
        return result == 0 ? -1 : result;
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
            done += (int) check(Port.posix().write(descriptor, bytes, offset + done, length - done, Posix.HERE));
        }
    }

    public static long seek(int descriptor, long position, int from) throws IOException {
        checkOpen(descriptor);
        return check(Port.posix().seek(descriptor, position, from));
    }

    public static long length(int descriptor) throws IOException {
        checkOpen(descriptor);
        return Port.posix().status(descriptor).size();
    }

    public static void truncate(int descriptor, long length) throws IOException {
        checkOpen(descriptor);
        check(Port.posix().truncate(descriptor, length));
    }

    /** Bytes that can be read without waiting, as far as known. */
    public static int available(int descriptor) throws IOException {
        checkOpen(descriptor);
        return Port.posix().available(descriptor);
    }

    public static void checkOpen(int descriptor) throws IOException {
        if (descriptor < 0) {
            throw new IOException("Stream Closed");
        }
    }

    /** The result, if it is none of a failed call. */
    public static long check(long result) throws IOException {
        if (result < 0) {
            throw new IOException(Port.posix().text((int) -result));
        }
        return result;
    }
}
