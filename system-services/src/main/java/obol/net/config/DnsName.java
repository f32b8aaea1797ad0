package obol.net.config;

import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Layouts.Dns;

/** Names of DNS, as text without the last dot in small letters, and on the wire (RFC 1035 3.1, 4.1.4). */
public final class DnsName {
    private static final int MAX_POINTERS = 32;
    /** Longest text: on the wire there are one byte more in front and one behind. */
    private static final int MAX_TEXT = Dns.MAX_NAME - 2;

    private DnsName() {
    }

    /** The name as it is looked for; null if it is none. */
    public static String normal(String text) {
        if (text.endsWith(".")) text = text.substring(0, text.length() - 1);
        if (text.isEmpty() || text.length() > MAX_TEXT) return null;
        StringBuilder name = new StringBuilder();
        int label = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (label == 0) return null;
                label = 0;
            } else if (c <= ' ' || c > '~' || ++label > Dns.MAX_LABEL) {
                return null;
            }
            name.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return label == 0 ? null : name.toString();
    }

    /** Writes a normal name; gives where it ends. */
    static int write(byte[] to, int at, String name) {
        for (int begin = 0; begin < name.length(); ) {
            int end = name.indexOf('.', begin);
            if (end < 0) end = name.length();
            to[at++] = (byte) (end - begin);
            for (int i = begin; i < end; i++) to[at++] = (byte) name.charAt(i);
            begin = end + 1;
        }
        to[at++] = 0;
        return at;
    }

    /** Reads a name, from a message of so many bytes; null if it is malformed, or a label has a dot in it. */
    static String read(byte[] from, int at, int length) {
        StringBuilder name = new StringBuilder();
        for (int pointers = 0; at < length; ) {
            int label = Bytes.u8(from, at);
            if (label == 0) return name.toString();
            if ((label & Dns.POINTER) == Dns.POINTER) {
                if (at + 2 > length || ++pointers > MAX_POINTERS) return null;
                at = Bytes.u16(from, at) & 0x3FFF;
                continue;
            }
            if (label > Dns.MAX_LABEL || at + 1 + label > length || name.length() + 1 + label > MAX_TEXT) return null;
            if (name.length() > 0) name.append('.');
            for (int i = at + 1; i <= at + label; i++) {
                char c = (char) Bytes.u8(from, i);
                if (c == '.') return null;
                name.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
            }
            at += 1 + label;
        }
        return null;
    }

    /** Where the name at a place ends; -1 if it is malformed. */
    static int skip(byte[] from, int at, int length) {
        while (at < length) {
            int label = Bytes.u8(from, at);
            if (label == 0) return at + 1;
            if ((label & Dns.POINTER) == Dns.POINTER) return at + 2 <= length ? at + 2 : -1;
            if (label > Dns.MAX_LABEL) return -1;
            at += 1 + label;
        }
        return -1;
    }

    /** The name under which the name of an address stands (RFC 1035 3.5, RFC 3596 2.5). */
    public static String reverse(Address address) {
        StringBuilder name = new StringBuilder();
        if (address.isV4()) {
            for (int shift = 0; shift < 32; shift += 8) name.append(address.v4() >>> shift & 255).append('.');
            return name.append("in-addr.arpa").toString();
        }
        for (int i = 0; i < 32; i++) {
            long half = i < 16 ? address.low() : address.high();
            name.append(Character.forDigit((int) (half >>> 4 * (i & 15)) & 15, 16)).append('.');
        }
        return name.append("ip6.arpa").toString();
    }
}
