package obol.channels.loopback;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import obol.channels.Moved;
import obol.channels.transport.Memory;

/** Exchange memory as a byte array. */
final class ArrayMemory extends Memory {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;

    ArrayMemory(byte[] bytes) {
        this.bytes = bytes;
        Audit.opened(this, this, "a Block of " + bytes.length + " bytes");
    }

    private byte[] bytes() {
        byte[] present = bytes;
        if (present == null) {
            throw new Moved("the memory of this Block was freed");
        }
        return present;
    }

    @Override
    public int size() {
        return bytes().length;
    }

    @Override
    public byte get(int at) {
        return bytes()[at];
    }

    @Override
    public void put(int at, byte value) {
        bytes()[at] = value;
    }

    @Override
    public int getInt(int at) {
        return (int) INTS.get(bytes(), at);
    }

    @Override
    public void putInt(int at, int value) {
        INTS.set(bytes(), at, value);
    }

    @Override
    public long getLong(int at) {
        return (long) LONGS.get(bytes(), at);
    }

    @Override
    public void putLong(int at, long value) {
        LONGS.set(bytes(), at, value);
    }

    @Override
    public void read(int at, byte[] to, int offset, int count) {
        copy(bytes(), at, to, offset, count);
    }

    @Override
    public void write(int at, byte[] from, int offset, int count) {
        copy(from, offset, bytes(), at, count);
    }

    @Override
    public void copyTo(int at, Memory to, int offset, int count) {
        copy(bytes(), at, ((ArrayMemory) to).bytes(), offset, count);
    }

    private static void copy(byte[] from, int at, byte[] to, int offset, int count) {
        Objects.checkFromIndexSize(at, count, from.length);
        Objects.checkFromIndexSize(offset, count, to.length);
        System.arraycopy(from, at, to, offset, count);
    }

    @Override
    public void drop() {
        bytes = null;
        Audit.closed(this);
    }
}
