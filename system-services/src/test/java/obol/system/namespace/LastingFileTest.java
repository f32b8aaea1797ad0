package obol.system.namespace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import obol.channels.Block;
import obol.channels.Services;
import obol.styx.ram.RamTree;
import obol.system.files.Change;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Transfer;
import org.junit.jupiter.api.Test;

/** Files of a permanent mount whose server dies, and comes back with the same tree or another one. */
class LastingFileTest {
    private static final String LOST = "Connection reset by peer";
    private static final String NOBODY = "No such device";
    private static final OpenMode BOTH = new OpenMode(true, true, false, false, false, false, false);
    private static final OpenMode APPEND = new OpenMode(false, true, false, true, false, false, false);
    private static final OpenMode FRESH = new OpenMode(true, true, true, false, true, false, false);

    private final RamTree tree = new RamTree();
    private final Namespace namespace =
            new Namespace("root", List.of("mount -c -p lasting /"), Map.of(), name -> Services.connect(Files.class, name));

    private Mortal serve() {
        return new Mortal("lasting", tree);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(OpenFile file) throws FileException {
        return new String(Transfer.read(file, 0, 100), StandardCharsets.UTF_8);
    }

    private static int write(OpenFile file, long at, String text) throws FileException {
        byte[] bytes = bytes(text);
        return Transfer.write(file, at, bytes, 0, bytes.length);
    }

    private static void refused(String text, Action action) {
        assertEquals(text, assertThrows(FileException.class, action::run).getMessage());
    }

    private interface Action {
        void run() throws FileException;
    }

    @Test
    void goesOnWithTheFileThatItHad() throws Exception {
        OpenFile file;
        try (Mortal server = serve()) {
            file = namespace.create("/a", 0644, FRESH);
            assertEquals(6, write(file, 0, "before"));
        }
        refused(NOBODY, () -> read(file).length());
        refused(NOBODY, () -> file.status().length());
        try (Mortal server = serve()) {
            assertEquals("before", read(file));
        }
        try (Mortal server = serve()) {
            assertEquals(2, write(file, 6, "; "));
            Block block = Block.allocate(OpenFile.BULK + 1);
            assertEquals(OpenFile.BULK, Transfer.count(file.writeBlock(8, block, OpenFile.BULK + 1)));
            file.change(new Change(Optional.empty(), Optional.of(7L), Optional.empty(), Optional.empty(), Optional.empty(), false,
                    Optional.empty(), Optional.empty()));
        }
        try (Mortal server = serve()) {
            assertEquals(7, file.status().length());
            assertEquals("before;", read(file));
            file.close();
        }
    }

    @Test
    void neverGoesOnWithAnother() throws Exception {
        OpenFile file;
        try (Mortal server = serve()) {
            file = namespace.create("/a", 0644, FRESH);
        }
        RamTree other = new RamTree(() -> 1, 1 << 20, "root", 0777); // made at another time
        other.root().file("a", 0644, bytes("other"));
        try (Mortal server = new Mortal("lasting", other)) {
            refused("Stale file handle", () -> read(file).length());
            refused("Stale file handle", () -> write(file, 0, "x"));
            assertEquals("other", read(namespace.open("/a", OpenMode.READ)));
        }
        tree.root().remove("a");
        try (Mortal server = serve()) {
            refused("file does not exist", () -> read(file).length());
        }
    }

    @Test
    void doesNothingTwice() throws Exception {
        OpenFile file;
        OpenFile log;
        try (Mortal server = serve()) {
            file = namespace.create("/a", 0644, FRESH);
            log = namespace.create("/log", 0644, APPEND);
            assertEquals(2, write(log, 0, "1\n"));
        }
        try (Mortal server = serve()) {
            refused(LOST, () -> write(log, 0, "2\n"));
            assertEquals(2, write(log, 0, "3\n"));
            refused(LOST, file::sync);
            file.sync();
            assertEquals("1\n3\n", read(namespace.open("/log", OpenMode.READ)));
        }
        try (Mortal server = serve()) {
            refused(LOST, () -> Transfer.writeAll(file, bytes("x")));
            file.close();
            log.close();
        }
    }

    /** Whatever is between the deaths of the server: what was written and answered is there, at its place. */
    @Property(tries = 20, seed = "5")
    void isAsAFileThatNothingHappensTo(@ForAll @Size(max = 12) List<@IntRange(max = 40) Integer> places) throws Exception {
        byte[] model = new byte[100];
        Mortal server = serve();
        OpenFile file = namespace.create("/m" + System.identityHashCode(places), 0644, BOTH);
        Transfer.write(file, 0, model, 0, model.length);
        for (int place : places) {
            if (place % 3 == 0) {
                server.close();
                server = serve();
            }
            model[place] = (byte) (place + 1);
            Transfer.write(file, place, model, place, 1);
            assertArrayEquals(model, Transfer.read(file, 0, 200));
        }
        file.close();
        server.close();
    }
}
