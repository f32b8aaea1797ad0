package obol.system.servers.suite;

import static obol.system.servers.suite.Peer.bytes;
import static obol.system.servers.suite.Peer.fails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.RemoteFile;
import obol.styx.server.FileServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the manual pages say of files, for servers of which nothing can be changed. */
public abstract class ReadOnlyCases {
    /** The files, all below one directory. */
    private static final Map<String, byte[]> FILES = files();

    private final Map<Dialect, Peer> peers = new EnumMap<>(Dialect.class);
    private FileServer server;

    /** A server whose tree has these files, by path, and the directories that they lie in. */
    protected abstract FileServer serve(Map<String, byte[]> files) throws StyxException, IOException;

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        Random random = new Random(5);
        byte[] noise = new byte[200_001];
        random.nextBytes(noise);
        byte[] text = "the same words again and again, ".repeat(9_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        files.put("lib/hello", bytes("hello"));
        files.put("lib/empty", new byte[0]);
        files.put("lib/d/e/noise", noise);
        files.put("lib/d/text", text);
        files.put("lib/d/a name with blanks", bytes("x"));
        files.put("lib/d/\u65e5\u672c\u8a9e", bytes("y"));
        files.put("lib/d/" + "long".repeat(60), bytes("z"));
        for (int i = 0; i < 120; i++) {
            files.put("lib/many/file number " + i, bytes("number " + i));
        }
        return files;
    }

    private Peer peer(Dialect d) throws StyxException, IOException {
        if (server == null) {
            server = serve(FILES);
        }
        if (!peers.containsKey(d)) {
            peers.put(d, new Peer(server, d));
        }
        return peers.get(d);
    }

    @AfterEach
    void close() {
        peers.values().forEach(Peer::close);
    }

    /** read(5). */
    @ParameterizedTest
    @EnumSource
    void readsWhatIsThere(Dialect d) throws Exception {
        for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
            assertArrayEquals(file.getValue(), peer(d).get(file.getKey()), file.getKey());
            assertEquals(file.getValue().length, peer(d).stat(file.getKey()).length);
        }
    }

    /** read(5), at any offset, by several clients in turn, of several open files. */
    @Property(tries = 10, seed = "9001")
    void readsAnywhere(@ForAll long seed) throws Exception {
        Peer p = new Peer(serve(FILES), Dialect.L);
        Random random = new Random(seed);
        List<String> paths = new ArrayList<>(FILES.keySet());
        String[] names = new String[4];
        RemoteFile[] open = new RemoteFile[4];
        for (int i = 0; i < 200; i++) {
            int at = random.nextInt(open.length);
            if (open[at] == null || random.nextInt(10) == 0) {
                if (open[at] != null) {
                    open[at].close();
                }
                names[at] = random.nextBoolean() ? "lib/d/text" : paths.get(random.nextInt(paths.size()));
                open[at] = p.walk(names[at]);
                open[at].open(OpenMode.READ);
            }
            byte[] all = FILES.get(names[at]);
            int from = random.nextInt(all.length + 10);
            int count = 1 + random.nextInt(9_000);
            byte[] wanted = from >= all.length ? new byte[0] : Arrays.copyOfRange(all, from, Math.min(all.length, from + count));
            assertArrayEquals(wanted, open[at].read(from, count), names[at] + " from " + from);
        }
        for (RemoteFile f : open) {
            if (f != null) {
                f.close();
            }
        }
        p.close();
    }

    /** read(5) of directories: each name once, in parts too. */
    @ParameterizedTest
    @EnumSource
    void listsEachNameOnce(Dialect d) throws Exception {
        for (String directory : List.of("lib", "lib/d", "lib/d/e", "lib/many")) {
            TreeSet<String> wanted = new TreeSet<>();
            for (String path : FILES.keySet()) {
                if (path.startsWith(directory + "/")) {
                    String rest = path.substring(directory.length() + 1);
                    wanted.add(rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest);
                }
            }
            assertEquals(new ArrayList<>(wanted), peer(d).names(directory));
        }
    }

    /** walk(5), stat(5). */
    @ParameterizedTest
    @EnumSource
    void walks(Dialect d) throws Exception {
        Peer p = peer(d);
        fails(Errno.ENOENT, () -> p.walk("lib/none"));
        fails(Errno.ENOENT, () -> p.walk("lib/d/none"));
        fails(Errno.ENOTDIR, () -> p.walk("lib/hello/none"));
        assertEquals(p.stat("lib").qid, p.stat("lib/d/..").qid);
        assertEquals(p.stat("").qid, p.stat("..").qid);
        assertNotEquals(p.stat("lib/hello").qid.path(), p.stat("lib/empty").qid.path());
        assertTrue(p.stat("lib/d").qid.isDirectory());
        assertFalse(p.stat("lib/hello").qid.isDirectory());
        Attributes a = p.stat("lib/d");
        assertEquals("d", d == Dialect.L ? "d" : a.name);
        assertEquals(0, a.length);
    }

    /** open(5), remove(5), stat(5): nothing changes. */
    @ParameterizedTest
    @EnumSource
    void refusesChanges(Dialect d) throws Exception {
        Peer p = peer(d);
        for (OpenMode how : List.of(OpenMode.WRITE, OpenMode.READ_WRITE, OpenMode.READ.truncating())) {
            try (RemoteFile f = p.walk("lib/hello")) {
                fails(Errno.EROFS, () -> f.open(how));
            }
        }
        try (RemoteFile f = p.walk("lib")) {
            fails(Errno.EROFS, () -> f.create("new", 0644, OpenMode.WRITE));
            fails(Errno.EROFS, () -> f.makeDirectory("new", 0755));
        }
        fails(Errno.EROFS, () -> p.remove("lib/hello"));
        try (RemoteFile f = p.walk("lib/hello")) {
            fails(Errno.EROFS, () -> f.setMode(0600));
            fails(Errno.EROFS, () -> f.truncate(0));
            fails(Errno.EROFS, () -> f.setModified(1_500_000_000));
        }
        assertEquals("hello", p.text("lib/hello"));
        try (RemoteFile f = p.walk("lib")) {
            f.open(OpenMode.READ);
            fails(Errno.EBADF, () -> f.write(0, bytes("x")));
        }
    }

    /** rename(2), unlink(2), link(2), symlink(2). */
    @Test
    void refusesChangesOfLinux() throws Exception {
        Peer p = peer(Dialect.L);
        fails(Errno.EROFS, () -> p.rename("lib", "hello", "lib/d", "hello"));
        try (RemoteFile lib = p.walk("lib"); RemoteFile hello = p.walk("lib/hello")) {
            fails(Errno.EROFS, () -> lib.unlinkAt("hello", false));
            fails(Errno.EROFS, () -> lib.makeLink("h", hello));
            fails(Errno.EROFS, () -> lib.makeSymbolicLink("s", "hello"));
        }
    }

    /** open(5): who may execute. */
    @Test
    void executesOnlyWhatMayBe() throws Exception {
        try (RemoteFile f = peer(Dialect.P2000).walk("lib/hello")) {
            fails(Errno.EACCES, () -> f.open(new OpenMode(Mode.OEXEC, false, false, false, false, false)));
        }
    }
}
