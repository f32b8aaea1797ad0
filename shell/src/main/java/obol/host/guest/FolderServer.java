package obol.host.guest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import obol.styx.folder.FolderTree;
import obol.styx.net.TcpServer;
import obol.styx.server.Limits;

/**
 * Serves a folder by 9P on a free port of 127.0.0.1, on a daemon thread, until this process ends. A port is open to all users of the
 * machine, the folder only to this one: a connection is let in if Linux says that the socket at its other end is this user's (proc(5),
 * /proc/net/tcp).
 */
public final class FolderServer {
    private static final String[] TABLES = {"/proc/net/tcp", "/proc/net/tcp6"};
    /** Fields of a row: addresses as ADDRESS:PORT in hexadecimal, the address's bytes backwards; 127.0.0.1 ends both forms. */
    private static final int LOCAL = 1, REMOTE = 2, USER = 7;
    private static final String LOOPBACK = "0100007F:";

    private final TcpServer server;

    private FolderServer(TcpServer server) {
        this.server = server;
    }

    /** @throws IOException if it cannot be served; the message says why */
    public static FolderServer start(Path folder) throws IOException {
        Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        TcpServer server = new TcpServer(new FolderTree(folder), address, Limits.DEFAULT, TcpServer.MAX_CONNECTIONS,
            connection -> isOf(self.toString(), connection));
        Thread thread = new Thread(() -> {
            try {
                server.run();
            } catch (IOException e) {
                System.err.println("obol: the shared folder is not served any more: " + e.getMessage());
            }
        }, "folder");
        thread.setDaemon(true);
        thread.start();
        return new FolderServer(server);
    }

    public int port() {
        return server.port();
    }

    private static boolean isOf(String user, SocketChannel connection) {
        try {
            String theirs = place(connection.getRemoteAddress());
            String ours = place(connection.getLocalAddress());
            for (String table : TABLES) {
                if (!Files.exists(Path.of(table))) continue;
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] row = line.strip().split("\\s+");
                    if (row.length > USER && row[LOCAL].endsWith(theirs) && row[REMOTE].endsWith(ours)) return row[USER].equals(user);
                }
            }
        } catch (IOException e) {
            // who cannot be told from others is not let in
        }
        return false;
    }

    private static String place(java.net.SocketAddress address) {
        return LOOPBACK + String.format(Locale.ROOT, "%04X", ((InetSocketAddress) address).getPort());
    }
}
