package obol.system.servers.fat;

import java.util.Arrays;
import obol.styx.StyxException;

/** The clusters of a file or directory in their order. Owned by who read it; changes go to the allocation table at once. */
final class Chain {
    private final Volume volume;
    private int[] clusters = new int[4];
    private int count;

    /**
     * Reads the chain that begins at {@code start}; 0 is an empty one.
     *
     * @param most clusters; a longer chain is damage
     * @param place for the error's text
     */
    Chain(Volume volume, int start, int most, String place) throws StyxException {
        this.volume = volume;
        int c = start;
        if (start != 0 && !volume.geometry.isCluster(start)) {
            throw volume.damaged(place + " begins at cluster " + (start & 0xffff_ffffL));
        }
        while (c != 0) {
            if (count == most) {
                throw volume.damaged("the chain of " + place + " has a loop or is too long: cluster " + c + " comes after " + count);
            }
            append(c);
            int next = volume.table.next(c);
            if (next == AllocationTable.FREE || next == AllocationTable.WRONG) {
                throw volume.damaged("the chain of " + place + " breaks off behind cluster " + c);
            }
            c = next == AllocationTable.END ? 0 : next;
        }
    }

    private void append(int cluster) {
        if (count == clusters.length) {
            clusters = Arrays.copyOf(clusters, count * 2);
        }
        clusters[count++] = cluster;
    }

    int count() {
        return count;
    }

    int get(int i) {
        return clusters[i];
    }

    /** The first cluster, 0 if there is none. */
    int start() {
        return count == 0 ? 0 : clusters[0];
    }

    long bytes() {
        return (long) count * volume.geometry.clusterBytes();
    }

    /** Takes clusters until there are {@code wanted}, or no more are free. */
    void grow(int wanted) throws StyxException {
        while (count < wanted) {
            int c = volume.table.allocate();
            if (c == 0) {
                return;
            }
            if (count > 0) {
                volume.table.set(clusters[count - 1], c);
            }
            append(c);
        }
    }

    /** Gives back all but the first {@code keep} clusters. */
    void cut(int keep) {
        if (keep >= count) {
            return;
        }
        for (int i = keep; i < count; i++) {
            volume.sectors.forget(volume.geometry.sectorOf(clusters[i]), volume.geometry.clusterSectors());
            volume.table.release(clusters[i]);
        }
        count = keep;
        if (keep > 0) {
            volume.table.set(clusters[keep - 1], AllocationTable.END);
        }
    }

    /** How many of the {@code most} clusters from number {@code i} on lie one behind the other on the disk. */
    int run(int i, int most) {
        int n = 1;
        while (n < most && i + n < count && clusters[i + n] == clusters[i] + n) {
            n++;
        }
        return n;
    }
}
