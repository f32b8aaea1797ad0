package obol.system.servers.fat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import obol.styx.StyxException;

/**
 * The sectors of directories: a cache that is written back at a commit. Changed sectors are of two classes, because they are written
 * at different times: those of clusters that nothing on the disk leads to yet, and all others.
 */
final class Sectors {
    /** Unchanged sectors that are kept. */
    private static final int CLEAN = 512;
    /** Changed sectors that wait for a commit; then one is made. */
    private static final int MAX_CHANGED = 1024;
    /** Sectors written at once. */
    private static final int RUN = 64;

    private final Volume volume;
    private final LinkedHashMap<Long, byte[]> clean = new LinkedHashMap<>(64, 0.75f, true);
    private final TreeMap<Long, byte[]> fresh = new TreeMap<>();
    private final TreeMap<Long, byte[]> linked = new TreeMap<>();

    Sectors(Volume volume) {
        this.volume = volume;
    }

    /** The bytes of a sector, for reading. They are valid until the next call. */
    byte[] get(long sector) throws StyxException {
        byte[] b = linked.get(sector);
        if (b == null) {
            b = fresh.get(sector);
        }
        if (b == null) {
            b = clean.get(sector);
        }
        if (b == null) {
            b = new byte[BlockDevice.SECTOR];
            volume.read(sector, 1, b, 0);
            keep(sector, b);
        }
        return b;
    }

    private void keep(long sector, byte[] b) {
        clean.put(sector, b);
        if (clean.size() > CLEAN) {
            clean.remove(clean.keySet().iterator().next());
        }
    }

    /** The bytes of a sector, for changing. They are valid until the next call. */
    byte[] change(long sector) throws StyxException {
        byte[] b = get(sector);
        if (!fresh.containsKey(sector)) {
            linked.put(sector, b);
            clean.remove(sector);
        }
        return b;
    }

    /** A sector of zeros in a cluster that was just allocated. */
    byte[] make(long sector) {
        byte[] b = new byte[BlockDevice.SECTOR];
        fresh.put(sector, b);
        return b;
    }

    /** The cluster from this sector on is a directory's no more. */
    void forget(long sector, int count) {
        for (long s = sector; s < sector + count; s++) {
            clean.remove(s);
            fresh.remove(s);
            linked.remove(s);
        }
    }

    boolean isFull() {
        return fresh.size() + linked.size() >= MAX_CHANGED;
    }

    boolean hasFresh() {
        return !fresh.isEmpty();
    }

    boolean hasLinked() {
        return !linked.isEmpty();
    }

    void writeFresh() throws StyxException {
        write(fresh);
    }

    void writeLinked() throws StyxException {
        write(linked);
    }

    private void write(TreeMap<Long, byte[]> sectors) throws StyxException {
        byte[] run = new byte[Math.min(RUN, sectors.size()) * BlockDevice.SECTOR];
        long start = 0;
        int count = 0;
        for (Map.Entry<Long, byte[]> s : sectors.entrySet()) {
            if (count > 0 && (s.getKey() != start + count || count == RUN)) {
                volume.write(start, count, run, 0);
                count = 0;
            }
            if (count == 0) {
                start = s.getKey();
            }
            System.arraycopy(s.getValue(), 0, run, count++ * BlockDevice.SECTOR, BlockDevice.SECTOR);
            keep(s.getKey(), s.getValue());
        }
        if (count > 0) {
            volume.write(start, count, run, 0);
        }
        sectors.clear();
    }
}
