package obol.nucleus.device;

import obol.nucleus.registers.Register;
import obol.nucleus.registers.Registers;

/** All registers of a virtio device: those of the driver, and those of the queue that was selected. Addresses are physical. */
@Registers(size = VirtioMmio.SIZE)
interface VirtioTransport extends VirtioMmio {
    @Register(at = 0x030) void queueSelect(int index);

    /** Most descriptors; 0: there is no such queue. */
    @Register(at = 0x034) int queueSizeMost();
    @Register(at = 0x038) void queueSize(int descriptors);
    @Register(at = 0x044) int queueReady();
    void queueReady(int ready);

    /** The queue with this index has something new. */
    @Register(at = 0x050) void queueNotify(int index);
    @Register(at = 0x080) void queueDescriptorsLow(int address);
    @Register(at = 0x084) void queueDescriptorsHigh(int address);
    @Register(at = 0x090) void queueAvailableLow(int address);
    @Register(at = 0x094) void queueAvailableHigh(int address);
    @Register(at = 0x0A0) void queueUsedLow(int address);
    @Register(at = 0x0A4) void queueUsedHigh(int address);
}
