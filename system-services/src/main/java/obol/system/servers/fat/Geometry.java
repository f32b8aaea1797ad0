package obol.system.servers.fat;

import obol.styx.Errno;
import obol.styx.StyxException;
import obol.system.servers.dos.Little;

/**
 * Where things are on a volume, from its boot sector (Microsoft, "FAT32 File System Specification", 1.03). All places and sizes are in
 * sectors of {@link BlockDevice#SECTOR} bytes, whatever the volume calls a sector.
 *
 * @param bits of an entry of the allocation table: 12, 16 or 32 (of which 28 count)
 * @param clusterSectors sectors of a cluster
 * @param tableStart the first allocation table
 * @param tableSectors of one table
 * @param tables how many there are, one behind the other
 * @param activeTable the one table that counts, or -1 if all are kept alike
 * @param rootStart the root directory of FAT12 and FAT16
 * @param rootSectors its size; 0 with FAT32
 * @param rootCluster where the root directory of FAT32 begins; 0 with the others
 * @param dataStart where cluster 2 is
 * @param clusters how many clusters there are; they are numbered from 2
 * @param infoSector FAT32's count of free clusters, or 0
 * @param stateOffset byte of the boot sector whose lowest bit says that the volume is in use
 */
record Geometry(int bits, int clusterSectors, long tableStart, int tableSectors, int tables, int activeTable,
                long rootStart, int rootSectors, int rootCluster, long dataStart, int clusters, long infoSector, int stateOffset) {
    /** A larger table is not held in memory. */
    private static final int MAX_TABLE_BYTES = 32 << 20;
    private static final int MAX_CLUSTER_BYTES = 256 << 10;
    /** Volumes with fewer clusters have 12 or 16 bits (the specification's own limits). */
    private static final int FAT12_BELOW = 4085;

    static Geometry of(byte[] boot, long deviceSectors) throws StyxException {
        require(Little.u16(boot, 510) == 0xaa55, "no signature 55 AA at the end of the boot sector");
        int sector = Little.u16(boot, 11);
        require(sector >= 512 && sector <= 4096 && Integer.bitCount(sector) == 1, "sectors of " + sector + " bytes");
        int scale = sector / BlockDevice.SECTOR;
        int perCluster = Little.u8(boot, 13);
        require(perCluster != 0 && Integer.bitCount(perCluster) == 1 && perCluster * sector <= MAX_CLUSTER_BYTES,
                "clusters of " + perCluster + " sectors");
        int reserved = Little.u16(boot, 14);
        require(reserved != 0, "no reserved sectors");
        int tables = Little.u8(boot, 16);
        require(tables >= 1 && tables <= 4, tables + " allocation tables");
        int rootEntries = Little.u16(boot, 17);
        long total = Little.u16(boot, 19) != 0 ? Little.u16(boot, 19) : Little.u32(boot, 32);
        boolean wide = Little.u16(boot, 22) == 0;
        long tableSize = wide ? Little.u32(boot, 36) : Little.u16(boot, 22);
        require(tableSize != 0, "an allocation table of no sectors");
        require(tableSize * sector <= MAX_TABLE_BYTES, "an allocation table of " + tableSize + " sectors");
        require(total * scale <= deviceSectors, "the volume has " + total * scale + " sectors, the disk " + deviceSectors);
        int rootSectors = (rootEntries * 32 + sector - 1) / sector;
        require(wide == (rootEntries == 0), "a root directory of " + rootEntries + " entries");
        long data = reserved + tables * tableSize + rootSectors;
        require(data < total, "no sectors for files");
        long clusters = (total - data) / perCluster;
        int bits = wide ? 32 : clusters < FAT12_BELOW ? 12 : 16;
        require(clusters >= 1 && (clusters + 2) * bits <= tableSize * sector * 8,
                clusters + " clusters in an allocation table of " + tableSize + " sectors");
        int root = wide ? Little.i32(boot, 44) : 0;
        require(!wide || root >= 2 && root < clusters + 2, "the root directory in cluster " + root);
        int flags = wide ? Little.u16(boot, 40) : 0;
        int active = (flags & 0x80) != 0 ? flags & 15 : -1;
        require(active < tables, "table " + active + " of " + tables);
        int info = wide ? Little.u16(boot, 48) : 0;
        return new Geometry(bits, perCluster * scale, (long) reserved * scale, (int) tableSize * scale, tables, active,
                (reserved + tables * tableSize) * scale, rootSectors * scale, root, data * scale, (int) clusters,
                info > 0 && info < reserved ? (long) info * scale : 0, wide ? 0x41 : 0x25);
    }

    private static void require(boolean condition, String otherwise) throws StyxException {
        if (!condition) {
            throw new StyxException(Errno.EINVAL, "not a FAT volume: " + otherwise);
        }
    }

    int clusterBytes() {
        return clusterSectors * BlockDevice.SECTOR;
    }

    long sectorOf(int cluster) {
        return dataStart + (cluster - 2L) * clusterSectors;
    }

    boolean isCluster(int number) {
        return number >= 2 && number - 2 < clusters;
    }
}
