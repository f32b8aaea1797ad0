package obol.system.servers.fat;

import java.io.IOException;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.system.servers.dos.Little;

/**
 * Part of a disk, as a device of its own. The table of a PC's first sector has four (Microsoft, "FAT32 File System Specification", 1.03,
 * names the types; the layout is that of IBM's PC DOS 2.0: entries of 16 bytes from 446 on, with the type at 4, first sector at 8, and
 * count at 12).
 *
 * @param first of its sectors, on the disk
 */
record Partition(BlockDevice disk, long first, long sectors) implements BlockDevice {
    private static final int MOST = 4;
    private static final int TABLE = 446, ENTRY = 16, TYPE = 4, FIRST = 8, COUNT = 12, SIGNATURE = 510;
    /** Of a disk whose table is a GUID partition table, which this is not. */
    private static final int PROTECTIVE = 0xee;

    /**
     * Where a volume is.
     *
     * @param number of the partition, from 1; 0: the whole disk if it is one volume, else the first partition that says it is FAT
     * @throws StyxException EINVAL, with what is wrong in the text; EIO
     */
    static Partition of(BlockDevice disk, int number) throws StyxException {
        byte[] table = new byte[SECTOR];
        try {
            disk.read(0, 1, table, 0);
        } catch (IOException e) {
            throw new StyxException(Errno.EIO, "reading sector 0 of the disk: " + e.getMessage());
        }
        if (number == 0 && !isTable(table)) {
            return new Partition(disk, 0, disk.sectors());
        }
        if (number > MOST || !isTable(table)) {
            throw new StyxException(Errno.EINVAL, number > MOST ? "partition " + number + " of " + MOST : "the disk has no partitions");
        }
        int index = number == 0 ? firstVolume(table) : number - 1;
        int at = TABLE + ENTRY * index;
        int type = type(table, index);
        long first = Little.u32(table, at + FIRST);
        long count = Little.u32(table, at + COUNT);
        if (type == PROTECTIVE) {
            throw new StyxException(Errno.EINVAL, "the disk has a GUID partition table, which is not read");
        }
        if (type == 0 || first == 0 || count == 0) {
            throw new StyxException(Errno.EINVAL, "no partition " + (index + 1));
        }
        if (first + count > disk.sectors()) {
            throw new StyxException(Errno.EINVAL, "partition " + (index + 1) + " ends at sector " + (first + count) + ", the disk has " + disk.sectors());
        }
        return new Partition(disk, first, count);
    }

    /**
     * A volume's boot sector ends like a table. What tells them apart: a table's entries are marked 0x80 or 0, some are used, and the boot
     * sector's size of a sector is none.
     */
    private static boolean isTable(byte[] sector) {
        if (Little.u16(sector, SIGNATURE) != 0xaa55) {
            return false;
        }
        boolean used = false;
        for (int i = 0; i < MOST; i++) {
            if ((sector[TABLE + ENTRY * i] & 0x7f) != 0) {
                return false;
            }
            used |= type(sector, i) != 0;
        }
        int bytes = Little.u16(sector, 11);
        boolean volume = bytes >= SECTOR && bytes <= 4096 && Integer.bitCount(bytes) == 1 && Integer.bitCount(Little.u8(sector, 13)) == 1;
        return used && !volume;
    }

    private static int firstVolume(byte[] table) throws StyxException {
        for (int i = 0; i < MOST; i++) {
            switch (type(table, i)) {
                case 0x01, 0x04, 0x06, 0x0b, 0x0c, 0x0e, 0xef, PROTECTIVE -> {
                    return i;
                }
                default -> { }
            }
        }
        throw new StyxException(Errno.EINVAL, "none of the disk's partitions is FAT");
    }

    private static int type(byte[] table, int index) {
        return Little.u8(table, TABLE + ENTRY * index + TYPE);
    }

    @Override
    public boolean writable() {
        return disk.writable();
    }

    @Override
    public void read(long sector, int count, byte[] into, int at) throws IOException {
        disk.read(checked(sector, count), count, into, at);
    }

    @Override
    public void write(long sector, int count, byte[] from, int at) throws IOException {
        disk.write(checked(sector, count), count, from, at);
    }

    private long checked(long sector, int count) throws IOException {
        if (sector < 0 || count < 0 || sector > sectors - count) {
            throw new IOException("no sectors " + sector + " to " + (sector + count - 1) + "; the partition has " + sectors);
        }
        return first + sector;
    }

    @Override
    public void flush() throws IOException {
        disk.flush();
    }
}
