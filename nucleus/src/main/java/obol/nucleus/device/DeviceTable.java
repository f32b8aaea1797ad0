package obol.nucleus.device;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.BootInfo;
import obol.layout.DeviceLayout;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.nucleus.Console;
import obol.nucleus.Literal;
import obol.nucleus.Machine;
import obol.nucleus.Nucleus;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.core.Cores;

/**
 * The devices of the machine, and who drives them. They are found in ACPI's tables ({@link AcpiTables}), on {@link Pci}, or in the command line, where
 * QEMU's microvm without ACPI announces each of its transports, as it does for Linux, by a word
 * {@code virtio_mmio.device=512@0xfeb00e00:12}: size, address and interrupt line.
 */
@NoAllocation
public final class DeviceTable {
    private static final String ANNOUNCEMENT = "virtio_mmio.device=";
    /** Where the PC has devices. */
    private static final long LOWEST = 0xC000_0000L, END = 0x1_0000_0000L;
    /** Numbers of lines are less. */
    static final int LINES = 64;
    /** Bytes of PCI's configuration space: 4 KiB for each function of 256 buses. */
    private static final long CONFIGURATION_SPACE = 1 << 28;
    /** A device that is not reset by then never will be. */
    private static final long PATIENCE = 1_000_000_000;

    /** A system call of Linux, and what it is about. */
    private static final int CLOSE_RANGE = 436;

    private DeviceTable() {}

    /**
     * Enters the devices of the machine, and takes the words that announce some out of the command line. Before there is a running
     * thread.
     */
    public static void discover(long core, long info) {
        if (Machine.registers(0) == 0) {
            return;
        }
        long root = getLong(info + BootInfo.RSDP);
        String trouble = AcpiTables.read(core, root);
        if (trouble != null) {
            Console.error("obol: ACPI: ");
            Console.error(trouble);
            Console.error("\n");
        }
        long space = AcpiTables.configurationSpace(root);
        // Physical memory ends where the image has come to lie, and what is left of memory behind it.
        boolean beside = space >= MemoryMap.CARD_TABLE - MemoryMap.IMAGE + getLong(info + BootInfo.MEMORY) && space <= END - CONFIGURATION_SPACE;
        Pci.enterDevices(core, beside ? space : 0);
        long words = getLong(info + BootInfo.ARGUMENTS);
        long kept = 0;
        for (long i = 0; i < getLong(info + BootInfo.ARGUMENT_COUNT); i++) {
            long word = getLong(words + 8 * i);
            if (Literal.begins(word, ANNOUNCEMENT)) {
                enter(core, word + Literal.length(ANNOUNCEMENT));
            } else {
                putLong(words + 8 * kept, word);
                kept++;
            }
        }
        putLong(info + BootInfo.ARGUMENT_COUNT, kept);
    }

    /** {@code text}: SIZE@0xADDRESS:LINE. */
    private static void enter(long core, long text) {
        long at = text;
        while (getByte(at) != 0 && getByte(at) != '@') {
            at++;
        }
        if (getByte(at) == 0 || getByte(at + 1) != '0' || getByte(at + 2) != 'x') {
            return;
        }
        long address = 0;
        for (at += 3; digit(getByte(at)) >= 0 && address < END; at++) {
            address = address << 4 | digit(getByte(at));
        }
        int line = 0;
        if (getByte(at) == ':') {
            for (at++; getByte(at) >= '0' && getByte(at) <= '9' && line < LINES; at++) {
                line = 10 * line + getByte(at) - '0';
            }
        }
        enter(core, address, line);
    }

    /** Whether these bytes lie where the PC has devices. */
    static boolean isRegisters(long physical, long size) {
        return physical >= LOWEST && physical <= END - size;
    }

    /** Enters a transport, unless it is there already, or there is no virtio 1 device, or nothing to interrupt by. */
    static void enter(long core, long address, long line) {
        if (!isRegisters(address, VirtioMmio.SIZE) || (address & VirtioMmio.SIZE - 1) != 0 || line <= 0 || line >= LINES
                || Machine.hasLine((int) line) == 0) {
            return;
        }
        long registers = Machine.registers(address);
        VirtioMmio virtio = MappedRegisters.at(VirtioMmio.class, registers);
        if (virtio.magic() != VirtioMmio.MAGIC || virtio.version() != VirtioMmio.VERSION_1) {
            return;
        }
        for (long other = getLong(core + NucleusLayout.DEVICES); other != 0; other = getLong(other + DeviceLayout.NEXT)) {
            if (getLong(other + DeviceLayout.REGISTERS) == registers) {
                return;
            }
        }
        long device = RawMemory.take(core, DeviceLayout.SIZE);
        putLong(device + DeviceLayout.REGISTERS, registers);
        putInt(device + DeviceLayout.KIND, virtio.deviceId());
        putInt(device + DeviceLayout.LINE, (int) line);
        add(core, device);
    }

    /** Of several of a kind the one that was added first is claimed first. */
    static void add(long core, long device) {
        putLong(device + DeviceLayout.NEXT, getLong(core + NucleusLayout.DEVICES));
        putLong(core + NucleusLayout.DEVICES, device);
    }

    /** How many there are. */
    static int count(long core) {
        int count = 0;
        for (long device = getLong(core + NucleusLayout.DEVICES); device != 0; device = getLong(device + DeviceLayout.NEXT)) {
            count++;
        }
        return count;
    }

    private static int digit(byte character) {
        return character >= '0' && character <= '9' ? character - '0' : character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
    }

    /** Makes the running process the owner of a device of this kind that has none; gives its {@link DeviceLayout}, 0: refused, or there is none. */
    public static long claim(int kind) {
        long found = 0;
        // The list begins with the one that was found last.
        for (long device = Manifest.allows(kind) ? first() : 0; device != 0; device = getLong(device + DeviceLayout.NEXT)) {
            if (getInt(device + DeviceLayout.KIND) == kind && getLong(device + DeviceLayout.OWNER) == 0) {
                found = device;
            }
        }
        if (found != 0) {
            putLong(found + DeviceLayout.OWNER, Nucleus.sip());
        }
        return found;
    }

    /** Whether this is a device of the running process. */
    public static boolean isOwn(long candidate) {
        long device = first();
        while (device != 0 && device != candidate) {
            device = getLong(device + DeviceLayout.NEXT);
        }
        return device != 0 && getLong(device + DeviceLayout.OWNER) == Nucleus.sip();
    }

    /**
     * The process is ending: its devices are reset, so that they leave its memory alone, and have no owner any more. On Linux its sockets
     * are closed; there only the programs that may have some have descriptors, when others have a namespace for their files.
     */
    public static void releaseAll(long sip) {
        for (long device = first(); device != 0; device = getLong(device + DeviceLayout.NEXT)) {
            if (getLong(device + DeviceLayout.OWNER) == sip) {
                if (getLong(device + DeviceLayout.REGISTERS) != 0) {
                    Machine.closeLine(getInt(device + DeviceLayout.LINE));
                    reset(device);
                }
                putLong(device + DeviceLayout.OWNER, 0);
            }
        }
        if (Manifest.allowsHost(sip)) {
            int net = Manifest.firstDescriptor(sip);
            int first = net != 0 ? net : Math.max(Cores.firstDescriptor(), HostFile.descriptorsEnd());
            Machine.systemCall(CLOSE_RANGE, first, net != 0 ? Integer.MAX_VALUE : Manifest.NET_DESCRIPTORS - 1, 0, 0, 0, 0);
        }
    }

    /** Returns when the device has forgotten its queues. */
    static void reset(long device) {
        long registers = getLong(device + DeviceLayout.REGISTERS);
        boolean pci = getLong(device + DeviceLayout.NOTIFY) != 0;
        long deadline = Machine.monotonicTime() + PATIENCE;
        if (pci) {
            MappedRegisters.at(VirtioPci.class, registers).status(0);
        } else {
            MappedRegisters.at(VirtioMmio.class, registers).status(0);
        }
        while ((pci ? MappedRegisters.at(VirtioPci.class, registers).status() : MappedRegisters.at(VirtioMmio.class, registers).status()) != 0) {
            if (Machine.monotonicTime() > deadline) {
                Nucleus.panic("a device does not let go of memory; its registers", registers);
            }
        }
    }

    /** Bytes of raw memory of the table. */
    public static long raw() {
        return count(Nucleus.core()) * RawMemory.capacity(DeviceLayout.SIZE);
    }

    static long first() {
        return getLong(Nucleus.core() + NucleusLayout.DEVICES);
    }
}
