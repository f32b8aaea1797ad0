package obol.net.ip;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.Ranges;
import obol.net.core.Timer;
import obol.net.wire.Layouts.Icmp;

/**
 * Puts fragments together. Fragments that overlap end their packet (RFC 5722, here for both versions); an exact repetition is ignored. At
 * most {@link #MAX_BYTES} are held; the packet that was begun first gives way.
 */
final class Reassembly {
    static final int MAX_BYTES = 512 << 10;
    private static final int MAX_PACKETS = 64;
    private static final int MAX_RANGES = 64;
    private static final int MAX_PACKET = 65535;
    /** Bytes of the first fragment that an error quotes. */
    private static final int QUOTED = 128;

    private record Key(long sourceHigh, long sourceLow, long targetHigh, long targetLow, int identification, int protocol) {
    }

    private final class Partial extends Timer {
        final Key key;
        final Ranges have = new Ranges(MAX_RANGES);
        final Arrival first = new Arrival();
        byte[] bytes = new byte[0];
        int total = -1;
        int most;

        Partial(Key key) {
            this.key = key;
        }

        @Override
        protected void expired() {
            if (first.bytes != null) {
                boolean v4 = first.isV4();
                ip.icmp().error(first, v4 ? Icmp.TIME_EXCEEDED4 : Icmp.TIME_EXCEEDED6, Icmp.REASSEMBLY, 0);
            }
            drop(this);
        }
    }

    private final Ip ip;
    private final Core core;
    private final long life;
    private final Map<Key, Partial> partials = new LinkedHashMap<>();
    private int held;

    Reassembly(Ip ip, long life) {
        this.ip = ip;
        this.life = life;
        core = ip.core();
    }

    /** Bytes that are held. */
    int held() {
        return held;
    }

    /** Takes a fragment, {@code a.at} being its first byte; if that was the last one that was missing, {@code whole} is the packet. */
    boolean add(Arrival a, int identification, int protocol, int offset, boolean more, Arrival whole) {
        core.count(Counter.FRAGMENTS_IN);
        int length = a.length();
        int end = offset + length;
        if (length == 0 || more && (length & 7) != 0 || end > MAX_PACKET) {
            core.count(Counter.FRAGMENTS_DROPPED);
            return false;
        }
        Key key = new Key(a.sourceHigh, a.sourceLow, a.targetHigh, a.targetLow, identification, protocol);
        Partial partial = partials.get(key);
        if (partial == null) {
            if (partials.size() == MAX_PACKETS) dropFirst();
            partial = new Partial(key);
            partials.put(key, partial);
            core.after(partial, life);
        }
        if (partial.have.containing(offset, end) >= 0 && (more || partial.total == end)) return false;
        boolean inconsistent = partial.have.overlaps(offset, end)
                || !more && (partial.total >= 0 && partial.total != end || partial.most > end)
                || more && partial.total >= 0 && end > partial.total;
        if (inconsistent || partial.have.add(offset, end) < 0) {
            drop(partial);
            return false;
        }
        partial.most = Math.max(partial.most, end);
        if (!more) partial.total = end;
        store(partial, a, offset, end);
        if (offset == 0) keepFirst(partial, a);
        if (partial.total < 0 || partial.have.containing(0, partial.total) < 0 || partial.first.bytes == null) return false;
        whole.copyFrom(partial.first);
        whole.bytes = partial.bytes;
        whole.network = 0;
        whole.at = 0;
        whole.end = partial.total;
        whole.reassembled = true;
        core.count(Counter.REASSEMBLED);
        core.timers.cancel(partial);
        partials.remove(key);
        held -= partial.bytes.length;
        return true;
    }

    private void store(Partial partial, Arrival a, int offset, int end) {
        if (end > partial.bytes.length) {
            int size = Math.min(MAX_PACKET, Math.max(end, 2 * partial.bytes.length));
            held += size - partial.bytes.length;
            partial.bytes = Arrays.copyOf(partial.bytes, size);
        }
        System.arraycopy(a.bytes, a.at, partial.bytes, offset, end - offset);
        Iterator<Partial> others = partials.values().iterator();
        while (held > MAX_BYTES && others.hasNext()) {
            Partial other = others.next();
            if (other == partial) continue;
            others.remove();
            forget(other);
        }
    }

    /** Keeps what an error would quote, and the facts of the whole packet. */
    private static void keepFirst(Partial partial, Arrival a) {
        Arrival first = partial.first;
        first.copyFrom(a);
        int length = Math.min(a.end - a.network, QUOTED);
        first.bytes = Arrays.copyOfRange(a.bytes, a.network, a.network + length);
        first.network = 0;
        first.at = Math.min(a.at - a.network, length);
        first.end = length;
    }

    private void dropFirst() {
        drop(partials.values().iterator().next());
    }

    private void drop(Partial partial) {
        if (partials.remove(partial.key, partial)) forget(partial);
    }

    private void forget(Partial partial) {
        core.count(Counter.FRAGMENTS_DROPPED);
        core.timers.cancel(partial);
        held -= partial.bytes.length;
    }
}
