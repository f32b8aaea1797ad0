package obol.system.servers.fat;

import java.util.BitSet;
import obol.styx.Errno;
import obol.styx.StyxException;

/**
 * The slots of 32 bytes that a directory's entries lie in: where they are, which are taken, and in which order they reach the disk, so
 * that a crash leaves no entry that nobody has made.
 */
final class Slots {
    static final int SIZE = 32;
    static final int PER_SECTOR = BlockDevice.SECTOR / SIZE;
    /** The first byte of one that is free, with slots in use behind it. */
    static final int ERASED = 0xe5;
    /** The specification's limit. */
    private static final int MOST = 65_536;

    private final Volume volume;
    /** null for the root directory of FAT12 and FAT16. */
    private final Chain chain;
    private final BitSet used = new BitSet();
    /** The first slot that was never used; behind it is nothing. In directories that were made here it is their capacity. */
    private int end;

    /** @param chain null: the root directory has a place of its own */
    Slots(Volume volume, Chain chain) {
        this.volume = volume;
        this.chain = chain;
    }

    /** The most clusters that a directory's chain may have. */
    static int mostClusters(Volume volume) {
        return Math.max(1, MOST * SIZE / volume.geometry.clusterBytes());
    }

    /**
     * Fills a cluster with erased slots. So the directory's end need not move on when entries are added, which may be in sectors that
     * reach the disk before those that have the end: nobody would look behind it. Returns the first sector's bytes.
     */
    static byte[] makeCluster(Volume volume, int cluster) {
        long first = volume.geometry.sectorOf(cluster);
        byte[] b = null;
        for (int i = volume.geometry.clusterSectors() - 1; i >= 0; i--) {
            b = volume.sectors.make(first + i);
            for (int at = 0; at < b.length; at += SIZE) {
                b[at] = (byte) ERASED;
            }
        }
        return b;
    }

    int capacity() {
        return chain == null ? volume.geometry.rootSectors() * PER_SECTOR : (int) (chain.bytes() / SIZE);
    }

    long sector(int slot) {
        int i = slot / PER_SECTOR;
        return chain == null ? volume.geometry.rootStart() + i
                : volume.geometry.sectorOf(chain.get(i / volume.geometry.clusterSectors())) + i % volume.geometry.clusterSectors();
    }

    /** In its sector. */
    static int offset(int slot) {
        return slot % PER_SECTOR * SIZE;
    }

    /** The sector that slots lie in, or -1 if they lie in several. */
    long sector(int first, int last) {
        return sector(first) == sector(last) ? sector(first) : -1;
    }

    /** Its sector, to be written to from {@link #offset} on. */
    byte[] change(int slot) throws StyxException {
        return volume.sectors.change(sector(slot));
    }

    /** The next one of a directory that is being read, from the first on. */
    void found(int slot, boolean taken) {
        end = slot + 1;
        used.set(slot, taken);
    }

    /**
     * Finds slots that follow each other, behind the end if need be; in one sector if they can be, so that a crash leaves all of
     * them or none. They are {@link #take taken} when they have been written.
     */
    int reserve(int slots) throws StyxException {
        int at = used.nextClearBit(0);
        for (boolean found = false; !found; ) {
            int next = used.nextSetBit(at);
            if (slots <= PER_SECTOR && at % PER_SECTOR + slots > PER_SECTOR) {
                at = used.nextClearBit((at / PER_SECTOR + 1) * PER_SECTOR);
            } else if (next >= 0 && next - at < slots) {
                at = used.nextClearBit(next);
            } else {
                found = true;
            }
        }
        if (at + slots > capacity() || (at + slots - 1) / PER_SECTOR > Math.max(0, end - 1) / PER_SECTOR) {
            fill();
        }
        while (at + slots > capacity()) {
            int have = chain == null ? 0 : chain.count();
            if (chain == null || capacity() + (int) (chain.bytes() / SIZE / have) > MOST) {
                throw new StyxException(Errno.ENOSPC);
            }
            chain.grow(have + 1);
            if (chain.count() == have) {
                throw new StyxException(Errno.ENOSPC);
            }
            makeCluster(volume, chain.get(have));
            end = capacity();
        }
        return at;
    }

    /** Those between the end and this one are erased, before it is written. */
    void reach(int first) throws StyxException {
        markErased(end, first);
    }

    void take(int first, int count) throws StyxException {
        used.set(first, first + count);
        if (first + count > end) {
            end = first + count;
            // where nothing was written yet there may be anything but for the first byte
            if (end < capacity() && volume.sectors.get(sector(end))[offset(end)] != 0) {
                change(end)[offset(end)] = 0;
            }
        }
    }

    /**
     * Moves the end behind the last cluster, as it is in directories that were made here, before entries come to lie in a further
     * sector. First where nobody looks yet, as there may be anything.
     */
    private void fill() throws StyxException {
        int most = capacity();
        int next = Math.min(most, (end / PER_SECTOR + 1) * PER_SECTOR);
        if (next < most) {
            markErased(next, most);
            volume.commit();
        }
        if (end < most) {
            markErased(end, next);
            volume.commit();
        }
        end = most;
    }

    private void markErased(int from, int to) throws StyxException {
        for (int s = from; s < to; s++) {
            change(s)[offset(s)] = (byte) ERASED;
        }
    }

    /** Erases an entry. A crash leaves it all, or at most the beginning of its long name, which fsck.fat erases. */
    void erase(int first, int last) throws StyxException {
        for (int s = last; s >= first; s--) {
            markErased(s, s + 1);
            if (s > first && s % PER_SECTOR == 0) {
                volume.commit();
            }
        }
        used.clear(first, last + 1);
    }
}
