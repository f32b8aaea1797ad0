package obol.styx.ram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.MessageType;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.client.Call;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import org.junit.jupiter.api.Test;

/** Files whose reads and writes wait, and computed files, through two clients at once. */
class PipeTest extends TreeFixture {
    private static Call read(Client c, RemoteFile f, int count) {
        return c.calls().send(c.calls().request(MessageType.TREAD).set(Field.FID, f.fid()).set(Field.COUNT, count));
    }

    private static Call write(Client c, RemoteFile f, String text) {
        return c.calls().send(c.calls().request(MessageType.TWRITE).set(Field.FID, f.fid())
                .set(Field.DATA, Slice.of(bytes(text))));
    }

    private void pump(Client... clients) {
        for (int i = 0; i < clients.length; i++) {
            if (links.get(i).waiting() > 0) {
                clients[i].pump();
            }
        }
    }

    private static String text(Call c) throws StyxException {
        return c.reply().data().text();
    }

    @Test
    void aReaderWaitsForAWriterOfAnotherConnection() throws StyxException {
        tree.root().synthetic("pipe", 0666, new Pipe(8));
        Client a = client(Dialect.L);
        Client b = client(Dialect.P2000);
        RemoteFile in = a.attach("root", 0, "").walk("pipe");
        RemoteFile out = b.attach("root", -1, "").walk("pipe");
        in.open(OpenMode.READ);
        out.open(OpenMode.WRITE);
        Call r = read(a, in, 100);
        pump(a, b);
        assertFalse(r.isDone());
        Call w = write(b, out, "hello");
        pump(a, b);
        assertEquals("hello", text(r));
        assertEquals(5, w.reply().integer(Field.COUNT));

        // a write larger than the buffer waits until all of it is taken
        Call large = write(b, out, "0123456789abcdefg");
        pump(a, b);
        assertFalse(large.isDone());
        Call r1 = read(a, in, 10);
        pump(a, b);
        assertEquals("01234567", text(r1));
        assertFalse(large.isDone());
        Call r2 = read(a, in, 3);
        pump(a, b);
        assertEquals("89a", text(r2));
        assertTrue(large.isDone());
        Call r3 = read(a, in, 100);
        Call r4 = read(a, in, 100);
        Call r5 = read(a, in, 0);
        pump(a, b);
        assertEquals("bcdefg", text(r3));
        assertEquals("", text(r5));
        assertFalse(r4.isDone());
        out.close();
        pump(a, b);
        assertEquals("", text(r4));
    }

    @Test
    void waitingReadsAreServedInTheirOrderAndCanBeFlushed() throws StyxException {
        Pipe pipe = new Pipe(100);
        tree.root().synthetic("events", 0444, pipe);
        Client a = client(Dialect.U);
        RemoteFile f = a.attach("root", 0, "").walk("events");
        f.open(OpenMode.READ);
        List<Call> reads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            reads.add(read(a, f, 1));
        }
        Call flush = a.calls().flush(reads.get(1));
        pump(a);
        assertTrue(flush.isDone());
        fails(Errno.EINTR, () -> reads.get(1).reply());
        assertEquals(2, pipe.offer(bytes("xy"), 0, 2));
        pump(a);
        assertEquals("x", text(reads.get(0)));
        assertEquals("y", text(reads.get(2)));
        pipe.end();
        assertEquals(0, f.readAll().length);
        assertEquals(0, a.calls().inFlight());
    }

    /** What a flushed write had put into the buffer has been written, and the writer is told. */
    @Test
    void aFlushedWriteTellsWhatWasWritten() throws StyxException {
        tree.root().synthetic("pipe", 0666, new Pipe(4));
        Client a = client(Dialect.L);
        RemoteFile f = a.attach("root", 0, "").walk("pipe");
        f.open(OpenMode.READ_WRITE);
        Call first = write(a, f, "abcdef");
        Call second = write(a, f, "gh");
        a.calls().flush(second);
        a.calls().flush(first);
        pump(a);
        fails(Errno.EINTR, second::reply);
        assertEquals(4, first.reply().integer(Field.COUNT));
        assertEquals("abcd", new String(f.read(0, 10), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void aClosedConnectionGivesUpItsReads() throws StyxException {
        Pipe pipe = new Pipe(100);
        tree.root().synthetic("events", 0444, pipe);
        Client a = client(Dialect.L);
        Client b = client(Dialect.L);
        RemoteFile f = a.attach("root", 0, "").walk("events");
        RemoteFile g = b.attach("root", 0, "").walk("events");
        f.open(OpenMode.READ);
        g.open(OpenMode.READ);
        read(a, f, 10);
        Call r = read(b, g, 10);
        links.get(0).session().close();
        pipe.offer(bytes("for b"), 0, 5);
        links.get(1).session().outstanding();
        b.pump();
        assertEquals("for b", text(r));
    }

    @Test
    void computedFilesAndCommands() throws StyxException {
        int[] opens = {0};
        List<String> commands = new ArrayList<>();
        tree.root().synthetic("count", 0444, Synthetic.text(() -> "open " + ++opens[0] + "\n"));
        tree.root().synthetic("ctl", 0222, Synthetic.command((user, text) -> {
            if (text.equals("bad")) {
                throw new StyxException(Errno.EINVAL, "no such command: " + text);
            }
            commands.add(user.name() + ": " + text);
        }));
        RemoteFile root = root(Dialect.P2000, "eve", -1);
        assertEquals("open 1\n", get(root, "count"));
        assertEquals("open 2\n", get(root, "count"));
        try (RemoteFile f = root.walk("count")) {
            f.open(OpenMode.READ);
            assertEquals("open", new String(f.read(0, 4), java.nio.charset.StandardCharsets.UTF_8));
            assertEquals(" 3\n", new String(f.read(4, 4), java.nio.charset.StandardCharsets.UTF_8));
            fails(Errno.EACCES, () -> root.walk("count").open(OpenMode.WRITE));
        }
        try (RemoteFile f = root.walk("ctl")) {
            f.open(OpenMode.WRITE.truncating());
            f.write(0, bytes("go\n"));
            StyxException e = org.junit.jupiter.api.Assertions.assertThrows(StyxException.class,
                    () -> f.write(0, bytes("bad\n")));
            assertEquals("no such command: bad", e.getMessage());
        }
        assertEquals(List.of("eve: go"), commands);
    }

    @Test
    void aFragilePipeBreaksWithItsLastReader() throws StyxException {
        tree.root().synthetic("fragile", 0666, Pipe.fragile(4));
        tree.root().synthetic("lasting", 0666, new Pipe(4));
        Client a = client(Dialect.L);
        for (String name : List.of("fragile", "lasting")) {
            RemoteFile out = a.attach("root", 0, "").walk(name);
            out.open(OpenMode.WRITE);
            out.write(0, bytes("ab"));
            RemoteFile in = a.attach("root", 0, "").walk(name);
            in.open(OpenMode.READ);
            Call waiting = write(a, out, "cdef");
            pump(a);
            assertFalse(waiting.isDone());
            in.close();
            boolean lasting = name.equals("lasting");
            assertEquals(!lasting, waiting.isDone());
            if (!lasting) {
                assertEquals(Errno.EPIPE, assertThrows(StyxException.class, waiting::reply).errno());
                assertEquals(Errno.EPIPE, assertThrows(StyxException.class, () -> out.write(0, bytes("x"))).errno());
            }
        }
    }
}
