package obol.channels.codec;

import java.util.Arrays;
import obol.channels.bounds.Bound;
import obol.channels.transport.Handle;
import obol.channels.transport.Message;

/**
 * Reads one message, whose handles it owns. Trusts nothing: whatever is not the one form of a value throws {@link Malformed}.
 * Allocates in proportion to the bytes read. One thread, one message, once.
 */
public final class Reader {
    private final byte[] bytes;
    private final int end;
    private final Handle[] handles;
    private int at;
    private int depth;
    private int nextHandle;

    public Reader(Message message) {
        bytes = message.bytes();
        end = message.length();
        handles = message.handles();
    }

    /** Refuses a message that is longer than the bounds of its parts let it be. */
    public void bound(int most) {
        if (end > most) {
            throw malformed(end + " bytes where at most " + most + " can be");
        }
    }

    /** The value; refuses one that is not between two others. @param place as of {@link BoundedCodec#of} */
    public long within(long value, long least, long most, String place) {
        if (value < least || value > most) {
            throw malformed(place + Bound.outside(value, least, most));
        }
        return value;
    }

    public boolean readBoolean() {
        byte value = readByte();
        if (value >> 1 != 0) {
            throw malformed("a boolean of " + value);
        }
        return value == 1;
    }

    public byte readByte() {
        return bytes[advance(1)];
    }

    public short readShort() {
        int from = advance(2);
        return (short) (bytes[from] & 0xFF | bytes[from + 1] << 8);
    }

    public char readChar() {
        return (char) readShort();
    }

    public int readInt() {
        return LittleEndian.getInt(bytes, advance(Integer.BYTES));
    }

    public long readLong() {
        return LittleEndian.getLong(bytes, advance(Long.BYTES));
    }

    public float readFloat() {
        int bits = readInt();
        float value = Float.intBitsToFloat(bits);
        if (value != value && bits != Float.floatToIntBits(value)) {
            throw malformed("a NaN other than the one");
        }
        return value;
    }

    public double readDouble() {
        long bits = readLong();
        double value = Double.longBitsToDouble(bits);
        if (value != value && bits != Double.doubleToLongBits(value)) {
            throw malformed("a NaN other than the one");
        }
        return value;
    }

    /** A count of elements that follow, each of at least {@code least} bytes. */
    public int readCount(int least) {
        int count = readLeb();
        if (count > (end - at) / least) {
            throw malformed(count + " elements in " + (end - at) + " bytes");
        }
        return count;
    }

    /** A number in {@code [0, bound)}: of an enum constant, a choice, an outcome. */
    public int readIndex(int bound) {
        int index = readLeb();
        if (index >= bound) {
            throw malformed("number " + index + " of " + bound);
        }
        return index;
    }

    public String readString() {
        int count = readCount(1);
        String text = Utf8.decode(bytes, advance(count), count);
        if (text == null) {
            throw malformed("a String that is not UTF-8");
        }
        return text;
    }

    public byte[] readBytes() {
        int count = readCount(1);
        int from = advance(count);
        return Arrays.copyOfRange(bytes, from, from + count);
    }

    /** The next handle, if it is of this class; the caller owns it. */
    public <H extends Handle> H readHandle(Class<H> kind) {
        int number = readLeb();
        if (number != nextHandle || number >= handles.length || !kind.isInstance(handles[number])) {
            throw malformed("no " + kind.getSimpleName() + " has number " + number);
        }
        nextHandle++;
        return kind.cast(handles[number]);
    }

    public void enter() {
        if (++depth > Limits.DEPTH) {
            throw malformed("nested deeper than " + Limits.DEPTH);
        }
    }

    public void leave() {
        depth--;
    }

    /** The end of the message: nothing may be left. */
    public void finish() {
        if (at != end) {
            throw malformed((end - at) + " bytes too many");
        }
        if (nextHandle != handles.length) {
            throw malformed((handles.length - nextHandle) + " handles too many");
        }
    }

    /** Ends all handles of the message, read or not: for a message that turned out to be malformed. */
    public void drop() {
        for (Handle handle : handles) {
            handle.drop();
        }
    }

    public Malformed malformed(String what) {
        return new Malformed("malformed message: " + what + " at byte " + at);
    }

    private int readLeb() {
        byte first = readByte();
        return first >= 0 ? first : readLonger(first);
    }

    private int readLonger(byte first) {
        int value = first & 0x7F;
        for (int shift = 7; shift < 32; shift += 7) {
            byte next = readByte();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                if (next == 0 || shift == 28 && next > 7) {
                    throw malformed("a count not in its shortest form or over 2^31 - 1");
                }
                return value;
            }
        }
        throw malformed("a count over 2^31 - 1");
    }

    private int advance(int count) {
        int from = at;
        if (count > end - from) {
            throw malformed("the end in the middle of a value");
        }
        at = from + count;
        return from;
    }
}
