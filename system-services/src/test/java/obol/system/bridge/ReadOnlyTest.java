package obol.system.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.ram.RamTree;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import org.junit.jupiter.api.Test;

/** Of a tree that is attached read-only nothing can be changed, by whatever operation. */
class ReadOnlyTest {
    private interface Action {
        void run() throws FileException;
    }

    private static void refused(Action action) {
        assertEquals(Errno.EROFS.text(), assertThrows(FileException.class, action::run).getMessage());
    }

    @Test
    void nothingCanBeChanged() throws FileException {
        FileService service = new FileService(new RamTree());
        Fid root = service.attach("ann", "");
        root.make("folder", Mode.DMDIR | 0777, false, "");
        OpenFile made = root.create("file", 0666, false, OpenMode.WRITE);
        made.write(0, "text".getBytes(StandardCharsets.UTF_8));
        made.close();
        Fid reader = service.readOnly().attach("ann", "");
        Fid file = reader.walk(List.of("file"));
        assertEquals(4, file.status().length());
        OpenFile open = file.open(OpenMode.READ);
        assertEquals("text", new String(((OpenFile.Bytes) open.read(0, 10)).bytes(), StandardCharsets.UTF_8));
        assertEquals(2, reader.open(OpenMode.READ).list(0, 10).size());
        refused(() -> file.open(OpenMode.WRITE));
        refused(() -> file.open(new OpenMode(true, false, true, false, false, false, false)));
        refused(() -> file.open(new OpenMode(true, false, false, false, false, true, false)));
        refused(() -> reader.create("other", 0666, false, OpenMode.READ));
        refused(() -> reader.make("other", Mode.DMDIR | 0777, false, ""));
        refused(() -> reader.unlink("file", false));
        refused(() -> reader.rename("file", reader.key(), "other"));
        refused(() -> reader.link("other", file.key()));
        refused(file::remove);
        assertEquals("text", new String(((OpenFile.Bytes) open.read(0, 10)).bytes(), StandardCharsets.UTF_8));
    }
}
