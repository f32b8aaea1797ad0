package obol.system.servers.fat;

import java.util.Arrays;
import java.util.BitSet;
import obol.styx.StyxException;
import obol.system.servers.dos.Little;

/**
 * The file allocation table, whole in memory as it is on the disk. A cluster that is given back stays taken until the next commit has
 * put on the disk that nobody leads to it.
 */
final class AllocationTable {
    static final int FREE = 0;
    /** The last cluster of a chain. */
    static final int END = -1;
    /** A value that no chain may have: a bad cluster's, a reserved one, a number that no cluster has. */
    static final int WRONG = -2;

    private final Volume volume;
    private final Geometry geometry;
    private final byte[] bytes;
    /** Sectors of the table that differ from the disk's. */
    private final BitSet dirty = new BitSet();
    private int free;
    /** Where to look for the next free cluster. */
    private int hint = 2;
    private int[] released = new int[16];
    private int releasedCount;

    AllocationTable(Volume volume, Geometry geometry) throws StyxException {
        this.volume = volume;
        this.geometry = geometry;
        this.bytes = new byte[geometry.tableSectors() * BlockDevice.SECTOR];
        int active = Math.max(0, geometry.activeTable());
        volume.read(geometry.tableStart() + (long) active * geometry.tableSectors(), geometry.tableSectors(), bytes, 0);
        for (int c = 2; c < geometry.clusters() + 2; c++) {
            free += raw(c) == 0 ? 1 : 0;
        }
    }

    private int raw(int cluster) {
        switch (geometry.bits()) {
            case 12:
                int pair = Little.u16(bytes, cluster + cluster / 2);
                return (cluster & 1) == 0 ? pair & 0xfff : pair >> 4;
            case 16:
                return Little.u16(bytes, cluster * 2);
            default:
                return Little.i32(bytes, cluster * 4) & 0x0fff_ffff;
        }
    }

    /** The cluster behind this one, or {@link #FREE}, {@link #END}, {@link #WRONG}. */
    int next(int cluster) {
        int value = raw(cluster);
        int end = geometry.bits() == 12 ? 0xff8 : geometry.bits() == 16 ? 0xfff8 : 0x0fff_fff8;
        return value == 0 ? FREE : value >= end ? END : geometry.isCluster(value) ? value : WRONG;
    }

    /** @param value a cluster, {@link #FREE} or {@link #END} */
    void set(int cluster, int value) {
        int at;
        switch (geometry.bits()) {
            case 12:
                at = cluster + cluster / 2;
                int pair = Little.u16(bytes, at);
                Little.put16(bytes, at, (cluster & 1) == 0 ? pair & 0xf000 | value & 0xfff : pair & 0xf | (value & 0xfff) << 4);
                dirty.set((at + 1) / BlockDevice.SECTOR);
                break;
            case 16:
                at = cluster * 2;
                Little.put16(bytes, at, value);
                break;
            default:
                at = cluster * 4;
                // the upper four bits are not ours
                Little.put32(bytes, at, Little.i32(bytes, at) & 0xf000_0000 | value & 0x0fff_ffff);
                break;
        }
        dirty.set(at / BlockDevice.SECTOR);
    }

    /** Clusters that are free or will be after the next commit. */
    int free() {
        return free + releasedCount;
    }

    /** Takes a free cluster, which ends a chain, or answers 0 if there is none. */
    int allocate() throws StyxException {
        if (free == 0 && releasedCount > 0) {
            volume.commit();
        }
        if (free == 0) {
            return 0;
        }
        int c = hint;
        while (raw(c) != 0) {
            c = c == geometry.clusters() + 1 ? 2 : c + 1;
        }
        hint = c;
        free--;
        set(c, END);
        return c;
    }

    /** Gives back a cluster to which, after the next commit, nothing on the disk leads. */
    void release(int cluster) {
        if (releasedCount == released.length) {
            released = Arrays.copyOf(released, releasedCount * 2);
        }
        released[releasedCount++] = cluster;
    }

    /** The entries that led to released clusters are gone from the disk. True if there were any. */
    boolean freeReleased() {
        for (int i = 0; i < releasedCount; i++) {
            if (raw(released[i]) != 0) {
                set(released[i], FREE);
                free++;
            }
        }
        boolean any = releasedCount > 0;
        releasedCount = 0;
        return any;
    }

    boolean isDirty() {
        return !dirty.isEmpty();
    }

    /** Writes what has changed to all tables that count. */
    void write() throws StyxException {
        for (int from = dirty.nextSetBit(0); from >= 0; ) {
            int to = dirty.nextClearBit(from);
            for (int t = 0; t < geometry.tables(); t++) {
                if (geometry.activeTable() < 0 || geometry.activeTable() == t) {
                    volume.write(geometry.tableStart() + (long) t * geometry.tableSectors() + from, to - from, bytes,
                            from * BlockDevice.SECTOR);
                }
            }
            from = dirty.nextSetBit(to);
        }
        dirty.clear();
    }

    /** Fills in FAT32's info sector: the number of free clusters, and where to look for one. */
    void describe(byte[] info) {
        Little.put32(info, 488, free);
        Little.put32(info, 492, hint);
    }
}
