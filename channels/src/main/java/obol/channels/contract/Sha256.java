package obol.channels.contract;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** SHA-256 (FIPS 180-4). Of its own, as the JDK's comes with security providers, which look classes up by name. */
final class Sha256 {
    private static final int[] PRIMES = new int[64];
    /** First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
    private static final int[] K = new int[64];
    /** The same of the square roots of the first 8. */
    private static final int[] H = new int[8];

    static {
        int count = 0;
        for (int n = 2; count < 64; n++) {
            boolean prime = true;
            for (int i = 0; i < count && prime; i++) {
                prime = n % PRIMES[i] != 0;
            }
            if (prime) {
                PRIMES[count++] = n;
            }
        }
        for (int i = 0; i < 64; i++) {
            K[i] = fraction(PRIMES[i], 3);
        }
        for (int i = 0; i < 8; i++) {
            H[i] = fraction(PRIMES[i], 2);
        }
    }

    private Sha256() {
    }

    /** The low 32 bits of {@code floor(n^(1/root) * 2^32)}, exactly: by bisection on integers. */
    private static int fraction(int n, int root) {
        BigInteger target = BigInteger.valueOf(n).shiftLeft(32 * root);
        long low = 0;
        long high = 1L << 37; // the square root of 19 and the cube root of 311 are below 32
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (BigInteger.valueOf(middle).pow(root).compareTo(target) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (int) low;
    }

    /** 32 bytes over the UTF-8 form of the text. */
    static byte[] of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, (bytes.length + 8) / 64 * 64 + 64);
        padded[bytes.length] = (byte) 0x80;
        putBits(padded, bytes.length * 8L);
        int[] hash = H.clone();
        int[] w = new int[64];
        for (int at = 0; at < padded.length; at += 64) {
            compress(hash, w, padded, at);
        }
        byte[] result = new byte[32];
        for (int i = 0; i < 32; i++) {
            result[i] = (byte) (hash[i / 4] >> 24 - i % 4 * 8);
        }
        return result;
    }

    private static void putBits(byte[] padded, long bits) {
        for (int i = 0; i < 8; i++) {
            padded[padded.length - 1 - i] = (byte) (bits >> 8 * i);
        }
    }

    private static void compress(int[] hash, int[] w, byte[] block, int at) {
        for (int i = 0; i < 16; i++) {
            int p = at + 4 * i;
            w[i] = block[p] << 24 | (block[p + 1] & 0xFF) << 16 | (block[p + 2] & 0xFF) << 8 | block[p + 3] & 0xFF;
        }
        for (int i = 16; i < 64; i++) {
            int s0 = Integer.rotateRight(w[i - 15], 7) ^ Integer.rotateRight(w[i - 15], 18) ^ w[i - 15] >>> 3;
            int s1 = Integer.rotateRight(w[i - 2], 17) ^ Integer.rotateRight(w[i - 2], 19) ^ w[i - 2] >>> 10;
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        int[] v = hash.clone();
        for (int i = 0; i < 64; i++) {
            int a = v[0];
            int e = v[4];
            int s1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            int t1 = v[7] + s1 + (e & v[5] ^ ~e & v[6]) + K[i] + w[i];
            int s0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            int t2 = s0 + (a & v[1] ^ a & v[2] ^ v[1] & v[2]);
            System.arraycopy(v, 0, v, 1, 7);
            v[0] = t1 + t2;
            v[4] += t1;
        }
        for (int i = 0; i < 8; i++) {
            hash[i] += v[i];
        }
    }
}
