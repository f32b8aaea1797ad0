package obol.net.wire;

/**
 * The addresses whose first bits are these. The bits behind the length are zero.
 *
 * @param length 0 to 128; that of an IPv4 prefix counts the 96 bits of the mapped form too ({@link #v4})
 */
public record Prefix(long high, long low, int length) {
    /** Every address of IPv4, and of IPv6. */
    public static final Prefix ALL4 = of(Address.ANY4, 96);
    public static final Prefix ALL6 = of(Address.ANY6, 0);

    /** The prefix of an address with a length of 0 to 128. */
    public static Prefix of(Address address, int length) {
        return new Prefix(address.high() & highMask(length), address.low() & lowMask(length), length);
    }

    /** The prefix of an IPv4 address with a length of 0 to 32. */
    public static Prefix v4(Address address, int length) {
        return of(address, 96 + length);
    }

    public boolean contains(long high, long low) {
        if (((high ^ this.high) & highMask(length)) != 0 || ((low ^ this.low) & lowMask(length)) != 0) return false;
        return length > 0 || !Address.isV4(high, low);
    }

    /** Number of first bits that two addresses have in common. */
    public static int common(long high, long low, long otherHigh, long otherLow) {
        return high != otherHigh ? Long.numberOfLeadingZeros(high ^ otherHigh) : 64 + Long.numberOfLeadingZeros(low ^ otherLow);
    }

    /** The broadcast address of an IPv4 prefix. */
    public Address broadcast() {
        return new Address(high, low | ~lowMask(length));
    }

    private static long highMask(int length) {
        return length <= 0 ? 0 : length >= 64 ? -1 : -1L << 64 - length;
    }

    private static long lowMask(int length) {
        return length <= 64 ? 0 : length >= 128 ? -1 : -1L << 128 - length;
    }

    @Override
    public String toString() {
        Address address = new Address(high, low);
        return address + "/" + (address.isV4() && length >= 96 ? length - 96 : length);
    }
}
