package obol.nucleus.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import obol.layout.DeviceLayout;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Configuration spaces as QEMU's devices have them, with firmware and without, and such as no device should have. */
class PciTest {
    private static final long SHARED = MemoryMap.NUCLEUS;
    private static final int AREA_1 = 0x1000, AREA_4 = 0x4000;
    /** Of virtio's structures in the fourth area: common, device's own, notify. */
    private static final int COMMON = 0, OWN = 0x2000, NOTIFY = 0x3000;

    /** A function: its space, and how many bytes each of its areas has. */
    private static final class Function {
        final ByteBuffer space = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        final int[] sizes = new int[6];

        void write(int at, int value) {
            int bar = (at - 0x10) / 4;
            if (at >= 0x10 && at < 0x28) space.putInt(at, sizes[bar] == 0 ? 0 : value & -sizes[bar] | space.getInt(at) & 15);
            else if (at == 4) space.putShort(at, (short) value); // ones clear bits of the status above
            else space.putInt(at, value);
        }
    }

    private final Map<Integer, Function> functions = new TreeMap<>();

    @BeforeEach
    void reset() {
        functions.clear();
        Memory.reset(SHARED);
        Machine.reset();
        Memory.putLong(SHARED + NucleusLayout.RAW_END, MemoryMap.NUCLEUS_END);
        Memory.putLong(SHARED + NucleusLayout.RAW_TOP, SHARED + NucleusLayout.SIZE);
        Machine.configuration = address -> {
            assertEquals(1 << 31, address & 0xFF00_0003);
            Function function = functions.get(address >> 8 & 0xFFFF);
            return function == null ? -1 : function.space.getInt(address & 0xFC);
        };
        Machine.configure = (address, value) -> {
            functions.get(address >> 8 & 0xFFFF).write(address & 0xFC, value);
            return 0;
        };
    }

    private static void capability(Function function, int at, int next, int type, int bar, int offset, int length) {
        function.space.putInt(at, 0x09 | next << 8 | 16 << 16 | type << 24).putInt(at + 4, bar).putInt(at + 8, offset).putInt(at + 12, length);
    }

    /** A virtio device as QEMU 7.2 has it: areas 1 and 4, five capabilities of virtio's and the messages'. */
    private Function virtio(int slot, int id) {
        Function function = new Function();
        function.space.putInt(0, 0x1AF4 | id << 16).putInt(4, 1 << 20).putInt(0x34, 0x98);
        function.sizes[1] = AREA_1;
        function.sizes[4] = AREA_4;
        function.space.putInt(0x20, 0xC);
        function.space.putInt(0x98, 0x11 | 0x84 << 8 | 1 << 16).putInt(0x9C, 1 | 0x800).putInt(0xA0, 1 | 0xC00);
        capability(function, 0x84, 0x70, 5, 0, 0, 0);
        capability(function, 0x70, 0x60, 2, 4, NOTIFY, 0x1000);
        function.space.putInt(0x80, 4);
        capability(function, 0x60, 0x50, 4, 4, OWN, 0x1000);
        capability(function, 0x50, 0x40, 3, 4, 0x1000, 0x1000);
        capability(function, 0x40, 0, 1, 4, COMMON, 0x1000);
        functions.put(slot << 3, function);
        return function;
    }

    /** As firmware leaves it: with addresses, and decoding them. */
    private static void place(Function function, int area1, int area4) {
        function.space.putInt(0x14, area1).putInt(0x20, area4 | 0xC).putInt(0x24, 0).putInt(4, 1 << 20 | 3);
    }

    private List<Long> found() {
        Pci.enterDevices(SHARED, 0);
        List<Long> devices = new ArrayList<>();
        for (long at = Memory.getLong(SHARED + NucleusLayout.DEVICES); at != 0; at = Memory.getLong(at + DeviceLayout.NEXT)) devices.add(0, at);
        return devices;
    }

    private static void assertDevice(long device, int kind, int line, long area) {
        assertEquals(kind, Memory.getInt(device + DeviceLayout.KIND));
        assertEquals(line, Memory.getInt(device + DeviceLayout.LINE));
        assertEquals(area + COMMON, Memory.getLong(device + DeviceLayout.REGISTERS));
        assertEquals(area + OWN, Memory.getLong(device + DeviceLayout.CONFIGURATION));
        assertEquals(area + NOTIFY, Memory.getLong(device + DeviceLayout.NOTIFY));
        assertEquals(4, Memory.getInt(device + DeviceLayout.NOTIFY_STEP));
    }

    /** One that is a legacy device, too, and one that is not; interrupts by messages, the function may access memory in the end. */
    @Test
    void devicesThatFirmwareHasPlaced() {
        Function disk = virtio(3, 0x1001);
        disk.space.putInt(0x2C, 2 << 16 | 0x1AF4);
        place(disk, 0xFEBF_1000, 0xFEB0_0000);
        place(virtio(5, 0x1044), 0xFEBF_2000, 0xFEB0_4000);
        List<Long> devices = found();
        assertEquals(2, devices.size());
        assertDevice(devices.get(0), 2, 63, 0xFEB0_0000L);
        assertDevice(devices.get(1), 4, 62, 0xFEB0_4000L);
        assertEquals(0xFEE0_0000, Memory.getInt(0xFEBF_1800L));
        assertEquals(48 + 63, Memory.getInt(0xFEBF_1808L));
        assertEquals(48 + 62, Memory.getInt(0xFEBF_2808L));
        assertEquals(0, Memory.getInt(0xFEBF_180CL));
        assertEquals(1 << 31, disk.space.getInt(0x98) & 3 << 30);
        assertEquals(2 | 4 | 1 << 10, disk.space.getInt(4) & (2 | 4 | 1 << 10));
        assertEquals(0xFEB0_0000 | 0xC, disk.space.getInt(0x20), "the address is as it was");
    }

    /** Each is aligned to its size, and no two overlap. */
    @Test
    void devicesThatNobodyHasPlaced() {
        for (int slot = 1; slot < 6; slot++) virtio(slot, 0x1042);
        List<Long> devices = found();
        assertEquals(5, devices.size());
        for (int i = 0; i < 5; i++) {
            Function function = functions.get(i + 1 << 3);
            int part = 0xC000_0000 + ((i + 1 << 3) << 21);
            assertEquals(part, function.space.getInt(0x14));
            assertEquals(part + AREA_4 | 0xC, function.space.getInt(0x20));
            assertDevice(devices.get(i), 2, 63 - i, part + AREA_4 & 0xFFFF_FFFFL);
        }
    }

    /** Behind a bridge of a bridge, whose numbers firmware gave; one leads back, which ends. */
    @Test
    void behindBridges() {
        bridge(1 << 3, 1);
        bridge(1 << 8, 2);
        bridge(2 << 8 | 1 << 3, 1);
        bridge(2 << 8 | 2 << 3, 2);
        Function disk = virtio(0, 0x1042);
        place(disk, 0xFEBF_1000, 0xFEB0_0000);
        functions.put(2 << 8, functions.remove(0));
        functions.get(2 << 8).space.put(0x0E, (byte) 0x80);
        functions.put(2 << 8 | 7, functions.get(2 << 8));
        assertEquals(2, found().size());
    }

    private void bridge(int function, int behind) {
        Function bridge = new Function();
        bridge.space.putInt(0, 0x1234_8086).putInt(0x0C, 1 << 16).putInt(0x18, behind << 8);
        functions.put(function, bridge);
    }

    private void refused(Consumer<Function> damage) {
        reset();
        Function function = virtio(1, 0x1042);
        place(function, 0xFEBF_1000, 0xFEB0_0000);
        damage.accept(function);
        assertEquals(List.of(), found());
        assertEquals(0, function.space.getInt(4) & 4, "it may not access memory");
    }

    @Test
    void eachLieByItself() {
        refused(f -> f.space.putInt(0x34, 0));
        refused(f -> f.space.putShort(6, (short) 0));
        refused(f -> f.space.putInt(0x98, 0x11 | 0x98 << 8));
        refused(f -> f.space.putInt(0x98, 0x12 | 0x84 << 8));
        refused(f -> f.space.putInt(0x9C, 6));
        refused(f -> f.space.putInt(0x9C, 1 | AREA_1));
        refused(f -> f.space.putInt(0x44, 6));
        refused(f -> f.space.putInt(0x44, 2));
        refused(f -> f.space.putInt(0x48, AREA_4));
        refused(f -> f.space.putInt(0x48, 2));
        refused(f -> f.space.putInt(0x48, -4096));
        refused(f -> f.space.putInt(0x4C, 0x37));
        refused(f -> f.space.putInt(0x4C, -1));
        refused(f -> f.space.putInt(0x7C, 1));
        refused(f -> f.space.putInt(0x20, 0x1000 | 0xC));
        refused(f -> f.space.putInt(0x24, 1));
        refused(f -> f.space.putInt(0x20, 1));
    }

    /** Whatever a function says, what is found lies where devices are, and nothing else is touched. */
    @Test
    void anythingAtAll() {
        int entered = 0;
        for (int seed = 0; seed < 3000; seed++) {
            reset();
            Random random = new Random(seed);
            for (int slot = 0; slot < 4; slot++) {
                Function function = virtio(slot, 0x1000 + random.nextInt(0x80));
                if (random.nextBoolean()) place(function, 0xFEBF_1000 + 0x1000 * slot, 0xFEB0_0000 + 0x4000 * slot);
                for (int i = random.nextInt(6); i > 0; i--) {
                    int at = random.nextBoolean() ? random.nextInt(256) : 0x34 + random.nextInt(0x70);
                    if (at >= 0x30 || at < 0x10) function.space.put(at, (byte) random.nextInt());
                    else function.write(at & ~3, random.nextInt());
                }
            }
            for (long device : found()) {
                entered++;
                long common = Memory.getLong(device + DeviceLayout.REGISTERS);
                long notify = Memory.getLong(device + DeviceLayout.NOTIFY);
                assertTrue(DeviceTable.isRegisters(common, VirtioPci.SIZE), "common");
                assertTrue(DeviceTable.isRegisters(notify, Memory.getInt(device + DeviceLayout.NOTIFY_SIZE)), "notify");
            }
        }
        assertTrue(entered > 1000, entered + " devices");
    }
}
