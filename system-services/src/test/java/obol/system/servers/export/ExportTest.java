package obol.system.servers.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import obol.channels.Loopback;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.Mode;
import obol.styx.MessageType;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.client.Call;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.ram.Pipe;
import obol.styx.ram.RamTree;
import obol.system.bridge.FileService;
import obol.system.files.Files;
import obol.system.namespace.Namespace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients of all dialects and sizes on the export of a namespace, over streams. */
@Timeout(120)
class ExportTest {
    private final Map<String, FileService> services = new HashMap<>();
    private final RamTree ram = new RamTree();
    private final RamTree dev = new RamTree();
    private final ArrayList<Wire> wires = new ArrayList<>();
    private final ArrayList<Thread> threads = new ArrayList<>();
    private Namespace namespace;
    private Exporter exporter;

    @BeforeEach
    void boot() throws Exception {
        RamTree image = new RamTree();
        for (String name : List.of("dev", "tmp", "lib")) {
            image.root().directory(name);
        }
        RamTree console = new RamTree();
        console.root().synthetic("cons", 0666, new Pipe(100));
        dev.root().file("zero", 0666, new byte[1]);
        services.put("image", new FileService(image));
        services.put("ram", new FileService(ram));
        services.put("dev", new FileService(dev));
        services.put("console", new FileService(console));
        namespace = new Namespace("root", List.of("mount image /", "mount -c ram /tmp", "mount dev /dev", "mount -a console /dev",
                "mount console /extra"), Map.of(), name -> Loopback.of(Files.class, services.get(name)));
        exporter = new Exporter(namespace);
    }

    private Wire wire() {
        Wire wire = new Wire();
        wires.add(wire);
        threads.add(exporter.serve(wire.server()));
        return wire;
    }

    private Client client(Dialect dialect, int size) throws StyxException {
        return Client.connect(wire().client(), dialect, size);
    }

    private static RemoteFile root(Client client) throws StyxException {
        return client.attach("root", 0, "");
    }

    /** Every session ends with its connection, and lets go of all its files. */
    @AfterEach
    void nothingIsLeft() throws Exception {
        for (Wire wire : wires) {
            wire.cut();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static List<String> names(RemoteFile directory) throws StyxException {
        try (RemoteFile open = directory.walk("")) {
            open.open(OpenMode.READ);
            return open.list().stream().map(a -> a.name).sorted().toList();
        }
    }

    /** A client may have a directory for its root: then there is nothing above that. */
    @Test
    void aClientAttachesToADirectory() throws Exception {
        ram.root().directory("d").file("f", 0666, new byte[3]);
        ram.root().directory("e");
        for (Dialect dialect : Dialect.values()) {
            Client client = client(dialect, 8192);
            RemoteFile part = client.attach("root", 0, "/tmp/d");
            assertEquals(List.of("f"), names(part));
            assertEquals(List.of("f"), names(part.walk(List.of("..", "..", ".."))));
            assertEquals(Errno.ENOENT, assertThrows(StyxException.class, () -> part.walk(List.of("..", "e"))).errno());
            assertEquals(3, part.walk("f").attributes().length);
            assertEquals(Errno.ENOENT, assertThrows(StyxException.class, () -> client.attach("root", 0, "tmp/none")).errno());
            assertEquals(Errno.ENOTDIR, assertThrows(StyxException.class, () -> client.attach("root", 0, "tmp/d/f")).errno());
            if (dialect == Dialect.L) {
                assertEquals(Errno.EXDEV, assertThrows(StyxException.class, () -> part.walk("f").rename(root(client), "g")).errno());
            }
        }
    }

    /** A message of 1 MiB goes to the file server in pieces: their borders, and ends within one, show nowhere. */
    @Test
    void largeMessagesGoInPieces() throws Exception {
        byte[] contents = new byte[1 << 20];
        new Random(3).nextBytes(contents);
        int piece = 128 << 10;
        RemoteFile tmp = root(client(Dialect.L, 1 << 20)).walk("tmp");
        for (int length : new int[] {1, piece - 1, piece, piece + 1, 3 * piece, 3 * piece + 7, contents.length - 100}) {
            byte[] part = Arrays.copyOf(contents, length);
            RemoteFile file = tmp.walk("");
            file.create("f" + length, 0600, OpenMode.READ_WRITE);
            file.write(5, part);
            assertEquals(length + 5, file.attributes().length);
            assertArrayEquals(part, file.read(5, 1 << 20));
            assertArrayEquals(Arrays.copyOfRange(part, length / 2, length), file.read(5 + length / 2, length));
        }
    }

    /** Where there is room for some pieces only, the client is told how much was written, as by Linux's write(2). */
    @Test
    void aWriteThatFailsBehindItsFirstPieceIsShort() throws Exception {
        services.put("ram", new FileService(new RamTree(() -> 0, 300 << 10, "root", 0777)));
        Client client = client(Dialect.L, 1 << 20);
        RemoteFile file = root(client).walk("tmp");
        file.create("f", 0600, OpenMode.READ_WRITE);
        Call write = client.calls().send(client.calls().request(MessageType.TWRITE).set(Field.FID, file.fid()).set(Field.OFFSET, 0)
                .set(Field.DATA, Slice.of(new byte[900_000])));
        long count = client.await(write).number(Field.COUNT);
        assertTrue(count >= 128 << 10 && count <= 300 << 10, count + " bytes");
        assertEquals(count, file.attributes().length);
        assertEquals(Errno.ENOSPC, assertThrows(StyxException.class, () -> file.write(count, new byte[300_000])).errno());
    }

    /** A pipe takes 100 bytes at a time: the pieces of a large write wait one behind the other. */
    @Test
    void piecesOfAWriteWait() throws Exception {
        byte[] contents = new byte[300_000];
        new Random(4).nextBytes(contents);
        Client writer = client(Dialect.L, 1 << 20);
        RemoteFile in = root(writer).walk("extra/cons");
        in.open(OpenMode.WRITE);
        RemoteFile out = root(client(Dialect.L, 1 << 20)).walk("extra/cons");
        out.open(OpenMode.READ);
        Call write = writer.calls().send(writer.calls().request(MessageType.TWRITE).set(Field.FID, in.fid()).set(Field.OFFSET, 0)
                .set(Field.DATA, Slice.of(contents)));
        byte[] come = new byte[contents.length];
        for (int done = 0; done < come.length; ) {
            byte[] next = out.read(0, come.length);
            System.arraycopy(next, 0, come, done, next.length);
            done += next.length;
        }
        assertArrayEquals(contents, come);
        assertEquals(contents.length, writer.await(write).number(Field.COUNT));
    }

    @Test
    void everyDialectAndSizeCarriesTheSameFiles() throws Exception {
        byte[] contents = new byte[3_000_000];
        new Random(2).nextBytes(contents);
        for (Dialect dialect : Dialect.values()) {
            for (int size : new int[] {8192, 65536, 1 << 20}) {
                RemoteFile root = root(client(dialect, size));
                assertEquals(List.of("dev", "extra", "lib", "tmp"), names(root));
                assertEquals(List.of("cons", "zero"), names(root.walk("dev")));
                RemoteFile tmp = root.walk("tmp");
                tmp.makeDirectory("d", 0755);
                RemoteFile file = tmp.walk("d");
                file.create("f", 0640, OpenMode.READ_WRITE);
                file.write(0, contents);
                assertArrayEquals(contents, file.readAll());
                Attributes a = file.attributes();
                assertEquals(contents.length, a.length);
                assertEquals(0640, a.mode & 0777);
                assertEquals(dialect == Dialect.L ? "" : "tmp", tmp.attributes().name);
                file.rename(tmp.walk("d"), "g");
                assertEquals(List.of("g"), names(tmp.walk("d")));
                RemoteFile removed = root.walk("tmp/d/g");
                removed.remove();
                byte[] kept = new byte[1000];
                assertEquals(1000, file.read(5, kept, 0, 1000));
                file.close();
                assertEquals(Errno.EBUSY, assertThrows(StyxException.class, tmp::remove).errno());
                root.walk("tmp/d").remove();
            }
        }
        assertEquals(List.of(), ram.root().names());
    }

    @Test
    void aReadThatWaitsHoldsUpNobodyAndCanBeFlushed() throws Exception {
        Client client = client(Dialect.L, 8192);
        RemoteFile root = root(client);
        RemoteFile cons = root.walk("dev/cons");
        cons.open(OpenMode.READ);
        Call waiting = client.calls().send(read(client, cons));
        assertEquals(List.of("dev", "extra", "lib", "tmp"), names(root));
        assertFalse(waiting.isDone());
        client.await(client.calls().flush(waiting));
        assertEquals(Errno.EINTR, assertThrows(StyxException.class, waiting::reply).errno());
        Call next = client.calls().send(read(client, cons));
        Client other = client(Dialect.P2000, 65536);
        RemoteFile out = root(other).walk("extra/cons");
        out.open(OpenMode.WRITE);
        out.write(0, "hello".getBytes(StandardCharsets.UTF_8));
        assertEquals("hello", client.await(next).data().text());
    }

    /** One client's lock stands in the way of another's, on whichever connection, until its file is closed. */
    @Test
    void recordLocksHoldForAllClients() throws Exception {
        RemoteFile file = root(client(Dialect.L, 8192)).walk("tmp");
        file.create("locked", 0644, OpenMode.READ_WRITE);
        RemoteFile other = root(client(Dialect.L, 8192)).walk("tmp/locked");
        other.open(OpenMode.READ_WRITE);
        assertEquals(Mode.LOCK_SUCCESS, file.lock(Mode.LOCK_WRITE, 0, 10, 1, "here"));
        assertEquals(Mode.LOCK_BLOCKED, other.lock(Mode.LOCK_READ, 9, 5, 1, "there"));
        assertEquals(Mode.LOCK_SUCCESS, other.lock(Mode.LOCK_WRITE, 10, 5, 1, "there"));
        assertEquals(1, other.findLock(Mode.LOCK_WRITE, 0, 0, 2, "there").process());
        file.close();
        assertEquals(Mode.LOCK_SUCCESS, other.lock(Mode.LOCK_WRITE, 0, 0, 1, "there"));
        other.remove();
    }

    private static Message read(Client client, RemoteFile file) {
        return client.calls().request(MessageType.TREAD).set(Field.FID, file.fid()).set(Field.COUNT, 100);
    }

    /** As Linux has it, which keeps fids of directories: one of them was moved, and another one has its name now. */
    @Test
    void aMovedDirectoryIsNotWhatHasItsPath() throws Exception {
        RemoteFile tmp = root(client(Dialect.L, 8192)).walk("tmp");
        tmp.makeDirectory("d", 0755);
        tmp.makeDirectory("e", 0755);
        RemoteFile moved = tmp.walk("d");
        RemoteFile file = tmp.walk("d");
        file.create("f", 0644, OpenMode.WRITE);
        file.close();
        tmp.renameAt("d", tmp.walk("e"), "e");
        tmp.makeDirectory("d", 0755);
        RemoteFile successor = tmp.walk("d");
        moved.renameAt("f", successor, "g");
        assertEquals(List.of(), names(moved));
        assertEquals(List.of("g"), names(successor));
        successor.renameAt("g", successor, "h");
        assertEquals(List.of("h"), names(tmp.walk("d")));
    }

    @Test
    void hostileFramesEndTheirConnectionAlone() throws Exception {
        RemoteFile good = root(client(Dialect.L, 8192));
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            Wire hostile = wire();
            byte[] junk = new byte[1 + random.nextInt(3000)];
            random.nextBytes(junk);
            hostile.client().send(junk, 0, junk.length);
            hostile.client().send(new byte[] {1, 0, 0, 0}, 0, 4);
        }
        assertEquals(List.of("dev", "extra", "lib", "tmp"), names(good));
    }

    @Test
    void aConnectionCutInTheMiddleOfAWriteLeavesWhatCame() throws Exception {
        Wire wire = wire();
        Client client = Client.connect(wire.client(), Dialect.L, 1 << 20);
        RemoteFile file = root(client).walk("tmp");
        file.create("half", 0644, OpenMode.WRITE);
        file.write(0, new byte[500_000]);
        Message write = client.calls().request(MessageType.TWRITE).set(Field.FID, file.fid()).set(Field.OFFSET, 500_000)
                .set(Field.DATA, obol.styx.Slice.of(new byte[900_000]));
        byte[] frame = obol.styx.Codec.encode(write, Dialect.L);
        wire.client().send(frame, 0, frame.length / 2);
        wire.cut();
        RemoteFile other = root(client(Dialect.U, 65536));
        assertEquals(500_000, other.walk("tmp/half").attributes().length);
        other.walk("tmp/half").remove();
    }
}
