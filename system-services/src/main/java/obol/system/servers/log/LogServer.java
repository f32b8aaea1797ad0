package obol.system.servers.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import obol.channels.ChannelException;
import obol.channels.Services;
import obol.system.bridge.FileService;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Transfer;

/**
 * The program of the server {@code log}. What the machine's own log, {@code /dev/log}, has when this starts, and what comes from then on, is
 * the log {@code machine} there.
 */
public final class LogServer {
    private static final String MACHINE = "machine", USER = "log";
    private static final List<String> FOLLOWED = List.of("logfollow");

    private final LogTree tree = new LogTree(() -> System.currentTimeMillis() * 1_000_000L);
    private final FileService service = new FileService(tree);

    private LogServer() {
    }

    public static void main(String[] arguments) {
        LogServer server = new LogServer();
        Thread follower = new Thread(server::follow, "machine");
        follower.setDaemon(true);
        follower.start();
        server.service.serve("log");
    }

    private void follow() {
        try (Files machine = Services.connect(Files.class, MACHINE); Fid root = machine.attach(USER, ""); Fid file = root.walk(FOLLOWED);
                OpenFile log = file.open(OpenMode.READ)) {
            StringBuilder begun = new StringBuilder();
            for (byte[] part; (part = Transfer.read(log, OpenFile.SHARED, OpenFile.BULK)).length > 0; ) {
                begun.append(new String(part, StandardCharsets.UTF_8));
                int end = begun.lastIndexOf("\n") + 1;
                String lines = begun.substring(0, end);
                begun.delete(0, end);
                service.run(() -> lines.lines().forEach(line -> tree.append(MACHINE, line)));
            }
        } catch (FileException | ChannelException gone) {
            System.err.println("log: the machine's log has ended: " + gone.getMessage());
        }
    }
}
