package obol.nucleus.device;

import obol.nucleus.registers.Field;
import obol.nucleus.registers.Register;
import obol.nucleus.registers.Registers;

/**
 * The registers of a virtio device behind memory-mapped I/O (virtio 1.1, section 4.2.2), as far as they are a driver's: none of them makes
 * the device touch memory. Those that do are in {@link VirtioTransport}, which is the nucleus's.
 */
@Registers(size = VirtioMmio.SIZE)
public interface VirtioMmio {
    /** Bytes of the register area, at a multiple of which it lies. */
    int SIZE = 0x200;
    int MAGIC = 0x74726976;
    /** The version of devices that are not legacy ones. */
    int VERSION_1 = 2;

    @Register(at = 0x000) int magic();
    @Register(at = 0x004) int version();
    @Register(at = 0x008) int deviceId();

    /** 32 of the features that the device offers: those of the word that was selected. */
    @Register(at = 0x010) int deviceFeatures();
    @Register(at = 0x014) void deviceFeaturesSelect(int word);

    /** 32 of the features that the driver takes: those of the word that was selected. */
    @Register(at = 0x020) void driverFeatures(int features);
    @Register(at = 0x024) void driverFeaturesSelect(int word);
    @Register(at = 0x060, bits = Interrupt.class) int interruptStatus();
    @Register(at = 0x064, bits = Interrupt.class) void interruptAcknowledge(int interrupts);

    interface Interrupt {
        int USED = 1, CONFIGURATION = 2;
    }

    /** Writing 0 resets the device. */
    @Register(at = 0x070, bits = Status.class) int status();
    void status(int status);

    /** Whether the device can work with the features that the driver took. */
    @Field(of = "status", mask = Status.FEATURES_OK) boolean featuresOk();

    interface Status {
        int ACKNOWLEDGE = 1, DRIVER = 1 << 1, DRIVER_OK = 1 << 2, FEATURES_OK = 1 << 3, NEEDS_RESET = 1 << 6, FAILED = 1 << 7;
    }

    /** Changes when the configuration does. */
    @Register(at = 0x0FC) int configurationGeneration();

    /** What is the kind of device's own. */
    @Register(at = 0x100, count = 64) int configuration(int word);
}
