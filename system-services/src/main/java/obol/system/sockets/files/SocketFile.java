package obol.system.sockets.files;

import obol.nucleus.port.FileStatus;
import obol.nucleus.sockets.Sockets;
import obol.system.posix.OpenDescription;

/**
 * What a descriptor of {@link FileSockets} stands for. Results are those of {@link Sockets}: Linux's, and a negated error number for what
 * failed. No method waits but for a server's answer, which comes at once: {@code -EAGAIN} is what would have to wait.
 */
abstract class SocketFile extends OpenDescription {
    /** Linux's events of poll(2). */
    static final int IN = 1, OUT = 4, ERROR = 8, HANG_UP = 16;
    static final int EAGAIN = 11, EINVAL = 22, EPIPE = 32, ENOTSOCK = 88, ENOPROTOOPT = 92, EOPNOTSUPP = 95;
    private static final int SOCKET = 0140000 | 0600;

    private volatile boolean patient = true;
    private volatile boolean closed;

    final boolean isPatient() {
        return patient;
    }

    final void setPatient(boolean patient) {
        this.patient = patient;
    }

    /** Whether it is closed: then nothing happens any more, and nobody has to wait. */
    final boolean isClosed() {
        return closed;
    }

    /** Which of the wanted events hold, and the error and end that are always told. Begins what brings the others about. */
    abstract int ready(int wanted);

    /** Bytes, of which none is the end; of datagrams one. */
    int read(byte[] to, int offset, int length) {
        return -EINVAL;
    }

    int write(byte[] from, int offset, int length) {
        return -EINVAL;
    }

    /** Bytes that can be read at once. */
    @Override protected int available() {
        return 0;
    }

    /** Gives up all there is of it. Called once. */
    abstract void end();

    @Override protected final void close() {
        closed = true;
        end();
        Waits.changed();
    }

    // ---- as a file ----

    @Override protected final int read(byte[] to, int offset, int length, long position) {
        return waited(IN, () -> read(to, offset, length));
    }

    @Override protected final int write(byte[] from, int offset, int length, long position) {
        return waited(OUT, () -> write(from, offset, length));
    }

    /** An operation that may have to wait. */
    interface Attempt {
        int run();
    }

    /** What the operation gives when it has not to wait any more; of one that is closed meanwhile 0, as for who reads behind the end. */
    final int waited(int event, Attempt attempt) {
        int[] result = {attempt.run()};
        while (result[0] == -EAGAIN && patient && !closed) {
            Waits.until(() -> closed || ready(event) != 0, Waits.deadline(Sockets.FOREVER));
            result[0] = closed ? 0 : attempt.run();
        }
        if (result[0] == -EAGAIN) {
            // Who tries again and again keeps this processor from those who could bring something.
            Thread.yield();
        }
        return result[0];
    }

    @Override protected final FileStatus status() {
        return new FileStatus(0, SOCKET, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override protected String mode() {
        return "rw";
    }
}
