package obol.nucleus.device;

import obol.layout.DeviceLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.abi.Devices;

/** A virtio device as its driver sees it. It is the process's until that ends. Any thread of the driver may use it. */
public final class Device {
    /** Kinds of devices, by virtio's device ID. */
    public static final int NETWORK = 1, BLOCK = 2, CONSOLE = 3, ENTROPY = 4, SHARE = 9;

    private final long device;
    private final VirtioTransport transport;
    private final VirtioMmio view;

    private Device(long device) {
        this.device = device;
        long registers = Memory.getLong(device + DeviceLayout.REGISTERS);
        boolean pci = Memory.getLong(device + DeviceLayout.NOTIFY) != 0;
        view = pci ? new PciRegisters(device) : MappedRegisters.object(VirtioMmio.class, registers);
        transport = pci ? new PciTransport(device) : MappedRegisters.object(VirtioTransport.class, registers);
    }

    /** A device of this kind that has no driver yet, which this process is from now on; null: there is none, or it may not. */
    public static Device claim(int kind) {
        long device = Machine.registers(0) == 0 ? 0 : Devices.claim(kind);
        return device == 0 ? null : new Device(device);
    }

    /** The registers that are a driver's. Those by which the device is told of memory are not among them. */
    public VirtioMmio registers() {
        return view;
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
        transport.queueSelect(index);
        int most = transport.queueSizeMost();
        if (most == 0 || transport.queueReady() != 0) {
            return null;
        }
        int taken = Math.min(size, Integer.highestOneBit(most));
        Buffer memory = Buffer.allocate(SplitRing.BYTES);
        memory.pin();
        transport.queueSize(taken);
        long descriptors = memory.physical(SplitRing.DESCRIPTORS);
        transport.queueDescriptorsLow((int) descriptors);
        transport.queueDescriptorsHigh((int) (descriptors >>> 32));
        long available = memory.physical(SplitRing.AVAILABLE);
        transport.queueAvailableLow((int) available);
        transport.queueAvailableHigh((int) (available >>> 32));
        long used = memory.physical(SplitRing.USED);
        transport.queueUsedLow((int) used);
        transport.queueUsedHigh((int) (used >>> 32));
        transport.queueReady(1);
        return new Virtqueue(this, index, memory, taken);
    }

    void announce(int queue) {
        transport.queueNotify(queue);
    }
}
