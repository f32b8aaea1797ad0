package obol.nucleus.device;

import obol.nucleus.registers.Register;
import obol.nucleus.registers.Registers;

/** The common configuration of a virtio device on PCI (virtio 1.1, section 4.1.4.3). Addresses are physical. */
@Registers(size = VirtioPci.SIZE)
interface VirtioPci {
    int SIZE = 0x38;
    @Register(at = 0x00) void deviceFeaturesSelect(int word);
    @Register(at = 0x04) int deviceFeatures();
    @Register(at = 0x08) void driverFeaturesSelect(int word);
    @Register(at = 0x0C) void driverFeatures(int features);
    /** Which message tells of a changed configuration. */
    @Register(at = 0x10, width = 16) void configurationVector(int entry);
    @Register(at = 0x14, width = 8, bits = VirtioMmio.Status.class) int status();
    void status(int status);
    @Register(at = 0x15, width = 8) int configurationGeneration();
    @Register(at = 0x16, width = 16) void queueSelect(int index);
    /** Most descriptors, 0: there is no such queue; and how many there are. */
    @Register(at = 0x18, width = 16) int queueSize();
    void queueSize(int descriptors);
    /** Which message tells of used chains. */
    @Register(at = 0x1A, width = 16) int queueVector();
    void queueVector(int entry);
    @Register(at = 0x1C, width = 16) int queueEnable();
    void queueEnable(int enable);
    /** Where the device hears of news in the queue, in steps. */
    @Register(at = 0x1E, width = 16) int queueNotify();
    @Register(at = 0x20) void queueDescriptorsLow(int address);
    @Register(at = 0x24) void queueDescriptorsHigh(int address);
    @Register(at = 0x28) void queueAvailableLow(int address);
    @Register(at = 0x2C) void queueAvailableHigh(int address);
    @Register(at = 0x30) void queueUsedLow(int address);
    @Register(at = 0x34) void queueUsedHigh(int address);

    /** Where the device is told that a queue has something new. */
    @Registers(size = Doorbell.SIZE)
    interface Doorbell {
        int SIZE = 2;
        @Register(at = 0, width = 16) void ring(int queue);
    }
}
