package obol.nucleus.device;

/**
 * A queue of buffers between a driver and its device: the only place where physical addresses are written. A buffer that has been
 * offered is the device's until it is taken back here. Any thread of the driver may use it.
 */
public final class Virtqueue {
    private static final int PAGE = 4096;

    private final Device device;
    private final int index;
    private final SplitRing ring;
    /** The buffers that the device has, by chain. */
    private final Buffer[] offered;
    private final long[] addresses;
    private final int[] lengths;

    /** @param memory a pinned buffer of {@link SplitRing#BYTES} zeros */
    Virtqueue(Device device, int index, Buffer memory, int size) {
        this.device = device;
        this.index = index;
        ring = new SplitRing(new PinnedMemory(memory.address()), size);
        offered = new Buffer[size];
        addresses = new long[size];
        lengths = new int[size];
    }

    /**
     * Gives the device the first {@code count} bytes of a buffer, to fill if {@code deviceWrites}, else to read; the device hears of it
     * by {@link #announce}.
     *
     * @return whether there was room for it
     * @throws IllegalStateException if the buffer is not the driver's now
     * @throws DeviceFault if the device has broken the protocol
     */
    public synchronized boolean offer(Buffer buffer, int count, boolean deviceWrites) {
        java.util.Objects.checkFromIndexSize(0, count, buffer.size());
        if (count == 0) {
            throw new IllegalArgumentException("no bytes");
        }
        if ((count + PAGE - 1) / PAGE > ring.room()) {
            return false;
        }
        if (!buffer.pin()) {
            throw new IllegalStateException("not the driver's buffer now");
        }
        int pieces = 0;
        for (int at = 0; at < count; at += PAGE) {
            long address = buffer.physical(at);
            int length = Math.min(PAGE, count - at);
            if (pieces > 0 && addresses[pieces - 1] + lengths[pieces - 1] == address) {
                lengths[pieces - 1] += length;
            } else {
                addresses[pieces] = address;
                lengths[pieces] = length;
                pieces++;
            }
        }
        offered[ring.add(addresses, lengths, pieces, deviceWrites)] = buffer;
        return true;
    }

    /** Whether the device is to interrupt for this queue, as it does at first. Who wants that again looks once more before waiting. */
    public synchronized void interrupts(boolean wanted) {
        ring.interrupts(wanted);
    }

    /** Tells the device that there are buffers. */
    public void announce() {
        device.announce(index);
    }

    /**
     * Takes back the next buffer that the device has done with; null: none. {@link #length} then says how many bytes of it were filled.
     *
     * @throws DeviceFault if the device has broken the protocol: what it has it keeps, until the driver ends
     */
    public synchronized Buffer take() {
        int chain = ring.take();
        if (chain < 0) {
            return null;
        }
        Buffer buffer = offered[chain];
        offered[chain] = null;
        buffer.unpin();
        return buffer;
    }

    /** Whether the device has none of the buffers, but for those that it has returned and nobody has taken back. */
    public synchronized boolean isEmpty() {
        return ring.isIdle();
    }

    /** Bytes that the device has put into the buffer that was taken last. */
    public synchronized int length() {
        return ring.length();
    }
}
