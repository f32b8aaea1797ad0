package obol.channels.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import obol.channels.bounds.Bound;
import obol.channels.transport.Handle;
import obol.channels.transport.Message;

/**
 * Writes one message. What cannot be sent throws: {@link NullPointerException} for null,
 * {@link IllegalArgumentException} for what is too long, too deep or of no listed class, both naming the method and the part of
 * it ({@link #at}). Until {@link #depart()} nothing has left its owner. One thread, one message, once.
 */
public final class Writer {
    private static final Handle[] NO_HANDLES = {};
    private static final byte[] NO_BYTES = {};

    private final String method;
    private String part = "";
    private byte[] bytes = NO_BYTES;
    /** Bytes to begin with. */
    private int room = 64;
    private int length;
    private int depth;
    private List<Passenger> passengers;
    /** Values without a handle of their own that the message consumes, and what empties each. */
    private Map<Object, Runnable> consumed;

    /** @param method for messages, such as {@code Login.login} */
    public Writer(String method) {
        this.method = method;
    }

    /** Names what is written from here on, such as {@code parameter 'user'}. */
    public void at(String part) {
        this.part = part;
    }

    /** The bound of this message, at most {@link Limits#MESSAGE_BYTES}: the bounds of its parts let it be no longer. */
    public void bound(int most) {
        room = Math.min(room, most);
    }

    /** Refuses a number that is not between two others. @param place as of {@link BoundedCodec#of} */
    public void within(long value, long least, long most, String place) {
        if (value < least || value > most) {
            throw refuse(place + Bound.outside(value, least, most));
        }
    }

    public void writeBoolean(boolean value) {
        writeByte((byte) (value ? 1 : 0));
    }

    public void writeByte(byte value) {
        int at = reserve(1);
        bytes[at] = value;
    }

    public void writeShort(short value) {
        int at = reserve(2);
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
    }

    public void writeChar(char value) {
        writeShort((short) value);
    }

    public void writeInt(int value) {
        int at = reserve(Integer.BYTES); // before bytes is read: it may be replaced
        LittleEndian.putInt(bytes, at, value);
    }

    public void writeLong(long value) {
        int at = reserve(Long.BYTES); // before bytes is read: it may be replaced
        LittleEndian.putLong(bytes, at, value);
    }

    /** All NaNs are written as one. */
    public void writeFloat(float value) {
        writeInt(Float.floatToIntBits(value));
    }

    /** All NaNs are written as one. */
    public void writeDouble(double value) {
        writeLong(Double.doubleToLongBits(value));
    }

    /** A count, length or index, not negative: unsigned LEB128, shortest form. */
    public void writeCount(int value) {
        while (value > 0x7F) {
            writeByte((byte) (value | 0x80));
            value >>>= 7;
        }
        writeByte((byte) value);
    }

    public void writeString(String value) {
        present(value);
        int size = Utf8.length(value);
        if (size < 0) {
            throw refuse("a String with half a surrogate pair at index " + (-1 - size) + " cannot be sent");
        }
        writeCount(size);
        int at = reserve(size); // before bytes is read: it may be replaced
        Utf8.encode(value, bytes, at);
    }

    /** A text for people, which must not make its message fail: cut to what fits, broken characters replaced. */
    public void writeExcerpt(String value) {
        int most = (Limits.MESSAGE_BYTES - length) / 4;
        String cut = value.length() <= most ? value : value.substring(0, most);
        if (Utf8.length(cut) >= 0) {
            writeString(cut);
            return;
        }
        StringBuilder mended = new StringBuilder(cut.length());
        for (int i = 0; i < cut.length(); i++) {
            int point = cut.codePointAt(i);
            boolean lone = point >= 0xD800 && point < 0xE000;
            mended.appendCodePoint(lone ? '?' : point);
            i += Character.charCount(point) - 1;
        }
        writeString(mended.toString());
    }

    public void writeBytes(byte[] value) {
        writeCount(value.length);
        int at = reserve(value.length); // before bytes is read: it may be replaced
        System.arraycopy(value, 0, bytes, at, value.length);
    }

    /** Writes the handle of a passenger: its number in the side table. */
    public void writePassenger(Passenger passenger) {
        if (passengers == null) {
            passengers = new ArrayList<>(2);
        }
        for (Passenger other : passengers) {
            if (other.owner() == passenger.owner()) {
                throw refuse("the same value is given away twice");
            }
        }
        if (passengers.size() == Limits.HANDLES) {
            throw refuse("more than " + Limits.HANDLES + " blocks, channels, streams and pending values");
        }
        writeCount(passengers.size());
        passengers.add(passenger);
    }

    /** The message consumes a value that has no handle but what is in it. @param departure empties it, when the message is complete */
    public void consume(Object owner, Runnable departure) {
        if (consumed == null) {
            consumed = new IdentityHashMap<>();
        }
        if (consumed.put(owner, departure) != null) {
            throw refuse("the same value is given away twice");
        }
    }

    /** Refuses null. */
    public void present(Object value) {
        if (value == null) {
            throw new NullPointerException(place() + "null cannot be sent: use Optional");
        }
    }

    /** Refuses null. @param component of which record, such as {@code Secret.text} */
    public void present(Object value, String component) {
        if (value == null) {
            throw new NullPointerException(place() + component + ": null cannot be sent: use Optional");
        }
    }

    /** Enters a record, choice, array or container; {@link #leave} when it is written. */
    public void enter() {
        if (++depth > Limits.DEPTH) {
            throw refuse("nested deeper than " + Limits.DEPTH + ", or a cycle");
        }
    }

    public void leave() {
        depth--;
    }

    /** For a choice whose value is none of the permitted classes. */
    public RuntimeException unlisted(Object value) {
        return refuse("a " + value.getClass().getName() + " is not one of the permitted records");
    }

    /** For what cannot be sent at this place. */
    public IllegalArgumentException refuse(String why) {
        return new IllegalArgumentException(place() + why);
    }

    /**
     * Completes the message: takes its passengers from their owners. If one has left meanwhile, those taken before it are ended and
     * its {@code Moved} is thrown.
     */
    public Message depart() {
        Handle[] handles = passengers == null ? NO_HANDLES : departing();
        if (consumed != null) {
            consumed.values().forEach(Runnable::run);
        }
        return new Message(bytes, length, handles);
    }

    private Handle[] departing() {
        Handle[] handles = new Handle[passengers.size()];
        for (int i = 0; i < handles.length; i++) {
            try {
                handles[i] = passengers.get(i).depart();
            } catch (RuntimeException moved) {
                for (int k = 0; k < i; k++) {
                    handles[k].drop();
                }
                throw moved;
            }
        }
        return handles;
    }

    private String place() {
        return part.isEmpty() ? method + ": " : method + ": " + part + ": ";
    }

    private int reserve(int count) {
        int at = length;
        if (count > bytes.length - at) {
            grow(count);
        }
        length = at + count;
        return at;
    }

    private void grow(int count) {
        if (count > Limits.MESSAGE_BYTES - length) {
            throw refuse("the message is longer than " + Limits.MESSAGE_BYTES + " bytes: send bulk in a Block");
        }
        int needed = length + count;
        bytes = length == 0 ? new byte[Math.max(needed, room)]
            : Arrays.copyOf(bytes, Math.min(Math.max(needed, bytes.length * 2), Limits.MESSAGE_BYTES));
    }
}
