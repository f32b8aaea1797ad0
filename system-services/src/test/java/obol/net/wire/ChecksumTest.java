package obol.net.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    /** The example of RFC 1071, section 3. */
    @Test
    void theSumOfTheDocument() {
        byte[] bytes = {0, 1, (byte) 0xF2, 3, (byte) 0xF4, (byte) 0xF5, (byte) 0xF6, (byte) 0xF7};
        assertEquals(0xDDF2, Checksum.fold(Checksum.add(0, bytes, 0, 8)));
    }

    /** Sums that are as large as can be, of as many bytes as a packet has at most. */
    @Test
    void nothingOverflows() {
        byte[] ones = new byte[65_535];
        Arrays.fill(ones, (byte) 0xFF);
        assertEquals(0xFFFF, Checksum.fold(Checksum.add(0, ones, 0, 65_534)));
        assertEquals(0xFF00, Checksum.fold(Checksum.add(0, ones, 0, 65_535)));
    }

    @Property(tries = 300)
    void wordWiseIsAsOneByOne(@ForAll @Size(max = 100) byte[] bytes, @ForAll @IntRange(max = 7) int at) {
        int from = Math.min(at, bytes.length);
        long plain = 0;
        for (int i = from; i < bytes.length; i++) plain += (long) (bytes[i] & 0xFF) << ((i - from & 1) == 0 ? 8 : 0);
        while (plain >> 16 != 0) plain = (plain & 0xFFFF) + (plain >> 16);
        assertEquals(plain, Checksum.fold(Checksum.add(0, bytes, from, bytes.length - from)));
    }
}
