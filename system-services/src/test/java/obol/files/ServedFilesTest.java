package obol.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import obol.channels.NoService;
import obol.channels.Services;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Status;
import obol.system.files.Transfer;
import obol.system.namespace.Namespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServedFilesTest {
    private static String read(OpenFile file, int most) throws FileException {
        return new String(Transfer.read(file, OpenFile.SHARED, most), StandardCharsets.UTF_8);
    }

    @Test
    void aProgramServesFilesInAFewLines() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        StringBuilder level = new StringBuilder("low");
        Thread server = new Thread(() -> new ServedFiles()
                .file("count", () -> asked.incrementAndGet() + " times\n")
                .file("set/level", level::toString, text -> {
                    if (text.isEmpty()) {
                        throw new IllegalArgumentException("no level");
                    }
                    level.replace(0, level.length(), text);
                })
                .serve("served"));
        server.setDaemon(true);
        server.start();
        while (true) {
            try {
                Services.connect(Files.class, "served").close();
                break;
            } catch (NoService notYet) {
                Thread.sleep(1);
            }
        }
        Namespace namespace = new Namespace("obol", List.of("mount served /"), Map.of(), name -> Services.connect(Files.class, name));
        assertEquals(List.of("count", "set"), namespace.list("/").stream().map(Status::name).sorted().toList());
        try (OpenFile count = namespace.open("/count", OpenMode.READ)) {
            assertEquals("1 ", read(count, 2));
            assertEquals("times\n", read(count, 100));
            assertEquals("", read(count, 100));
        }
        try (OpenFile set = namespace.open("/set/level", OpenMode.WRITE)) {
            Transfer.writeAll(set, "high\n".getBytes(StandardCharsets.UTF_8));
            byte[] nothing = {'\n'};
            assertEquals("no level", assertThrows(FileException.class, () -> Transfer.writeAll(set, nothing)).getMessage());
        }
        assertEquals("high", level.toString());
        assertEquals(1, asked.get());
        assertEquals("permission denied", assertThrows(FileException.class, () -> namespace.open("/count", OpenMode.WRITE)).getMessage());
    }

    @Test
    void whatIsNoPathIsSaid() {
        ServedFiles files = new ServedFiles().file("a", () -> "");
        assertThrows(IllegalArgumentException.class, () -> files.file("a", () -> ""));
        assertThrows(IllegalArgumentException.class, () -> files.file("a/b", () -> ""));
        assertThrows(IllegalArgumentException.class, () -> files.file("", () -> ""));
        assertThrows(IllegalArgumentException.class, () -> files.file("..", () -> ""));
    }
}
