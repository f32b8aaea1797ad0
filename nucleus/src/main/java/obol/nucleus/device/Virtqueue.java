package obol.nucleus.device;

import java.util.Objects;

/**
 * A queue of buffers between a driver and its device: the only place where physical addresses are written. A buffer that has been
 * offered is the device's until it is taken back here. Any thread of the driver may use it.
 */
public final class Virtqueue {
    private static final int PAGE = 4096;

    private final Device device;
    private final int index;
    private final SplitRing ring;
    /** The buffers that the device has, by chain: those that are given back, and those that it only reads beside them. */
    private final Buffer[] offered;
    private final Buffer[] questions;
    private final long[] addresses;
    private final int[] lengths;
    private int pieces;

    /** @param memory a pinned buffer of {@link SplitRing#BYTES} zeros */
    Virtqueue(Device device, int index, Buffer memory, int size) {
        this.device = device;
        this.index = index;
        ring = new SplitRing(new PinnedMemory(memory.address()), size);
        offered = new Buffer[size];
        questions = new Buffer[size];
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
    public boolean offer(Buffer buffer, int count, boolean deviceWrites) {
        return deviceWrites ? add(null, 0, buffer, count) : add(buffer, count, null, 0);
    }

    /**
     * Gives the device a question to read, of {@code asked} bytes, with room for {@code most} bytes of an answer: one chain, in which
     * all that it reads comes first. {@link #take} gives the buffer of the answer when both are the driver's again.
     *
     * @return whether there was room for it
     * @throws IllegalStateException if one of the buffers is not the driver's now, or both are the same
     * @throws DeviceFault if the device has broken the protocol
     */
    public boolean ask(Buffer question, int asked, Buffer answer, int most) {
        return add(Objects.requireNonNull(question), asked, Objects.requireNonNull(answer), most);
    }

    private synchronized boolean add(Buffer read, int readCount, Buffer written, int writtenCount) {
        if (pieces(read, readCount) + pieces(written, writtenCount) > ring.room()) {
            return false;
        }
        pieces = 0;
        enter(read, readCount);
        int readable = pieces;
        enter(written, writtenCount);
        int chain = ring.add(addresses, lengths, pieces, readable);
        offered[chain] = written != null ? written : read;
        questions[chain] = written != null ? read : null;
        return true;
    }

    /** How many there may be of a buffer, which may be null. */
    private static int pieces(Buffer buffer, int count) {
        if (buffer != null && (count < 1 || count > buffer.size())) {
            throw new IllegalArgumentException(count + " bytes of a buffer of " + buffer.size());
        }
        return (count + PAGE - 1) / PAGE;
    }

    /** Pins a buffer, and adds what lies together of it to the pieces of the next chain. */
    private void enter(Buffer buffer, int count) {
        if (buffer != null && !buffer.pin()) {
            throw new IllegalStateException("not the driver's buffer now");
        }
        int first = pieces;
        for (int at = 0; at < count; at += PAGE) {
            long address = buffer.physical(at);
            int length = Math.min(PAGE, count - at);
            if (pieces > first && addresses[pieces - 1] + lengths[pieces - 1] == address) {
                lengths[pieces - 1] += length;
            } else {
                addresses[pieces] = address;
                lengths[pieces] = length;
                pieces++;
            }
        }
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
        if (questions[chain] != null) {
            questions[chain].unpin();
            questions[chain] = null;
        }
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
