package obol.net.wire;

/**
 * The Internet checksum (RFC 1071): the ones' complement of the ones' complement sum of 16-bit words. A running sum is a {@code long} that
 * 32-bit words are added to, which is the same sum modulo 2^16 - 1; it may take four thousand million of them before it overflows.
 */
public final class Checksum {
    private Checksum() {
    }

    /** The running sum with these bytes; an odd last byte is the upper half of a word, so only the last part may be of odd length. */
    public static long add(long sum, byte[] from, int at, int length) {
        int end = at + length;
        // The upper halves alone, and all bits modulo 2^64: the lower halves follow, with fewer operations than by taking them out.
        long upper = 0;
        long all = 0;
        for (; end - at >= 32; at += 32) {
            long a = Bytes.i64(from, at);
            long b = Bytes.i64(from, at + 8);
            long c = Bytes.i64(from, at + 16);
            long d = Bytes.i64(from, at + 24);
            upper += (a >>> 32) + (b >>> 32) + (c >>> 32) + (d >>> 32);
            all += a + b + c + d;
        }
        for (; end - at >= 8; at += 8) {
            long a = Bytes.i64(from, at);
            upper += a >>> 32;
            all += a;
        }
        sum += upper + (all - (upper << 32));
        for (; end - at >= 2; at += 2) sum += Bytes.u16(from, at);
        if (at < end) sum += Bytes.u8(from, at) << 8;
        return sum;
    }

    /** The running sum with 64 bits. */
    public static long add(long sum, long bits) {
        return sum + (bits >>> 32) + (bits & 0xFFFF_FFFFL);
    }

    /** The sum of the pseudo header of TCP, UDP and ICMPv6 (RFC 9293 3.1, RFC 8200 8.1); of IPv4 where the source is an IPv4 address. */
    public static long pseudoHeader(long sourceHigh, long sourceLow, long targetHigh, long targetLow, int protocol, int length) {
        if (Address.isV4(sourceHigh, sourceLow)) return (sourceLow & 0xFFFF_FFFFL) + (targetLow & 0xFFFF_FFFFL) + protocol + length;
        return add(add(add(add(protocol + length, sourceHigh), sourceLow), targetHigh), targetLow);
    }

    /** The sum in 16 bits. A good packet, its checksum included, sums to 0xFFFF. */
    public static int fold(long sum) {
        sum = (sum & 0xFFFF_FFFFL) + (sum >>> 32);
        sum = (sum & 0xFFFF) + (sum >>> 16 & 0xFFFF) + (sum >>> 32);
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return (int) ((sum & 0xFFFF) + (sum >>> 16));
    }

    /** What the checksum field must hold for this sum, which was made with zero there. */
    public static int of(long sum) {
        return ~fold(sum) & 0xFFFF;
    }
}
