package obol.net.core;

/**
 * What a user of an engine holds: a connection, a listener, a port of datagrams. Calls never wait; they say how much was done. What could
 * be done next is {@link #readiness}; a socket whose readiness may have grown is reported once, to its observer if it has one, else by
 * {@code Stack.nextChanged}. One thread at a time, as with the whole engine.
 */
public abstract class Socket {
    /** Bits of {@link #readiness}: there is something to read, or its end or a problem to be told. */
    public static final int READABLE = 1;
    /** There is room to write, or a problem to be told. */
    public static final int WRITABLE = 2;
    /** It is connected; stays while it is open. */
    public static final int CONNECTED = 4;
    /** There is a {@link #problem}. */
    public static final int FAILED = 8;
    /** Nothing more happens: both directions have ended, or it is closed. */
    public static final int OVER = 16;

    /** Told of a change, never from within a call on the socket, but before the engine's call that brought it about returns. */
    public interface Observer {
        void changed(Socket socket);
    }

    protected final Core core;
    /** Free for the socket's user. */
    public Object attachment;
    private Observer observer;
    /** Where it waits to be reported; null: nowhere. The others are that queue's. */
    SocketQueue queue;
    Socket previousChanged;
    Socket nextChanged;

    protected Socket(Core core) {
        this.core = core;
    }

    /** Bits from above. */
    public abstract int readiness();

    /** Why it failed; null if it did not. */
    public abstract Problem problem();

    /** Gives the socket back. What that means for data under way each kind says. No effect the second time. */
    public abstract void close();

    public final Observer observer() {
        return observer;
    }

    /** From now on this observer is told, also of what has changed and was not reported yet; null: nobody, as at first. */
    public final void observe(Observer observer) {
        this.observer = observer;
        if (queue != null) {
            queue.remove(this);
            core.changed(this);
        }
    }

    /** To be called when the readiness may have grown. */
    protected final void changed() {
        core.changed(this);
    }
}
