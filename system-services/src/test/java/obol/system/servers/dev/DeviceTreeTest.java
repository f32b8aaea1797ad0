package obol.system.servers.dev;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.servers.ManualFiles;
import obol.system.servers.TreeClient;
import org.junit.jupiter.api.Test;

class DeviceTreeTest {
    private long now = 1_700_000_000_123_456_789L;
    private final TreeClient dev = new TreeClient(DeviceTree.of(new MachineFacts() {
        @Override
        public String build() {
            return "cafe";
        }

        @Override
        public long now() {
            return now;
        }

        @Override
        public void random(byte[] bytes) {
            Arrays.fill(bytes, (byte) 42);
        }

        @Override
        public List<Memory> memory() {
            return List.of(new Memory("total", 3, 100), new Memory("heaps", 2, 90));
        }

        @Override
        public List<Core> cores() {
            return List.of(new Core(0, 5, 6, 7, 8999), new Core(1, 0, 0, 0, 0));
        }

        @Override
        public String check() {
            return "clean\n";
        }
    }));

    @Test
    void facts() throws FileException {
        assertEquals("obol\n", dev.read("sysname"));
        assertEquals("cafe\n", dev.read("build"));
        assertEquals("total 3 100\nheaps 2 90\n", dev.read("memory"));
        assertEquals("0 5 6 7 8\n1 0 0 0 0\n", dev.read("sysstat"));
        assertEquals(Set.of("check", "full", "sysname", "sysstat", "build", "time", "memory", "null", "zero", "random"), Set.copyOf(dev.names("")));
    }

    /** Microseconds, those of the moment of opening. */
    @Test
    void time() throws FileException {
        assertEquals("1700000000123456\n", dev.read("time"));
        OpenFile earlier = dev.open("time", OpenMode.READ);
        now += 1000;
        assertEquals("1700000000123456\n", TreeClient.readAll(earlier, 0));
        assertEquals("1700000000123457\n", dev.read("time"));
    }

    @Test
    void endlessFiles() throws FileException {
        assertEquals("", dev.read("null"));
        dev.write("null", "gone");
        assertArrayEquals(new byte[5], TreeClient.read(dev.open("zero", OpenMode.READ), 1L << 40, 5));
        assertArrayEquals(new byte[] {42, 42}, TreeClient.read(dev.open("random", OpenMode.READ), 0, 2));
    }

    @Test
    void eachHasItsPage() throws Exception {
        assertEquals(ManualFiles.of("3/dev", "/dev"), Set.copyOf(dev.names("")));
    }

    @Test
    void theMachinesName() throws FileException {
        dev.write("sysname", "acheron-2\n");
        assertEquals("acheron-2\n", dev.read("sysname"));
        for (String bad : List.of("", "two words", "x".repeat(65), "\u001b[1m")) {
            assertEquals("bad name", assertThrows(FileException.class, () -> dev.write("sysname", bad + '\n')).getMessage());
        }
        assertEquals("acheron-2\n", dev.read("sysname"));
    }

    @Test
    void fullHasNoRoom() throws FileException {
        assertArrayEquals(new byte[3], TreeClient.read(dev.open("full", OpenMode.READ), 9, 3));
        assertEquals("file system is full", assertThrows(FileException.class, () -> dev.write("full", "x")).getMessage());
    }

    @Test
    void factsCannotBeWritten() {
        FileException refused = assertThrows(FileException.class, () -> dev.open("build", OpenMode.WRITE));
        assertEquals("permission denied", refused.getMessage());
    }
}
