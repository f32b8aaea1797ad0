package obol.nucleus.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import obol.layout.DeviceLayout;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables of QEMU 7.2's microvm with one virtio device, whole and damaged; behind the last byte of each is what must not be read. */
class AcpiTablesTest {
    private static final long SHARED = MemoryMap.NUCLEUS, ROOT = 0xF34D0, DEVICE = 0xFEB0_2E00L, DEVICES = 0xC000_0000L;
    private static final long XSDT = 0x2_0000, FADT = 0x3_0000, MADT = 0x4_0000;
    private static final String FOUND = "feb02e00:47";
    private static final int CHECKSUM = 9, HEADER = 36;

    private byte[] dsdt, fadt, madt;

    @BeforeEach
    void load() throws IOException {
        dsdt = resource("DSDT");
        fadt = resource("FACP");
        madt = resource("APIC");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = AcpiTablesTest.class.getResourceAsStream("/acpi/" + name + ".bin")) {
            return in.readAllBytes();
        }
    }

    private static ByteBuffer order(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Makes all of the bytes from 0 to {@code size} a sum of 0. */
    private static byte[] seal(byte[] bytes, int size, int checksum) {
        bytes[checksum] = 0;
        byte sum = 0;
        for (int i = 0; i < size; i++) sum += bytes[i];
        bytes[checksum] = (byte) -sum;
        return bytes;
    }

    private static byte[] table(byte[] bytes) {
        order(bytes).putInt(4, bytes.length);
        return seal(bytes, bytes.length, CHECKSUM);
    }

    private static byte[] list(String name, int width, long... addresses) {
        byte[] bytes = new byte[HEADER + width * addresses.length];
        System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 4);
        for (int i = 0; i < addresses.length; i++) {
            for (int b = 0; b < width; b++) bytes[HEADER + width * i + b] = (byte) (addresses[i] >> 8 * b);
        }
        return table(bytes);
    }

    private static byte[] root(int revision) {
        byte[] bytes = new byte[36];
        System.arraycopy("RSD PTR ".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 8);
        bytes[15] = (byte) revision;
        order(bytes).putInt(16, (int) XSDT);
        seal(bytes, 20, 8);
        if (revision >= 2) {
            order(bytes).putInt(20, 36).putLong(24, XSDT);
            seal(bytes, 20, 8);
            seal(bytes, 36, 32);
        }
        return bytes;
    }

    /** Reads these tables, the code directly below the area of devices, and gives what is wrong with them. */
    private String read(byte[] root, byte[] list) {
        Memory.reset(SHARED);
        Machine.reset();
        Memory.putLong(SHARED + NucleusLayout.RAW_END, MemoryMap.NUCLEUS_END);
        Memory.putLong(SHARED + NucleusLayout.RAW_TOP, SHARED + NucleusLayout.SIZE);
        Memory.write(ROOT, root);
        Memory.write(XSDT, list);
        long code = DEVICES - dsdt.length;
        order(fadt).putInt(40, (int) code);
        if (fadt.length >= 148) order(fadt).putLong(140, code);
        Memory.write(FADT, seal(fadt, fadt.length, CHECKSUM));
        Memory.write(MADT, madt);
        Memory.write(code, dsdt);
        Memory.write(DEVICE, order(new byte[12]).putInt(VirtioMmio.MAGIC).putInt(VirtioMmio.VERSION_1).putInt(3).array());
        Memory.forbid(DEVICES, DEVICES + 0x10_0000);
        return AcpiTables.read(SHARED, ROOT);
    }

    private String read() {
        return read(root(2), list("XSDT", 8, FADT, MADT));
    }

    private static List<String> devices() {
        List<String> devices = new ArrayList<>();
        for (long at = Memory.getLong(SHARED + NucleusLayout.DEVICES); at != 0; at = Memory.getLong(at + DeviceLayout.NEXT)) {
            assertEquals(3, Memory.getInt(at + DeviceLayout.KIND));
            devices.add(Long.toHexString(Memory.getLong(at + DeviceLayout.REGISTERS)) + ':' + Memory.getInt(at + DeviceLayout.LINE));
        }
        return devices;
    }

    /** On the second I/O APIC; and off is the sleep 5 of the event device. */
    @Test
    void theDeviceOfAMicrovm() {
        assertNull(read());
        assertEquals(List.of(FOUND), devices());
        assertEquals("fea00200/8=34", Machine.off);
    }

    /** The first segment's, from its first bus on; QEMU's q35 with its firmware has it at this place. */
    @Test
    void configurationSpaceOfPci() {
        long place = 0x5_0000;
        byte[] table = new byte[60];
        System.arraycopy("MCFG".getBytes(StandardCharsets.US_ASCII), 0, table, 0, 4);
        order(table).putLong(44, 0xB000_0000L).put(55, (byte) 255);
        Memory.reset(SHARED);
        Machine.reset();
        Memory.write(ROOT, root(2));
        Memory.write(XSDT, list("XSDT", 8, place));
        Memory.write(place, table(table));
        assertEquals(0xB000_0000L, AcpiTables.configurationSpace(ROOT));
        Memory.putByte(place + 54, (byte) 1);
        assertEquals(0, AcpiTables.configurationSpace(ROOT), "its sum is wrong");
        order(table).put(54, (byte) 1);
        Memory.write(place, table(table));
        assertEquals(0, AcpiTables.configurationSpace(ROOT), "from the second bus on");
        Memory.write(XSDT, list("XSDT", 8));
        assertEquals(0, AcpiTables.configurationSpace(ROOT));
        assertEquals(0, AcpiTables.configurationSpace(0));
    }

    @Test
    void aRootPointerOfTheFirstRevision() {
        assertNull(read(root(0), list("RSDT", 4, MADT, FADT)));
        assertEquals(List.of(FOUND), devices());
    }

    @Test
    void offByThePortOfPowerManagement() {
        order(fadt).putInt(112, 0).putInt(64, 0x604);
        assertNull(read());
        assertEquals("604/16=3400", Machine.off);
    }

    /** Those that may be used, by the numbers of their local APICs. */
    @Test
    void processors() {
        byte[] more = {0, 8, 1, 5, 1, 0, 0, 0, 0, 8, 2, 7, 0, 0, 0, 0, 0, 8, 3, (byte) 0xFE, 1, 0, 0, 0};
        madt = Arrays.copyOf(madt, madt.length + more.length);
        System.arraycopy(more, 0, madt, madt.length - more.length, more.length);
        table(madt);
        assertNull(read());
        assertEquals(List.of(0, 5, 0xFE), Machine.processors);
    }

    @Test
    void noTables() {
        assertNull(AcpiTables.read(SHARED, 0));
    }

    /** The device's line is the second I/O APIC's; without that nothing could interrupt. */
    @Test
    void aDeviceWithoutItsLine() {
        madt = table(Arrays.copyOf(madt, 64));
        assertNull(read());
        assertEquals(List.of(), devices());
    }

    /** Any byte of any table that is another one spoils its checksum. */
    @Test
    void damageIsFound() {
        byte[] root = root(2);
        byte[] list = list("XSDT", 8, FADT, MADT);
        for (byte[] table : List.of(root, list, madt, dsdt)) {
            for (int i = 0; i < table.length; i++) {
                table[i] ^= 1 << i % 8;
                assertNotNull(read(root, list), "byte " + i + " of " + table.length);
                assertEquals(List.of(), devices());
                table[i] ^= 1 << i % 8;
            }
        }
        assertNull(read(root, list));
    }

    /** Hostile bytes under a right checksum: nothing outside the tables is read, and no device is found where none is. */
    @Test
    void hostileBytes() {
        Random random = new Random(1);
        byte[] goodCode = dsdt;
        byte[] goodLines = madt;
        byte[] goodFixed = fadt;
        for (int round = 0; round < 20_000; round++) {
            dsdt = goodCode.clone();
            madt = goodLines.clone();
            fadt = goodFixed.clone();
            byte[] victim = round % 8 == 0 ? madt : round % 8 == 1 ? fadt : dsdt;
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                victim[HEADER + random.nextInt(victim.length - HEADER)] = (byte) random.nextInt();
            }
            seal(victim, victim.length, CHECKSUM);
            read();
            assertTrue(devices().size() <= 1 && devices().stream().allMatch(d -> d.startsWith("feb02e00:")), () -> devices().toString());
        }
    }

    /** Code that ends too early, at each place. */
    @Test
    void codeThatEnds() {
        byte[] whole = dsdt;
        int scopeEnd = 335;
        int troubles = 0;
        for (int size = HEADER; size < whole.length; size++) {
            dsdt = table(Arrays.copyOf(whole, size));
            troubles += read() == null ? 0 : 1;
            assertEquals(size < scopeEnd ? List.of() : List.of(FOUND), devices());
        }
        // Only where a term ends there is nothing wrong.
        assertEquals(whole.length - HEADER - 2, troubles);
        fadt = table(Arrays.copyOf(fadt, 116));
        dsdt = table(whole);
        assertNull(read());
        assertNull(Machine.off);
        fadt = table(Arrays.copyOf(fadt, 115));
        assertNotNull(read());
    }

    /** Scopes in one another beyond any sense. */
    @Test
    void deepCode() {
        byte[] code = Arrays.copyOf(dsdt, HEADER + 7 * 2000);
        for (int i = 0; i < 2000; i++) {
            int at = HEADER + 7 * i;
            int length = code.length - at - 1;
            order(code).put(at, (byte) 0x10).put(at + 1, (byte) (0x40 | length & 15)).put(at + 2, (byte) (length >> 4));
            System.arraycopy("DEEP".getBytes(StandardCharsets.US_ASCII), 0, code, at + 3, 4);
        }
        // What is longer than two bytes can tell is cut.
        dsdt = table(Arrays.copyOf(Arrays.copyOfRange(code, 0, HEADER), HEADER + 4095));
        System.arraycopy(code, code.length - 4095, dsdt, HEADER, 4095);
        table(dsdt);
        assertEquals("part of the table of devices is passed over", read());
    }
}
