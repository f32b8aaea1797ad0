package obol.system.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import obol.channels.Block;
import obol.channels.PeerGone;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.system.bridge.FileService;
import obol.system.carrier.Outside;
import obol.system.carrier.Stream;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Transfer;
import org.junit.jupiter.api.Test;

/** The console between what lies outside and its clients, on one thread. */
class ConsoleTest {
    /** A stream whose other end is the test. */
    private static final class Wire implements Stream {
        final ByteArrayOutputStream written = new ByteArrayOutputStream();
        final Deque<Promise<Integer>> writes = new ArrayDeque<>();
        Promise<byte[]> read;
        boolean slow;
        boolean gone;

        @Override
        public Pending<byte[]> read(int most) {
            if (gone) throw new PeerGone("gone");
            read = Promise.make();
            return read.pending();
        }

        @Override
        public Pending<Integer> write(byte[] bytes) {
            if (gone) throw new PeerGone("gone");
            written.writeBytes(bytes);
            if (!slow) return Pending.of(bytes.length);
            Promise<Integer> promise = Promise.make();
            writes.add(promise);
            return promise.pending();
        }

        @Override
        public Pending<Filled> readBlock(Block block) {
            throw new AssertionError("the console reads arrays");
        }

        @Override
        public Pending<Filled> writeBlock(Block block, int count) {
            throw new AssertionError("the console writes arrays");
        }

        String takeWritten() {
            String text = written.toString(StandardCharsets.UTF_8);
            written.reset();
            return text;
        }
    }

    private final Wire wire = new Wire();
    private final Wire errors = new Wire();
    private Console console;
    private FileService service;
    private int hangUps;

    private void open(boolean interactive) {
        console = new Console(new OutsideLine(new Outside() {
            @Override public Stream console() { return wire; }
            @Override public Stream errors() { return errors; }
            @Override public Window window() { return new Window(interactive ? 80 : 0, interactive ? 24 : 0, interactive); }
            @Override public Pending<Boot> boot() { throw new UnsupportedOperationException(); }
            @Override public Pending<Accepted> accept() { throw new UnsupportedOperationException(); }
            @Override public Pending<Accepted> dial(String address) { throw new UnsupportedOperationException(); }
            @Override public Pending<Integer> ready() { throw new UnsupportedOperationException(); }
            @Override public Pending<Integer> leave(int status) { throw new UnsupportedOperationException(); }
        }), () -> hangUps++);
        service = new FileService(console.files());
    }

    private OpenFile file(String name, OpenMode mode) throws FileException {
        try (Fid root = service.attach("obol", ""); Fid file = root.walk(List.of(name))) {
            return file.open(mode);
        }
    }

    private void proceed() {
        while (console.progress().ready()) service.run(console::proceed);
    }

    private void type(String text) {
        wire.read.keep(text.getBytes(StandardCharsets.UTF_8));
        proceed();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void withoutAPersonBytesGoThrough() throws FileException {
        open(false);
        OpenFile cons = file("cons", OpenMode.READ);
        type("a\r\u0003\u0004\n");
        assertEquals("a\r\u0003\u0004\n", text(Transfer.read(cons, OpenFile.SHARED, 100)));
        Transfer.writeAll(file("cons", OpenMode.WRITE), bytes("out\n"));
        Transfer.writeAll(file("errors", OpenMode.WRITE), bytes("err\n"));
        assertEquals("out\n", wire.takeWritten());
        assertEquals("err\n", errors.takeWritten());
        wire.read.keep(new byte[0]);
        proceed();
        assertEquals("", text(Transfer.read(cons, OpenFile.SHARED, 100)));
        assertEquals("", text(Transfer.read(cons, OpenFile.SHARED, 100)));
    }

    @Test
    void withoutAPersonNoMoreIsReadThanIsKept() throws FileException {
        open(false);
        int typed = 0;
        while (typed < 10 * LineDiscipline.MOST && wire.read != null) {
            Promise<byte[]> read = wire.read;
            wire.read = null;
            read.keep(new byte[4096]);
            typed += 4096;
            proceed();
        }
        assertTrue(typed <= LineDiscipline.MOST + 4096, typed + " bytes");
        OpenFile cons = file("cons", OpenMode.READ);
        int total = 0;
        while (total < typed) total += Transfer.read(cons, OpenFile.SHARED, 5000).length;
        assertEquals(typed, total);
        assertTrue(wire.read != null, "reads on when there is room");
    }

    @Test
    void aPersonHasEchoAndCarriageReturns() throws FileException {
        open(true);
        Transfer.writeAll(file("cons", OpenMode.WRITE), bytes("a\nb\r\nc"));
        Transfer.writeAll(file("errors", OpenMode.WRITE), bytes("e\n"));
        assertEquals("a\r\nb\r\nce\r\n", wire.takeWritten());
        OpenFile.Read read = file("cons", OpenMode.READ).read(OpenFile.SHARED, 100);
        assertTrue(read instanceof OpenFile.Later);
        type("hi\r");
        assertEquals("hi\r\n", wire.takeWritten());
        assertEquals("hi\n", text(Transfer.bytes(read)));
    }

    @Test
    void rawUntilConsctlIsClosed() throws FileException {
        open(true);
        OpenFile cons = file("cons", OpenMode.READ);
        OpenFile control = file("consctl", OpenMode.WRITE);
        Transfer.writeAll(control, bytes("rawon"));
        type("x\u0003");
        assertEquals("", wire.takeWritten());
        assertEquals("x\u0003", text(Transfer.read(cons, OpenFile.SHARED, 10)));
        OpenFile looks = file("consctl", OpenMode.READ);
        String told = text(Transfer.read(looks, 0, 100));
        assertTrue(told.equals("raw on\nsize 80 24\ninteractive on\n"), told);
        looks.close(); // who has not asked for raw input does not end it
        FileException wrong = assertThrows(FileException.class, () -> Transfer.writeAll(control, bytes("nonsense")));
        assertEquals("unknown control request", wrong.getMessage());
        control.close();
        type("y\r");
        assertEquals("y\r\n", wire.takeWritten());
        assertEquals("y\n", text(Transfer.read(cons, OpenFile.SHARED, 10)));
    }

    @Test
    void controlCIsANoteForTheLastReader() throws FileException {
        open(true);
        OpenFile outer = file("consnote", OpenMode.READ);
        OpenFile.Read first = outer.read(OpenFile.SHARED, 100);
        OpenFile inner = file("consnote", OpenMode.READ);
        OpenFile.Read second = inner.read(OpenFile.SHARED, 100);
        type("\u0003");
        assertEquals("interrupt\n", text(Transfer.bytes(second)));
        type("\u0003\u0003");
        assertEquals("interrupt\n", text(Transfer.read(inner, OpenFile.SHARED, 100)));
        inner.close();
        type("\u0003");
        assertEquals("interrupt\n", text(Transfer.bytes(first)));
        OpenFile.Read last = outer.read(OpenFile.SHARED, 100);
        assertTrue(last instanceof OpenFile.Later);
        wire.read.keep(new byte[0]);
        proceed();
        assertEquals("", text(Transfer.bytes(last)));
        assertEquals(1, hangUps);
    }

    /** Whoever sends and does not read what is echoed is not listened to for ever, until he reads. */
    @Test
    void echoThatNobodyReadsIsBounded() {
        open(true);
        wire.slow = true;
        int typed = 0;
        while (wire.read != null && typed < 10 << 20) {
            Promise<byte[]> read = wire.read;
            wire.read = null;
            read.keep(bytes("x".repeat(4000) + "\025"));
            typed += 4001;
            proceed();
        }
        assertTrue(typed < 1 << 20, typed + " bytes");
        while (!wire.writes.isEmpty()) {
            wire.writes.remove().keep(1);
            proceed();
        }
        assertTrue(wire.read != null);
    }

    @Test
    void aWriteIsAnsweredWhenTheStreamHasIt() throws FileException {
        open(true);
        wire.slow = true;
        OpenFile cons = file("cons", OpenMode.WRITE);
        assertEquals(1, Transfer.count(cons.write(OpenFile.SHARED, bytes("1"))));
        OpenFile.Written second = cons.write(OpenFile.SHARED, bytes("22"));
        OpenFile.Written third = file("cons", OpenMode.WRITE).write(OpenFile.SHARED, bytes("333"));
        assertTrue(second instanceof OpenFile.CountLater);
        assertEquals("1", wire.takeWritten());
        wire.writes.remove().keep(1);
        proceed();
        assertEquals("22333", wire.takeWritten());
        assertEquals(2, Transfer.count(second));
        assertEquals(3, Transfer.count(third));
    }

    @Test
    void aStreamThatIsGoneIsAnError() throws FileException {
        open(true);
        OpenFile cons = file("cons", new OpenMode(true, true, false, false, false, false, false));
        wire.gone = true;
        wire.read.close();
        proceed();
        assertEquals(0, Transfer.read(cons, OpenFile.SHARED, 10).length);
        Transfer.writeAll(cons, new byte[0]);
        FileException e = assertThrows(FileException.class, () -> {
            Transfer.writeAll(cons, bytes("x"));
            Transfer.writeAll(cons, bytes("y"));
        });
        assertEquals("i/o error", e.getMessage());
    }
}
