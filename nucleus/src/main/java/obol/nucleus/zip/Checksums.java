package obol.nucleus.zip;

/** The checksums of RFC 1950 (Adler-32) and RFC 1952 (CRC-32). */
public final class Checksums {
    /** The reversed polynomial of CRC-32. */
    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int[] CRC = new int[256];
    /** Largest prime below 2**16, and how many bytes can be added before the sums must be taken modulo it. */
    private static final int BASE = 65521;
    private static final int MOST = 5552;

    static {
        for (int i = 0; i < 256; i++) {
            int c = i;
            for (int bit = 0; bit < 8; bit++) {
                c = (c & 1) != 0 ? c >>> 1 ^ POLYNOMIAL : c >>> 1;
            }
            CRC[i] = c;
        }
    }

    /** Bytes by their place. */
    public interface Bytes {
        byte at(int index);
    }

    private Checksums() {}

    public static int crc32(int crc, Bytes bytes, int from, int to) {
        int c = ~crc;
        for (int i = from; i < to; i++) {
            c = CRC[(c ^ bytes.at(i)) & 0xFF] ^ c >>> 8;
        }
        return ~c;
    }

    public static int adler32(int adler, Bytes bytes, int from, int to) {
        int a = adler & 0xFFFF;
        int b = adler >>> 16;
        int i = from;
        while (i < to) {
            int end = Math.min(to, i + MOST);
            for (; i < end; i++) {
                a += bytes.at(i) & 0xFF;
                b += a;
            }
            a %= BASE;
            b = Integer.remainderUnsigned(b, BASE);
        }
        return b << 16 | a;
    }
}
