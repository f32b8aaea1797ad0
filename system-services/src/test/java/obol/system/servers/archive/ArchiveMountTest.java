package obol.system.servers.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.channels.NoService;
import obol.channels.Services;
import obol.styx.ram.RamTree;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Transfer;
import obol.system.namespace.Namespace;
import obol.system.namespace.Order;
import obol.system.namespace.Servers;
import obol.system.servers.suite.Peer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program, and archives that are mounted in a namespace. */
@Timeout(60)
class ArchiveMountTest {
    private final Servers servers = new Servers();
    private Namespace namespace;

    /** It ends with the tests' machine, as on Obol. */
    @BeforeAll
    static void start() throws InterruptedException {
        Thread program = new Thread(() -> Archive.main(new String[0]));
        program.setDaemon(true);
        program.start();
        for (String service : List.of("tar", "zip")) awaitService(service);
    }

    private static void awaitService(String name) throws InterruptedException {
        while (true) {
            try {
                Services.connect(obol.system.files.Archives.class, name).close();
                return;
            } catch (NoService notYet) {
                Thread.sleep(1);
            }
        }
    }

    @BeforeEach
    void boot() throws Exception {
        RamTree ram = servers.ram("ram");
        ram.root().directory("x");
        ram.root().directory("y");
        ram.root().file("a.zip", 0644, Archives.zip(Map.of("d/a", Peer.bytes("in a zip")), true));
        ram.root().file("text", 0644, Peer.bytes("no archive"));
        namespace = new Namespace("root", List.of("mount -c ram /"), new TreeMap<>(), servers::connect);
    }

    private static byte[] read(Namespace namespace, String path) throws FileException {
        try (OpenFile file = namespace.open(path, OpenMode.READ)) {
            return Transfer.read(file, 0, 100);
        }
    }

    @Test
    void anArchiveIsMountedAndInherited() throws Exception {
        namespace.mount("zip!/a.zip", "/x", Order.REPLACE, false, false, "");
        assertArrayEquals(Peer.bytes("in a zip"), read(namespace, "/x/d/a"));
        assertTrue(namespace.lines().contains("mount zip!/a.zip /x"));
        Namespace child = new Namespace("root", namespace.lines(), new TreeMap<>(), servers::connect);
        assertArrayEquals(Peer.bytes("in a zip"), read(child, "/x/d/a"));
        namespace.unmount("zip!/a.zip", "/x");
        assertEquals(List.of(), namespace.list("/x"));
        assertArrayEquals(Peer.bytes("in a zip"), read(child, "/x/d/a"));
    }

    @Test
    void whatIsNoArchiveIsNotMounted() {
        for (String service : List.of("zip!/text", "tar!/text", "zip!/none", "zip!/x", "rar!/a.zip")) {
            assertThrows(FileException.class, () -> namespace.mount(service, "/y", Order.REPLACE, false, false, ""));
        }
        assertEquals(List.of("mount -c ram /"), namespace.lines());
    }

    /** And it is let go of: once the file is an archive it can be mounted. */
    @Test
    void whatHasBecomeAnArchiveIsMounted() throws Exception {
        assertThrows(FileException.class, () -> namespace.mount("zip!/text", "/y", Order.REPLACE, false, false, ""));
        try (OpenFile file = namespace.open("/text", new OpenMode(false, true, true, false, false, false, false))) {
            byte[] zip = Archives.zip(Map.of("a", Peer.bytes("now")), true);
            Transfer.write(file, 0, zip, 0, zip.length);
        }
        namespace.mount("zip!/text", "/y", Order.REPLACE, false, false, "");
        assertArrayEquals(Peer.bytes("now"), read(namespace, "/y/a"));
    }
}
