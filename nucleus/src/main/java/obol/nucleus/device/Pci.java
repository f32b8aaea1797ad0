package obol.nucleus.device;

import obol.nucleus.Machine;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.registers.Register;
import obol.nucleus.registers.Registers;

/**
 * The configuration space of PCI (PCI Express base specification 4.0, chapter 7), while the machine starts: functions are found, and
 * get addresses if nobody has given them any, as firmware does. A function is named by bus, device and function as in an address
 * of configuration space, 8, 5 and 3 bits. {@code ecam} is the physical address of memory-mapped configuration space; 0: it is
 * reached by I/O ports.
 */
@NoAllocation
final class Pci {
    /** Registers, at multiples of 4. */
    static final int ID = 0x00, COMMAND = 0x04, SUBSYSTEM = 0x2C;
    private static final int TYPE = 0x0C, BAR = 0x10, BUSES = 0x18, CAPABILITIES = 0x34;
    /** In {@link #COMMAND}: decode memory, access memory, no interrupts by lines; and of the status above it, there are capabilities. */
    static final int MEMORY = 2, MASTER = 4, NO_LINES = 1 << 10, HAS_CAPABILITIES = 1 << 20;
    static final int BARS = 6;
    private static final int PORTS = 1 << 31, NOBODY = 0xFFFF, BRIDGE = 1, SEVERAL_FUNCTIONS = 0x80;
    private static final int BAR_PORTS = 1, BAR_WIDE = 4, BAR_ADDRESS = -16;
    /** Where QEMU's machines have nothing but PCI's memory, and we give addresses from; and how much of it each function has. */
    private static final long WINDOW = 0xC000_0000L, PART = 2 << 20;
    /** Buses behind one another, and capabilities of one function: their first 256 bytes have room for no more. */
    private static final int DEEPEST = 8, MOST_CAPABILITIES = 48;
    private static final int FUNCTIONS = 8;

    private Pci() {}

    /** Enters the virtio devices of all buses that can be reached from the first one. */
    static void enterDevices(long core, long ecam) {
        enter(core, ecam, 0, 0);
    }

    static int read(long ecam, int function, int register) {
        return ecam == 0 ? Machine.configuration(PORTS | function << 8 | register)
                : MappedRegisters.at(Words.class, Machine.registers(ecam + ((long) function << 12))).word(register >> 2);
    }

    static void write(long ecam, int function, int register, int value) {
        if (ecam == 0) {
            Machine.configure(PORTS | function << 8 | register, value);
        } else {
            MappedRegisters.at(Words.class, Machine.registers(ecam + ((long) function << 12))).word(register >> 2, value);
        }
    }

    private static int type(long ecam, int function) {
        return read(ecam, function, TYPE) >> 16 & 0xFF;
    }

    /** The bus behind a function, 0: it is no bridge, or nobody has given that bus a number. */
    private static int busBehind(long ecam, int function) {
        int bus = (type(ecam, function) & ~SEVERAL_FUNCTIONS) == BRIDGE ? read(ecam, function, BUSES) >> 8 & 0xFF : 0;
        return bus > function >> 8 ? bus : 0;
    }

    /** Enters the devices of a bus, and of those behind it. */
    private static void enter(long core, long ecam, int bus, int depth) {
        for (int function = bus << 8; function < bus + 1 << 8; function++) {
            int behind = busBehind(ecam, function);
            if (behind != 0 && depth < DEEPEST) {
                enter(core, ecam, behind, depth + 1);
            } else if (VirtioFunction.kind(ecam, function) != 0) {
                assign(ecam, function);
                VirtioFunction.enter(core, ecam, function);
            }
            // The first function says whether there are others.
            boolean first = (function & FUNCTIONS - 1) == 0;
            function += first && ((read(ecam, function, ID) & 0xFFFF) == NOBODY || (type(ecam, function) & SEVERAL_FUNCTIONS) == 0) ? FUNCTIONS - 1 : 0;
        }
    }

    /**
     * Gives addresses to the areas of memory of a function of the first bus, unless firmware has, which lets it decode them then. Each function has
     * a part of the window of its own. Bridges pass on what lies in the windows that firmware gave them, so behind them nobody gets any.
     */
    private static void assign(long ecam, int function) {
        long free = WINDOW + function * PART;
        if (function >> 8 != 0 || (read(ecam, function, COMMAND) & MEMORY) != 0) {
            return;
        }
        for (int bar = 0; bar < BARS; bar++) {
            long size = size(ecam, function, bar);
            long place = size == 0 ? 0 : free + size - 1 & -size;
            if (size != 0 && place + size <= WINDOW + (function + 1) * PART) {
                write(ecam, function, BAR + 4 * bar, (int) place);
                free = place + size;
            }
            if (isWide(ecam, function, bar)) {
                bar++;
                write(ecam, function, BAR + 4 * bar, 0);
            }
        }
    }

    private static boolean isWide(long ecam, int function, int bar) {
        return bar + 1 < BARS && (read(ecam, function, BAR + 4 * bar) & (BAR_PORTS | BAR_WIDE)) == BAR_WIDE;
    }

    /** Where an area of memory is, 0: nowhere, or it is none. */
    static long address(long ecam, int function, int bar) {
        int low = read(ecam, function, BAR + 4 * bar);
        long high = isWide(ecam, function, bar) ? (long) read(ecam, function, BAR + 4 * bar + 4) << 32 : 0;
        return (low & BAR_PORTS) != 0 ? 0 : high | low & BAR_ADDRESS & 0xFFFF_FFFFL;
    }

    /** Bytes of an area of memory, by what of its address can be changed; 0: it is none, or too large. */
    static long size(long ecam, int function, int bar) {
        int register = BAR + 4 * bar;
        int before = read(ecam, function, register);
        if ((before & BAR_PORTS) != 0) {
            return 0;
        }
        int command = read(ecam, function, COMMAND) & 0xFFFF;
        write(ecam, function, COMMAND, command & ~MEMORY);
        write(ecam, function, register, -1);
        int mask = read(ecam, function, register) & BAR_ADDRESS;
        write(ecam, function, register, before);
        write(ecam, function, COMMAND, command);
        long size = -mask & 0xFFFF_FFFFL;
        return mask == 0 || Long.bitCount(size) != 1 || size > PART ? 0 : size;
    }

    /**
     * Where in a function's configuration space its first capability is with this ID and, unless {@code type} is less than 0, this highest
     * byte of its first word; 0: there is none. A list that goes round ends.
     */
    static int capability(long ecam, int function, int id, int type) {
        int at = (read(ecam, function, COMMAND) & HAS_CAPABILITIES) != 0 ? read(ecam, function, CAPABILITIES) & 0xFC : 0;
        for (int i = 0; i < MOST_CAPABILITIES && at >= 0x40; i++) {
            int header = read(ecam, function, at);
            if ((header & 0xFF) == id && (type < 0 || header >>> 24 == type)) {
                return at;
            }
            at = header >> 8 & 0xFC;
        }
        return 0;
    }

    /** Memory of a function as words: its configuration space, or an area of it. */
    @Registers(size = Words.SIZE)
    interface Words {
        int SIZE = 0x100;
        @Register(at = 0, count = SIZE / 4) int word(int index);
        void word(int index, int value);
    }
}
