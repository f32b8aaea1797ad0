package obol.net.wire;

/** Ethernet's addresses, in the lower 48 bits of a {@code long}. */
public final class Hardware {
    public static final long BROADCAST = 0xFFFF_FFFF_FFFFL;

    private Hardware() {
    }

    /** Multicast or broadcast. */
    public static boolean isGroup(long address) {
        return (address >>> 40 & 1) != 0;
    }

    /** Where frames to a multicast address go (RFC 1112 6.4, RFC 2464 7). */
    public static long ofMulticast(long high, long low) {
        return Address.isV4(high, low) ? 0x0100_5E00_0000L | low & 0x7F_FFFF : 0x3333_0000_0000L | low & 0xFFFF_FFFFL;
    }

    public static String toString(long address) {
        StringBuilder text = new StringBuilder();
        for (int shift = 40; shift >= 0; shift -= 8) {
            int octet = (int) (address >>> shift) & 0xFF;
            text.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
            if (shift > 0) text.append(':');
        }
        return text.toString();
    }
}
