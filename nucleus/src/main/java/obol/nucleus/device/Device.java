package obol.nucleus.device;

import obol.layout.DeviceLayout;
import obol.nucleus.Memory;
import obol.nucleus.abi.Devices;

/** A virtio device as its driver sees it. It is the process's until that ends. Any thread of the driver may use it. */
public final class Device {
    /** Kinds of devices, by virtio's device ID. */
    public static final int CONSOLE = 3;

    private final long device;
    private final long registers;

    private Device(long device) {
        this.device = device;
        this.registers = Memory.getLong(device + DeviceLayout.REGISTERS);
    }

    /** A device of this kind that has no driver yet, which this process is from now on; null: there is none, or it may not. */
    public static Device claim(int kind) {
        long device = Devices.claim(kind);
        return device == 0 ? null : new Device(device);
    }

    /** @throws IllegalArgumentException if the register cannot be read */
    public int read(VirtioMmio register) {
        if (register.access == VirtioMmio.Access.WRITE) {
            throw new IllegalArgumentException(register + " cannot be read");
        }
        return get(register);
    }

    /** @throws IllegalArgumentException if a driver may not write the register */
    public void write(VirtioMmio register, int value) {
        if (register.writer != VirtioMmio.Writer.DRIVER) {
            throw new IllegalArgumentException("a driver does not write " + register);
        }
        put(register, value);
    }

    /**
     * 32 bits of the device's own configuration.
     *
     * @param at offset in bytes, a multiple of 4
     */
    public int configuration(int at) {
        if (at < 0 || at > VirtioMmio.SIZE - VirtioMmio.CONFIGURATION - 4 || (at & 3) != 0) {
            throw new IllegalArgumentException("configuration at " + at);
        }
        return Memory.getInt(registers + VirtioMmio.CONFIGURATION + at);
    }

    /** Waits until the device has interrupted since the last wait. It does not interrupt again before the next one. */
    public void await() throws InterruptedException {
        if (Thread.interrupted() || Devices.await(device, Long.MAX_VALUE) == Devices.INTERRUPTED && Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /**
     * Sets up a queue, once, between the agreement on features and the status {@code driver-ok}.
     *
     * @param size most pieces under way, a power of two from 1 to 256; a piece is at most what lies together in physical memory
     * @return null if the device has no such queue, or it is in use
     */
    public synchronized Virtqueue queue(int index, int size) {
        if (size < 1 || size > SplitRing.SIZE_MOST || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("a queue of " + size);
        }
        put(VirtioMmio.QUEUE_SELECT, index);
        int most = get(VirtioMmio.QUEUE_SIZE_MOST);
        if (most == 0 || get(VirtioMmio.QUEUE_READY) != 0) {
            return null;
        }
        int taken = Math.min(size, Integer.highestOneBit(most));
        Buffer memory = Buffer.allocate(SplitRing.BYTES);
        memory.pin();
        put(VirtioMmio.QUEUE_SIZE, taken);
        put(VirtioMmio.QUEUE_DESCRIPTORS_LOW, VirtioMmio.QUEUE_DESCRIPTORS_HIGH, memory.physical(SplitRing.DESCRIPTORS));
        put(VirtioMmio.QUEUE_AVAILABLE_LOW, VirtioMmio.QUEUE_AVAILABLE_HIGH, memory.physical(SplitRing.AVAILABLE));
        put(VirtioMmio.QUEUE_USED_LOW, VirtioMmio.QUEUE_USED_HIGH, memory.physical(SplitRing.USED));
        put(VirtioMmio.QUEUE_READY, 1);
        return new Virtqueue(this, index, memory, taken);
    }

    void announce(int queue) {
        put(VirtioMmio.QUEUE_NOTIFY, queue);
    }

    private int get(VirtioMmio register) {
        return Memory.getInt(registers + register.offset);
    }

    private void put(VirtioMmio register, int value) {
        Memory.putInt(registers + register.offset, value);
    }

    private void put(VirtioMmio low, VirtioMmio high, long value) {
        put(low, (int) value);
        put(high, (int) (value >>> 32));
    }
}
