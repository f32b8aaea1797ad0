package obol.system.posix;

import obol.nucleus.port.Errors;
import obol.nucleus.port.FileStatus;
import obol.nucleus.port.Posix;
import obol.system.files.Change;

/** What one or several descriptors stand for. Results are those of {@link Posix}. Any thread may call. */
abstract class OpenDescription {
    /** Descriptors that name this. Guarded by the table. */
    int references = 1;

    abstract int read(byte[] to, int offset, int length, long position);

    abstract int write(byte[] from, int offset, int length, long position);

    long seek(long offset, int whence) {
        return -Errors.ESPIPE;
    }

    abstract FileStatus status();

    int change(Change change) {
        return -Errors.EINVAL;
    }

    int sync() {
        return -Errors.EINVAL;
    }

    int available() {
        return 0;
    }

    int names(byte[] to) {
        return -Errors.ENOTDIR;
    }

    /** Canonical, or the last name alone of a file that another process has opened. */
    abstract String path();

    /** As {@code /proc/N/fd} has it: r, w or rw. */
    abstract String mode();

    /** The position as far as known without asking. */
    long position() {
        return 0;
    }

    void close() {}
}
