package obol.styx;

/**
 * Strict UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF), both ways
 * without tables. Encoding a lone surrogate gives U+FFFD, so that it can't fail.
 */
final class Utf8 {
    private Utf8() {
    }

    /** Bytes that {@link #put} will write. */
    static int length(String s) {
        int n = 0;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c < 0x80) {
                n++;
            } else if (c < 0x800) {
                n += 2;
            } else if (isPair(s, i)) {
                n += 4;
                i++;
            } else {
                n += 3;
            }
        }
        return n;
    }

    /** Writes the string; returns the offset behind it. */
    static int put(String s, byte[] to, int at) {
        for (int i = 0; i < s.length(); i++) {
            int c = s.charAt(i);
            if (c < 0x80) {
                to[at++] = (byte) c;
            } else if (c < 0x800) {
                to[at++] = (byte) (0xc0 | c >> 6);
                to[at++] = (byte) (0x80 | c & 0x3f);
            } else if (isPair(s, i)) {
                int p = Character.toCodePoint((char) c, s.charAt(++i));
                to[at++] = (byte) (0xf0 | p >> 18);
                to[at++] = (byte) (0x80 | p >> 12 & 0x3f);
                to[at++] = (byte) (0x80 | p >> 6 & 0x3f);
                to[at++] = (byte) (0x80 | p & 0x3f);
            } else {
                if (Character.isSurrogate((char) c)) {
                    c = 0xfffd;
                }
                to[at++] = (byte) (0xe0 | c >> 12);
                to[at++] = (byte) (0x80 | c >> 6 & 0x3f);
                to[at++] = (byte) (0x80 | c & 0x3f);
            }
        }
        return at;
    }

    /** The text, or null if the bytes are no UTF-8 or hold a NUL. */
    static String get(byte[] from, int at, int length) {
        char[] out = new char[length];
        int n = 0;
        int end = at + length;
        while (at < end) {
            int b = from[at++];
            if (b > 0) {
                out[n++] = (char) b;
                continue;
            }
            int more = b == 0 ? -1 : (b & 0xe0) == 0xc0 ? 1 : (b & 0xf0) == 0xe0 ? 2 : (b & 0xf8) == 0xf0 ? 3 : -1;
            if (more < 0 || end - at < more) {
                return null;
            }
            int p = b & 0x3f >> more;
            for (int i = 0; i < more; i++) {
                int c = from[at++];
                if ((c & 0xc0) != 0x80) {
                    return null;
                }
                p = p << 6 | c & 0x3f;
            }
            int least = more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000;
            if (p < least || p > 0x10ffff || p >= 0xd800 && p < 0xe000) {
                return null;
            }
            if (p < 0x10000) {
                out[n++] = (char) p;
            } else {
                out[n++] = Character.highSurrogate(p);
                out[n++] = Character.lowSurrogate(p);
            }
        }
        return new String(out, 0, n);
    }

    private static boolean isPair(String s, int i) {
        return Character.isHighSurrogate(s.charAt(i)) && i + 1 < s.length()
                && Character.isLowSurrogate(s.charAt(i + 1));
    }
}
