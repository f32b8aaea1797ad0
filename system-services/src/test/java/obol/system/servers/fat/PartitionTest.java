package obol.system.servers.fat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.system.servers.dos.Little;
import org.junit.jupiter.api.Test;

/** Tables of partitions, and first sectors that are none. */
class PartitionTest {
    private static final int SECTORS = 1000;

    /** A disk whose table has these entries: type, first sector, count. */
    private static MemoryDisk disk(long[]... entries) {
        byte[] bytes = new byte[SECTORS * BlockDevice.SECTOR];
        for (int i = 0; i < entries.length; i++) {
            bytes[446 + 16 * i + 4] = (byte) entries[i][0];
            Little.put32(bytes, 446 + 16 * i + 8, (int) entries[i][1]);
            Little.put32(bytes, 446 + 16 * i + 12, (int) entries[i][2]);
        }
        Little.put16(bytes, 510, 0xaa55);
        return new MemoryDisk(bytes);
    }

    private static String range(BlockDevice disk, int number) throws StyxException {
        Partition found = Partition.of(disk, number);
        return found.first() + "+" + found.sectors();
    }

    private static void refused(String why, BlockDevice disk, int number) {
        StyxException e = assertThrows(StyxException.class, () -> Partition.of(disk, number));
        assertEquals(Errno.EINVAL, e.errno());
        assertEquals(why, e.getMessage());
    }

    @Test
    void ofATable() throws StyxException {
        MemoryDisk disk = disk(new long[] {0x83, 1, 9}, new long[] {0, 0, 0}, new long[] {0x0c, 10, 90}, new long[] {0x06, 100, 900});
        assertEquals("10+90", range(disk, 0));
        assertEquals("1+9", range(disk, 1));
        assertEquals("100+900", range(disk, 4));
        refused("no partition 2", disk, 2);
        refused("partition 5 of 4", disk, 5);
    }

    @Test
    void thatCannotBe() {
        refused("partition 1 ends at sector 1001, the disk has 1000", disk(new long[] {6, 1, 1000}), 0);
        refused("partition 1 ends at sector 8589934590, the disk has 1000", disk(new long[] {6, 0xffffffffL, 0xffffffffL}), 1);
        refused("no partition 1", disk(new long[] {6, 0, 10}), 1);
        refused("none of the disk's partitions is FAT", disk(new long[] {0x83, 1, 9}), 0);
        refused("the disk has a GUID partition table, which is not read", disk(new long[] {0xee, 1, 999}), 0);
    }

    @Test
    void aVolumeIsNoTable() throws StyxException {
        MemoryDisk volume = MemoryDisk.formatted(12, 600, 1);
        assertEquals("0+600", range(volume, 0));
        refused("the disk has no partitions", volume, 1);
        // code of the boot sector where a table would have a partition
        volume.bytes()[446 + 4] = 6;
        assertEquals("0+600", range(volume, 0));
        assertEquals("0+" + SECTORS, range(new MemoryDisk(new byte[SECTORS * BlockDevice.SECTOR]), 0));
    }

    /** Nobody gets at what lies beside a partition. */
    @Test
    void bounds() throws Exception {
        MemoryDisk disk = disk(new long[] {6, 10, 90});
        Partition partition = Partition.of(disk, 1);
        byte[] bytes = new byte[2 * BlockDevice.SECTOR];
        bytes[0] = 1;
        partition.write(0, 1, bytes, 0);
        assertEquals(1, disk.bytes()[10 * BlockDevice.SECTOR]);
        partition.read(88, 2, bytes, 0);
        assertThrows(IOException.class, () -> partition.read(89, 2, bytes, 0));
        assertThrows(IOException.class, () -> partition.read(-1, 1, bytes, 0));
        assertThrows(IOException.class, () -> partition.write(90, 1, bytes, 0));
        assertThrows(IOException.class, () -> partition.write(Long.MAX_VALUE, 1, bytes, 0));
    }
}
