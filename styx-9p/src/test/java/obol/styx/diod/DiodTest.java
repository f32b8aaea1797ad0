package obol.styx.diod;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.Call;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.client.RemoteInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What our client does on diod is seen in the folder that diod serves, and the other way round. */
@Timeout(120)
class DiodTest {
    private static final int MSIZE = 65536;

    @TempDir
    Path folder;
    private Diod diod;
    private Client client;
    private RemoteFile root;

    @BeforeEach
    void start() throws IOException, StyxException {
        Diod.require();
        diod = Diod.serve(folder);
        client = diod.client(MSIZE);
        root = client.attach(System.getProperty("user.name"), uid(folder), folder.toString());
    }

    @AfterEach
    void stop() {
        if (diod != null) {
            diod.close();
        }
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    private static byte[] random(int length) {
        byte[] b = new byte[length];
        new Random(length).nextBytes(b);
        return b;
    }

    private RemoteFile create(String name) throws StyxException {
        RemoteFile f = root.walk("");
        f.create(name, 0640, OpenMode.READ_WRITE);
        return f;
    }

    private RemoteFile open(String name) throws StyxException {
        RemoteFile f = root.walk(name);
        f.open(OpenMode.READ);
        return f;
    }

    private static void fails(Errno errno, Executable action) {
        assertEquals(errno, assertThrows(StyxException.class, action).errno());
    }

    @Test
    void theRootIsADirectory() throws Exception {
        assertTrue(root.qid().isDirectory());
        assertTrue((root.attributes().mode & Mode.DMDIR) != 0);
        assertEquals(client.calls().messageSize(), MSIZE);
    }

    @Test
    void anotherTreeIsRefused() {
        assertThrows(StyxException.class, () -> client.attach("root", 0, "/nowhere"));
    }

    @Test
    void writesInManyRequestsAtOnce() throws Exception {
        byte[] b = random(5 * MSIZE + 123);
        try (RemoteFile f = create("big")) {
            f.write(0, b);
            f.sync();
            assertEquals(b.length, f.attributes().length);
        }
        assertArrayEquals(b, Files.readAllBytes(folder.resolve("big")));
    }

    @Test
    void readsInManyRequestsAtOnceAndAhead() throws Exception {
        byte[] b = random(9 * MSIZE + 17);
        Files.write(folder.resolve("big"), b);
        try (RemoteFile f = open("big"); RemoteInput in = new RemoteInput(f, 0)) {
            assertArrayEquals(b, f.readAll());
            assertArrayEquals(b, in.readAllBytes());
            byte[] part = new byte[3 * MSIZE];
            assertEquals(part.length, f.read(MSIZE + 1, part, 0, part.length));
            assertArrayEquals(java.util.Arrays.copyOfRange(b, MSIZE + 1, 4 * MSIZE + 1), part);
            assertEquals(0, f.read(b.length, part, 0, 10));
        }
    }

    /** Its workers answer in an order of their own. */
    @Test
    void hundredsOfRequestsInFlight() throws Exception {
        byte[] b = random(1 << 20);
        Files.write(folder.resolve("f"), b);
        try (RemoteFile f = open("f")) {
            Deque<Call> calls = new ArrayDeque<>();
            for (int i = 0; i < 500; i++) {
                calls.add(client.calls().send(client.calls().request(MessageType.TREAD).set(Field.FID, f.fid())
                        .set(Field.OFFSET, i * 2000L).set(Field.COUNT, 100)));
            }
            for (int i = 0; i < 500; i++) {
                assertArrayEquals(java.util.Arrays.copyOfRange(b, i * 2000, i * 2000 + 100), client.await(calls.poll()).data().copy());
            }
            assertEquals(0, client.calls().inFlight());
        }
    }

    @Test
    void aFlushIsAnswered() throws Exception {
        Files.write(folder.resolve("f"), random(1000));
        try (RemoteFile f = open("f")) {
            for (int i = 0; i < 50; i++) {
                Call read = client.calls().send(client.calls().request(MessageType.TREAD).set(Field.FID, f.fid()).set(Field.COUNT, 1000));
                client.await(client.calls().flush(read));
                assertTrue(read.isDone());
            }
            assertEquals(0, client.calls().inFlight());
        }
    }

    @Test
    void walks() throws Exception {
        Path deep = folder;
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            deep = deep.resolve("d" + i);
            path.append("d").append(i).append('/');
        }
        Files.createDirectories(deep);
        Files.writeString(deep.resolve("f"), "deep");
        try (RemoteFile f = open(path + "f")) {
            assertEquals("deep", new String(f.readAll()));
        }
        fails(Errno.ENOENT, () -> root.walk("d0/d1/x"));
        fails(Errno.ENOENT, () -> root.walk("x"));
        fails(Errno.ENOTDIR, () -> root.walk(path + "f/g"));
    }

    @Test
    void creates() throws Exception {
        create("f").close();
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("f"))));
        OpenMode exclusive = new OpenMode(Mode.ORDWR, false, false, false, true, false);
        try (RemoteFile again = root.walk("")) {
            fails(Errno.EEXIST, () -> again.create("f", 0600, exclusive));
        }
        root.makeDirectory("d", 0750);
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("d"))));
        fails(Errno.EEXIST, () -> root.makeDirectory("d", 0750));
    }

    @Test
    void truncatesAndAppends() throws Exception {
        Path f = folder.resolve("f");
        Files.writeString(f, "hello");
        try (RemoteFile r = root.walk("f")) {
            r.open(OpenMode.WRITE.appending());
            r.write(0, " there".getBytes());
        }
        assertEquals("hello there", Files.readString(f));
        try (RemoteFile r = root.walk("f")) {
            r.truncate(4);
            assertEquals("hell", Files.readString(f));
            r.open(OpenMode.WRITE.truncating());
        }
        assertEquals(0, Files.size(f));
    }

    @Test
    void lists() throws Exception {
        List<String> want = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            Files.createFile(folder.resolve("file-" + i));
            want.add("file-" + i);
        }
        Collections.sort(want);
        List<String> have = new ArrayList<>();
        try (RemoteFile d = root.walk("")) {
            d.open(OpenMode.READ);
            for (Attributes a : d.list()) {
                have.add(a.name);
            }
        }
        Collections.sort(have);
        assertEquals(want, have);
    }

    @Test
    void attributes() throws Exception {
        Path f = Files.writeString(folder.resolve("f"), "12345");
        Files.setLastModifiedTime(f, FileTime.fromMillis(1_700_000_000_123L));
        try (RemoteFile r = root.walk("f")) {
            Attributes a = r.attributes();
            assertEquals(5, a.length);
            assertEquals(1_700_000_000_123L, a.modified / 1_000_000);
            assertEquals(uid(f), a.uid);
            assertEquals(1, a.links);
            r.setMode(0604);
            assertEquals("rw----r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(f)));
            r.setModified(1_600_000_000);
            assertEquals(1_600_000_000_000L, Files.getLastModifiedTime(f).toMillis());
            r.setOwner(Message.NONUNAME, a.gid);
        }
    }

    @Test
    void linksOfBothKinds() throws Exception {
        Files.writeString(folder.resolve("f"), "x");
        root.makeSymbolicLink("s", "to/there");
        assertEquals("to/there", Files.readSymbolicLink(folder.resolve("s")).toString());
        try (RemoteFile s = root.walk("s"); RemoteFile f = root.walk("f")) {
            assertEquals("to/there", s.readLink());
            root.makeLink("g", f);
            assertEquals(2, f.attributes().links);
        }
        assertEquals("x", Files.readString(folder.resolve("g")));
    }

    @Test
    void pipes() throws Exception {
        root.makeNode("p", Mode.DMNAMEDPIPE | 0600, false, 0, 0);
        assertTrue((root.walk("p").attributes().mode & Mode.DMNAMEDPIPE) != 0);
        assertTrue(Files.readAttributes(folder.resolve("p"), java.nio.file.attribute.BasicFileAttributes.class).isOther());
    }

    @Test
    void renames() throws Exception {
        Files.writeString(folder.resolve("f"), "x");
        root.makeDirectory("d", 0755);
        try (RemoteFile d = root.walk("d"); RemoteFile f = root.walk("f")) {
            f.rename(root, "g");
            assertEquals("x", Files.readString(folder.resolve("g")));
            root.renameAt("g", d, "h");
            assertEquals("x", Files.readString(folder.resolve("d/h")));
        }
    }

    @Test
    void removes() throws Exception {
        Files.writeString(folder.resolve("f"), "x");
        Files.writeString(folder.resolve("g"), "x");
        Files.createDirectories(folder.resolve("d/e"));
        root.walk("f").remove();
        root.unlinkAt("g", false);
        fails(Errno.ENOTEMPTY, () -> root.unlinkAt("d", true));
        try (RemoteFile d = root.walk("d")) {
            d.unlinkAt("e", true);
        }
        root.unlinkAt("d", true);
        fails(Errno.ENOENT, () -> root.unlinkAt("d", true));
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void locksOfOthersStandInTheWay() throws Exception {
        create("f").close();
        try (RemoteFile mine = root.walk("f")) {
            mine.open(OpenMode.READ_WRITE);
            assertEquals(Mode.LOCK_SUCCESS, mine.lock(Mode.LOCK_WRITE, 0, 10, 1, "here"));
            assertNull(mine.findLock(Mode.LOCK_WRITE, 20, 10, 1, "here"));
            assertEquals(Mode.LOCK_SUCCESS, mine.lock(Mode.LOCK_UNLOCK, 0, 10, 1, "here"));
        }
    }

    @Test
    void theSpaceOfTheFileSystem() throws Exception {
        Message m = root.space();
        assertTrue(m.number(Field.BLOCKS) > 0);
        assertEquals(255, m.integer(Field.NAMELEN));
    }

    @Test
    void largeMessages() throws Exception {
        try (Diod other = Diod.serve(folder)) {
            Client c = other.client(1 << 20);
            byte[] b = random(3 << 20);
            try (RemoteFile top = c.attach("root", uid(folder), folder.toString())) {
                top.create("big", 0600, OpenMode.READ_WRITE);
                top.write(0, b);
                assertArrayEquals(b, top.readAll());
            }
        }
    }
}
