package obol.system.servers.fat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.RemoteFile;
import obol.styx.server.FileServer;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;
import obol.system.servers.dos.DosTime;
import obol.system.servers.dos.Little;
import obol.system.servers.suite.Peer;
import org.junit.jupiter.api.Test;

/** What is FAT's own: names, times, space, what is on the disk after a commit, and disks that lie. */
class VolumeTest {
    private final MemoryDisk disk = MemoryDisk.formatted(12, 600, 1);
    private FatTree tree;

    private Peer mount() throws StyxException {
        tree = Mounted.tree(disk);
        return new Peer(tree, Dialect.L);
    }

    private static StyxException refused(Errno errno, org.junit.jupiter.api.function.Executable action) {
        StyxException e = assertThrows(StyxException.class, action);
        assertEquals(errno, e.errno(), e.getMessage());
        return e;
    }

    @Test
    void whatWasSyncedIsOnTheDisk() throws StyxException {
        Peer p = mount();
        p.makeDirectory("", "d");
        p.put("d", "a long name for a file.text", Peer.bytes("hello"));
        p.sync();
        Peer q = new Peer(Mounted.tree(new MemoryDisk(disk.bytes().clone())), Dialect.L);
        assertArrayEquals(Peer.bytes("hello"), q.get("d/a long name for a file.text"));
        assertArrayEquals(Peer.bytes("hello"), q.get("D/ALONGN~1.TEX"));
    }

    @Test
    void saysOnTheDiskWhetherItIsInUse() throws StyxException {
        Peer p = mount();
        assertEquals(0, disk.bytes()[0x25] & 1);
        p.put("", "a", Peer.bytes("x"));
        assertEquals(1, disk.bytes()[0x25] & 1);
        tree.close();
        assertEquals(0, disk.bytes()[0x25] & 1);
    }

    /** Only {@code fsck.fat} makes a volume whole that was not when it was mounted. */
    @Test
    void goesOnSayingThatItIsNotWhole() throws StyxException {
        mount().put("", "a", Peer.bytes("x"));
        tree.sync();
        Peer again = mount();
        again.put("", "b", Peer.bytes("y"));
        assertTrue(tree.isChanged());
        tree.close();
        assertEquals(1, disk.bytes()[0x25] & 1);
        assertFalse(tree.isChanged());
        assertArrayEquals(Peer.bytes("y"), mount().get("b"));
    }

    @Test
    void spaceComesBack() throws StyxException {
        Peer p = mount();
        long free = tree.space().free();
        byte[] half = new byte[(int) (free / 2) * 512];
        for (int round = 0; round < 5; round++) {
            p.put("", "a", half);
            p.put("", "b", half);
            assertEquals(0, tree.space().free() / 2);
            StyxException full = refused(Errno.ENOSPC, () -> p.put("", "c", new byte[2000]));
            assertEquals(Errno.ENOSPC, full.errno());
            p.remove("c");
            p.remove("a");
            try (RemoteFile f = p.walk("b")) {
                f.truncate(0);
            }
            p.remove("b");
            assertEquals(free, tree.space().free());
        }
    }

    @Test
    void theRootDirectoryOfFat12IsFullOnce() throws StyxException {
        Peer p = mount();
        for (int i = 0; i < 512; i++) {
            p.put("", "F" + i, new byte[0]);
        }
        refused(Errno.ENOSPC, () -> p.put("", "ONEMORE", new byte[0]));
        refused(Errno.ENOSPC, () -> p.makeDirectory("", "ONEMORE"));
        p.remove("F7");
        refused(Errno.ENOSPC, () -> p.put("", "with a long name", new byte[0]));
        p.put("", "ONEMORE", new byte[0]);
        assertEquals(512, p.names("").size());
    }

    @Test
    void refusesNamesThatLinuxRefuses() throws StyxException {
        Peer p = mount();
        for (String name : List.of("a*b", "a?b", "a<b", "a>b", "a|b", "a\"b", "a:b", "a\\b", "a\tb", "a ", "...")) {
            refused(Errno.EINVAL, () -> p.put("", name, new byte[0]));
        }
        refused(Errno.EINVAL, () -> Names.check("half a pair \ud800"));
        assertEquals(List.of(), p.names(""));
        p.put("", "dots...", Peer.bytes("x"));
        assertEquals(List.of("dots"), p.names(""));
        assertArrayEquals(Peer.bytes("x"), p.get("DOTS."));
    }

    /** Of a short entry: where its first cluster's number is. */
    private static final int CLUSTER = 26;

    /** On the disk too, and also if nobody has looked into it since the volume was mounted. */
    @Test
    void aMovedDirectoryLeadsToItsNewParent() throws StyxException {
        Peer p = mount();
        p.makeDirectory("", "MOVED");
        p.makeDirectory("", "PARENT");
        p.sync();
        Peer q = new Peer(Mounted.tree(disk), Dialect.L);
        q.rename("", "MOVED", "PARENT", "MOVED");
        q.sync();
        byte[] b = disk.bytes();
        int itself = indexOf(".          ", 0, Little.u16(b, indexOf("MOVED      ", 0, -1) + CLUSTER));
        int up = indexOf("..         ", itself, -1);
        assertEquals(Little.u16(b, indexOf("PARENT     ", 0, -1) + CLUSTER), Little.u16(b, up + CLUSTER));
    }

    /** Where an entry is. @param cluster its first one, or -1 if that does not matter */
    private int indexOf(String shortName, int from, int cluster) {
        byte[] b = disk.bytes();
        for (int at = from / 32 * 32; ; at += 32) {
            boolean same = new String(b, at, 11, java.nio.charset.StandardCharsets.ISO_8859_1).equals(shortName);
            if (same && (cluster < 0 || Little.u16(b, at + CLUSTER) == cluster)) {
                return at;
            }
        }
    }

    @Test
    void manyNamesThatBeginAlike() throws StyxException {
        Peer p = mount();
        p.makeDirectory("", "d");
        for (int i = 0; i < 300; i++) {
            p.put("d", "the same beginning " + i, new byte[0]);
        }
        p.sync();
        assertEquals(300, new Peer(Mounted.tree(disk), Dialect.L).names("d").size());
    }

    @Property(tries = 200)
    void timesAreThoseOfTheCalendar(@ForAll @LongRange(min = 315_532_800, max = 4_354_819_198L) long second) {
        long n = second * 1_000_000_000;
        LocalDateTime t = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        assertEquals(t.getYear() - 1980 << 9 | t.getMonthValue() << 5 | t.getDayOfMonth(), DosTime.date(n));
        assertEquals(t.getHour() << 11 | t.getMinute() << 5 | t.getSecond() / 2, DosTime.time(n));
        assertEquals(n, DosTime.of(DosTime.date(n), DosTime.time(n), DosTime.hundredths(n)));
    }

    // ---- disks that lie ----

    @Test
    void namesWhatIsWrongWithABootSector() {
        byte[] good = MemoryDisk.formatted(16, 20_000, 4).bytes();
        int[][] wrong = {{510, 0}, {11, 7}, {13, 3}, {14, 0}, {16, 0}, {16, 200}, {17, 0}, {20, 0xff}, {22, 1}, {22, 0}};
        for (int[] w : wrong) {
            byte[] b = good.clone();
            b[w[0]] = (byte) w[1];
            if (w[0] == 14 || w[0] == 17) {
                b[w[0] + 1] = 0;
            }
            StyxException e = refused(Errno.EINVAL, () -> Mounted.tree(new MemoryDisk(b)));
            assertTrue(e.getMessage().startsWith("not a FAT volume: "), e.getMessage());
        }
        refused(Errno.EIO, () -> Mounted.tree(new MemoryDisk(new byte[0])));
    }

    /** The volume's first table is in sector 1, and what was made first has the first clusters. */
    @Test
    void aLoopInAChainIsFoundAndStopsAllChanges() throws StyxException {
        Peer p = mount();
        p.put("", "a", new byte[1500]);
        p.put("", "b", Peer.bytes("fine"));
        tree.close();
        // clusters 2, 3, 4 and back to 2
        Little.put16(disk.bytes(), 512 + 6, Little.u16(disk.bytes(), 512 + 6) & 0xf000 | 2);
        Peer q = mount();
        StyxException e = refused(Errno.EIO, () -> q.get("a"));
        assertEquals(Errno.EIO, e.errno());
        assertArrayEquals(Peer.bytes("fine"), q.get("b"));
        refused(Errno.EROFS, () -> q.put("", "c", new byte[1]));
        refused(Errno.EROFS, () -> q.remove("b"));
    }

    @Test
    void aDirectoryInItselfIsFound() throws StyxException {
        Peer p = mount();
        p.makeDirectory("", "D");
        p.makeDirectory("D", "E");
        tree.close();
        // E's entry in D's cluster, the third one there, leads to D
        int at = (int) (Geometry.of(disk.bytes(), disk.sectors()).sectorOf(2) * 512) + 64;
        assertEquals('E', disk.bytes()[at]);
        Little.put16(disk.bytes(), at + 26, 2);
        Peer q = mount();
        assertEquals(List.of("E"), q.names("D"));
        refused(Errno.EIO, () -> q.names("D/E"));
    }

    @Test
    void aSizeThatLiesIsFound() throws StyxException {
        Peer p = mount();
        p.put("", "A", new byte[600]);
        tree.close();
        int at = (int) (Geometry.of(disk.bytes(), disk.sectors()).rootStart() * 512);
        Little.put32(disk.bytes(), at + 28, 0x7fff_ffff);
        Peer q = mount();
        assertEquals(0x7fff_ffff, q.stat("A").length);
        refused(Errno.EIO, () -> q.get("A"));
    }

    /** Bytes of tables and directories at random: every operation ends, and fails only as operations may. */
    @Property(tries = 60, seed = "9001")
    void noDiskMakesItHangOrThrow(@ForAll long seed) throws StyxException {
        Random random = new Random(seed);
        int bits = new int[] {12, 16, 32}[random.nextInt(3)];
        MemoryDisk d = MemoryDisk.formatted(bits, bits == 16 ? 5_000 : 600, 1);
        FatTree t = Mounted.tree(d);
        Peer p = new Peer(t, Dialect.L);
        p.makeDirectory("", "d");
        for (int i = 0; i < 12; i++) {
            p.put(i % 2 == 0 ? "" : "d", "file with number " + i, new byte[random.nextInt(3_000)]);
        }
        t.close();
        int end = (int) (Geometry.of(d.bytes(), d.sectors()).dataStart() + 8) * 512;
        for (int n = 1 + random.nextInt(200); n > 0; n--) {
            d.bytes()[512 + random.nextInt(end - 512)] = (byte) random.nextInt();
        }
        FatTree hurt;
        try {
            hurt = Mounted.tree(d);
        } catch (StyxException refused) {
            return;
        }
        List<RuntimeException> faults = new ArrayList<>();
        Peer q = new Peer(new FileServer() {
            @Override
            public void attach(User user, String name, OpenFile authentication, Reply<Node> reply) throws StyxException {
                hurt.attach(user, name, authentication, reply);
            }

            @Override
            public void failed(RuntimeException fault) {
                faults.add(fault);
            }
        }, Dialect.L);
        visit(q, "", 0, random);
        visit(q, "", 0, random);
        q.close();
        if (!faults.isEmpty()) {
            throw faults.get(0);
        }
    }

    private static void visit(Peer q, String path, int depth, Random random) {
        List<Attributes> entries = new ArrayList<>();
        try (RemoteFile f = q.walk(path)) {
            f.open(OpenMode.READ);
            f.listInParts(some -> entries.addAll(some) && entries.size() < 500);
        } catch (StyxException refused) {
            return;
        }
        for (Attributes a : entries) {
            String child = path.isEmpty() ? a.name : path + "/" + a.name;
            if (a.qid.isDirectory() && depth < 4) {
                visit(q, child, depth + 1, random);
            }
            try (RemoteFile f = q.walk(child)) {
                f.open(OpenMode.READ_WRITE);
                byte[] some = new byte[5_000];
                f.read(0, some, 0, some.length);
                f.write(random.nextInt(10_000), some);
                f.truncate(random.nextInt(1_000));
                f.sync();
                q.rename(path, a.name, "", "renamed " + random.nextInt(5));
                q.remove("renamed 1");
            } catch (StyxException refused) {
                continue;
            }
        }
    }
}
