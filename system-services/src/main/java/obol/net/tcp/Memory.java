package obol.net.tcp;

/** Bytes of all buffers of one engine's connections. Above the limit buffers stay as small as what the other side was promised. */
final class Memory {
    private final long limit;
    private long used;

    Memory(long limit) {
        this.limit = limit;
    }

    void charge(long bytes) {
        used += bytes;
    }

    long used() {
        return used;
    }

    boolean isScarce() {
        return used >= limit;
    }
}
