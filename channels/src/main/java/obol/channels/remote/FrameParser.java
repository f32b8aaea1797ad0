package obol.channels.remote;

import java.util.Arrays;

/** Makes frames of bytes that come in any pieces. Keeps no more than one frame and one piece. */
final class FrameParser {
    private byte[] bytes = new byte[1024];
    private int from;
    private int to;

    void add(byte[] piece, int offset, int count) {
        if (from == to) {
            from = 0;
            to = 0;
        }
        if (count > bytes.length - to) {
            int kept = to - from;
            byte[] room = kept + count > bytes.length ? new byte[Math.max(kept + count, bytes.length * 2)] : bytes;
            System.arraycopy(bytes, from, room, 0, kept);
            bytes = room;
            from = 0;
            to = kept;
        }
        System.arraycopy(piece, offset, bytes, to, count);
        to += count;
    }

    /** The next frame; null if more bytes are needed. */
    Frame next() throws BrokenSession {
        if (to - from < Frame.HEAD) {
            return null;
        }
        int length = number(from);
        Kind kind = Kind.of(bytes[from + Integer.BYTES]);
        if (kind == null || length < 0 || length > kind.most) {
            throw new BrokenSession(kind == null ? "a frame of kind " + bytes[from + Integer.BYTES]
                    : kind + " of " + Integer.toUnsignedString(length) + " bytes");
        }
        if (to - from - Frame.HEAD < length) {
            return null;
        }
        int body = from + Frame.HEAD;
        Frame frame = new Frame(kind, number(from + Integer.BYTES + 1), Arrays.copyOfRange(bytes, body, body + length));
        from = body + length;
        return frame;
    }

    private int number(int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }
}
