package obol.system.servers.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import obol.channels.Loopback;
import obol.channels.Services;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.ram.RamTree;
import obol.styx.server.FileServer;
import obol.system.bridge.FileService;
import obol.system.files.Files;
import obol.system.namespace.Mortal;
import obol.system.namespace.Namespace;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What 9P clients have, open and not, of a permanent mount whose server dies and comes back. */
@Timeout(120)
class LastingExportTest {
    private static final String NAME = "lasting-export";

    private final RamTree tree = new RamTree();
    private final RamTree root = new RamTree();

    private interface Work {
        void with(RemoteFile mounted) throws Exception;
    }

    private void attached(Dialect dialect, Work work) throws Exception {
        root.root().directory("m");
        Namespace namespace = new Namespace("root", List.of("mount root /", "mount -c -p lasting /m"), Map.of(),
                name -> name.equals("root") ? Loopback.of(Files.class, new FileService(root)) : Services.connect(Files.class, NAME));
        Wire wire = new Wire();
        Thread session = new Exporter(namespace).serve(wire.server());
        try {
            RemoteFile attached = Client.connect(wire.client(), dialect, 8192).attach("root", 0, "");
            RemoteFile mounted;
            try (Mortal server = serve(tree)) {
                mounted = attached.walk("m");
            }
            work.with(mounted);
        } finally {
            wire.cut();
            session.join();
        }
    }

    private static Mortal serve(FileServer tree) {
        return new Mortal(NAME, tree);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface Request {
        void run() throws Exception;
    }

    private static void refused(Errno errno, Request request) {
        assertEquals(errno, assertThrows(StyxException.class, request::run).errno());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void goesOnWithTheFilesThatItHad(Dialect dialect) throws Exception {
        attached(dialect, mounted -> {
            RemoteFile file;
            RemoteFile directory;
            RemoteFile named;
            try (Mortal server = serve(tree)) {
                file = mounted.walk("");
                directory = mounted.walk("");
                file.create("a", 0644, OpenMode.READ_WRITE);
                mounted.makeDirectory("d", 0755);
                named = mounted.walk("a");
                file.write(0, bytes("before"));
            }
            refused(Errno.ENODEV, () -> file.read(0, 10));
            refused(Errno.ENODEV, named::attributes);
            try (Mortal server = serve(tree)) {
                assertArrayEquals(bytes("before"), file.readAll());
                file.write(6, bytes(" and after"));
            }
            try (Mortal server = serve(tree)) {
                assertEquals(16, named.attributes().length);
                directory.open(OpenMode.READ);
                assertEquals(2, directory.list().size());
                RemoteFile below = mounted.walk("d");
                below.create("f", 0600, OpenMode.READ_WRITE);
                assertEquals(0600, below.attributes().mode & 0777);
            }
            try (Mortal server = serve(tree)) {
                mounted.walk("d/f").remove();
                refused(Errno.ENOENT, () -> mounted.walk("d/f"));
                assertArrayEquals(bytes("before and after"), file.readAll());
            }
        });
    }

    /** What may have been done fails once. */
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void doesNothingTwice(Dialect dialect) throws Exception {
        attached(dialect, mounted -> {
            RemoteFile log;
            try (Mortal server = serve(tree)) {
                log = mounted.walk("");
                log.create("log", dialect == Dialect.L ? 0644 : Mode.DMAPPEND | 0644,
                        dialect == Dialect.L ? OpenMode.WRITE.appending() : OpenMode.WRITE);
                log.write(0, bytes("1\n"));
            }
            try (Mortal server = serve(tree)) {
                refused(Errno.ECONNRESET, () -> log.write(0, bytes("2\n")));
                log.write(0, bytes("3\n"));
                assertArrayEquals(bytes("1\n3\n"), opened(mounted, "log").readAll());
            }
        });
    }

    private static RemoteFile opened(RemoteFile directory, String name) throws StyxException {
        RemoteFile file = directory.walk(name);
        file.open(OpenMode.READ);
        return file;
    }

    /** A file that is gone is an error, and another one at its path is not taken for it; the mount point is what is there now. */
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void neverGoesOnWithAnother(Dialect dialect) throws Exception {
        attached(dialect, mounted -> {
            RemoteFile file;
            RemoteFile named;
            try (Mortal server = serve(tree)) {
                file = mounted.walk("");
                file.create("a", 0644, OpenMode.READ_WRITE);
                named = mounted.walk("a");
            }
            RamTree other = new RamTree(() -> 1, 1 << 20, "root", 0777); // made at another time
            other.root().file("a", 0644, bytes("other"));
            try (Mortal server = serve(other)) {
                refused(Errno.ESTALE, () -> file.read(0, 10));
                refused(Errno.ESTALE, named::attributes);
                assertArrayEquals(bytes("other"), opened(mounted, "a").readAll());
            }
            tree.root().remove("a");
            try (Mortal server = serve(tree)) {
                refused(Errno.ENOENT, () -> file.read(0, 10));
                refused(Errno.ENOENT, named::attributes);
            }
        });
    }
}
