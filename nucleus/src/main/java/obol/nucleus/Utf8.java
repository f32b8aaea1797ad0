package obol.nucleus;

/** UTF-8 for the nucleus's own texts, without the class library's charsets. */
public final class Utf8 {
    private static final char REPLACEMENT = 0xFFFD;

    private Utf8() {}

    /** A byte that begins no valid sequence of at most three bytes becomes the replacement character. */
    public static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int b = bytes[i] & 0xFF;
            int more = b < 0x80 ? 0 : b >= 0xC2 && b < 0xE0 ? 1 : b >= 0xE0 && b < 0xF0 ? 2 : b >= 0xF0 && b < 0xF5 ? 3 : -1;
            int code = more <= 0 ? b : b & 0x3F >> more;
            for (int k = 1; k <= more; k++) {
                int next = i + k < bytes.length ? bytes[i + k] & 0xFF : 0;
                if ((next & 0xC0) != 0x80) {
                    more = -1;
                    break;
                }
                code = code << 6 | next & 0x3F;
            }
            if (more < 0) {
                text.append(REPLACEMENT);
            } else if (code < 0x10000) {
                text.append((char) code);
            } else {
                text.append((char) (0xD800 + (code - 0x10000 >> 10))).append((char) (0xDC00 + (code & 0x3FF)));
            }
            i += Math.max(more, 0) + 1;
        }
        return text.toString();
    }

    /** The text of the bytes from this address on up to a 0 byte. */
    public static String decodeAt(long address) {
        int length = 0;
        while (Memory.getByte(address + length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = Memory.getByte(address + i);
        }
        return decode(bytes);
    }

    public static byte[] encode(String text) {
        byte[] buffer = new byte[3 * text.length()];
        int n = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            if (c >= 0xD800 && c < 0xDC00 && i + 1 < text.length()
                    && text.charAt(i + 1) >= 0xDC00 && text.charAt(i + 1) < 0xE000) {
                c = 0x10000 + (c - 0xD800 << 10) + text.charAt(++i) - 0xDC00;
                buffer[n++] = (byte) (0xF0 | c >> 18);
                buffer[n++] = (byte) (0x80 | c >> 12 & 0x3F);
                buffer[n++] = (byte) (0x80 | c >> 6 & 0x3F);
                buffer[n++] = (byte) (0x80 | c & 0x3F);
            } else if (c < 0x80) {
                buffer[n++] = (byte) c;
            } else if (c < 0x800) {
                buffer[n++] = (byte) (0xC0 | c >> 6);
                buffer[n++] = (byte) (0x80 | c & 0x3F);
            } else if (c >= 0xD800 && c < 0xE000) {
                buffer[n++] = '?';
            } else {
                buffer[n++] = (byte) (0xE0 | c >> 12);
                buffer[n++] = (byte) (0x80 | c >> 6 & 0x3F);
                buffer[n++] = (byte) (0x80 | c & 0x3F);
            }
        }
        byte[] bytes = new byte[n];
        System.arraycopy(buffer, 0, bytes, 0, n);
        return bytes;
    }
}
