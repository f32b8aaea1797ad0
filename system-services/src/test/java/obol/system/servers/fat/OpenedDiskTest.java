package obol.system.servers.fat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import obol.channels.Block;
import obol.channels.Loopback;
import obol.channels.Pending;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.system.disk.Disk;
import obol.system.disk.DiskException;
import obol.system.servers.suite.Peer;
import org.junit.jupiter.api.Test;

/** A volume on a disk behind its contract: requests longer than the contract's, failures of the disk, the end of its driver. */
class OpenedDiskTest {
    private final MemoryDisk medium = MemoryDisk.formatted(16, 20_000, 1);
    private final Driver driver = new Driver();

    /** A driver that has an error whenever it is told, and dies when it is told. */
    private final class Driver implements Disk {
        volatile String error;
        volatile boolean dead;
        volatile boolean writable = true;
        volatile int flushes;

        @Override
        public Shape shape() {
            return new Shape(medium.sectors(), writable);
        }

        private void check() throws DiskException {
            if (dead) {
                throw new IllegalStateException("the driver has ended");
            }
            if (error != null) {
                throw new DiskException(error);
            }
        }

        @Override
        public Pending<Block> read(long sector, int count) throws DiskException {
            check();
            assertTrue(count <= MOST);
            byte[] bytes = new byte[count * SECTOR];
            try {
                medium.read(sector, count, bytes, 0);
            } catch (IOException e) {
                throw new DiskException(e.getMessage());
            }
            return Pending.of(Block.copyOf(bytes));
        }

        @Override
        public Pending<Integer> write(long sector, int count, Block data) throws DiskException {
            try (data) {
                check();
                assertTrue(count <= MOST);
                medium.write(sector, count, data.toBytes(), 0);
            } catch (IOException e) {
                throw new DiskException(e.getMessage());
            }
            return Pending.of(count);
        }

        @Override
        public Pending<Integer> flush() throws DiskException {
            check();
            flushes++;
            return Pending.of(0);
        }
    }

    private static void fails(String text, Errno errno, org.junit.jupiter.api.function.Executable action) {
        StyxException e = assertThrows(StyxException.class, action);
        assertEquals(errno, e.errno(), e.getMessage());
        assertTrue(e.getMessage().contains(text), e.getMessage());
    }

    @Test
    void longRequestsAreDivided() throws Exception {
        OpenedDisk disk = new OpenedDisk(Loopback.of(Disk.class, driver));
        byte[] written = new byte[300 * 512];
        new Random(1).nextBytes(written);
        disk.write(1000, 300, written, 0);
        byte[] read = new byte[302 * 512];
        disk.read(999, 302, read, 0);
        assertArrayEquals(written, Arrays.copyOfRange(read, 512, 301 * 512));
        assertThrows(IOException.class, () -> disk.read(19_999, 2, read, 0));
        assertFalse(disk.isGone());
    }

    @Test
    void syncOfAFileFlushesTheDisk() throws StyxException {
        FatTree tree = Mounted.tree(new OpenedDisk(Loopback.of(Disk.class, driver)));
        Peer p = new Peer(tree, Dialect.L);
        p.put("", "a", Peer.bytes("x"));
        int before = driver.flushes;
        p.sync();
        assertTrue(driver.flushes > before);
        assertArrayEquals(Peer.bytes("x"), new Peer(Mounted.tree(new MemoryDisk(medium.bytes().clone())), Dialect.L).get("a"));
    }

    /** What cannot be read is an error of that file; what cannot be written ends all writing. */
    @Test
    void errorsOfTheDiskAreThoseOfTheFile() throws StyxException {
        FatTree tree = Mounted.tree(new OpenedDisk(Loopback.of(Disk.class, driver)));
        Peer p = new Peer(tree, Dialect.U);
        p.put("", "a", Peer.bytes("x"));
        driver.error = "a bad sector";
        fails("a bad sector", Errno.EIO, () -> p.get("a"));
        driver.error = null;
        assertArrayEquals(Peer.bytes("x"), p.get("a"));
        driver.error = "a bad sector";
        fails("a bad sector", Errno.EIO, () -> tree.sync());
        driver.error = null;
        fails("a bad sector", Errno.EIO, () -> tree.sync());
        fails("a bad sector", Errno.EROFS, () -> p.put("", "b", Peer.bytes("y")));
        assertFalse(tree.isChanged());
    }

    @Test
    void aDiskThatCanOnlyBeRead() throws StyxException {
        FatTree filled = Mounted.tree(medium);
        new Peer(filled, Dialect.L).put("", "a", Peer.bytes("x"));
        filled.close();
        driver.writable = false;
        FatTree tree = Mounted.tree(new OpenedDisk(Loopback.of(Disk.class, driver)));
        Peer p = new Peer(tree, Dialect.L);
        assertArrayEquals(Peer.bytes("x"), p.get("a"));
        fails("", Errno.EROFS, () -> p.put("", "b", Peer.bytes("y")));
        fails("", Errno.EROFS, () -> p.remove("a"));
        p.sync();
    }

    @Test
    void theDriverEnds() throws StyxException {
        OpenedDisk disk = new OpenedDisk(Loopback.of(Disk.class, driver));
        FatTree tree = Mounted.tree(disk);
        Peer p = new Peer(tree, Dialect.L);
        p.put("", "a", Peer.bytes("x"));
        assertFalse(disk.isGone());
        driver.dead = true;
        fails("its driver has ended", Errno.EIO, () -> tree.sync());
        assertTrue(disk.isGone());
        driver.dead = false;
        assertThrows(StyxException.class, () -> p.get("a"));
    }
}
