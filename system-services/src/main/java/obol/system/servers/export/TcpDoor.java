package obol.system.servers.export;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import obol.channels.Borrowed;
import obol.system.carrier.FileStream;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Transfer;
import obol.system.namespace.Namespace;

/** Takes 9P clients at a port of TCP, by the files of the network that the process has; for a thread of its own. */
final class TcpDoor implements Runnable {
    private static final String PROTOCOL = "/net/tcp";
    private static final OpenMode BOTH = new OpenMode(true, true, false, false, false, false, false);
    /** Clients at a time; further ones wait to be accepted. */
    private static final int MOST_CLIENTS = 1024;
    /** Bytes of a conversation's number. */
    private static final int NUMBER = 16;
    /** Milliseconds until it is tried again, when the network is gone. */
    private static final long PAUSE = 1000;

    private final Namespace namespace;
    private final String port;
    private final Exporter exporter;
    private final Semaphore room = new Semaphore(MOST_CLIENTS);

    /**
     * @param namespace with the network
     * @param port      as {@code announce} takes it
     */
    TcpDoor(Namespace namespace, String port, Exporter exporter) {
        this.namespace = namespace;
        this.port = port;
        this.exporter = exporter;
    }

    @Override
    public void run() {
        try {
            while (true) {
                try (OpenFile control = namespace.open(PROTOCOL + "/clone", BOTH)) {
                    String number = number(control);
                    Transfer.writeAll(control, text("announce *!" + port));
                    acceptAll(PROTOCOL + '/' + number);
                } catch (FileException gone) {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes clients as long as there is the network.
     *
     * @param announced directory of a conversation that takes calls
     */
    void acceptAll(String announced) throws FileException, InterruptedException {
        String protocol = announced.substring(0, announced.lastIndexOf('/'));
        while (true) {
            room.acquire();
            boolean taken = false;
            try (OpenFile listen = namespace.open(announced + "/listen", BOTH)) {
                taken = serve(protocol, listen);
            } finally {
                if (!taken) {
                    room.release();
                }
            }
        }
    }

    /** Waits for the next client; false if it has hung up by then, which is nobody else's matter. */
    private boolean serve(String protocol, @Borrowed OpenFile call) {
        try {
            String number = number(call);
            Transfer.writeAll(call, text("nodelay"));
            exporter.serve(new FileStream(namespace.open(protocol + '/' + number + "/data", BOTH)), room::release);
            return true;
        } catch (FileException gone) {
            return false;
        }
    }

    private static String number(@Borrowed OpenFile file) throws FileException {
        return new String(Transfer.read(file, 0, NUMBER), StandardCharsets.US_ASCII).strip();
    }

    private static byte[] text(String line) {
        return line.getBytes(StandardCharsets.US_ASCII);
    }
}
