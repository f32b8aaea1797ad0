package obol.net.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SipHashTest {
    /** The vector of the authors' reference: key 00 01 … 0f, message 00 01 …, of 16 bytes. */
    @Test
    void theAuthorsVector() {
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        assertEquals(0x3f2acc7f57c29bdbL, hash.hash(word(0), word(1)));
    }

    private static long word(int n) {
        long word = 0;
        for (int i = 7; i >= 0; i--) word = word << 8 | 8 * n + i;
        return word;
    }
}
