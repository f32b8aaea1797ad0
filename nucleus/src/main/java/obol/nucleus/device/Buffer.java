package obol.nucleus.device;

import java.util.Objects;
import obol.layout.ObjectLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.abi.ExchangeMemory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.exchange.Exchange;

/** A block of exchange memory of the driver, for a device to read or to fill. While the device has it nobody else can access it. */
public final class Buffer {
    private final long handle;
    private final int size;

    private Buffer(long handle, int size) {
        this.handle = handle;
        this.size = size;
    }

    /**
     * A buffer of zeros.
     *
     * @param size bytes, at least 1; the next power of two of pages is taken for it
     * @throws OutOfMemoryError if the process's quota does not allow it
     */
    public static Buffer allocate(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a buffer of " + size + " bytes");
        }
        long handle = ExchangeMemory.allocate(size);
        if (handle == 0) {
            throw new OutOfMemoryError("no exchange memory for a buffer");
        }
        return new Buffer(handle, size);
    }

    public int size() {
        return size;
    }

    /**
     * Copies bytes into the buffer.
     *
     * @throws IndexOutOfBoundsException if they do not fit
     * @throws IllegalStateException if a device has the buffer, or it is freed
     */
    public void put(int at, byte[] from, int offset, int count) {
        check(at, from, offset, count);
        if (!copy(handle, at, from, offset, count, true)) {
            throw new IllegalStateException("not the driver's buffer now");
        }
    }

    /** Copies bytes out of the buffer; exceptions as for {@link #put}. */
    public void get(int at, byte[] to, int offset, int count) {
        check(at, to, offset, count);
        if (!copy(handle, at, to, offset, count, false)) {
            throw new IllegalStateException("not the driver's buffer now");
        }
    }

    /** Gives the memory back; no effect while a device has it. */
    public void free() {
        ExchangeMemory.free(handle);
    }

    /** Leaves it to a device; whether it was the driver's. */
    boolean pin() {
        return pin(handle);
    }

    /** The device has returned it. */
    void unpin() {
        unpin(handle);
    }

    /** Where the page with the byte at {@code at} is in physical memory; only while the buffer is pinned. */
    long physical(int at) {
        return Machine.physical(Exchange.address(handle) + at);
    }

    /** The address of its first byte; only while it is pinned. */
    long address() {
        return Exchange.address(handle);
    }

    private void check(int at, byte[] array, int offset, int count) {
        Objects.checkFromIndexSize(at, count, size);
        Objects.checkFromIndexSize(offset, count, array.length);
    }

    // In one step each, so that the block is still the driver's when it is touched.

    @NoAllocation
    private static boolean copy(long handle, int at, byte[] array, int offset, int count, boolean in) {
        if (!Exchange.isOwn(Nucleus.sip(), handle)) {
            return false;
        }
        long place = Exchange.address(handle) + at;
        long bytes = Memory.addressOf(array) + ObjectLayout.ARRAY_ELEMENTS + offset;
        Machine.copyMemory(in ? bytes : place, in ? place : bytes, count);
        return true;
    }

    @NoAllocation
    private static boolean pin(long handle) {
        boolean own = Exchange.isOwn(Nucleus.sip(), handle);
        if (own) {
            Exchange.pin(handle);
        }
        return own;
    }

    @NoAllocation
    private static void unpin(long handle) {
        Exchange.unpin(Nucleus.sip(), handle);
    }
}
