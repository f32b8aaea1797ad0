package obol.nucleus.device;

import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.DeviceLayout;
import obol.nucleus.Machine;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NoAllocation;

/**
 * Virtio devices that are functions of PCI (virtio 1.1, section 4.1): capabilities say where in the function's areas of memory
 * the structures are. Only what lies within an area, and below 4 GiB, is believed. Interrupts are messages (MSI-X), all with the first
 * entry of the table: lines that no I/O APIC has are their numbers.
 */
@NoAllocation
final class VirtioFunction {
    private static final int VENDOR = 0x1AF4;
    /** Devices that are legacy ones too have the kind as subsystem; others have it added to this number. */
    private static final int FIRST_TRANSITIONAL = 0x1000, FIRST = 0x1040, LAST = 0x107F;
    /** Capabilities, and the types of virtio's. */
    private static final int CAPABILITY_VENDOR = 0x09, CAPABILITY_MSIX = 0x11;
    private static final int COMMON = 1, NOTIFY = 2, DEVICE = 4;
    /** Offsets in virtio's capabilities. */
    private static final int CAPABILITY_BAR = 4, CAPABILITY_OFFSET = 8, CAPABILITY_LENGTH = 12, CAPABILITY_STEP = 16;
    private static final int MSIX_TABLE = 4, MSIX_ENTRY = 16, MSIX_ENABLE = 1 << 31, MSIX_MASKED = 1 << 30;
    /** What a message is written to reach the first processor (Intel SDM, volume 3, 10.11), and its interrupt for line 0. */
    private static final int MESSAGE_ADDRESS = 0xFEE0_0000, VECTOR_LINES = 48;

    private VirtioFunction() {}

    /** Virtio's ID of the kind of device that a function is, 0: it is none. */
    static int kind(long ecam, int function) {
        int id = Pci.read(ecam, function, Pci.ID);
        int device = id >>> 16;
        return (id & 0xFFFF) != VENDOR || device < FIRST_TRANSITIONAL || device > LAST ? 0
                : device < FIRST ? Pci.read(ecam, function, Pci.SUBSYSTEM) >>> 16 : device - FIRST;
    }

    /** Enters it, unless something is missing. Its areas have their addresses. */
    static void enter(long core, long ecam, int function) {
        int commonAt = Pci.capability(ecam, function, CAPABILITY_VENDOR, COMMON);
        int notifyAt = Pci.capability(ecam, function, CAPABILITY_VENDOR, NOTIFY);
        int deviceAt = Pci.capability(ecam, function, CAPABILITY_VENDOR, DEVICE);
        int messages = Pci.capability(ecam, function, CAPABILITY_MSIX, -1);
        // Each device takes one from the end; where there are I/O APICs' there is no more.
        int line = DeviceTable.LINES - 1 - DeviceTable.count(core);
        long common = structure(ecam, function, commonAt, VirtioPci.SIZE, 4);
        long notify = structure(ecam, function, notifyAt, VirtioPci.Doorbell.SIZE, 2);
        int where = Pci.read(ecam, function, messages + MSIX_TABLE);
        long table = messages == 0 ? 0 : place(ecam, function, where & 7, where & 0xFFFF_FFF8L, MSIX_ENTRY, 8);
        if (common == 0 || notify == 0 || table == 0 || line < 1 || Machine.hasLine(line) != 0) {
            return;
        }
        int command = Pci.read(ecam, function, Pci.COMMAND) & 0xFFFF & ~Pci.MASTER;
        Pci.write(ecam, function, Pci.COMMAND, command | Pci.MEMORY | Pci.NO_LINES);
        // Firmware may have used it: it must have forgotten its queues before it can access memory.
        long device = RawMemory.take(core, DeviceLayout.SIZE);
        putLong(device + DeviceLayout.REGISTERS, Machine.registers(common));
        putLong(device + DeviceLayout.NOTIFY, Machine.registers(notify));
        putInt(device + DeviceLayout.NOTIFY_SIZE, Pci.read(ecam, function, notifyAt + CAPABILITY_LENGTH));
        putInt(device + DeviceLayout.NOTIFY_STEP, Pci.read(ecam, function, notifyAt + CAPABILITY_STEP));
        long configuration = structure(ecam, function, deviceAt, 4, 4);
        putLong(device + DeviceLayout.CONFIGURATION, Machine.registers(configuration));
        putInt(device + DeviceLayout.CONFIGURATION_SIZE, configuration == 0 ? 0 : Pci.read(ecam, function, deviceAt + CAPABILITY_LENGTH));
        putInt(device + DeviceLayout.KIND, kind(ecam, function));
        putInt(device + DeviceLayout.LINE, line);
        DeviceTable.reset(device);
        Pci.Words entry = MappedRegisters.at(Pci.Words.class, Machine.registers(table));
        entry.word(0, MESSAGE_ADDRESS);
        entry.word(1, 0);
        entry.word(2, VECTOR_LINES + line);
        entry.word(3, 0);
        Pci.write(ecam, function, messages, Pci.read(ecam, function, messages) & ~MSIX_MASKED | MSIX_ENABLE);
        Pci.write(ecam, function, Pci.COMMAND, command | Pci.MEMORY | Pci.NO_LINES | Pci.MASTER);
        DeviceTable.add(core, device);
    }

    /** Where the structure of a capability is, 0: there is none, it is shorter, not aligned, or not within its area. */
    private static long structure(long ecam, int function, int capability, int size, int alignment) {
        if (capability == 0) {
            return 0;
        }
        long offset = Pci.read(ecam, function, capability + CAPABILITY_OFFSET) & 0xFFFF_FFFFL;
        long length = Pci.read(ecam, function, capability + CAPABILITY_LENGTH) & 0xFFFF_FFFFL;
        int bar = Pci.read(ecam, function, capability + CAPABILITY_BAR) & 0xFF;
        return length < size || length > Integer.MAX_VALUE ? 0 : place(ecam, function, bar, offset, length, alignment);
    }

    private static long place(long ecam, int function, int bar, long offset, long length, int alignment) {
        if (bar >= Pci.BARS) {
            return 0;
        }
        long area = Pci.address(ecam, function, bar);
        long size = Pci.size(ecam, function, bar);
        return !DeviceTable.isRegisters(area, size) || offset + length > size || (offset & alignment - 1) != 0 ? 0 : area + offset;
    }
}
