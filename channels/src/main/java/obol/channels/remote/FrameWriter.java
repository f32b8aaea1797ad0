package obol.channels.remote;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes one frame. */
final class FrameWriter {
    private final Kind kind;
    private byte[] bytes;
    private int length = Frame.HEAD;

    FrameWriter(Kind kind, int number) {
        this.kind = kind;
        bytes = new byte[Frame.HEAD + 32];
        bytes[Integer.BYTES] = kind.code;
        put(Integer.BYTES + 1, number, Integer.BYTES);
    }

    FrameWriter writeByte(int value) {
        return number(value, 1);
    }

    FrameWriter writeShort(int value) {
        return number(value, Short.BYTES);
    }

    FrameWriter writeInt(int value) {
        return number(value, Integer.BYTES);
    }

    FrameWriter writeLong(long value) {
        return number(value, Long.BYTES);
    }

    FrameWriter writeBytes(byte[] from, int count) {
        reserve(count);
        System.arraycopy(from, 0, bytes, length, count);
        length += count;
        return this;
    }

    /** A text for people, cut to what may be sent. */
    FrameWriter writeWords(String words) {
        byte[] utf8 = words.getBytes(StandardCharsets.UTF_8);
        return writeBytes(utf8, Math.min(utf8.length, kind.most));
    }

    /** Bytes of the body so far. */
    int length() {
        return length - Frame.HEAD;
    }

    /** The frame. */
    byte[] bytes() {
        put(0, length - Frame.HEAD, Integer.BYTES);
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private FrameWriter number(long value, int size) {
        reserve(size);
        put(length, value, size);
        length += size;
        return this;
    }

    private void put(int at, long value, int size) {
        for (int i = 0; i < size; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
    }

    private void reserve(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
        }
    }
}
