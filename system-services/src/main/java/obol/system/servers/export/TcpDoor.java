package obol.system.servers.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import obol.channels.Borrowed;
import obol.channels.ChannelException;
import obol.channels.Services;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Transfer;

/** Takes 9P clients at a port of TCP, by the files of the service {@code net}; for a thread of its own. */
final class TcpDoor implements Runnable {
    private static final String USER = "9p", PROTOCOL = "tcp";
    private static final OpenMode BOTH = new OpenMode(true, true, false, false, false, false, false);
    /** Clients at a time; further ones wait to be accepted. */
    private static final int MOST_CLIENTS = 1024;
    /** Bytes of a conversation's number. */
    private static final int NUMBER = 16;
    /** Milliseconds until it is tried again, when the network is gone. */
    private static final long PAUSE = 1000;

    private final String port;
    private final Exporter exporter;
    private final Semaphore room = new Semaphore(MOST_CLIENTS);

    /** @param port as {@code announce} takes it */
    TcpDoor(String port, Exporter exporter) {
        this.port = port;
        this.exporter = exporter;
    }

    @Override
    public void run() {
        try {
            while (true) {
                try (Files net = Services.connect(Files.class, "net"); Fid root = net.attach(USER, "")) {
                    acceptAll(root);
                } catch (FileException | ChannelException gone) {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll(@Borrowed Fid root) throws FileException, InterruptedException {
        try (OpenFile control = open(root, "clone")) {
            String number = number(control);
            Transfer.writeAll(control, text("announce *!" + port));
            while (true) {
                room.acquire();
                boolean taken = false;
                try {
                    taken = serveNext(root, number);
                } finally {
                    if (!taken) {
                        room.release();
                    }
                }
            }
        }
    }

    /** Waits for the next client; false if it has hung up by then, which is nobody else's matter. */
    private boolean serveNext(@Borrowed Fid root, String announced) throws FileException {
        try (OpenFile listen = open(root, announced, "listen")) {
            return serve(root, listen);
        }
    }

    private boolean serve(@Borrowed Fid root, @Borrowed OpenFile call) {
        try {
            String number = number(call);
            Transfer.writeAll(call, text("nodelay"));
            exporter.serve(new FileStream(open(root, number, "data")), room::release);
            return true;
        } catch (FileException gone) {
            return false;
        }
    }

    private static OpenFile open(@Borrowed Fid root, String... names) throws FileException {
        List<String> path = names.length == 1 ? List.of(PROTOCOL, names[0]) : List.of(PROTOCOL, names[0], names[1]);
        try (Fid file = root.walk(path)) {
            return file.open(BOTH);
        }
    }

    private static String number(@Borrowed OpenFile file) throws FileException {
        return new String(Transfer.read(file, 0, NUMBER), StandardCharsets.US_ASCII).strip();
    }

    private static byte[] text(String line) {
        return line.getBytes(StandardCharsets.US_ASCII);
    }
}
