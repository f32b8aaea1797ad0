package obol.system.servers.fat;

import obol.styx.StyxException;
import obol.system.servers.suite.Served;

/** A volume that a test has mounted. */
final class Mounted {
    private static final long START = 1_700_000_000L * 1_000_000_000L;

    private Mounted() {
    }

    /** With a clock that ticks two seconds at each look. */
    static FatTree tree(BlockDevice disk) throws StyxException {
        long[] now = {START};
        return new FatTree(disk, () -> now[0] += 2_000_000_000L);
    }

    static Served empty(int bits, int sectors, int clusterSectors) throws StyxException {
        return new Served(tree(MemoryDisk.formatted(bits, sectors, clusterSectors)), false, false, false, false, 2_000_000_000L);
    }
}
