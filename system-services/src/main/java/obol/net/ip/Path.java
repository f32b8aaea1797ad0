package obol.net.ip;

import obol.net.core.Core;
import obol.net.core.Timers;
import obol.net.wire.Address;

/** How packets to one address go: link, next hop, and how large they may be. Brought up to date by {@link Routes#refresh}. */
public final class Path {
    /** After so long a larger packet is tried again (RFC 1191 6.3). */
    private static final long MTU_LIFE = 600 * Core.SECOND;

    public final long targetHigh;
    public final long targetLow;
    final Link scope;
    /** The change of routes that it was made after; 0 for never. */
    int generation;
    Link link;
    /** Null where the hardware address is known by itself. */
    Neighbor neighbor;
    long hardware;
    private int learnedMtu = Integer.MAX_VALUE;
    private long mtuExpires = Timers.NEVER;

    Path(long targetHigh, long targetLow, Link scope) {
        this.targetHigh = targetHigh;
        this.targetLow = targetLow;
        this.scope = scope;
    }

    /** The link that it goes out by; null if there is no way. */
    public Link link() {
        return link;
    }

    public boolean isV4() {
        return Address.isV4(targetHigh, targetLow);
    }

    /** Largest packet now. */
    public int mtu(long now) {
        if (now >= mtuExpires) {
            learnedMtu = Integer.MAX_VALUE;
            mtuExpires = Timers.NEVER;
        }
        return Math.min(link.mtu(isV4()), learnedMtu);
    }

    /** A link on the way takes no more. */
    public void lowerMtu(int mtu, long now) {
        if (link == null || mtu >= mtu(now)) return;
        learnedMtu = mtu;
        mtuExpires = now + MTU_LIFE;
    }

    /** The other side has answered something, so the next hop is there. */
    public void confirm() {
        if (neighbor != null) neighbor.confirm();
    }
}
