package obol.channels.kernel;

import java.util.Objects;
import obol.channels.Moved;
import obol.channels.transport.Memory;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Info;
import obol.nucleus.Machine;
import obol.nucleus.abi.ExchangeMemory;
import obol.nucleus.abi.Links;
import obol.nucleus.abi.Messages;

/**
 * An exchange block. Every access reads the address and uses it without a poll between, so none reaches memory that another thread of
 * the process has given away meanwhile.
 */
final class KernelMemory extends Memory implements Travelling {
    private final Watch watch;
    private final int size;
    /** 0 when it has left. Volatile, so that it is read at each access. */
    private volatile long address;

    /** Around an own block. */
    KernelMemory(long handle) {
        watch = new Watch(this, KernelLayout.MEMORY, handle);
        size = (int) Links.info(handle, Info.LENGTH);
        address = ExchangeMemory.address(handle);
    }

    @Override
    public int size() {
        present(address);
        return size;
    }

    /** The address of {@code count} bytes at {@code at}, read last. */
    private long place(int at, int count) {
        Objects.checkFromIndexSize(at, count, size);
        long start = address;
        if (start == 0) {
            present(start);
        }
        return start + at;
    }

    private static void present(long start) {
        if (start == 0) {
            throw new Moved("the memory of this Block was freed");
        }
    }

    @Override
    public byte get(int at) {
        return obol.nucleus.Memory.getByte(place(at, 1));
    }

    @Override
    public void put(int at, byte value) {
        obol.nucleus.Memory.putByte(place(at, 1), value);
    }

    @Override
    public int getInt(int at) {
        return obol.nucleus.Memory.getInt(place(at, Integer.BYTES));
    }

    @Override
    public void putInt(int at, int value) {
        obol.nucleus.Memory.putInt(place(at, Integer.BYTES), value);
    }

    @Override
    public long getLong(int at) {
        return obol.nucleus.Memory.getLong(place(at, Long.BYTES));
    }

    @Override
    public void putLong(int at, long value) {
        obol.nucleus.Memory.putLong(place(at, Long.BYTES), value);
    }

    @Override
    public void read(int at, byte[] to, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, to.length);
        Messages.read(place(at, count), to, offset, count);
    }

    @Override
    public void write(int at, byte[] from, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, from.length);
        Messages.write(place(at, count), from, offset, count);
    }

    @Override
    public void copyTo(int at, Memory to, int offset, int count) {
        KernelMemory target = (KernelMemory) to;
        Objects.checkFromIndexSize(at, count, size);
        Objects.checkFromIndexSize(offset, count, target.size);
        long source = address;
        long place = target.address;
        if (source == 0 || place == 0) {
            present(0);
        }
        Machine.copyMemory(source + at, place + offset, count);
    }

    @Override
    public long travelling() {
        address = 0; // before the nucleus moves it: another thread could be about to use it
        return watch.travelling();
    }

    @Override
    public void left() {
        watch.release();
    }

    @Override
    public void drop() {
        address = 0;
        watch.close();
    }
}
