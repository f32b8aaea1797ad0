package obol.net.core;

/**
 * SipHash-2-4 of a few 64-bit words under a secret key (Aumasson and Bernstein, 2012): what a host outside must not be able to guess or to
 * make collide is a hash of this kind. The message is the words in little-endian order.
 */
public final class SipHash {
    private final long key0;
    private final long key1;

    public SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    public long hash(long a, long b) {
        return new Rounds(key0, key1).word(a).word(b).end(2);
    }

    /** Of a connection's two addresses and ports, and of one more word. */
    public long hash(long a, long b, long c, long d, long e, long f) {
        return new Rounds(key0, key1).word(a).word(b).word(c).word(d).word(e).word(f).end(6);
    }

    /** The state of one computation. */
    private static final class Rounds {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        Rounds(long key0, long key1) {
            v0 = key0 ^ 0x736f6d6570736575L;
            v1 = key1 ^ 0x646f72616e646f6dL;
            v2 = key0 ^ 0x6c7967656e657261L;
            v3 = key1 ^ 0x7465646279746573L;
        }

        Rounds word(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
            return this;
        }

        long end(int words) {
            word((long) (8 * words) << 56);
            v2 ^= 0xFF;
            for (int i = 0; i < 4; i++) round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
