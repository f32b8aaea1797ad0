package obol.nucleus.device;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;

import obol.nucleus.Machine;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.registers.IoApic;
import obol.nucleus.registers.SleepRegisters.Pm1Control;
import obol.nucleus.registers.SleepRegisters.SleepControl;

/**
 * What the firmware tells by ACPI's tables (ACPI 6.4, chapter 5): processors, I/O APICs, devices, and how the machine is turned off. Tables are
 * memory below the area of devices. Nothing in them is believed before lengths and checksums are right.
 */
@NoAllocation
final class AcpiTables {
    private static final long ROOT_POINTER = 'R' | 'S' << 8 | 'D' << 16 | ' ' << 24 | (long) ('P' | 'T' << 8 | 'R' << 16 | ' ' << 24) << 32;
    private static final int RSDT = 'R' | 'S' << 8 | 'D' << 16 | 'T' << 24, XSDT = 'X' | 'S' << 8 | 'D' << 16 | 'T' << 24,
            FADT = 'F' | 'A' << 8 | 'C' << 16 | 'P' << 24, MADT = 'A' | 'P' << 8 | 'I' << 16 | 'C' << 24,
            DSDT = 'D' | 'S' << 8 | 'D' << 16 | 'T' << 24, MCFG = 'M' | 'C' << 8 | 'F' << 16 | 'G' << 24;
    /** The root pointer: bytes of its first form and of that with 64-bit addresses. */
    private static final int OLD_ROOT = 20, NEW_ROOT = 36, ROOT_REVISION = 15, ROOT_RSDT = 16, ROOT_XSDT = 24;
    private static final int HEADER = 36, LENGTH = 4;
    /** Tables longer than this are nonsense. */
    private static final long LONGEST = 1 << 20, MEMORY_END = 0xC000_0000L;
    private static final int MADT_ENTRIES = 44, IO_APIC = 1, IO_APIC_SIZE = 12;
    /** Of the first entry of the table of configuration spaces: u64 address; u16 segment and u8 first bus, which are 0. */
    private static final int MCFG_ADDRESS = 44, MCFG_SEGMENT = 52, MCFG_END = 60;
    /** A processor's entry, and its flag that it may be used. */
    private static final int LOCAL_APIC = 0, LOCAL_APIC_SIZE = 8, USABLE = 1;
    private static final int FADT_DSDT = 40, FADT_PM1A_CONTROL = 64, FADT_FLAGS = 112, FADT_WIDE_DSDT = 140, FADT_SLEEP_CONTROL = 244;
    /** Bytes that fields of the FADT need, and the flag of machines without the ports of power management. */
    private static final int OLDEST_FADT = 116, WIDE_FADT = 148, HARDWARE_REDUCED_FADT = 256, HARDWARE_REDUCED = 1 << 20;
    /** In an address: the space, and in which byte it begins. */
    private static final int SPACE_MEMORY = 0, ADDRESS = 4;

    private AcpiTables() {}

    /**
     * Tells the port about processors, I/O APICs and how to turn the machine off, and enters the virtio devices.
     *
     * @param root physical address of the root pointer, 0: there is no ACPI
     * @return what is wrong, null: nothing. Then only part of what there is may have been found
     */
    static String read(long core, long root) {
        if (root == 0) {
            return null;
        }
        long pointer = pointer(root);
        if (pointer == 0) {
            return "the root pointer is damaged; no devices";
        }
        boolean wide = isWide(pointer);
        long list = list(pointer);
        if (list == 0) {
            return "the list of tables is damaged; no devices";
        }
        long madt = find(list, wide ? 8 : 4, MADT);
        long fadt = find(list, wide ? 8 : 4, FADT);
        if (madt == 0 || length(madt) < MADT_ENTRIES || !readInterrupts(madt)) {
            return "the table of interrupts is damaged; no devices";
        }
        if (fadt == 0 || length(fadt) < OLDEST_FADT) {
            return "the table of fixed hardware is damaged; no devices";
        }
        long wideCode = length(fadt) >= WIDE_FADT ? getLong(fadt + FADT_WIDE_DSDT) : 0;
        long code = table(wideCode != 0 ? wideCode : getUnsignedInt(fadt + FADT_DSDT), DSDT);
        if (code == 0) {
            return "the table of devices is damaged; no devices";
        }
        long end = code + length(code);
        noteOffSwitch(fadt, Aml.firstNumber(Aml.constant(code + HEADER, end, Aml.S5), end));
        return Aml.enterDevices(core, code + HEADER, end) ? null : "part of the table of devices is passed over";
    }

    /**
     * The physical address of the configuration space of PCI's first segment (PCI firmware specification 3.2, 4.1.2), 0: it is not told.
     *
     * @param root as for {@link #read}
     */
    static long configurationSpace(long root) {
        long pointer = root == 0 ? 0 : pointer(root);
        long list = pointer == 0 ? 0 : list(pointer);
        long table = list == 0 ? 0 : find(list, isWide(pointer) ? 8 : 4, MCFG);
        return table == 0 || length(table) < MCFG_END || getInt(table + MCFG_SEGMENT) << 8 != 0 ? 0 : getLong(table + MCFG_ADDRESS);
    }

    /** The address of the root pointer, 0: it is damaged. */
    private static long pointer(long root) {
        if (root < 0 || root > MEMORY_END - NEW_ROOT || getLong(Machine.registers(root)) != ROOT_POINTER
                || sum(Machine.registers(root), OLD_ROOT) != 0) {
            return 0;
        }
        long pointer = Machine.registers(root);
        return isWide(pointer) && sum(pointer, NEW_ROOT) != 0 ? 0 : pointer;
    }

    /** Whether the list of tables has addresses of 64 bits. */
    private static boolean isWide(long pointer) {
        return getByte(pointer + ROOT_REVISION) >= 2 && getLong(pointer + ROOT_XSDT) != 0;
    }

    private static long list(long pointer) {
        return isWide(pointer) ? table(getLong(pointer + ROOT_XSDT), XSDT) : table(getUnsignedInt(pointer + ROOT_RSDT), RSDT);
    }

    /** The address of a table with this name, 0: it is not one, or is damaged. */
    private static long table(long physical, int name) {
        if (!isTable(physical, name)) {
            return 0;
        }
        long table = Machine.registers(physical);
        long length = length(table);
        return length < HEADER || length > LONGEST || length > MEMORY_END - physical || sum(table, length) != 0 ? 0 : table;
    }

    private static boolean isTable(long physical, int name) {
        return physical > 0 && physical <= MEMORY_END - HEADER && getInt(Machine.registers(physical)) == name;
    }

    /** In a list of addresses of so many bytes. */
    private static long find(long list, int size, int name) {
        for (long at = list + HEADER; at + size <= list + length(list); at += size) {
            long physical = size == 8 ? getLong(at) : getUnsignedInt(at);
            if (isTable(physical, name)) {
                return table(physical, name);
            }
        }
        return 0;
    }

    private static long length(long table) {
        return getUnsignedInt(table + LENGTH);
    }

    /** Tells of the processors and I/O APICs; false: an entry is damaged. */
    private static boolean readInterrupts(long madt) {
        long end = madt + length(madt);
        for (long at = madt + MADT_ENTRIES; at < end; ) {
            int size = end - at < 2 ? 0 : getByte(at + 1) & 0xFF;
            if (size < 2 || size > end - at) {
                return false;
            }
            if (getByte(at) == IO_APIC && size >= IO_APIC_SIZE) {
                long registers = getUnsignedInt(at + 4);
                long first = getUnsignedInt(at + 8);
                if (DeviceTable.isRegisters(registers, IoApic.SIZE) && (registers & 3) == 0 && first < DeviceTable.LINES) {
                    Machine.addLines(registers, (int) first);
                }
            }
            if (getByte(at) == LOCAL_APIC && size >= LOCAL_APIC_SIZE && (getInt(at + 4) & USABLE) != 0) {
                Machine.addProcessor(getByte(at + 3) & 0xFF);
            }
            at += size;
        }
        return true;
    }

    /** @param type of the sleep from which nothing wakes; less than 0: unknown */
    private static void noteOffSwitch(long fadt, long type) {
        if (type < 0 || type > 7) {
            return;
        }
        if ((getInt(fadt + FADT_FLAGS) & HARDWARE_REDUCED) == 0) {
            long port = getUnsignedInt(fadt + FADT_PM1A_CONTROL);
            if (port > 0 && port < 1 << 16) {
                Machine.offSwitch(port, 16, (int) type * lowest(Pm1Control.Bits.SLEEP_TYPE) | Pm1Control.Bits.SLEEP);
            }
        } else if (length(fadt) >= HARDWARE_REDUCED_FADT && getByte(fadt + FADT_SLEEP_CONTROL) == SPACE_MEMORY) {
            long register = getLong(fadt + FADT_SLEEP_CONTROL + ADDRESS);
            if (DeviceTable.isRegisters(register, 1)) {
                Machine.offSwitch(register, 8, (int) type * lowest(SleepControl.Bits.SLEEP_TYPE) | SleepControl.Bits.SLEEP);
            }
        }
    }

    private static int lowest(int mask) {
        return mask & -mask;
    }

    private static int sum(long at, long size) {
        int sum = 0;
        for (long i = 0; i < size; i++) {
            sum += getByte(at + i);
        }
        return sum & 0xFF;
    }
}
