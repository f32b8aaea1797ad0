package obol.system.posix;

import obol.nucleus.port.FileStatus;
import obol.nucleus.port.MachineLog;

/** A standard stream of a process that was born without one, or has closed it: input ends at once, output goes to a log or nowhere. */
final class MachineStream extends OpenDescription {
    private static final int CHARACTER_DEVICE = FileStatus.S_IFCHR | 0666;

    private final boolean logs;

    /** @param logs whether what is written goes to the machine's log */
    MachineStream(boolean logs) {
        this.logs = logs;
    }

    @Override int read(byte[] to, int offset, int length, long position) {
        return 0;
    }

    @Override int write(byte[] from, int offset, int length, long position) {
        if (logs) {
            MachineLog.write(from, offset, length);
        }
        return length;
    }

    @Override FileStatus status() {
        return new FileStatus(0, CHARACTER_DEVICE, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override String path() {
        return logs ? "log" : "null";
    }

    @Override String mode() {
        return "rw";
    }
}
