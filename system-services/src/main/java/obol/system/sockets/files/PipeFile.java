package obol.system.sockets.files;

/** One of two ends within this process: what is written to one is read from the other. */
final class PipeFile extends SocketFile {
    private static final int SIZE = 64 << 10;

    /** What the other end has written. */
    private final byte[] ring = new byte[SIZE];
    /** Of both ends. */
    private final Object lock;
    private PipeFile other;
    private int first;
    private int used;

    private PipeFile(Object lock) {
        this.lock = lock;
    }

    /** Both ends. */
    static PipeFile[] pair() {
        Object lock = new Object();
        PipeFile a = new PipeFile(lock);
        a.other = new PipeFile(lock);
        a.other.other = a;
        return new PipeFile[] {a, a.other};
    }

    @Override int ready(int wanted) {
        synchronized (lock) {
            boolean alone = other.isClosed();
            return (used > 0 || alone ? IN : 0) & wanted | (alone || other.used < SIZE ? OUT : 0) & wanted | (alone ? HANG_UP : 0);
        }
    }

    @Override int read(byte[] to, int offset, int length) {
        int count;
        synchronized (lock) {
            if (used == 0 && length > 0) {
                return other.isClosed() ? 0 : -EAGAIN;
            }
            count = Math.min(length, used);
            int straight = Math.min(count, SIZE - first);
            System.arraycopy(ring, first, to, offset, straight);
            System.arraycopy(ring, 0, to, offset + straight, count - straight);
            first = (first + count) % SIZE;
            used -= count;
        }
        Waits.changed();
        return count;
    }

    @Override int write(byte[] from, int offset, int length) {
        int count;
        synchronized (lock) {
            if (other.isClosed()) {
                return -EPIPE;
            }
            count = other.take(from, offset, length);
        }
        Waits.changed();
        return count;
    }

    private int take(byte[] from, int offset, int length) {
        int count = Math.min(length, SIZE - used);
        int at = (first + used) % SIZE;
        int straight = Math.min(count, SIZE - at);
        System.arraycopy(from, offset, ring, at, straight);
        System.arraycopy(from, offset + straight, ring, 0, count - straight);
        used += count;
        return count > 0 || length == 0 ? count : -EAGAIN;
    }

    @Override protected int available() {
        synchronized (lock) {
            return used;
        }
    }

    @Override void end() {}

    @Override protected String path() {
        return "pipe";
    }
}
