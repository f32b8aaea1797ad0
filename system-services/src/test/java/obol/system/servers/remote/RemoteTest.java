package obol.system.servers.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import obol.channels.Loopback;
import obol.channels.Pending;
import obol.styx.Dialect;
import obol.styx.Mode;
import obol.styx.ram.Pipe;
import obol.styx.ram.RamTree;
import obol.system.carrier.Stream;
import obol.system.carrier.Unreachable;
import obol.system.files.Change;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Status;
import obol.system.files.Transfer;
import obol.system.namespace.Namespace;
import obol.system.namespace.Servers;
import obol.system.servers.export.Exporter;
import obol.system.servers.export.Wire;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A namespace that mounts another one's export. */
@Timeout(120)
class RemoteTest {
    private static final OpenMode CREATE = new OpenMode(true, true, true, false, false, false, false);

    private final Servers there = new Servers();
    private final RamTree tree = there.ram("ram");
    private final List<Wire> wires = new ArrayList<>();
    private final List<Thread> sessions = new ArrayList<>();
    private Duration silence = Duration.ofSeconds(60);
    private final List<String> dialled = new ArrayList<>();

    private Stream dial(String address) throws Unreachable {
        if (!address.equals("tcp!there!564")) {
            throw new Unreachable(address + ": Connection refused");
        }
        dialled.add(address);
        Wire wire = new Wire();
        wires.add(wire);
        sessions.add(new Exporter(new Namespace("root", List.of("mount -c ram /"), Map.of(), there::connect)).serve(wire.server()));
        return Loopback.of(Stream.class, wire.clientStream());
    }

    private Namespace here(Dialect dialect) throws Exception {
        Servers here = new Servers();
        here.ram("image").root().directory("n");
        return new Namespace("root", List.of("mount -c image /", "mount -c tcp!there!564 /n"), Map.of(),
                name -> name.equals("remote") ? Loopback.of(Files.class, new Remote(this::dial, dialect, silence)) : here.connect(name));
    }

    private static List<String> names(Namespace namespace, String path) throws FileException {
        return namespace.list(path).stream().map(Status::name).sorted().toList();
    }

    @Test
    void filesOfAnotherMachineAreAsOnesOwn() throws Exception {
        byte[] contents = new byte[1_000_000];
        new Random(4).nextBytes(contents);
        for (Dialect dialect : Dialect.values()) {
            Namespace here = here(dialect);
            here.make("/n/d", Mode.DMDIR | 0755, "");
            try (OpenFile file = here.create("/n/d/f", 0640, CREATE)) {
                for (int at = 0; at < contents.length; ) {
                    at += Transfer.write(file, at, contents, at, Math.min(200_000, contents.length - at));
                }
            }
            Status status = here.status("/n/d/f", true);
            assertEquals("f", status.name());
            assertEquals(contents.length, status.length());
            assertEquals(0640, status.mode());
            byte[] back = new byte[contents.length];
            try (OpenFile file = here.open("/n/d/f", OpenMode.READ)) {
                int fill = 0;
                for (byte[] part; (part = Transfer.read(file, OpenFile.SHARED, 100_000)).length > 0; fill += part.length) {
                    System.arraycopy(part, 0, back, fill, part.length);
                }
                assertEquals(contents.length, fill);
            }
            assertArrayEquals(contents, back);
            // a name that exists is opened and truncated
            here.create("/n/d/f", 0600, CREATE).close();
            assertEquals(0, here.status("/n/d/f", true).length());
            refused("file already exists", () -> here.create("/n/d/f", 0600, new OpenMode(true, true, false, false, true, false, false)));
            here.rename("/n/d/f", "/n/d/g");
            here.change("/n/d/g", true, new Change(Optional.of(0604), Optional.of(3L), Optional.empty(), Optional.of(7_000_000_000L),
                    Optional.of("h"), false, Optional.empty(), Optional.empty()));
            assertEquals(List.of("h"), names(here, "/n/d"));
            assertEquals(7_000_000_000L, here.status("/n/d/h", true).modified());
            assertEquals(0604, here.status("/n/d/h", true).mode());
            refused("directory is not empty", () -> here.remove("/n/d"));
            if (dialect != Dialect.P2000) {
                here.make("/n/l", Mode.DMSYMLINK | 0777, "d/h");
                assertEquals("d/h", here.status("/n/l", false).target());
                assertEquals(3, here.status("/n/l", true).length());
                here.unlink("/n/l", false);
            }
            here.unlink("/n/d/h", false);
            here.unlink("/n/d", true);
            refused("file does not exist", () -> here.status("/n/d/h", true));
            assertEquals(List.of(), tree.root().names());
        }
    }

    private interface Action {
        void run() throws FileException;
    }

    private static void refused(String text, Action action) {
        assertEquals(text, assertThrows(FileException.class, action::run).getMessage());
    }

    @Test
    void aReadThatWaitsHoldsUpNobodyAndIsGivenUpAtTheServer() throws Exception {
        tree.root().synthetic("pipe", 0666, new Pipe(10));
        Namespace here = here(Dialect.L);
        try (OpenFile pipe = here.open("/n/pipe", new OpenMode(true, true, false, false, false, false, false))) {
            Pending<byte[]> given = assertInstanceOf(OpenFile.Later.class, pipe.read(0, 10)).bytes();
            Pending<byte[]> kept = assertInstanceOf(OpenFile.Later.class, pipe.read(0, 10)).bytes();
            assertEquals(List.of("pipe"), names(here, "/n"));
            given.close();
            // the server answers a flush before it answers what comes later
            while (names(here, "/n").isEmpty()) {
                Thread.onSpinWait();
            }
            Thread.sleep(100);
            assertFalse(kept.ready());
            assertEquals(1, Transfer.write(pipe, 0, new byte[] {'x'}, 0, 1));
            assertArrayEquals(new byte[] {'x'}, Transfer.bytes(new OpenFile.Later(kept)));
        }
    }

    /** Reads that wait are no reason to give a server up; that it does not answer a question is. */
    @Test
    @Tag("slow")
    void aServerThatFallsSilentIsGivenUp() throws Exception {
        tree.root().synthetic("pipe", 0666, new Pipe(10));
        silence = Duration.ofSeconds(3);
        Namespace here = here(Dialect.L);
        OpenFile pipe = here.open("/n/pipe", OpenMode.READ);
        Pending<byte[]> waiting = ((OpenFile.Later) pipe.read(0, 10)).bytes();
        Thread.sleep(4000);
        assertFalse(waiting.ready());
        assertEquals(1, dialled.size());
        wires.get(0).silence();
        refused("Connection reset by peer", () -> Transfer.bytes(new OpenFile.Later(waiting)));
        pipe.close();
        assertEquals(List.of("pipe"), names(here, "/n"));
        assertEquals(2, dialled.size());
    }

    @Test
    void aConnectionThatBreaksIsMadeAgain() throws Exception {
        Namespace here = here(Dialect.L);
        here.create("/n/f", 0644, CREATE).close();
        OpenFile open = here.open("/n/f", OpenMode.READ);
        wires.get(0).cut();
        sessions.get(0).join();
        refused("Connection reset by peer", () -> Transfer.read(open, 0, 1));
        open.close();
        assertEquals(List.of("f"), names(here, "/n"));
        assertEquals(2, dialled.size());
    }

    @Test
    void aConnectionEndsWithItsLastFile() throws Exception {
        Files remote = Loopback.of(Files.class, new Remote(this::dial, Dialect.L));
        obol.system.files.Fid root = remote.attach("root", "tcp!there!564");
        assertEquals("/", root.status().name());
        root.close();
        sessions.get(0).join(30_000);
        assertFalse(sessions.get(0).isAlive());
    }

    @Test
    void whyThereIsNoConnectionIsSaid() throws Exception {
        Files remote = Loopback.of(Files.class, new Remote(this::dial, Dialect.L));
        refused("tcp!nowhere!1: Connection refused", () -> remote.attach("root", "tcp!nowhere!1").status());
        assertThrows(FileException.class, () -> remote.attach("root", "elsewhere"));
        assertTrue(dialled.isEmpty());
    }
}
