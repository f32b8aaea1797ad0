package obol.channels;

import java.util.function.Supplier;
import obol.channels.runtime.Connection;
import obol.channels.runtime.Door;

/** Connecting to services by name, and serving under one. */
public final class Services {
    private Services() {
    }

    /**
     * Connects to a service. A name with a slash is a path in the program's namespace, such as {@code /n/a/srv/counter} where the
     * namespace of another machine is mounted at {@code /n/a}: the service may be anywhere.
     *
     * @throws PeerGone       if it is a path, and the way there has ended
     * @throws NoService      if there is none of this name
     * @throws Mismatch       if it was compiled against another form of the contract; the message names the first difference
     * @throws DeadlinePassed if the {@link Deadline} in force passes first
     */
    public static <C extends Contract> C connect(Class<C> contract, String name) {
        return contract.cast(Connection.connect(contract, name));
    }

    /** Serves all clients of a name from one object, on this thread, until the door is closed or the thread interrupted. */
    public static <C extends Contract> void serve(Class<C> contract, String name, C object) {
        try (Server door = Server.open(contract, name, object)) {
            door.serveAll();
        }
    }

    /** As {@link #serve}, with an object for each client. */
    public static <C extends Contract> void serveEach(Class<C> contract, String name, Supplier<? extends C> maker) {
        try (Server door = Server.openEach(contract, name, maker)) {
            door.serveAll();
        }
    }

    /**
     * An endpoint whose server is an object of this process, to be sent to others. Calls are handled by the door that this thread
     * serves; if it serves none, by a thread of their own, one at a time, until the channel ends.
     */
    public static <C extends Contract> C export(Class<C> contract, C object) {
        return contract.cast(Door.export(contract, object));
    }
}
