package obol.system.namespace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import obol.channels.NoService;
import obol.channels.PeerGone;
import obol.channels.Services;
import obol.styx.Mode;
import obol.styx.ram.RamTree;
import obol.system.files.Change;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Status;
import obol.system.files.Transfer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NamespaceTest {
    private static final OpenMode CREATE = new OpenMode(true, true, true, false, false, false, false);
    private static final List<String> BOOT = List.of("mount image /", "mount -c ram /tmp", "mount dev /dev", "mount -a console /dev",
            "mount -c env /env");

    private final Servers servers = new Servers();
    private final Map<String, String> variables = new TreeMap<>(Map.of("HOME", "/tmp"));
    private Namespace namespace;

    @BeforeEach
    void boot() throws Exception {
        RamTree image = servers.ram("image");
        for (String name : List.of("bin", "dev", "env", "n", "tmp")) {
            image.root().directory(name);
        }
        image.root().directory("lib").file("sample", 0444, bytes("a sample\n"));
        image.root().symbolicLink("link", "lib/../lib/sample");
        image.root().symbolicLink("loop", "loop");
        image.root().symbolicLink("scratch", "/tmp");
        servers.ram("ram");
        servers.ram("dev").root().file("null", 0666, bytes("dev"));
        RamTree console = servers.ram("console");
        console.root().file("cons", 0666, bytes("console"));
        console.root().file("null", 0666, bytes("hidden"));
        namespace = new Namespace("root", BOOT, variables, servers::connect);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write(String path, String text) throws FileException {
        try (OpenFile file = namespace.create(path, 0644, CREATE)) {
            Transfer.writeAll(file, bytes(text));
        }
    }

    private String read(String path) throws FileException {
        try (OpenFile file = namespace.open(path, OpenMode.READ)) {
            StringBuilder all = new StringBuilder();
            for (byte[] part; (part = Transfer.read(file, OpenFile.SHARED, 8192)).length > 0; ) {
                all.append(new String(part, StandardCharsets.UTF_8));
            }
            return all.toString();
        }
    }

    private List<String> names(String path) throws FileException {
        return namespace.list(path).stream().map(Status::name).sorted().toList();
    }

    private static void refused(String text, Action action) {
        assertEquals(text, assertThrows(FileException.class, action::run).getMessage());
    }

    private interface Action {
        void run() throws FileException;
    }

    @Test
    void pathsLeadToTheServersThatAreMounted() throws Exception {
        assertEquals("a sample\n", read("/lib/sample"));
        assertEquals("a sample\n", read("//lib/./../lib/sample"));
        assertEquals("dev", read("/dev/null"));
        assertEquals("console", read("/dev/cons"));
        assertEquals(List.of("cons", "null"), names("/dev"));
        assertEquals(List.of("bin", "dev", "env", "lib", "link", "loop", "n", "scratch", "tmp"), names("/"));
        assertEquals("tmp", namespace.status("/tmp", true).name());
        assertEquals("/", namespace.status("/", true).name());
        refused("file does not exist", () -> read("/lib/none"));
        refused("not a directory", () -> read("/lib/sample/x"));
        refused("not a directory", () -> names("/lib/sample"));
        refused("file does not exist", () -> read(""));
        refused("File name too long", () -> read("/x".repeat(3000)));
        refused("File name too long", () -> write("/tmp/" + "x".repeat(256), ""));
        refused("illegal byte sequence in name", () -> write("/tmp/\ud800", ""));
    }

    @Test
    void filesAreMadeWhereAMountAllowsIt() throws Exception {
        write("/tmp/a", "hello");
        write("/tmp/a", "new");
        assertEquals("new", read("/tmp/a"));
        refused("mounted directory forbids creation", () -> write("/dev/x", "y"));
        write("/dev/null", "over");
        assertEquals("over", read("/dev/null"));
        namespace.make("/tmp/d", Mode.DMDIR | 0755, "");
        write("/tmp/d/b", "deep");
        namespace.rename("/tmp/d/b", "/tmp/c");
        assertEquals(List.of("a", "c", "d"), names("/tmp"));
        refused("Invalid cross-device link", () -> namespace.rename("/tmp/c", "/lib/c"));
        refused("Device or resource busy", () -> namespace.remove("/tmp"));
        namespace.remove("/tmp/d");
        namespace.unlink("/tmp/c", false);
        namespace.link("/tmp/a", "/tmp/e");
        namespace.change("/tmp/e", true, new Change(Optional.of(0600), Optional.of(1L), Optional.empty(), Optional.of(5_000_000_000L),
                Optional.empty(), false, Optional.empty(), Optional.empty()));
        assertEquals("n", read("/tmp/a"));
        assertEquals(5_000_000_000L, namespace.status("/tmp/a", true).modified());
        assertEquals(0600, namespace.status("/tmp/a", true).mode());
    }

    @Test
    void symbolicLinksAreFollowedWithinTheNamespace() throws Exception {
        assertEquals("a sample\n", read("/link"));
        assertEquals(9, namespace.status("/link", true).length());
        assertEquals("lib/../lib/sample", namespace.status("/link", false).target());
        refused("Too many levels of symbolic links", () -> read("/loop"));
        write("/scratch/x", "through a link");
        assertEquals("through a link", read("/tmp/x"));
        assertEquals(List.of("x"), names("/scratch"));
        namespace.make("/tmp/l", Mode.DMSYMLINK | 0777, "y");
        write("/tmp/l", "made behind the link");
        assertEquals("made behind the link", read("/tmp/y"));
        assertEquals("/tmp/y", namespace.resolve("/scratch/l", true));
        assertEquals("/tmp/l", namespace.resolve("/scratch/l", false));
    }

    @Test
    void variablesAreFilesBothWays() throws Exception {
        assertEquals("/tmp", read("/env/HOME"));
        write("/env/X", "1 ü");
        assertEquals("1 ü", variables.get("X"));
        variables.put("Y", "2");
        assertEquals(List.of("HOME", "X", "Y"), names("/env"));
        namespace.remove("/env/X");
        assertEquals(List.of("HOME", "Y"), List.copyOf(variables.keySet()));
    }

    @Test
    void unionsTakeTheFirstThatHasAName() throws Exception {
        RamTree one = servers.ram("one");
        one.root().directory("d").file("x", 0644, bytes("one"));
        RamTree two = servers.ram("two");
        two.root().directory("d").file("y", 0644, bytes("two"));
        two.root().file("z", 0644, bytes("two"));
        namespace.mount("one", "/n", Order.REPLACE, false, "");
        namespace.mount("two", "/n", Order.AFTER, true, "");
        assertEquals("one", read("/n/d/x"));
        refused("file does not exist", () -> read("/n/d/y"));
        assertEquals(List.of("d", "z"), names("/n"));
        write("/n/new", "made");
        assertTrue(two.root().names().contains("new"));
        namespace.bind("/tmp", "/n", Order.BEFORE, true);
        write("/n/newer", "made");
        assertEquals("made", read("/tmp/newer"));
        assertEquals(BOOT.size() + 3, namespace.lines().size());
        Namespace child = new Namespace("root", namespace.lines(), Map.of(), servers::connect);
        assertEquals(namespace.list("/n"), child.list("/n"));
        namespace.unmount("/tmp", "/n");
        assertEquals(List.of("d", "new", "z"), names("/n"));
        namespace.unmount(null, "/n");
        assertEquals(List.of(), names("/n"));
        assertEquals(BOOT, namespace.lines());
        refused("not mounted", () -> namespace.unmount(null, "/n"));
    }

    @Test
    void whatIsNotMountedAnyMoreIsGivenBack() throws Exception {
        RamTree tree = servers.ram("one");
        namespace.mount("one", "/n", Order.REPLACE, true, "");
        long files = tree.files();
        namespace.make("/n/d", 0755 | Mode.DMDIR, "");
        namespace.bind("/n/d", "/lib", Order.REPLACE, true);
        namespace.unmount(null, "/n");
        assertEquals(List.of(), names("/lib"));
        tree.root().remove("d");
        assertEquals(files + 1, tree.files());
        namespace.unmount(null, "/lib");
        while (tree.files() > files) {
            Thread.sleep(1);
        }
    }

    @Test
    void bindShowsWhatIsMountedBelow() throws Exception {
        namespace.bind("/", "/n", Order.REPLACE, false);
        write("/tmp/a", "same");
        assertEquals("same", read("/n/tmp/a"));
        assertEquals("dev", read("/n/dev/null"));
        namespace.unmount(null, "/tmp");
        assertEquals("same", read("/n/tmp/a"));
        Namespace child = new Namespace("root", namespace.lines(), Map.of(), servers::connect);
        assertArrayEquals(bytes("same"), Transfer.read(child.open("/n/tmp/a", OpenMode.READ), 0, 100));
        assertEquals(List.of(), child.list("/tmp"));
    }

    @Test
    void whatCannotBeMountedIsSaid() throws Exception {
        refused("No such device", () -> namespace.mount("nobody", "/n", Order.REPLACE, false, ""));
        refused("file does not exist", () -> namespace.mount("ram", "/none", Order.REPLACE, false, ""));
        refused("inconsistent mount", () -> namespace.bind("/lib/sample", "/tmp", Order.REPLACE, false));
        assertThrows(IllegalArgumentException.class, () -> new Namespace("root", List.of("mount x"), Map.of(), servers::connect));
        namespace.bind("/lib/sample", "/dev/null", Order.REPLACE, false);
        assertEquals("a sample\n", read("/dev/null"));
        namespace.make("/tmp/it's a place", Mode.DMDIR | 0755, "");
        namespace.bind("/lib", "/tmp/it's a place", Order.REPLACE, false);
        Namespace child = new Namespace("root", namespace.lines(), Map.of(), servers::connect);
        assertEquals(1, child.list("/tmp/it's a place").size());
    }

    @Test
    void nothingIsMountedInAClosedNamespace() throws Exception {
        namespace.close();
        refused("mount/attach disallowed", () -> namespace.mount("ram", "/n", Order.REPLACE, false, ""));
        namespace.bind("/lib", "/n", Order.REPLACE, false);
        assertEquals("a sample\n", read("/n/sample"));
        List<String> lines = namespace.lines();
        assertEquals("close", lines.get(BOOT.size()));
        namespace.close();
        assertEquals(lines, namespace.lines());
        Namespace child = new Namespace("root", lines, Map.of(), servers::connect);
        assertEquals(1, child.list("/n").size());
        refused("mount/attach disallowed", () -> child.mount("ram", "/n", Order.AFTER, false, ""));
        child.unmount(null, "/n");
        assertEquals(lines.subList(0, BOOT.size() + 1), child.lines());
        List<String> late = List.of("close", "mount ram /");
        assertThrows(IllegalArgumentException.class, () -> new Namespace("root", late, Map.of(), servers::connect));
    }

    @Test
    void servicesAreMountedByTheirFolders() throws Exception {
        servers.ram("srv").root().directory("posted");
        servers.ram("posted").root().file("a", 0644, bytes("by name"));
        servers.ram("/n/srv/far").root().file("a", 0644, bytes("by path"));
        namespace.make("/tmp/srv", Mode.DMDIR | 0755, "");
        namespace.mount("srv", "/tmp/srv", Order.REPLACE, false, "");
        namespace.mount("/tmp/srv/posted", "/lib", Order.REPLACE, false, "");
        assertEquals("by name", read("/lib/a"));
        refused("No such device", () -> namespace.mount("/tmp/srv/none", "/lib", Order.REPLACE, false, ""));
        servers.ram("tree").root().directory("srv").directory("far");
        namespace.mount("tree", "/n", Order.REPLACE, false, "");
        namespace.mount("/n/srv/far", "/dev", Order.REPLACE, false, "");
        assertEquals("by path", read("/dev/a"));
        assertEquals(List.of("mount /n/srv/far /dev"), namespace.lines().stream().filter(line -> line.endsWith("/dev")).toList());
        namespace.unmount("/n/srv/far", "/dev");
        refused("file does not exist", () -> read("/dev/a"));
    }

    @Test
    void aSubtreeHasNoWayOut() throws Exception {
        namespace.make("/tmp/d", Mode.DMDIR | 0755, "");
        namespace.make("/tmp/d/in", Mode.DMDIR | 0755, "");
        namespace.make("/tmp/d/out", Mode.DMSYMLINK | 0777, "/lib/sample");
        namespace.make("/tmp/d/up", Mode.DMSYMLINK | 0777, "../../lib/sample");
        namespace.make("/tmp/d/home", Mode.DMSYMLINK | 0777, "/in/a");
        namespace.bind("/lib", "/tmp/d/in", Order.BEFORE, false);
        namespace.bind("/tmp", "/n", Order.REPLACE, true);
        Namespace part = namespace.subtree("/n/d");
        assertEquals(List.of("home", "in", "out", "up"), part.list("/").stream().map(Status::name).sorted().toList());
        refused("file does not exist", () -> part.open("/out", OpenMode.READ));
        refused("file does not exist", () -> part.open("/up", OpenMode.READ));
        refused("file does not exist", () -> part.status("/../lib", true));
        assertEquals(List.of("sample"), part.list("/in").stream().map(Status::name).toList());
        refused("mounted directory forbids creation", () -> part.create("/in/a", 0644, CREATE).close());
        part.create("/b", 0644, CREATE).close();
        assertEquals(0, namespace.status("/tmp/d/b", true).length());
        namespace.rename("/tmp/d", "/tmp/e");
        part.create("/c", 0644, CREATE).close();
        assertEquals(0, namespace.status("/tmp/e/c", true).length());
        refused("not a directory", () -> namespace.subtree("/lib/sample"));
        assertEquals(List.of(), part.lines());
    }

    @Test
    void aServiceThatIsReachedThroughItselfIsAnError() {
        Namespace[] self = new Namespace[1];
        self[0] = new Namespace("root", List.of("mount /n/srv/x /n"), Map.of(), path -> {
            try {
                self[0].status(path + "/session", true);
            } catch (FileException e) {
                throw new NoService(path + ": " + e.getMessage());
            }
            throw new AssertionError("found through itself");
        });
        refused("No such device", () -> self[0].status("/n/a", true));
    }

    @Test
    void aServerThatIsGoneIsAnErrorAndConnectedAgain() throws Exception {
        namespace = new Namespace("root", List.of("mount -c mortal /"), Map.of(), name -> Services.connect(Files.class, name));
        refused("No such device", () -> names("/"));
        OpenFile file;
        Fid fid;
        try (Mortal server = new Mortal("mortal", new RamTree())) {
            write("/a", "before");
            file = namespace.open("/a", OpenMode.READ);
            fid = namespace.place("/a", true);
        }
        refused("Connection reset by peer", () -> Transfer.read(file, 0, 10));
        assertThrows(PeerGone.class, fid::status);
        refused("No such device", () -> names("/"));
        try (Mortal server = new Mortal("mortal", new RamTree())) {
            assertEquals(List.of(), names("/"));
            write("/b", "after");
            assertEquals("after", read("/b"));
        }
    }
}
