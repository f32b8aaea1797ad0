package obol.system.posix;

import obol.nucleus.port.FileStatus;
import obol.nucleus.port.MachineLog;

/**
 * A standard stream of a process that was born without one, or has closed it: input ends at once, output goes to the machine's own
 * ({@link MachineLog}) or nowhere.
 */
final class MachineStream extends OpenDescription {
    private static final int CHARACTER_DEVICE = FileStatus.S_IFCHR | 0666;

    /** Writes nothing. */
    static final int CLOSED = 0;

    private final int stream;

    /** @param stream of the machine's, or {@link #CLOSED} */
    MachineStream(int stream) {
        this.stream = stream;
    }

    @Override protected int read(byte[] to, int offset, int length, long position) {
        return 0;
    }

    @Override protected int write(byte[] from, int offset, int length, long position) {
        if (stream != CLOSED) {
            MachineLog.write(stream, from, offset, length);
        }
        return length;
    }

    @Override protected FileStatus status() {
        return new FileStatus(0, CHARACTER_DEVICE, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override protected String path() {
        return stream == CLOSED ? "null" : "log";
    }

    @Override protected String mode() {
        return "rw";
    }
}
