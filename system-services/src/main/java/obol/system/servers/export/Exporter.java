package obol.system.servers.export;

import obol.channels.Borrowed;
import obol.channels.PeerGone;
import obol.channels.Services;
import obol.system.carrier.Outside;
import obol.system.carrier.Stream;
import obol.system.namespace.Namespace;
import obol.system.posix.ThisProcess;

/** The program that answers 9P clients: each connection that {@code outside} accepts is served the namespace of this process. */
public final class Exporter {
    private final Namespace namespace;
    private final FileLocks locks = new FileLocks();

    public Exporter(Namespace namespace) {
        this.namespace = namespace;
    }

    public static void main(String[] arguments) {
        Exporter exporter = new Exporter(ThisProcess.namespace());
        while (true) {
            try (Outside outside = Services.connect(Outside.class, "outside")) {
                exporter.serveAll(outside);
            } catch (PeerGone restarted) {
                // the next connect starts it again
            }
        }
    }

    /** Serves all that connect, until the way outside is gone. */
    private void serveAll(@Borrowed Outside outside) {
        while (true) {
            serve(outside.accept().await().stream());
        }
    }

    /** Serves one client on a thread of its own, which ends with the stream; takes over the stream. */
    public Thread serve(Stream stream) {
        Thread thread = new Thread(new Connection(stream, namespace, locks), "9p");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
