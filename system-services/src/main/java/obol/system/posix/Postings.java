package obol.system.posix;

/**
 * Tells the process service what is open and mounted. The first change is told at once, each further one if some time has passed since
 * the last telling, else together with the next change: {@code /proc} shows a process that opens file after file as it was a moment
 * ago. A process that changes nothing tells nothing.
 */
final class Postings {
    /** Nanoseconds between two tellings. */
    private static final long PAUSE = 20_000_000;

    private final Runnable post;
    private boolean posted;
    private long last;

    /** @param post tells; what it throws goes through */
    Postings(Runnable post) {
        this.post = post;
    }

    void changed() {
        long now = System.nanoTime();
        synchronized (this) {
            if (posted && now - last < PAUSE) {
                return;
            }
            posted = true;
            last = now;
        }
        post.run();
    }
}
