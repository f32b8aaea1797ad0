package obol.system.posix;

import obol.nucleus.port.Errors;
import obol.nucleus.port.FileStatus;
import obol.nucleus.port.Posix;
import obol.system.files.Change;

/**
 * What one or several descriptors stand for: a file, or a socket ({@code obol.system.sockets.files}). Results are those of {@link Posix}.
 * Any thread may call.
 */
public abstract class OpenDescription {
    /** Descriptors that name this. Guarded by the table. */
    int references = 1;

    protected abstract int read(byte[] to, int offset, int length, long position);

    protected abstract int write(byte[] from, int offset, int length, long position);

    protected long seek(long offset, int whence) {
        return -Errors.ESPIPE;
    }

    protected abstract FileStatus status();

    protected int change(Change change) {
        return -Errors.EINVAL;
    }

    protected int sync() {
        return -Errors.EINVAL;
    }

    protected int available() {
        return 0;
    }

    protected int names(byte[] to) {
        return -Errors.ENOTDIR;
    }

    /** Canonical, or the last name alone of a file that another process has opened. */
    protected abstract String path();

    /** As {@code /proc/N/fd} has it: r, w or rw. */
    protected abstract String mode();

    /** The position as far as known without asking. */
    protected long position() {
        return 0;
    }

    protected void close() {}
}
