package obol.net.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({"2001:db8::1,2001:DB8:0:0:0:0:0:1", "::,0:0:0:0:0:0:0:0", "::1,::1", "1::,1:0:0:0:0:0:0:0",
            "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "2001:0:0:1::1,2001:0:0:1:0:0:0:1", "10.0.2.15,10.0.2.15", "10.0.2.15,::ffff:10.0.2.15", "64:ff9b::102:304,64:ff9b::1.2.3.4"})
    void textIsCanonical(String canonical, String text) {
        assertEquals(canonical, Address.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2.3", "1.2.3.256", "1.2.3.4.5", "01.2.3.4", ":", ":::", "1::2::3", "12345::", "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::", "1:", ":1", "g::", "::1.2.3", "1.2.3.4::", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4 "})
    void whatIsNoAddressIsRefused(String text) {
        assertNull(Address.tryParse(text));
    }

    @Property(tries = 300)
    void textComesBack(@ForAll long high, @ForAll long low, @ForAll @IntRange(min = 0, max = 255) int mask) {
        for (int i = 0; i < 8; i++) {
            if ((mask >> i & 1) == 0) continue;
            if (i < 4) high &= ~(0xFFFFL << 16 * i);
            else low &= ~(0xFFFFL << 16 * (i - 4));
        }
        Address address = new Address(high, low);
        assertEquals(address, Address.parse(address.toString()));
    }

    /** HotSpot reads the same addresses from our text. */
    @Property(tries = 200)
    void othersReadOurText(@ForAll @Size(16) byte[] bytes, @ForAll boolean v4) throws UnknownHostException {
        Address address = v4 ? Address.v4(Bytes.i32(bytes, 0)) : new Address(Bytes.i64(bytes, 0) | 1L << 62, Bytes.i64(bytes, 8));
        byte[] raw = InetAddress.getByName(address.toString()).getAddress();
        assertEquals(address, v4 ? Address.v4(Bytes.i32(raw, 0)) : new Address(Bytes.i64(raw, 0), Bytes.i64(raw, 8)));
    }

    @Test
    void prefixes() {
        Prefix prefix = Prefix.v4(Address.parse("10.1.2.3"), 20);
        assertEquals("10.1.0.0/20", prefix.toString());
        assertEquals("10.1.15.255", prefix.broadcast().toString());
        assertTrue(contains(prefix, "10.1.15.1"));
        assertFalse(contains(prefix, "10.1.16.1"));
        assertTrue(contains(Prefix.ALL4, "1.2.3.4"));
        assertFalse(contains(Prefix.ALL4, "1::"));
        assertFalse(contains(Prefix.ALL6, "1.2.3.4"));
        assertTrue(contains(Prefix.of(Address.parse("fe80::"), 10), "febf::1"));
        assertTrue(Address.parse("febf::1").isLinkLocal());
        assertFalse(Address.parse("fec0::1").isLinkLocal());
    }

    private static boolean contains(Prefix prefix, String text) {
        Address address = Address.parse(text);
        return prefix.contains(address.high(), address.low());
    }
}
