package obol.net.tcp;

import obol.net.core.Core;

/**
 * Sequence numbers that hold what would else have to be remembered of a SYN: five bits of the time in units of 64 seconds, three of the
 * segment size, 24 of a hash of these, of the association and of the peer's sequence number (after Bernstein, 1996). Scale and SACK go
 * into the lowest bits of the time stamp, if there are time stamps.
 */
final class Cookies {
    private static final int[] SIZES = {536, 1024, 1220, 1360, 1400, 1440, 1452, 1460};
    private static final int HASH_BITS = 24, TIME_MASK = 31;
    private static final long UNIT = 64 * Core.SECOND;
    private static final int STAMP_BITS = 5, STAMP_MASK = (1 << STAMP_BITS) - 1, NO_SCALE = 15, SACK_BIT = 16;

    private final Core core;

    Cookies(Core core) {
        this.core = core;
    }

    int make(Association a, int peerSequence, int mss) {
        int index = 0;
        while (index < SIZES.length - 1 && SIZES[index + 1] <= mss) index++;
        return value(a, peerSequence, core.now() / UNIT, index);
    }

    private int value(Association a, int peerSequence, long time, int index) {
        long hash = core.secret.hash(a.localHigh ^ a.remoteHigh, a.localLow, a.remoteLow, a.ports(),
                peerSequence & 0xFFFF_FFFFL | time << 32, index);
        return (int) (time & TIME_MASK) << 27 | index << HASH_BITS | (int) hash & (1 << HASH_BITS) - 1;
    }

    /** The segment size that the cookie holds; 0 if it is none of ours, or older than two units. */
    int check(Association a, int peerSequence, int cookie) {
        int index = cookie >>> HASH_BITS & 7;
        long time = core.now() / UNIT;
        if ((cookie >>> 27) != (time & TIME_MASK)) time--;
        return time >= 0 && value(a, peerSequence, time, index) == cookie ? SIZES[index] : 0;
    }

    /** A time stamp, not later than this one, that holds scale and SACK. */
    static int stamp(int now, Handshake h) {
        int bits = (h.scale < 0 ? NO_SCALE : h.scale) | (h.sack ? SACK_BIT : 0);
        int stamp = now & ~STAMP_MASK | bits;
        return stamp - now > 0 ? stamp - STAMP_MASK - 1 : stamp;
    }

    /** Reads what {@link #stamp} wrote from the peer's echo. */
    static void read(Segment s, Handshake h, Settings settings) {
        h.timestamps = true;
        h.recentStamp = s.timestamp;
        h.sack = (s.echo & SACK_BIT) != 0;
        int scale = s.echo & NO_SCALE;
        if (scale != NO_SCALE) {
            h.scale = scale;
            h.ownScale = Receiver.scaleFor(settings.maxReceiveBuffer);
        }
    }
}
