package obol.tests.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import obol.channels.Loopback;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.net.TcpServer;
import obol.styx.ram.Pipe;
import obol.styx.ram.RamTree;
import obol.styx.ram.Synthetic;
import obol.styx.server.Limits;
import obol.system.bridge.FileService;
import obol.system.carrier.Stream;
import obol.system.files.Files;
import obol.system.namespace.Namespace;
import obol.system.servers.export.Exporter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Linux mounts a tree in memory, served directly and as a namespace. */
@Tag("qemu")
class LinuxClientTest {
    private static RamTree tree() throws StyxException {
        RamTree tree = new RamTree();
        String[] rung = {""};
        tree.root().synthetic("answer", 0444, Synthetic.text(() -> "42\n"));
        tree.root().synthetic("rung", 0444, Synthetic.text(() -> rung[0] + "\n"));
        tree.root().synthetic("bell", 0222, Synthetic.command((user, text) -> {
            if (!text.equals("ring")) {
                throw new StyxException(Errno.EACCES);
            }
            rung[0] = text;
        }));
        tree.root().synthetic("events", 0444, new Pipe(100));
        return tree;
    }

    @Test
    void linuxMountsATree() throws Exception {
        RamTree tree = tree();
        long filesBefore = tree.files();
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (TcpServer server = new TcpServer(tree, any, Limits.DEFAULT)) {
            Thread serving = new Thread(() -> {
                try {
                    server.run();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }, "9P server");
            serving.start();
            LinuxGuest.tries(server.port(), 900, 600, "CASES=1");
            server.close();
            serving.join();
        }
        assertEquals(filesBefore, tree.files());
    }

    /** The same through file service, namespace and export; {@link MountTest} has the table of cases on them. */
    @Test
    void linuxMountsANamespace() throws Exception {
        RamTree tree = tree();
        long filesBefore = tree.files();
        FileService service = new FileService(tree);
        Namespace namespace = new Namespace("root", List.of("mount -c ram /"), Map.of(), name -> Loopback.of(Files.class, service));
        Exporter exporter = new Exporter(namespace);
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread accepting = new Thread(() -> {
                while (!listener.isClosed()) {
                    try {
                        exporter.serve(Loopback.of(Stream.class, new SocketStream(listener.accept())));
                    } catch (IOException closed) {
                        return;
                    }
                }
            }, "accept");
            accepting.start();
            LinuxGuest.tries(listener.getLocalPort(), 900, 50, "MOUNTS=9p2000:8192,9p2000.u:65536,9p2000.L:1048576");
            listener.close();
            accepting.join();
        }
        long patience = System.nanoTime() + 10_000_000_000L;
        while (tree.files() != filesBefore && System.nanoTime() < patience) {
            Thread.sleep(10);
        }
        assertEquals(filesBefore, tree.files());
    }
}
