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
    private Exporter() {
    }

    public static void main(String[] arguments) {
        Namespace namespace = ThisProcess.namespace();
        while (true) {
            try (Outside outside = Services.connect(Outside.class, "outside")) {
                serve(outside, namespace);
            } catch (PeerGone restarted) {
                // the next connect starts it again
            }
        }
    }

    /** Serves all that connect, until the way outside is gone. */
    static void serve(@Borrowed Outside outside, Namespace namespace) {
        while (true) {
            serve(outside.accept().await().stream(), namespace);
        }
    }

    /** Serves one client on a thread of its own, which ends with the stream; takes over the stream. */
    public static Thread serve(Stream stream, Namespace namespace) {
        Thread thread = new Thread(new Connection(stream, namespace), "9p");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
