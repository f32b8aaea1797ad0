package obol.system.namespace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import obol.channels.Block;
import obol.channels.Services;
import obol.styx.Slice;
import obol.styx.ram.RamTree;
import obol.styx.server.Reply;
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
        file.close();
        log.close();
    }

    /** A shell's file and that of a program which it starts, each in a process of its own: one position, as long as the server lives. */
    @Test
    void standardFilesGoOnWhereTheyWere() throws Exception {
        OpenFile shell;
        OpenFile program;
        try (Mortal server = serve()) {
            shell = namespace.create("/out", 0644, FRESH);
            Transfer.writeAll(shell, bytes("one\n"));
            program = started(shell);
        }
        refused(NOBODY, () -> Transfer.writeAll(program, bytes("x")));
        try (Mortal server = serve()) {
            Transfer.writeAll(program, bytes("two\n"));
            assertEquals("one\ntwo\n", all("/out"));
        }
        try (Mortal server = serve()) {
            Transfer.writeAll(program, bytes("three\n"));
            Transfer.writeAll(shell, bytes("four\n"));
            assertEquals("one\ntwo\nthree\nfour\n", all("/out"));
        }
        try (Mortal server = serve()) {
            try (OpenFile next = started(shell)) {
                Transfer.writeAll(next, bytes("five\n"));
            }
            Transfer.writeAll(shell, bytes("six\n"));
            assertEquals("one\ntwo\nthree\nfour\nfive\nsix\n", all("/out"));
            assertEquals(4, shell.seek(4, 0));
        }
        try (Mortal server = serve(); OpenFile reader = started(shell)) {
            assertEquals("two\n", new String(Transfer.read(reader, OpenFile.SHARED, 4), StandardCharsets.UTF_8));
            assertEquals(8, shell.seek(0, 1));
        }
        try (Mortal server = serve()) {
            assertEquals("thr", new String(Transfer.read(shell, OpenFile.SHARED, 3), StandardCharsets.UTF_8));
        }
        shell.close();
        program.close();
    }

    /** As a started program has it. */
    private OpenFile started(OpenFile shells) {
        return namespace.resumed(shells.reopening().orElseThrow(), shells.share());
    }

    private String all(String path) throws FileException {
        try (OpenFile file = namespace.open(path, OpenMode.READ)) {
            return read(file);
        }
    }

    /** What comes later counts as well. */
    @Test
    void keepsAccountOfWhatComesLater() throws Exception {
        byte[] contents = bytes("0123456789");
        List<Runnable> answers = new LinkedList<>();
        tree.root().synthetic("late", 0444, (user, mode) -> new obol.styx.server.OpenFile() {
            @Override
            public void read(long offset, int count, Reply<Slice> reply) {
                answers.add(() -> reply.ok(Slice.of(contents).part((int) offset, count)));
            }
        });
        OpenFile file;
        try (Mortal server = serve()) {
            file = namespace.open("/late", OpenMode.READ);
            assertEquals("012", later(server, file.read(OpenFile.SHARED, 3), answers));
        }
        try (Mortal server = serve()) {
            assertEquals("345", later(server, file.read(OpenFile.SHARED, 3), answers));
        }
        file.close();
    }

    private static String later(Mortal server, OpenFile.Read read, List<Runnable> answers) throws FileException {
        server.run(answers.remove(0));
        return new String(Transfer.bytes(read), StandardCharsets.UTF_8);
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
