package obol.net.core;

import obol.net.wire.Pool;

/** What the parts of one engine share. */
public final class Core {
    public static final long MILLISECOND = 1_000_000L;
    public static final long SECOND = 1000 * MILLISECOND;

    public final Timers timers = new Timers();
    public final Pool pool = new Pool();
    public final Randomness random;
    /** Hash of what outsiders must not guess. */
    public final SipHash secret;

    private final long[] counters = new long[Counter.values().length];
    private long now;
    /** Sockets that have changed: those with an observer, and the others. */
    private final SocketQueue observed = new SocketQueue();
    private final SocketQueue reported = new SocketQueue();

    /** The random numbers must be unpredictable where others on the network are not trusted. */
    public Core(Randomness random, long now) {
        this.random = random;
        this.now = now;
        secret = new SipHash(random.next(), random.next());
    }

    /** The time of the current call. */
    public long now() {
        return now;
    }

    /** Moves the time on; a time that is past is ignored. Runs the timers that are due. */
    public void advance(long time) {
        if (time > now) now = time;
        timers.run(now);
    }

    /** Sets a timer to so many nanoseconds from now. */
    public void after(Timer timer, long nanoseconds) {
        timers.set(timer, now + nanoseconds);
    }

    /** A random number from 0 to one less than the bound, which is positive and small. */
    public int below(int bound) {
        return (int) ((random.next() >>> 33) % bound);
    }

    public void count(Counter counter) {
        counters[counter.ordinal()]++;
    }

    public long counted(Counter counter) {
        return counters[counter.ordinal()];
    }

    void changed(Socket socket) {
        (socket.observer() != null ? observed : reported).add(socket);
    }

    /** Tells an observer of its socket; false if nothing is to be told. */
    public boolean tellObserver() {
        Socket socket = observed.poll();
        if (socket == null) return false;
        Socket.Observer observer = socket.observer();
        if (observer != null) observer.changed(socket);
        return true;
    }

    /** Takes out the socket without an observer that changed first; null if there is none. */
    public Socket pollChanged() {
        return reported.poll();
    }
}
