package obol.system.servers.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.StyxException;
import obol.system.servers.archive.ArchiveTree.Format;
import obol.system.servers.suite.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What archives say beside names and contents, with Linux's tar and the JDK's zip as writers; and archives that are damaged. */
class ArchiveTreeTest {
    private static final String DEEP = "directory with a name of some length/".repeat(6);

    /** Undamaged. */
    private static byte[] tar, stored, deflated;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"v7", "oldgnu", "gnu", "ustar", "pax"})
    void readsAllThatTarWrites(String form) throws Exception {
        boolean longNames = form.equals("gnu") || form.equals("pax") || form.equals("oldgnu");
        Path file = folder.resolve("file");
        Files.write(file, Peer.bytes("contents"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_500_000_000_500L));
        file.toFile().setExecutable(true, false);
        Files.createLink(folder.resolve("second"), file);
        Files.createSymbolicLink(folder.resolve("symbolic"), Path.of("file"));
        Files.createDirectory(folder.resolve("empty"));
        String path = longNames || form.equals("ustar") ? DEEP + "deep" : "d/deep";
        String target = longNames ? DEEP + "nowhere" : "nowhere";
        Archives.write(folder, Map.of(path, Peer.bytes("deep")));
        Files.createSymbolicLink(folder.resolve("far"), Path.of(target));
        Peer p = new Peer(Archives.tree(Format.TAR, Archives.tar(folder, "--format=" + form)), Dialect.L);

        assertArrayEquals(Peer.bytes("contents"), p.get("file"));
        assertArrayEquals(Peer.bytes("contents"), p.get("second"));
        assertArrayEquals(Peer.bytes("deep"), p.get(path));
        Attributes a = p.stat("file");
        assertEquals(1_500_000_000_000_000_000L + (form.equals("pax") ? 500_000_000 : 0), a.modified);
        assertEquals(2, a.links);
        assertEquals(a.qid, p.stat("second").qid);
        assertEquals(Mode.fromLinux((Integer) Files.getAttribute(file, "unix:mode")) & 0777, a.mode & 0777);
        assertEquals(Files.getAttribute(file, "unix:uid"), a.uid);
        assertEquals("file", p.walk("symbolic").readLink());
        assertEquals(target, p.walk("far").readLink());
        assertTrue(p.stat("empty").qid.isDirectory());
        assertEquals(List.of(), p.names("empty"));
    }

    /** Times before 1970, sizes in base 256, and members that replace others. */
    @Test
    void readsOddTars() throws Exception {
        Path file = folder.resolve("a");
        Files.write(file, Peer.bytes("first"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(-86_400_000L));
        for (String form : List.of("gnu", "pax")) {
            byte[] first = Archives.tar(folder, "--format=" + form, "--blocking-factor=1");
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.write(first, 0, first.length - 1024);
            Path other = Files.createDirectories(folder.resolve("../other-" + folder.getFileName()));
            Archives.write(other, Map.of("a", Peer.bytes("second")));
            both.write(Archives.tar(other));
            Peer p = new Peer(Archives.tree(Format.TAR, both.toByteArray()), Dialect.L);
            assertArrayEquals(Peer.bytes("second"), p.get("a"));
            assertEquals(List.of("a"), p.names(""));
            assertEquals(-86_400_000_000_000L, new Peer(Archives.tree(Format.TAR, first), Dialect.L).stat("a").modified);
            Files.delete(other.resolve("a"));
            Files.delete(other);
        }
    }

    /** Nothing leads out of the tree, and nothing hides in it. */
    @Test
    void leavesOutWhatHasNoPlace() throws Exception {
        Map<String, byte[]> files = new TreeMap<>(Map.of("../up", Peer.bytes("x"), "/absolute", Peer.bytes("y"),
                "a/../../b", Peer.bytes("z"), "./here", Peer.bytes("w"), "f", Peer.bytes("file"), "f/g", Peer.bytes("below")));
        Peer p = new Peer(Archives.tree(Format.ZIP, Archives.zip(files, true)), Dialect.L);
        assertEquals(List.of("absolute", "f", "here"), p.names(""));
        assertArrayEquals(Peer.bytes("below"), p.get("f/g"));
    }

    @Test
    void readsZipsOfEachKind() throws Exception {
        byte[] text = "deflate ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> files = Map.of("d/text", text);
        for (boolean deflate : new boolean[] {false, true}) {
            byte[] zip = Archives.zip(files, deflate);
            assertArrayEquals(text, new Peer(Archives.tree(Format.ZIP, zip), Dialect.L).get("d/text"));
            // behind a program that unpacks it
            ByteArrayOutputStream program = new ByteArrayOutputStream();
            program.write(new byte[777]);
            program.write(zip);
            Peer p = new Peer(Archives.tree(Format.ZIP, program.toByteArray()), Dialect.L);
            assertArrayEquals(text, p.get("d/text"));
            assertEquals(Archives.TIME, p.stat("d/text").modified / 2_000_000_000L * 2_000_000_000L);
        }
    }

    /** As Info-ZIP writes them on Unix. */
    @Test
    void modesAndLinksOfUnix() throws Exception {
        byte[] zip = Archives.zip(new TreeMap<>(Map.of("link", Peer.bytes("to/here"), "tool", Peer.bytes("x"))), true);
        int central = find(zip, 0, 0x50, 0x4b, 1, 2);
        unix(zip, central, 0120777);
        unix(zip, find(zip, central + 4, 0x50, 0x4b, 1, 2), 0100750);
        Peer p = new Peer(Archives.tree(Format.ZIP, zip), Dialect.L);
        assertEquals("to/here", p.walk("link").readLink());
        assertEquals(0750, p.stat("tool").mode);
    }

    private static void unix(byte[] zip, int central, int mode) {
        zip[central + 5] = 3;
        zip[central + 40] = (byte) mode;
        zip[central + 41] = (byte) (mode >> 8);
    }

    private static int find(byte[] in, int from, int... bytes) {
        for (int i = from; ; i++) {
            int n = 0;
            while (n < bytes.length && in[i + n] == bytes[n]) {
                n++;
            }
            if (n == bytes.length) {
                return i;
            }
        }
    }

    @Test
    void whatItCannotReadIsShownAndSaysWhy() throws Exception {
        byte[] zip = Archives.zip(Map.of("a", Peer.bytes("secret")), true);
        int central = find(zip, 0, 0x50, 0x4b, 1, 2);
        zip[central + 8] |= 1;
        Peer p = new Peer(Archives.tree(Format.ZIP, zip), Dialect.L);
        assertEquals(6, p.stat("a").length);
        StyxException encrypted = assertThrows(StyxException.class, () -> p.get("a"));
        assertEquals(Errno.EOPNOTSUPP, encrypted.errno());
        zip[central + 8] &= ~1;
        zip[central + 10] = 14;
        Peer q = new Peer(Archives.tree(Format.ZIP, zip), Dialect.L);
        assertEquals(Errno.EOPNOTSUPP, assertThrows(StyxException.class, () -> q.get("a")).errno());
    }

    @Test
    void aWrongChecksumIsAnError() throws Exception {
        byte[] zip = Archives.zip(Map.of("a", Peer.bytes("some text that is long enough")), true);
        zip[find(zip, 0, 0x50, 0x4b, 1, 2) + 16] ^= 1;
        Peer p = new Peer(Archives.tree(Format.ZIP, zip), Dialect.L);
        assertEquals(Errno.EIO, assertThrows(StyxException.class, () -> p.get("a")).errno());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoArchiveSaysSo(Format format) {
        for (byte[] b : new byte[][] {{}, {1}, new byte[100], Peer.bytes("text ".repeat(1000))}) {
            boolean emptyTar = format == Format.TAR && b.length == 0;
            if (!emptyTar) {
                assertEquals(Errno.EIO, assertThrows(StyxException.class, () -> Archives.tree(format, b)).errno());
            }
        }
        assertTrue(assertThrows(StyxException.class, () -> Archives.tree(format, Peer.bytes("text ".repeat(1000)))).getMessage()
                .contains(format == Format.TAR ? "no tar archive" : "no zip archive"));
    }

    @Test
    void theArchiveIsClosedWithTheLastFid() throws Exception {
        Archives.Memory source = new Archives.Memory(Archives.zip(Map.of("d/a", Peer.bytes("x")), true));
        ArchiveTree tree = new ArchiveTree(Format.ZIP, source, 0);
        Peer one = new Peer(tree, Dialect.L);
        Peer two = new Peer(tree, Dialect.P2000);
        one.get("d/a");
        one.close();
        assertEquals(0, source.closed);
        two.names("d");
        two.close();
        assertEquals(1, source.closed);
        Archives.Memory damaged = new Archives.Memory(new byte[100]);
        assertThrows(StyxException.class, () -> new ArchiveTree(Format.ZIP, damaged, 0));
        assertEquals(1, damaged.closed);
    }

    /** Bytes changed, cut off, or moved at random: an answer or an error, soon. */
    @Property(tries = 150, seed = "77")
    void damagedArchivesGiveErrors(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        if (tar == null) {
            Map<String, byte[]> files = new TreeMap<>();
            for (int i = 0; i < 5; i++) {
                files.put("d" + i % 2 + "/" + "name".repeat(1 + 30 * (i % 2)) + i, Peer.bytes("text ".repeat(400 * i)));
            }
            tar = packed(files);
            stored = Archives.zip(files, false);
            deflated = Archives.zip(files, true);
        }
        byte[] zip = random.nextBoolean() ? stored : deflated;
        for (Format format : Format.values()) {
            byte[] archive = (format == Format.ZIP ? zip : tar).clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                int at = random.nextInt(4) == 0 ? random.nextInt(archive.length) : Math.max(0, archive.length - 1 - random.nextInt(600));
                at = format == Format.TAR ? random.nextInt(archive.length) / 512 * 512 + random.nextInt(512) : at;
                archive[Math.min(at, archive.length - 1)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
            }
            if (format == Format.TAR) {
                repairChecksums(archive);
            }
            if (random.nextInt(4) == 0) {
                archive = Arrays.copyOf(archive, random.nextInt(archive.length));
            }
            try {
                Peer p = new Peer(Archives.tree(format, archive), Dialect.L);
                readAll(p, "");
                p.close();
            } catch (StyxException damaged) {
                assertTrue(List.of(Errno.EIO, Errno.EOPNOTSUPP).contains(damaged.errno()), damaged.toString());
            }
        }
    }

    private static byte[] packed(Map<String, byte[]> files) throws Exception {
        Path made = Files.createTempDirectory("packed");
        Archives.write(made, files);
        byte[] tar = Archives.tar(made, "--format=pax", "--blocking-factor=1");
        try (var all = Files.walk(made)) {
            all.sorted(java.util.Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        }
        return tar;
    }

    /** So that what is damaged is looked at. */
    private static void repairChecksums(byte[] tar) {
        for (int at = 0; at + 512 <= tar.length; at += 512) {
            if (new String(tar, at + 257, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
                int sum = 0;
                for (int i = 0; i < 512; i++) {
                    sum += i >= 148 && i < 156 ? ' ' : tar[at + i] & 0xff;
                }
                byte[] digits = String.format("%06o", sum).getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(digits, 0, tar, at + 148, 6);
                tar[at + 154] = 0;
                tar[at + 155] = ' ';
            }
        }
    }

    private static void readAll(Peer p, String directory) throws StyxException {
        for (String name : p.names(directory)) {
            String path = directory.isEmpty() ? name : directory + "/" + name;
            Attributes a = p.stat(path);
            if ((a.mode & Mode.DMDIR) != 0) {
                readAll(p, path);
            } else if ((a.mode & Mode.DMSYMLINK) == 0) {
                assertEquals(a.length, p.get(path).length);
            }
        }
    }
}
