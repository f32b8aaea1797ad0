package obol.system.servers.export;

import obol.channels.Borrowed;
import obol.channels.ChannelException;
import obol.channels.PeerGone;
import obol.channels.Services;
import obol.system.carrier.FileStream;
import obol.system.carrier.Outside;
import obol.system.carrier.Stream;
import obol.system.carrier.Unreachable;
import obol.system.namespace.Namespace;
import obol.system.posix.ThisProcess;

/**
 * The program that answers 9P clients: each connection that {@code outside} accepts is served the namespace of this process, as are those at a
 * port of TCP, if its argument names one.
 */
public final class Exporter {
    private final Namespace namespace;
    private final FileLocks locks = new FileLocks();
    private final Capacity capacity = new Capacity(Runtime.getRuntime().maxMemory());

    public Exporter(Namespace namespace) {
        this.namespace = namespace;
    }

    public static void main(String[] arguments) {
        Exporter exporter = new Exporter(ThisProcess.namespace());
        if (arguments.length > 0) {
            thread(new TcpDoor(exporter.namespace, arguments[0], exporter), "9p tcp").start();
        }
        while (true) {
            try (Outside outside = Services.connect(Outside.class, "outside")) {
                exporter.serveAll(outside);
            } catch (PeerGone ended) {
                openDoor();
            }
        }
    }

    /** A server outside that has ended is started again by the next connect; that one has not been told that clients are answered here. */
    private static void openDoor() {
        try (Outside outside = Services.connect(Outside.class, "outside")) {
            outside.ready().await();
        } catch (ChannelException | Unreachable cannot) {
            System.err.println("9p: nobody can connect any more: " + cannot.getMessage());
        }
    }

    /** Serves all that connect, until the way outside is gone. */
    private void serveAll(@Borrowed Outside outside) {
        while (true) {
            serve(outside.accept().await().stream());
        }
    }

    /**
     * Serves one client on a thread of its own, which ends with the stream; takes over the stream. If there are as many clients as
     * there may be, this one is hung up on, and the thread never runs.
     */
    public Thread serve(Stream stream) {
        return serve(new Connection(stream, true, namespace, locks, capacity), () -> { });
    }

    /** As {@link #serve(Stream)}; then runs {@code end}. */
    Thread serve(FileStream stream, Runnable end) {
        return serve(new Connection(stream, false, namespace, locks, capacity), end);
    }

    private Thread serve(Connection connection, Runnable end) {
        Thread thread = thread(() -> {
            try {
                connection.run();
            } finally {
                end.run();
            }
        }, "9p");
        boolean room = capacity.connect();
        try {
            if (room) {
                thread.start();
                return thread;
            }
        } catch (OutOfMemoryError full) {
            capacity.disconnect();
        }
        connection.refuse();
        end.run();
        return thread;
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
