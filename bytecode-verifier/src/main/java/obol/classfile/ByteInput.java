package obol.classfile;

import java.util.Arrays;

/** A bounded big-endian cursor; reading past the limit is a {@link ClassFormatException}, never an index error. */
final class ByteInput {
    private final byte[] bytes;
    private final Place place;
    private int position;
    private int limit;

    ByteInput(byte[] bytes, Place place) {
        this.bytes = bytes;
        this.place = place;
        this.limit = bytes.length;
    }

    private int advance(int count) throws ClassFormatException {
        if (count < 0 || count > limit - position) {
            throw wrong("truncated: " + Integer.toUnsignedString(count) + " bytes wanted, " + (limit - position) + " left");
        }
        int at = position;
        position += count;
        return at;
    }

    int u1() throws ClassFormatException {
        return bytes[advance(1)] & 0xff;
    }

    int u2() throws ClassFormatException {
        int at = advance(2);
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    int s4() throws ClassFormatException {
        int at = advance(4);
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
    }

    long s8() throws ClassFormatException {
        long high = s4();
        return high << 32 | s4() & 0xffffffffL;
    }

    byte[] copy(int count) throws ClassFormatException {
        int at = advance(count);
        return Arrays.copyOfRange(bytes, at, at + count);
    }

    void skip(int count) throws ClassFormatException {
        advance(count);
    }

    /** The array under the cursor, for a reader that has reserved a range with {@link #skip}. */
    byte[] array() {
        return bytes;
    }

    int position() {
        return position;
    }

    int remaining() {
        return limit - position;
    }

    /** Narrows the input to the next {@code length} bytes and returns the old limit, for {@link #leave}. */
    int enter(int length) throws ClassFormatException {
        if (length < 0 || length > limit - position) {
            throw wrong("length " + Integer.toUnsignedString(length) + " where " + (limit - position) + " bytes are left");
        }
        int before = limit;
        limit = position + length;
        return before;
    }

    void leave(int outerLimit) throws ClassFormatException {
        if (position != limit) {
            throw wrong((limit - position) + " bytes too many");
        }
        limit = outerLimit;
    }

    ClassFormatException wrong(String what) {
        place.at(position);
        return place.wrong(what);
    }
}
