package obol.system.servers.suite;

import static obol.system.servers.suite.Peer.bytes;
import static obol.system.servers.suite.Peer.fails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.RemoteFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the manual pages say of files, for servers that can be written to. */
public abstract class FileServerCases {
    private static final OpenMode EXCLUSIVE = new OpenMode(Mode.OWRITE, false, false, false, true, false);

    private final Map<Dialect, Peer> peers = new EnumMap<>(Dialect.class);
    private Served served;

    /** A server with an empty tree. */
    protected abstract Served serve() throws StyxException;

    private Peer peer(Dialect d) throws StyxException {
        if (served == null) {
            served = serve();
        }
        if (!peers.containsKey(d)) {
            peers.put(d, new Peer(served.server(), d));
        }
        return peers.get(d);
    }

    @AfterEach
    void close() {
        peers.values().forEach(Peer::close);
    }

    @Property(tries = 25, seed = "9000")
    void agreesWithTheModel(@ForAll long seed) throws StyxException {
        new Model(serve(), seed).run(200);
    }

    /** read(5), write(5): what was written is read, at each offset; nothing at the end. */
    @ParameterizedTest
    @EnumSource
    void writesAndReadsBack(Dialect d) throws StyxException {
        Peer p = peer(d);
        byte[] big = new byte[300_001];
        new Random(1).nextBytes(big);
        p.put("", "big", big);
        assertArrayEquals(big, p.get("big"));
        assertEquals(big.length, p.stat("big").length);
        try (RemoteFile f = p.root.walk("big")) {
            f.open(OpenMode.READ_WRITE);
            assertArrayEquals(Arrays.copyOfRange(big, 65_530, 75_530), f.read(65_530, 10_000));
            assertEquals(1, f.read(300_000, 10).length);
            assertEquals(0, f.read(300_001, 10).length);
            assertEquals(0, f.read(Long.MAX_VALUE, 10).length);
            f.write(511, bytes("xyz"));
            System.arraycopy(bytes("xyz"), 0, big, 511, 3);
        }
        assertArrayEquals(big, p.get("big"));
    }

    /** lseek(2), truncate(2): what nobody wrote is zeros, also where there was something once. */
    @ParameterizedTest
    @EnumSource
    void gapsReadAsZeros(Dialect d) throws StyxException {
        Peer p = peer(d);
        byte[] noise = new byte[90_000];
        new Random(2).nextBytes(noise);
        p.put("", "noise", noise);
        p.remove("noise");
        try (RemoteFile f = p.root.walk("")) {
            f.create("a", 0600, OpenMode.READ_WRITE);
            f.write(70_000, bytes("x"));
            byte[] wanted = new byte[70_001];
            wanted[70_000] = 'x';
            assertArrayEquals(wanted, f.readAll());
            f.write(10, bytes("yyyyyyyyyy"));
            f.truncate(15);
            f.truncate(5_000);
            wanted = new byte[5_000];
            Arrays.fill(wanted, 10, 15, (byte) 'y');
            assertArrayEquals(wanted, f.readAll());
        }
    }

    /** open(5): OTRUNC. open(2): O_APPEND. */
    @ParameterizedTest
    @EnumSource
    void opensTruncatingAndAppending(Dialect d) throws StyxException {
        Peer p = peer(d);
        p.put("", "a", bytes("hello"));
        try (RemoteFile f = p.root.walk("a")) {
            f.open(OpenMode.WRITE.truncating());
            assertEquals(0, f.attributes().length);
            f.write(0, bytes("by"));
        }
        assertEquals("by", p.text("a"));
        if (d != Dialect.P2000) {
            try (RemoteFile f = p.root.walk("a"); RemoteFile g = p.root.walk("a")) {
                f.open(OpenMode.WRITE.appending());
                g.open(OpenMode.WRITE.appending());
                f.write(0, bytes("1"));
                g.write(0, bytes("2"));
                f.write(0, bytes("3"));
            }
            assertEquals("by123", p.text("a"));
        }
    }

    /** open(5): create fails if the name exists; the file that exists stays as it is. */
    @ParameterizedTest
    @EnumSource
    void createRefusesWhatExists(Dialect d) throws StyxException {
        Peer p = peer(d);
        p.put("", "a", bytes("old"));
        p.makeDirectory("", "d");
        for (String name : served.caseCounts() ? List.of("a", "d") : List.of("a", "d", "A", "D")) {
            try (RemoteFile f = p.root.walk("")) {
                fails(Errno.EEXIST, () -> f.create(name, 0600, EXCLUSIVE));
                fails(Errno.EEXIST, () -> f.makeDirectory(name, 0700));
            }
        }
        assertEquals("old", p.text("a"));
        assertEquals(List.of("a", "d"), p.names(""));
        try (RemoteFile f = p.root.walk("a")) {
            fails(Errno.ENOTDIR, () -> f.create("b", 0600, EXCLUSIVE));
        }
    }

    /** open(2): O_CREAT without O_EXCL opens what exists. */
    @Test
    void linuxCreateOpensWhatExists() throws StyxException {
        Peer p = peer(Dialect.L);
        p.put("", "a", bytes("old"));
        p.makeDirectory("", "d");
        try (RemoteFile f = p.root.walk("")) {
            fails(Errno.EISDIR, () -> f.create("d", 0600, OpenMode.WRITE));
            f.create("a", 0600, OpenMode.READ_WRITE);
            assertArrayEquals(bytes("old"), f.readAll());
        }
        try (RemoteFile f = p.root.walk("")) {
            f.create("a", 0600, OpenMode.WRITE.truncating());
        }
        assertEquals("", p.text("a"));
    }

    @ParameterizedTest
    @EnumSource
    void directoriesAreNotFiles(Dialect d) throws StyxException {
        Peer p = peer(d);
        p.makeDirectory("", "d");
        p.put("", "a", bytes(""));
        assertTrue(p.stat("d").qid.isDirectory());
        assertEquals(0, p.stat("d").length);
        try (RemoteFile f = p.root.walk("d")) {
            fails(Errno.EISDIR, () -> f.open(OpenMode.WRITE));
            fails(Errno.EISDIR, () -> f.truncate(1));
        }
        fails(Errno.ENOENT, () -> p.root.walk("none"));
        fails(Errno.ENOENT, () -> p.root.walk("d/none"));
        fails(Errno.ENOTDIR, () -> p.root.walk("a/none"));
        assertEquals(p.stat("").qid.path(), p.stat("d/..").qid.path());
        assertNotEquals(p.stat("a").qid.path(), p.stat("d").qid.path());
        assertEquals(p.stat("a").qid, p.stat("a").qid);
    }

    /** remove(5), rmdir(2): only empty directories. */
    @ParameterizedTest
    @EnumSource
    void removesOnlyEmptyDirectories(Dialect d) throws StyxException {
        Peer p = peer(d);
        p.makeDirectory("", "d");
        p.put("d", "a", bytes("x"));
        fails(Errno.ENOTEMPTY, () -> p.remove("d"));
        p.remove("d/a");
        p.remove("d");
        fails(Errno.ENOENT, () -> p.stat("d"));
        assertEquals(List.of(), p.names(""));
    }

    /** unlink(2): whoever has it open keeps it. */
    @ParameterizedTest
    @EnumSource
    void removedWhileOpen(Dialect d) throws StyxException {
        Peer p = peer(d);
        p.put("", "a", bytes("old"));
        try (RemoteFile f = p.root.walk("a")) {
            f.open(OpenMode.READ_WRITE);
            long path = f.qid().path();
            p.remove("a");
            p.put("", "a", bytes("new"));
            f.write(3, bytes("er"));
            assertArrayEquals(bytes("older"), f.readAll());
            assertNotEquals(path, p.stat("a").qid.path());
        }
        assertEquals("new", p.text("a"));
    }

    /** unlinkat(2): says whether a directory is meant. */
    @Test
    void unlinkSaysWhatItRemoves() throws StyxException {
        Peer p = peer(Dialect.L);
        p.put("", "a", bytes("x"));
        p.makeDirectory("", "d");
        fails(Errno.ENOTDIR, () -> p.root.unlinkAt("a", true));
        fails(Errno.EISDIR, () -> p.root.unlinkAt("d", false));
        fails(Errno.ENOENT, () -> p.root.unlinkAt("none", false));
        p.root.unlinkAt("a", false);
        p.root.unlinkAt("d", true);
        assertEquals(List.of(), p.names(""));
    }

    /** open(5): ORCLOSE. */
    @ParameterizedTest
    @EnumSource(names = {"P2000", "U"})
    void removedOnClose(Dialect d) throws StyxException {
        Peer p = peer(d);
        try (RemoteFile f = p.root.walk("")) {
            f.create("a", 0600, new OpenMode(Mode.ORDWR, false, false, true, true, false));
            assertEquals(List.of("a"), p.names(""));
        }
        assertEquals(List.of(), p.names(""));
    }

    /** stat(5): a name changes within its directory, and never to one that exists. */
    @ParameterizedTest
    @EnumSource
    void renamesInPlace(Dialect d) throws StyxException {
        Peer p = peer(d);
        p.put("", "a", bytes("x"));
        p.put("", "other", bytes("y"));
        long path = p.stat("a").qid.path();
        try (RemoteFile f = p.root.walk("a"); RemoteFile in = p.root.walk("")) {
            f.rename(d == Dialect.L ? in : null, "a much longer name than before.text");
            assertEquals(path, f.attributes().qid.path());
            if (d == Dialect.P2000) {
                fails(Errno.EEXIST, () -> f.rename(null, "other"));
            }
        }
        assertEquals("x", p.text("a much longer name than before.text"));
        assertEquals(path, p.stat("a much longer name than before.text").qid.path());
        fails(Errno.ENOENT, () -> p.stat("a"));
    }

    /** rename(2): changes of capitals are renames too. */
    @Test
    void renamesToOtherCapitals() throws StyxException {
        Peer p = peer(Dialect.L);
        p.put("", "readme", bytes("x"));
        for (String[] step : new String[][] {{"readme", "README"}, {"README", "ReadMe"}, {"ReadMe", "readme"}}) {
            p.rename("", step[0], "", step[1]);
            assertEquals(List.of(step[1]), p.names(""));
            assertEquals("x", p.text(step[1]));
        }
    }

    /** rename(2): takes the place of what is there, in one step, if that is of its kind and empty. */
    @Test
    void renameReplaces() throws StyxException {
        Peer p = peer(Dialect.L);
        p.put("", "a", bytes("new"));
        p.put("", "b", bytes("old"));
        p.makeDirectory("", "d");
        p.makeDirectory("", "e");
        p.put("e", "f", bytes("z"));
        try (RemoteFile held = p.root.walk("b")) {
            held.open(OpenMode.READ);
            p.rename("", "a", "", "b");
            assertArrayEquals(bytes("old"), held.readAll());
        }
        assertEquals("new", p.text("b"));
        fails(Errno.ENOENT, () -> p.stat("a"));
        fails(Errno.EISDIR, () -> p.rename("", "b", "", "d"));
        fails(Errno.ENOTDIR, () -> p.rename("", "d", "", "b"));
        fails(Errno.ENOTEMPTY, () -> p.rename("", "d", "", "e"));
        p.rename("", "e", "", "d");
        assertEquals("z", p.text("d/f"));
        p.rename("", "b", "", "b");
        assertEquals(List.of("b", "d"), p.names(""));
    }

    /** rename(2), across directories: a directory takes along what is in it, and never goes into itself. */
    @Test
    void renamesAcrossDirectories() throws StyxException {
        Peer p = peer(Dialect.L);
        p.makeDirectory("", "d");
        p.makeDirectory("d", "e");
        p.put("d/e", "f", bytes("deep"));
        p.makeDirectory("", "g");
        fails(Errno.EINVAL, () -> p.rename("", "d", "d/e", "x"));
        fails(Errno.EINVAL, () -> p.rename("", "d", "d", "x"));
        fails(Errno.ENOENT, () -> p.rename("", "none", "d", "x"));
        try (RemoteFile inside = p.root.walk("d/e")) {
            p.rename("d", "e", "g", "e2");
            if (served.follows()) {
                assertEquals(p.stat("g").qid.path(), inside.walk("..").attributes().qid.path());
            }
        }
        assertEquals("deep", p.text("g/e2/f"));
        assertEquals(List.of(), p.names("d"));
        p.rename("g/e2", "f", "", "f");
        assertEquals("deep", p.text("f"));
    }

    /** readdir(3): what is there all the time is listed exactly once. */
    @ParameterizedTest
    @EnumSource
    void listsWhileTheDirectoryChanges(Dialect d) throws StyxException {
        Peer p = peer(d);
        p.makeDirectory("", "d");
        for (int i = 0; i < 300; i++) {
            p.put("d", "file number " + i, bytes(""));
        }
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        try (RemoteFile f = p.root.walk("d")) {
            f.open(OpenMode.READ);
            int[] parts = {0};
            f.listInParts(entries -> {
                for (Attributes a : entries) {
                    if (!seen.add(a.name)) {
                        twice.add(a.name);
                    }
                }
                int part = parts[0]++;
                if (part < 50) {
                    p.put("d", "new " + part, bytes(""));
                    p.remove("d/file number " + part * 2);
                }
                return true;
            });
        }
        assertEquals(List.of(), twice);
        for (int i = 1; i < 300; i += 2) {
            assertTrue(seen.contains("file number " + i), "file number " + i);
        }
    }

    /** stat(5): the times that are set are kept; a write sets that of modification, and no read does. */
    @ParameterizedTest
    @EnumSource
    void keepsTimes(Dialect d) throws StyxException {
        Peer p = peer(d);
        p.put("", "a", bytes("x"));
        long before = p.stat("a").modified;
        try (RemoteFile f = p.root.walk("a")) {
            f.setModified(1_500_000_001);
        }
        long set = p.stat("a").modified;
        assertEquals(1_500_000_001_000_000_000L / served.second() * served.second(), set);
        p.get("a");
        assertEquals(set, p.stat("a").modified);
        int version = p.stat("a").qid.version();
        try (RemoteFile f = p.root.walk("a")) {
            f.open(OpenMode.WRITE);
            f.write(0, bytes("y"));
        }
        assertTrue(p.stat("a").modified >= before);
        if (served.versions()) {
            assertNotEquals(version, p.stat("a").qid.version());
        }
    }

    /** chmod(2): as far as the server keeps permissions. */
    @ParameterizedTest
    @EnumSource
    void keepsPermissions(Dialect d) throws StyxException {
        Peer p = peer(d);
        p.put("", "a", bytes("x"));
        for (int mode : new int[] {0444, 0640}) {
            try (RemoteFile f = p.root.walk("a")) {
                f.setMode(mode);
            }
            int have = p.stat("a").mode & 0777;
            if (served.modes()) {
                assertEquals(mode, have);
            } else {
                assertEquals(mode & 0200, have & 0200);
            }
        }
    }

    /** What a server can't keep it refuses. */
    @Test
    void linksAreKeptOrRefused() throws StyxException {
        Peer p = peer(Dialect.L);
        p.put("", "a", bytes("x"));
        try (RemoteFile dir = p.root.walk(""); RemoteFile a = p.root.walk("a")) {
            if (served.links()) {
                dir.makeSymbolicLink("s", "a");
                dir.makeLink("h", a);
                assertEquals(2, p.stat("a").links);
            } else {
                fails(Errno.EPERM, () -> dir.makeSymbolicLink("s", "a"));
                fails(Errno.EPERM, () -> dir.makeLink("h", a));
                assertEquals(List.of("a"), p.names(""));
            }
        }
    }

    @Test
    void appendOnlyFilesAreKeptOrRefused() throws StyxException {
        Peer p = peer(Dialect.P2000);
        try (RemoteFile f = p.root.walk("")) {
            if (served.special()) {
                f.create("log", Mode.DMAPPEND | 0666, OpenMode.WRITE);
                f.write(0, bytes("a"));
                f.write(0, bytes("b"));
            } else {
                fails(Errno.EPERM, () -> f.create("log", Mode.DMAPPEND | 0666, OpenMode.WRITE));
            }
        }
        assertEquals(served.special(), p.names("").contains("log"));
    }

    /** intro(5): names are any text but for slashes; here those that all servers keep. */
    @ParameterizedTest
    @EnumSource
    void keepsNames(Dialect d) throws StyxException {
        Peer p = peer(d);
        List<String> names = new ArrayList<>(List.of("a", "B", "a b", ".hidden", "x.y.z", "UPPER.TXT", "lower.txt", "Mixed.Txt",
                "a+b=c;d,e[f]", "\u00e9\u00e8\u00ea", "\u65e5\u672c\u8a9e", "\ud83d\ude00", "n".repeat(255), "thirteen-long"));
        for (int i = 0; i < 8; i++) {
            names.add("longname" + i);
        }
        for (String n : names) {
            p.put("", n, bytes(n));
        }
        for (String n : names) {
            assertEquals(n, p.text(n));
        }
        names.sort(null);
        assertEquals(names, p.names(""));
    }
}
