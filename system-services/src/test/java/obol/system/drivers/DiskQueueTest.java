package obol.system.drivers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.channels.Block;
import obol.channels.Failed;
import obol.channels.Loopback;
import obol.channels.Pending;
import obol.system.disk.Disk;
import obol.system.disk.DiskException;
import obol.system.disk.Disks;

/** A disk's requests, over the contract, against a medium in memory that ends them when, and how, it is told. */
class DiskQueueTest {
    private static final int SECTORS = 1000, ROOM = 3;

    private static final class Memory implements Medium {
        final byte[] contents = new byte[SECTORS * SECTOR];
        final List<DiskRequest> under = new ArrayList<>();
        boolean readOnly;
        int begun;

        @Override public long sectors() {
            return SECTORS;
        }

        @Override public boolean writable() {
            return !readOnly;
        }

        @Override public boolean begin(DiskRequest request) {
            if (under.size() == ROOM) return false;
            begun++;
            under.add(request);
            return true;
        }

        void end(int which) {
            DiskRequest request = under.remove(which);
            int at = (int) request.sector * SECTOR;
            if (request.kind == DiskRequest.Kind.READ) System.arraycopy(contents, at, request.bytes, 0, request.bytes.length);
            if (request.kind == DiskRequest.Kind.WRITE) System.arraycopy(request.bytes, 0, contents, at, request.bytes.length);
            request.done();
        }
    }

    private static Disk open(Medium medium) throws DiskException {
        try (Disks disks = Loopback.of(Disks.class, new DiskProgram(List.of(medium)))) {
            assertEquals(1, disks.count());
            assertEquals("no disk 1; there are 1", assertThrows(DiskException.class, () -> disks.open(1)).getMessage());
            return disks.open(0);
        }
    }

    /** Reads and writes of sectors of their own, ended in any order, with those behind them waiting for room. */
    @Property(tries = 50)
    void inAnyOrder(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Memory medium = new Memory();
        random.nextBytes(medium.contents);
        byte[] expected = medium.contents.clone();
        try (Disk disk = open(medium)) {
            assertEquals(new Disk.Shape(SECTORS, true), disk.shape());
            record Reading(Pending<Block> pending, int sector, int count) {}
            ArrayDeque<Reading> reads = new ArrayDeque<>();
            ArrayDeque<Pending<Integer>> writes = new ArrayDeque<>();
            for (int sector = 0; ; ) {
                int count = 1 + random.nextInt(Disk.MOST);
                if (sector + count > SECTORS) break;
                if (random.nextBoolean()) {
                    reads.add(new Reading(disk.read(sector, count), sector, count));
                } else {
                    byte[] bytes = new byte[count * Disk.SECTOR];
                    random.nextBytes(bytes);
                    System.arraycopy(bytes, 0, expected, sector * Disk.SECTOR, bytes.length);
                    writes.add(disk.write(sector, count, Block.copyOf(bytes)));
                }
                sector += count;
                if (random.nextInt(3) == 0 && !medium.under.isEmpty()) medium.end(random.nextInt(medium.under.size()));
            }
            while (!medium.under.isEmpty()) medium.end(random.nextInt(medium.under.size()));
            for (Reading read : reads) {
                try (Block block = read.pending.await()) {
                    assertArrayEquals(Arrays.copyOfRange(expected, read.sector * Disk.SECTOR, (read.sector + read.count) * Disk.SECTOR), block.toBytes());
                }
            }
            for (Pending<Integer> write : writes) assertTrue(write.await() > 0);
            assertArrayEquals(expected, medium.contents);
        }
    }

    private static void refused(String why, org.junit.jupiter.api.function.Executable call) {
        assertEquals(why, assertThrows(DiskException.class, call).getMessage());
    }

    /** Nothing of it comes to the medium. */
    @Example
    void bounds() throws Exception {
        Memory medium = new Memory();
        try (Disk disk = open(medium)) {
            refused("no sectors 1000 to 1000; the disk has 1000", () -> disk.read(SECTORS, 1));
            refused("no sectors 999 to 1000; the disk has 1000", () -> disk.read(SECTORS - 1, 2));
            refused("no sectors -1 to -1; the disk has 1000", () -> disk.read(-1, 1));
            refused("no sectors 9223372036854775807 to -9223372036854775808; the disk has 1000", () -> disk.read(Long.MAX_VALUE, 2));
            refused("128 sectors at once; at most 127", () -> disk.read(0, 128));
            refused("0 sectors at once; at least 1", () -> disk.read(0, 0));
            refused("-1 sectors at once; at least 1", () -> disk.write(0, -1, Block.allocate(512)));
            refused("a block of 1023 bytes for 2 sectors", () -> disk.write(0, 2, Block.allocate(1023)));
            medium.readOnly = true;
            refused("the disk can only be read", () -> disk.write(0, 1, Block.allocate(512)));
            assertEquals(0, medium.begun);
        }
    }

    /** A client that asks for more than the disk does is told; what it gives up is not begun. */
    @Example
    void manyRequests() throws Exception {
        Memory medium = new Memory();
        try (Disk disk = open(medium)) {
            List<Pending<Block>> all = new ArrayList<>();
            for (int i = 0; i < ROOM + Disk.WAITING; i++) all.add(disk.read(i, 1));
            refused("too many requests", () -> disk.read(0, 1));
            for (Pending<Block> pending : all.subList(ROOM, all.size())) pending.close();
            medium.end(0);
            assertEquals(ROOM, medium.begun);
            try (Pending<Block> next = disk.read(0, 1)) {
                medium.end(0);
                medium.end(0);
                assertEquals(1, medium.under.size());
                assertFalse(next.ready());
                medium.end(0);
                next.await().close();
            }
            for (Pending<Block> pending : all.subList(0, ROOM)) pending.await().close();
        }
    }

    @Example
    void errorsOfTheMedium() throws Exception {
        Memory medium = new Memory();
        try (Disk disk = open(medium)) {
            Pending<Block> read = disk.read(0, 1);
            Pending<Integer> write = disk.write(7, 1, Block.allocate(512));
            Pending<Integer> flush = disk.flush();
            medium.under.remove(0).fail("the disk cannot read sector 0");
            medium.under.remove(0).fail("the disk cannot write sector 7");
            medium.end(0);
            assertEquals("the disk cannot read sector 0", assertThrows(Failed.class, read::await).getCause().getMessage());
            assertEquals("the disk cannot write sector 7", assertThrows(Failed.class, write::await).getCause().getMessage());
            assertEquals(0, flush.await());
        }
    }
}
