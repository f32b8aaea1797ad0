package obol.net.tcp;

import java.util.function.Consumer;

/** Associations by addresses and ports; hashed with a secret number, so that nobody outside can choose those that collide. */
final class AssociationTable {
    private Association[] buckets = new Association[256];
    private final long salt;
    private int size;

    AssociationTable(long salt) {
        this.salt = salt | 1;
    }

    int size() {
        return size;
    }

    private int hash(long localLow, int localPort, long remoteHigh, long remoteLow, int remotePort) {
        long mixed = (remoteHigh ^ salt) * 0x9E3779B97F4A7C15L;
        mixed = (Long.rotateLeft(mixed, 29) ^ remoteLow) * salt;
        mixed = (Long.rotateLeft(mixed, 29) ^ localLow ^ (long) localPort << 16 ^ remotePort) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32) * salt;
        return (int) (mixed >>> 40);
    }

    private int bucket(Association a) {
        return hash(a.localLow, a.localPort, a.remoteHigh, a.remoteLow, a.remotePort) & buckets.length - 1;
    }

    Association find(long localHigh, long localLow, int localPort, long remoteHigh, long remoteLow, int remotePort) {
        Association a = buckets[hash(localLow, localPort, remoteHigh, remoteLow, remotePort) & buckets.length - 1];
        while (a != null && !a.is(localHigh, localLow, localPort, remoteHigh, remoteLow, remotePort)) a = a.next;
        return a;
    }

    void add(Association a) {
        if (size >= buckets.length) grow();
        int bucket = bucket(a);
        a.next = buckets[bucket];
        buckets[bucket] = a;
        size++;
    }

    void remove(Association a) {
        int bucket = bucket(a);
        Association before = null;
        for (Association other = buckets[bucket]; other != null; before = other, other = other.next) {
            if (other != a) continue;
            if (before == null) buckets[bucket] = a.next;
            else before.next = a.next;
            a.next = null;
            size--;
            return;
        }
    }

    void forEach(Consumer<Association> action) {
        for (Association first : buckets) {
            for (Association a = first; a != null; a = a.next) action.accept(a);
        }
    }

    private void grow() {
        Association[] old = buckets;
        buckets = new Association[2 * old.length];
        for (Association first : old) {
            for (Association a = first; a != null; ) {
                Association next = a.next;
                int bucket = bucket(a);
                a.next = buckets[bucket];
                buckets[bucket] = a;
                a = next;
            }
        }
    }
}
