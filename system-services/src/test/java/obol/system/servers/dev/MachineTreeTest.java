package obol.system.servers.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import obol.channels.Pending;
import obol.system.bridge.FileService;
import obol.system.carrier.Outside;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.servers.ManualFiles;
import obol.system.servers.TreeClient;
import org.junit.jupiter.api.Test;

class MachineTreeTest {
    private int halted = -1;
    private String staysDown;
    private final Log log = new Log(() -> 5_000_000L);
    private final FileService service = new FileService(MachineTree.of(new MachineTree.Owner() {
        @Override
        public long now() {
            return 5_000_000L;
        }

        @Override
        public String name(int process) {
            return "p" + process;
        }

        @Override
        public boolean mayHalt(int process) {
            return process == 7;
        }

        @Override
        public void halt(int status) {
            halted = status;
        }

        @Override
        public String staysDown() {
            return staysDown;
        }

        @Override
        public String drivers() {
            return "console 18 5 system/outside\n";
        }
    }, log));

    private OpenFile open(int process, String name, OpenMode mode) throws FileException {
        return service.attach(Integer.toString(process), "").walk(List.of(name)).open(mode);
    }

    private void write(int process, String name, String text) throws FileException {
        TreeClient.write(open(process, name, OpenMode.WRITE), 0, text);
    }

    private String read(String name) throws FileException {
        return TreeClient.readAll(open(3, name, OpenMode.READ), 0);
    }

    @Test
    void linesByWhoWroteThem() throws FileException {
        log.add("init", "begins");
        write(3, "log", "one\ntwo\n");
        write(4, "log", "\u001b[31mred");
        assertEquals("5000 init begins\n5000 p3 one\n5000 p3 two\n5000 p4 ?[31mred\n", read("log"));
        assertEquals("console 18 5 system/outside\n", read("drivers"));
    }

    @Test
    void theLogIsBounded() throws FileException {
        for (int i = 0; i < 2000; i++) {
            log.add("init", "line " + i + "x".repeat(Log.TEXT_MOST));
        }
        List<String> lines = read("log").lines().toList();
        assertEquals(Log.LINES_MOST, lines.size());
        assertTrue(lines.get(0).startsWith("5000 init line 976x"));
        assertEquals("5000 init ".length() + Log.TEXT_MOST, lines.get(0).length());
    }

    @Test
    void eachHasItsPage() throws Exception {
        assertEquals(ManualFiles.of("3/machine", "/dev"), service.attach("3", "").open(OpenMode.READ).list(0, 100).stream()
            .map(entry -> entry.status().name()).collect(Collectors.toSet()));
    }

    /** A follower has what was there, then waits. */
    @Test
    void following() throws Exception {
        log.add("init", "one");
        OpenFile file = open(3, "logfollow", OpenMode.READ);
        assertEquals("5000 init one\n", new String(TreeClient.read(file, 0, 100), StandardCharsets.UTF_8));
        Pending<byte[]> next = ((OpenFile.Later) file.read(14, 100)).bytes();
        log.add("init", "two");
        assertEquals("5000 init two\n", new String(next.await(), StandardCharsets.UTF_8));
        file.close();
        log.add("init", "three");
    }

    @Test
    void whoMayHalt() throws FileException {
        assertEquals("permission denied", assertThrows(FileException.class, () -> write(6, "reboot", "halt")).getMessage());
        for (String wrong : List.of("stop", "halt 256", "halt x", "halt 1 2")) {
            assertEquals("unknown control request", assertThrows(FileException.class, () -> write(7, "reboot", wrong)).getMessage());
        }
        staysDown = "nobody starts it";
        assertEquals("reboot: nobody starts it", assertThrows(FileException.class, () -> write(7, "reboot", "reboot")).getMessage());
        staysDown = null;
        assertEquals("permission denied", assertThrows(FileException.class, () -> write(6, "reboot", "reboot")).getMessage());
        assertEquals(-1, halted);
        write(7, "reboot", "reboot\n");
        assertEquals(Outside.RESTART, halted);
        write(7, "reboot", "halt 3\n");
        assertEquals(3, halted);
        write(7, "reboot", "halt\n");
        assertEquals(0, halted);
    }
}
