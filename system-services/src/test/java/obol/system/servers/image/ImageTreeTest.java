package obol.system.servers.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.styx.Mode;
import obol.system.files.FileException;
import obol.system.files.OpenMode;
import obol.system.servers.TreeClient;
import org.junit.jupiter.api.Test;

class ImageTreeTest {
    private static final Map<String, String> FILES = new TreeMap<>(Map.of("lib/sample", "some text", "lib/deep/er", "x",
        "bin/ls", "no program's", "lib/sample/below", "", "manifest/ls", "uses\n"));

    private final TreeClient image = new TreeClient(ImageTree.of(new ImageContents() {
        @Override
        public List<String> programs() {
            return List.of("init", "ls", "system/ram", "sh", "service/counter", "ls");
        }

        @Override
        public List<String> files() {
            return List.copyOf(FILES.keySet());
        }

        @Override
        public int length(String file) {
            return FILES.get(file).length();
        }

        @Override
        public byte[] read(String file, long offset, int count) {
            byte[] bytes = FILES.get(file).getBytes(StandardCharsets.UTF_8);
            int from = (int) Math.min(offset, bytes.length);
            return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + count));
        }
    }, 7));

    @Test
    void rootHasThePlacesToMountAt() throws FileException {
        assertEquals(List.of("bin", "dev", "env", "lib", "log", "man", "n", "net", "proc", "srv", "tmp"), image.names(""));
        assertEquals(Mode.DMDIR | 0555, image.status("tmp").mode());
        assertEquals(List.of(), image.names("tmp"));
    }

    @Test
    void everyNameBelowNIsAPlaceToMountAt() throws FileException {
        assertEquals(Mode.DMDIR | 0555, image.status("n/other").mode());
        assertEquals(List.of(), image.names("n/other"));
        assertEquals(List.of(), image.names("n"));
        assertThrows(FileException.class, () -> image.status("n/other/below"));
        assertThrows(FileException.class, () -> image.status("tmp/other"));
    }

    @Test
    void programsThatAShellStarts() throws FileException {
        assertEquals(List.of("ls", "sh"), image.names("bin"));
        assertEquals("#!program ls\n", image.read("bin/ls"));
        assertEquals(0555, image.status("bin/ls").mode());
        assertEquals(13, image.status("bin/ls").length());
    }

    @Test
    void filesOfTheImage() throws FileException {
        assertEquals(List.of("deep", "sample"), image.names("lib"));
        assertEquals("some text", image.read("lib/sample"));
        assertEquals("x", image.read("lib/deep/er"));
        assertEquals("x", image.read("lib/../lib/deep/../deep/er"));
        assertEquals(9, image.status("lib/sample").length());
        assertEquals(7, image.status("lib/sample").modified());
    }

    @Test
    void nothingCanBeChanged() {
        refused("read only file system", () -> image.open("lib/sample", OpenMode.WRITE));
        refused("read only file system", () -> image.fid("lib").create("new", 0644, false, OpenMode.WRITE));
        refused("read only file system", () -> image.fid("lib").make("new", Mode.DMDIR | 0755, false, ""));
        refused("read only file system", () -> image.fid("lib/sample").remove());
        refused("read only file system", () -> image.fid("lib").unlink("sample", false));
        refused("permission denied", () -> image.open("lib/sample", new OpenMode(false, false, false, false, false, false, true)));
        refused("file does not exist", () -> image.fid("lib/none"));
    }

    private interface Action {
        void run() throws FileException;
    }

    private static void refused(String text, Action action) {
        assertEquals(text, assertThrows(FileException.class, action::run).getMessage());
    }
}
