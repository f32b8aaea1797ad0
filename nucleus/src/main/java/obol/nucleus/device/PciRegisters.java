package obol.nucleus.device;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;

import obol.layout.DeviceLayout;

/** A device on PCI by the registers that it would have behind memory-mapped I/O, as far as they are a driver's. */
class PciRegisters implements VirtioMmio {
    private final long device;
    private final VirtioPci common;

    PciRegisters(long device) {
        this.device = device;
        common = MappedRegisters.object(VirtioPci.class, getLong(device + DeviceLayout.REGISTERS));
    }

    @Override public int magic() { return MAGIC; }
    @Override public int version() { return VERSION_1; }
    @Override public int deviceId() { return getInt(device + DeviceLayout.KIND); }
    @Override public int deviceFeatures() { return common.deviceFeatures(); }
    @Override public void deviceFeaturesSelect(int word) { common.deviceFeaturesSelect(word); }
    @Override public void driverFeatures(int features) { common.driverFeatures(features); }
    @Override public void driverFeaturesSelect(int word) { common.driverFeaturesSelect(word); }
    /** A message does not say of what it tells. */
    @Override public int interruptStatus() { return Interrupt.USED | Interrupt.CONFIGURATION; }
    @Override public void interruptAcknowledge(int interrupts) {}
    @Override public int status() { return common.status(); }
    @Override public void status(int status) { common.status(status); }
    @Override public boolean featuresOk() { return (status() & Status.FEATURES_OK) != 0; }
    @Override public int configurationGeneration() { return common.configurationGeneration(); }

    /** 0 beyond what the device has. */
    @Override public int configuration(int word) {
        int size = Math.min(getInt(device + DeviceLayout.CONFIGURATION_SIZE), Pci.Words.SIZE);
        return word < 0 || word >= size / 4 ? 0 : MappedRegisters.at(Pci.Words.class, getLong(device + DeviceLayout.CONFIGURATION)).word(word);
    }
}
