package obol.net.wire;

/** An Internet address: 128 bits; one of IPv4 is {@code ::ffff:a.b.c.d}. */
public record Address(long high, long low) {
    private static final long MAPPED = 0xFFFF_0000_0000L;
    private static final long LINK_LOCAL = 0xFE80L << 48;

    /** No address, of IPv4. */
    public static final Address ANY4 = v4(0);
    public static final Address BROADCAST4 = v4(-1);
    public static final Address LOOPBACK4 = v4(0x7F00_0001);
    /** No address, of IPv6. */
    public static final Address ANY6 = new Address(0, 0);
    public static final Address LOOPBACK6 = new Address(0, 1);
    public static final Address ALL_NODES = new Address(0xFF02L << 48, 1);
    public static final Address ALL_ROUTERS = new Address(0xFF02L << 48, 2);

    /** The IPv4 address with these 32 bits. */
    public static Address v4(int bits) {
        return new Address(0, lowOfV4(bits));
    }

    /** Lower half of the mapped form. */
    public static long lowOfV4(int bits) {
        return MAPPED | bits & 0xFFFF_FFFFL;
    }

    public static boolean isV4(long high, long low) {
        return high == 0 && low >>> 32 == 0xFFFF;
    }

    /** Of either version. */
    public static boolean isMulticast(long high, long low) {
        return isV4(high, low) ? (low >>> 28 & 0xF) == 0xE : high >>> 56 == 0xFF;
    }

    /** The unspecified address of either version. */
    public static boolean isAny(long high, long low) {
        return high == 0 && (low == 0 || low == MAPPED);
    }

    public static boolean isLinkLocal(long high, long low) {
        return isV4(high, low) ? (low >>> 16 & 0xFFFF) == 0xA9FE : high >>> 54 == LINK_LOCAL >>> 54;
    }

    public static boolean isLoopback(long high, long low) {
        return isV4(high, low) ? (low >>> 24 & 0xFF) == 127 : high == 0 && low == 1;
    }

    public boolean isV4() {
        return isV4(high, low);
    }

    /** The 32 bits of an address of IPv4. */
    public int v4() {
        return (int) low;
    }

    public boolean isMulticast() {
        return isMulticast(high, low);
    }

    public boolean isAny() {
        return isAny(high, low);
    }

    public boolean isLinkLocal() {
        return isLinkLocal(high, low);
    }

    public boolean isLoopback() {
        return isLoopback(high, low);
    }

    public boolean is(long high, long low) {
        return this.high == high && this.low == low;
    }

    /** The address of this interface identifier on every link: fe80::/64 (RFC 4291 2.5.6). */
    public static Address linkLocal(long interfaceIdentifier) {
        return new Address(LINK_LOCAL, interfaceIdentifier);
    }

    /** The multicast group of those whose address ends in the same 24 bits (RFC 4291 2.7.1). */
    public static Address solicitedNode(long low) {
        return new Address(0xFF02L << 48, 0x0000_0001_FF00_0000L | low & 0xFF_FFFF);
    }

    /**
     * From the text of either version (RFC 4291 2.2, dotted decimals of four numbers).
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Address parse(String text) {
        Address address = tryParse(text);
        if (address == null) throw new IllegalArgumentException("not an Internet address: " + text);
        return address;
    }

    /** As {@link #parse}; null if it is none. */
    public static Address tryParse(String text) {
        if (text.indexOf(':') < 0) {
            long bits = parseV4(text, 0, text.length());
            return bits < 0 ? null : v4((int) bits);
        }
        int[] groups = new int[8];
        int count = 0;
        int gap = -1;
        int at = 0;
        int length = text.length();
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < length) {
            if (count == 8) return null;
            int end = text.indexOf(':', at);
            if (end < 0) end = length;
            if (text.substring(at, end).indexOf('.') >= 0) {
                long bits = end == length && count <= 6 ? parseV4(text, at, end) : -1;
                if (bits < 0) return null;
                groups[count++] = (int) (bits >>> 16);
                groups[count++] = (int) bits & 0xFFFF;
                break;
            }
            if (end == at || end - at > 4) return null;
            int group = 0;
            for (; at < end; at++) {
                int digit = Character.digit(text.charAt(at), 16);
                if (digit < 0) return null;
                group = group << 4 | digit;
            }
            groups[count++] = group;
            if (at == length) break;
            at++;
            if (at == length) return null;
            if (text.charAt(at) == ':') {
                if (gap >= 0) return null;
                gap = count;
                at++;
            }
        }
        if (gap < 0 ? count != 8 : count == 8) return null;
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            int from = gap < 0 || i < gap ? i : i - (8 - count);
            int group = gap >= 0 && i >= gap && from < gap ? 0 : groups[from];
            if (i < 4) high = high << 16 | group;
            else low = low << 16 | group;
        }
        return new Address(high, low);
    }

    private static long parseV4(String text, int at, int end) {
        long bits = 0;
        for (int part = 0; part < 4; part++) {
            int number = 0;
            int digits = 0;
            for (; at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9' && digits < 4; at++, digits++) {
                number = 10 * number + text.charAt(at) - '0';
            }
            if (digits == 0 || number > 255 || digits > 1 && text.charAt(at - digits) == '0') return -1;
            bits = bits << 8 | number;
            if (part < 3 && (at >= end || text.charAt(at++) != '.')) return -1;
        }
        return at == end ? bits : -1;
    }

    /** Canonical text (RFC 5952). */
    @Override
    public String toString() {
        if (isV4()) return (low >>> 24 & 255) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int n = 0;
            while (i + n < 8 && group(i + n) == 0) n++;
            if (n > bestLength) {
                best = i;
                bestLength = n;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == best) {
                text.append("::");
                i += bestLength - 1;
            } else {
                if (i > 0 && text.charAt(text.length() - 1) != ':') text.append(':');
                text.append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int i) {
        return (int) ((i < 4 ? high : low) >>> 48 - 16 * (i & 3)) & 0xFFFF;
    }
}
