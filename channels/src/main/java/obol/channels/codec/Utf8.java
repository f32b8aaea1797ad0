package obol.channels.codec;

import java.nio.charset.StandardCharsets;

/** Strict UTF-8 (RFC 3629): no surrogates, no overlong forms, so that a text has one form. */
final class Utf8 {
    private Utf8() {
    }

    /** Bytes that the text takes, or -1 - i if the surrogate at index i has no partner. */
    static int length(String text) {
        int length = text.length();
        int bytes = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                continue;
            }
            if (c < 0x800) {
                bytes++;
            } else if (!Character.isSurrogate(c)) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 2; // four bytes for two chars
                i++;
            } else {
                return -1 - i;
            }
        }
        return bytes;
    }

    /** Writes a text whose {@link #length} was asked. */
    static void encode(String text, byte[] to, int at) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            int c = text.charAt(i);
            if (c < 0x80) {
                to[at++] = (byte) c;
                continue;
            }
            if (c < 0x800) {
                to[at++] = (byte) (0xC0 | c >> 6);
            } else {
                if (Character.isSurrogate((char) c)) {
                    c = Character.toCodePoint((char) c, text.charAt(++i));
                    to[at++] = (byte) (0xF0 | c >> 18);
                    to[at++] = (byte) (0x80 | c >> 12 & 0x3F);
                } else {
                    to[at++] = (byte) (0xE0 | c >> 12);
                }
                to[at++] = (byte) (0x80 | c >> 6 & 0x3F);
            }
            to[at++] = (byte) (0x80 | c & 0x3F);
        }
    }

    /** The text, or null if the bytes are not valid. */
    static String decode(byte[] from, int at, int length) {
        int end = at + length;
        for (int i = at; i < end; ) {
            int lead = from[i++];
            if (lead >= 0) {
                continue;
            }
            int more = lead < (byte) 0xC2 ? -1 : lead < (byte) 0xE0 ? 1 : lead < (byte) 0xF0 ? 2 : lead < (byte) 0xF5 ? 3 : -1;
            if (more < 0 || end - i < more) {
                return null;
            }
            int point = lead & 0x3F >> more;
            for (int k = 0; k < more; k++) {
                int next = from[i++];
                if ((next & 0xC0) != 0x80) {
                    return null;
                }
                point = point << 6 | next & 0x3F;
            }
            boolean overlong = more == 2 && point < 0x800 || more == 3 && point < 0x10000;
            boolean surrogate = point >= 0xD800 && point < 0xE000;
            if (overlong || surrogate || point > 0x10FFFF) {
                return null;
            }
        }
        return new String(from, at, length, StandardCharsets.UTF_8);
    }
}
