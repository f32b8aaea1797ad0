package obol.channels;

import obol.channels.runtime.Platform;
import obol.channels.transport.Memory;

/**
 * Memory outside every heap, owned by exactly one holder: bulk data that moves without being copied. This object is a handle;
 * sending the block empties it and the receiver gets a handle of its own.
 *
 * <p>Offsets and sizes are in bytes; an access outside {@code [0, size())} throws {@link IndexOutOfBoundsException}. Values of
 * several bytes are little-endian at any alignment. Every method but {@code close} throws {@link Moved} on an emptied handle.
 * One thread uses a block at a time: its owner.
 */
public final class Block implements Linear {
    private Memory memory;

    Block(Memory memory) {
        this.memory = memory;
    }

    /**
     * A block of zeros.
     *
     * @throws OutOfMemoryError if the exchange quota of the process does not allow it
     */
    public static Block allocate(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a block of " + bytes + " bytes");
        }
        return new Block(Platform.transport().allocate(bytes));
    }

    /** A block with a copy of these bytes. */
    public static Block copyOf(byte[] data) {
        Block block = allocate(data.length);
        block.memory.write(0, data, 0, data.length);
        return block;
    }

    public int size() {
        return memory().size();
    }

    public byte get(int at) {
        return memory().get(at);
    }

    public void put(int at, byte value) {
        memory().put(at, value);
    }

    public int getInt(int at) {
        return memory().getInt(at);
    }

    public void putInt(int at, int value) {
        memory().putInt(at, value);
    }

    public long getLong(int at) {
        return memory().getLong(at);
    }

    public void putLong(int at, long value) {
        memory().putLong(at, value);
    }

    /** Copies {@code count} bytes from offset {@code at} of the block into the array. */
    public void read(int at, byte[] to, int offset, int count) {
        memory().read(at, to, offset, count);
    }

    /** Copies {@code count} bytes of the array into the block at offset {@code at}. */
    public void write(int at, byte[] from, int offset, int count) {
        memory().write(at, from, offset, count);
    }

    /** Copies {@code count} bytes to another block, which may be this one. */
    public void copyTo(int at, @Borrowed Block to, int offset, int count) {
        memory().copyTo(at, to.memory(), offset, count);
    }

    /** A copy of the contents. */
    public byte[] toBytes() {
        Memory from = memory();
        byte[] bytes = new byte[from.size()];
        from.read(0, bytes, 0, bytes.length);
        return bytes;
    }

    @Override
    public void close() {
        Memory freed = memory;
        memory = null;
        if (freed != null) {
            freed.drop();
        }
    }

    /** The memory, which stays with this handle. */
    Memory memory() {
        Memory present = memory;
        if (present == null) {
            throw new Moved("this Block was closed or given away");
        }
        return present;
    }

    /** Takes the memory out; this handle is empty afterwards. */
    Memory detach() {
        Memory taken = memory();
        memory = null;
        return taken;
    }
}
