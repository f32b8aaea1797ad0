package obol.system.servers.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.channels.Loopback;
import obol.channels.NoService;
import obol.channels.Pending;
import obol.channels.Services;
import obol.styx.ram.Pipe;
import obol.styx.ram.RamTree;
import obol.system.bridge.FileService;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Status;
import obol.system.files.Transfer;
import obol.system.namespace.Namespace;
import obol.system.namespace.Order;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A directory of a namespace, with what is mounted below it, served as a file service and mounted elsewhere. */
@Timeout(60)
class SubtreeExporterTest {
    private static final OpenMode CREATE = new OpenMode(true, true, true, false, false, false, false);

    private final Map<String, FileService> services = new HashMap<>();
    private final RamTree ram = new RamTree();
    private Namespace here;
    /** Servers go on when their test is done. */
    private final String name = "subtree" + System.nanoTime();

    @BeforeEach
    void boot() throws Exception {
        RamTree image = new RamTree();
        image.root().directory("a").directory("b");
        image.root().file("secret", 0666, new byte[9]);
        RamTree pipes = new RamTree();
        pipes.root().synthetic("pipe", 0666, new Pipe(100));
        services.put("image", new FileService(image));
        services.put("ram", new FileService(ram));
        services.put("pipes", new FileService(pipes));
        here = new Namespace("root", List.of("mount image /", "mount -c ram /a/b", "mount -a pipes /a/b"), Map.of(),
                service -> Loopback.of(Files.class, services.get(service)));
    }

    private Namespace mounted(boolean readOnly) throws Exception {
        Namespace subtree = here.subtree("/a");
        Thread server = new Thread(() -> SubtreeExporter.serve(subtree, name, readOnly));
        server.setDaemon(true);
        server.start();
        while (true) {
            try {
                Services.connect(Files.class, name).close();
                break;
            } catch (NoService notYet) {
                Thread.sleep(1);
            }
        }
        RamTree root = new RamTree();
        root.root().directory("n");
        services.put("root", new FileService(root));
        Namespace there = new Namespace("root", List.of("mount root /"), Map.of(), service ->
                services.containsKey(service) ? Loopback.of(Files.class, services.get(service)) : Services.connect(Files.class, service));
        there.mount(name, "/n", Order.REPLACE, true, "");
        return there;
    }

    private static void write(Namespace namespace, String path, String text) throws FileException {
        try (OpenFile file = namespace.create(path, 0644, CREATE)) {
            Transfer.writeAll(file, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String read(Namespace namespace, String path) throws FileException {
        try (OpenFile file = namespace.open(path, OpenMode.READ)) {
            return new String(Transfer.read(file, 0, 100), StandardCharsets.UTF_8);
        }
    }

    @Test
    void isThereWithItsMountPoints() throws Exception {
        Namespace there = mounted(false);
        assertEquals(List.of("b"), there.list("/n").stream().map(Status::name).toList());
        write(there, "/n/b/f", "from there");
        assertEquals("from there", read(here, "/a/b/f"));
        assertEquals(List.of("f", "pipe"), there.list("/n/b").stream().map(Status::name).sorted().toList());
        there.rename("/n/b/f", "/n/b/g");
        assertEquals(List.of("g"), ram.root().names());
        assertEquals("file does not exist", assertThrows(FileException.class, () -> read(there, "/n/../secret")).getMessage());
        assertEquals("file does not exist", assertThrows(FileException.class, () -> there.place("/n", true).walk(List.of("..", "secret")))
                .getMessage());
        there.mount(name, "/n", Order.REPLACE, true, "/b");
        assertEquals("from there", read(there, "/n/g"));
        assertEquals("file does not exist", assertThrows(FileException.class,
                () -> there.mount(name, "/n", Order.REPLACE, true, "/none")).getMessage());
    }

    @Test
    void aReadThatWaitsKeepsNobodyWaiting() throws Exception {
        Namespace there = mounted(false);
        OpenFile pipe = there.open("/n/b/pipe", OpenMode.READ);
        Pending<byte[]> first = ((OpenFile.Later) pipe.read(0, 10)).bytes();
        Pending<byte[]> second = ((OpenFile.Later) pipe.read(0, 10)).bytes();
        write(there, "/n/b/f", "meanwhile");
        first.close();
        // what is written before the end of the first has come there may go to it, and is lost
        try (OpenFile writer = here.open("/a/b/pipe", OpenMode.WRITE)) {
            while (!second.ready()) {
                Transfer.writeAll(writer, "x".getBytes(StandardCharsets.UTF_8));
                Thread.sleep(10);
            }
        }
        assertEquals("x", new String(second.await(), StandardCharsets.UTF_8).substring(0, 1));
        pipe.close();
    }

    @Test
    void mayBeReadOnly() throws Exception {
        write(here, "/a/b/f", "stays");
        Namespace there = mounted(true);
        assertEquals("stays", read(there, "/n/b/f"));
        assertEquals("read only file system", assertThrows(FileException.class, () -> write(there, "/n/b/f", "x")).getMessage());
        assertEquals("read only file system", assertThrows(FileException.class, () -> there.remove("/n/b/f")).getMessage());
    }
}
