package obol.channels.transport;

/**
 * Exchange memory under a {@code Block}. Offsets and counts in bytes; whatever lies outside {@code [0, size())} throws
 * {@link IndexOutOfBoundsException} and changes nothing. Multi-byte values are little-endian, at any alignment.
 * After {@link #drop()} every access throws {@code Moved}.
 */
public abstract class Memory implements Handle {
    public abstract int size();

    public abstract byte get(int at);

    public abstract void put(int at, byte value);

    public abstract int getInt(int at);

    public abstract void putInt(int at, int value);

    public abstract long getLong(int at);

    public abstract void putLong(int at, long value);

    public abstract void read(int at, byte[] to, int offset, int count);

    public abstract void write(int at, byte[] from, int offset, int count);

    /** Copies to another memory of the same back end, which may be this one. */
    public abstract void copyTo(int at, Memory to, int offset, int count);
}
