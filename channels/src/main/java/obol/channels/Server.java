package obol.channels;

import java.util.function.Supplier;
import obol.channels.runtime.Door;

/**
 * A door: the calls of all clients of one name, handled one by one on the thread that calls {@link #serve()}. For loops of one's
 * own, with {@link Wait}; {@link Services#serve} has the plain one. Channels that its objects open or export are served here too.
 */
public final class Server implements AutoCloseable, Waitable {
    private final Door door;

    private Server(Door door) {
        this.door = door;
    }

    /**
     * Opens a door; one object serves all clients.
     *
     * @throws IllegalStateException if the name is taken
     */
    public static <C extends Contract> Server open(Class<C> contract, String name, C object) {
        if (object == null) {
            throw new NullPointerException("no object to serve " + name);
        }
        return new Server(Door.open(contract, name, () -> object));
    }

    /**
     * Opens a door with an object for each client, made at the client's first call.
     *
     * @throws IllegalStateException if the name is taken
     */
    public static <C extends Contract> Server openEach(Class<C> contract, String name, Supplier<? extends C> maker) {
        return new Server(Door.open(contract, name, maker));
    }

    /** Whether a call waits, or the door was closed, so that {@link #serve()} would not wait. */
    @Override
    public boolean ready() {
        return door.ready();
    }

    /** Handles one call, or the end of one channel; waits for it, until the {@link Deadline} in force or the end of the door. */
    public void serve() {
        door.serve();
    }

    public boolean isOpen() {
        return door.isOpen();
    }

    /** Closes the door and all its channels: clients get {@link PeerGone}. */
    @Override
    public void close() {
        door.close();
    }

    void serveAll() {
        while (!Thread.currentThread().isInterrupted() && door.serve()) continue;
    }
}
