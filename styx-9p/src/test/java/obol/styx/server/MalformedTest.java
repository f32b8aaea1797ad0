package obol.styx.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import obol.styx.Codec;
import obol.styx.Dialect;
import obol.styx.Field;
import obol.styx.Malformed;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Qid;
import obol.styx.Slice;
import obol.styx.Stat;
import obol.styx.StyxException;
import obol.styx.net.TcpServer;
import obol.styx.ram.RamTree;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Every request of every dialect with every field of it wrong, made from the table of messages: cut off inside the field, a string
 * that is too long for its frame or no text, a fid that nobody has. Each is answered with an error, each on a connection of its own
 * that then goes on, beside a witness that notices nothing.
 */
class MalformedTest {
    private static final int UNKNOWN_FID = 77;
    /** The fids that requests bring into being: any number that is free is right. */
    private static final Set<Field> MADE = EnumSet.of(Field.NEWFID);
    private static final Limits LIMITS = new Limits(8192, 64, 64, 16384, 1 << 20);

    private record Row(String name, Dialect dialect, byte[] frame) {
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Dialect d : Dialect.values()) {
            for (MessageType t : MessageType.values()) {
                if (t.isRequest() && t.in(d)) {
                    rows(d, t, rows);
                }
            }
        }
        return rows;
    }

    private static void rows(Dialect d, MessageType t, List<Row> rows) {
        String name = d.version() + " " + t + " ";
        byte[] whole = Codec.encode(request(t), d);
        rows.add(new Row(name + "with a byte too many", d, sized(Arrays.copyOf(whole, whole.length + 1))));
        int at = Message.HEADER;
        for (int i = 0; i < t.fieldCount(); i++) {
            Field f = t.field(i);
            if (!f.in(d)) {
                continue;
            }
            int end = at + length(whole, at, f);
            for (int cut : new int[] {at, end - 1}) {
                rows.add(new Row(name + "cut off at byte " + (cut - at) + " of " + f, d, sized(Arrays.copyOf(whole, cut))));
            }
            switch (f.kind()) {
                case STRING:
                    rows.add(new Row(name + f + " longer than its frame", d, with(whole, at, 0xff, 0xff)));
                    rows.add(new Row(name + f + " that is no text", d, with(whole, at + 2, 0xff)));
                    rows.add(new Row(name + f + " with a NUL", d, with(whole, at + 2, 0)));
                    break;
                case STRINGS:
                    rows.add(new Row(name + f + " more than there are", d, with(whole, at, 16, 0)));
                    rows.add(new Row(name + f + " more than may be", d, with(whole, at, 17, 0)));
                    break;
                case DATA:
                    rows.add(new Row(name + f + " longer than its frame", d, with(whole, at, 0xff, 0xff, 0xff, 0x7f)));
                    rows.add(new Row(name + f + " shorter than its frame", d, with(whole, at, 0, 0, 0, 0)));
                    break;
                case STAT:
                    rows.add(new Row(name + f + " longer than its frame", d, with(whole, at, 0xff, 0xff)));
                    rows.add(new Row(name + f + " of sizes that differ", d, with(whole, at + 2, 0, 0)));
                    break;
                default:
                    if (f.name().endsWith("FID") && !MADE.contains(f) && !(t == MessageType.TATTACH && f == Field.FID)
                            && t != MessageType.TAUTH) {
                        rows.add(new Row(name + f + " nobody has", d, with(whole, at, UNKNOWN_FID, 0, 0, 0)));
                    }
                    break;
            }
            at = end;
        }
    }

    /** One that would do no harm: fid 0 is the root, names are "f". */
    private static Message request(MessageType t) {
        Message m = Message.of(t, t == MessageType.TVERSION ? Message.NOTAG : 9);
        for (int i = 0; i < t.fieldCount(); i++) {
            Field f = t.field(i);
            switch (f.kind()) {
                case STRING: m.set(f, "f"); break;
                case STRINGS: m.names(List.of("f")); break;
                case DATA: m.set(f, Slice.of(new byte[] {1, 2, 3})); break;
                case STAT: m.set(f, Stat.UNCHANGED.withQid(Qid.UNCHANGED)); break;
                default: m.set(f, f == Field.NEWFID ? 6 : f == Field.AFID && t == MessageType.TATTACH ? -1 : 0); break;
            }
        }
        return m;
    }

    private static int length(byte[] frame, int at, Field f) {
        switch (f.kind()) {
            case U1: return 1;
            case U2: return 2;
            case U4: return 4;
            case U8: return 8;
            case STRINGS: return 2 + 2 + 1;
            case DATA: return 4 + 3;
            default: return 2 + (frame[at] & 0xff | (frame[at + 1] & 0xff) << 8);
        }
    }

    private static byte[] with(byte[] frame, int at, int... bytes) {
        byte[] b = frame.clone();
        for (int i = 0; i < bytes.length; i++) {
            b[at + i] = (byte) bytes[i];
        }
        return b;
    }

    private static byte[] sized(byte[] frame) {
        return with(frame, 0, frame.length & 0xff, frame.length >> 8);
    }

    private static RamTree tree() throws StyxException {
        RamTree tree = new RamTree(() -> 0, 1 << 20, "root", 0777);
        tree.root().file("f", 0666, "hello".getBytes(StandardCharsets.UTF_8));
        return tree;
    }

    private static boolean isError(Message m) {
        return m.type() == MessageType.RERROR || m.type() == MessageType.RLERROR;
    }

    private static void check(Peer witness, Peer p, Row row) {
        p.bytes(row.frame);
        Message answer = p.next();
        assertTrue(isError(answer), answer.toString());
        assertEquals(0, p.session.outstanding());
        assertNull(p.closed);
        assertEquals(MessageType.RWALK, p.walk(1, 5, 8).type());
        assertEquals(MessageType.RWALK, witness.walk(1, 0, 1, "f").type());
        assertEquals(MessageType.RCLUNK, witness.call(Peer.clunk(1, 1)).type());
    }

    private static Peer peer(RamTree tree, Dialect d) {
        Peer p = Peer.attached(tree, d, 8192, LIMITS);
        p.walk(1, 0, 5);
        return p;
    }

    @TestFactory
    Stream<DynamicTest> eachField() {
        List<Row> rows = rows();
        assertTrue(rows.size() >= 400, rows.size() + " rows");
        return rows.stream().map(r -> DynamicTest.dynamicTest(r.name, () -> {
            RamTree tree = tree();
            long used = tree.used();
            Peer p = peer(tree, r.dialect);
            check(peer(tree, Dialect.L), p, r);
            p.session.close();
            assertEquals(0, p.session.fids());
            assertEquals(used, tree.used());
            assertEquals(2, tree.files());
        }));
    }

    /** All of them against one tree: then no session is left in memory, and the tree is what it was. */
    @Test
    void nothingIsLeft() throws StyxException {
        RamTree tree = tree();
        long used = tree.used();
        Peer witness = peer(tree, Dialect.L);
        List<WeakReference<Session>> sessions = new ArrayList<>();
        for (Row r : rows()) {
            Peer p = peer(tree, r.dialect);
            p.bytes(r.frame);
            sessions.add(new WeakReference<>(p.session));
            p.session.close();
        }
        assertEquals(MessageType.RWALK, witness.walk(1, 0, 1, "f").type());
        assertEquals(used, tree.used());
        assertEquals(2, tree.files());
        for (int i = 0; i < 50 && sessions.stream().anyMatch(s -> s.get() != null); i++) {
            System.gc();
        }
        assertEquals(0, sessions.stream().filter(s -> s.get() != null).count());
    }

    /** The same over sockets, each cut off in the middle besides; the witness has a connection that stays. */
    @Test
    @Timeout(120)
    void overTcp() throws Exception {
        RamTree tree = tree();
        long used = tree.used();
        try (TcpServer server = new TcpServer(tree, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LIMITS)) {
            Thread thread = new Thread(() -> {
                try {
                    server.run();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            thread.start();
            try (Socket witness = connect(server, Dialect.L)) {
                for (Row r : rows()) {
                    try (Socket s = connect(server, r.dialect); Socket half = connect(server, r.dialect)) {
                        half.getOutputStream().write(r.frame, 0, r.frame.length / 2);
                        half.setSoLinger(true, 0);
                        s.getOutputStream().write(r.frame);
                        assertTrue(isError(answer(s, r.dialect)), r.name);
                    }
                    witness.getOutputStream().write(Codec.encode(Message.of(MessageType.TGETATTR, 1), Dialect.L));
                    assertEquals(MessageType.RGETATTR, answer(witness, Dialect.L).type());
                }
                while (onServer(server, server::connections) > 1) {
                    Thread.sleep(5);
                }
                assertEquals(used, onServer(server, tree::used));
                assertEquals(2, onServer(server, tree::files));
            }
            server.close();
            thread.join();
        }
    }

    private static <T> T onServer(TcpServer server, java.util.function.Supplier<T> what) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        server.submit(() -> result.complete(what.get()));
        return result.get();
    }

    private static Socket connect(TcpServer server, Dialect d) throws IOException {
        Socket s = new Socket(InetAddress.getLoopbackAddress(), server.port());
        s.setTcpNoDelay(true);
        s.getOutputStream().write(Codec.encode(Message.of(MessageType.TVERSION, Message.NOTAG).set(Field.MSIZE, 8192)
                .set(Field.VERSION, d.version()), d));
        s.getOutputStream().write(Codec.encode(Message.of(MessageType.TATTACH, 1).set(Field.AFID, Message.NOFID)
                .set(Field.UNAME, "root"), d));
        assertEquals(MessageType.RVERSION, answer(s, d).type());
        assertEquals(MessageType.RATTACH, answer(s, d).type());
        return s;
    }

    private static Message answer(Socket s, Dialect d) throws IOException {
        byte[] size = s.getInputStream().readNBytes(4);
        assertEquals(4, size.length, "the connection has ended");
        byte[] frame = Arrays.copyOf(size, (int) Codec.frameSize(size, 0));
        assertEquals(frame.length - 4, s.getInputStream().readNBytes(frame, 4, frame.length - 4));
        try {
            return Codec.decode(d, frame, 0, frame.length);
        } catch (Malformed e) {
            throw new AssertionError("the server sent nonsense", e);
        }
    }

    /** Any bytes at all in pieces of any size, with a frame of the table between them: no fault of the server's. */
    @Property(tries = 300)
    void anyBytes(@ForAll @Size(max = 40) List<@IntRange(min = -600, max = 255) Integer> choices, @ForAll Dialect d,
                  @ForAll @IntRange(min = 1, max = 64) int piece) throws StyxException {
        List<RuntimeException> faults = new ArrayList<>();
        RamTree tree = tree();
        FileServer server = new FileServer() {
            @Override
            public void attach(User user, String name, OpenFile authentication, Reply<Node> reply) throws StyxException {
                tree.attach(user, name, authentication, reply);
            }

            @Override
            public void failed(RuntimeException fault) {
                faults.add(fault);
            }
        };
        List<Row> rows = rows().stream().filter(r -> r.dialect == d).toList();
        Peer witness = peer(tree, Dialect.L);
        Peer p = Peer.attached(server, d, 8192, LIMITS);
        for (int c : choices) {
            byte[] b = c >= 0 ? new byte[] {(byte) c} : rows.get(-c % rows.size()).frame;
            for (int at = 0; at < b.length; at += piece) {
                p.session.receive(b, at, Math.min(piece, b.length - at));
            }
        }
        p.session.close();
        assertEquals(List.of(), faults);
        assertEquals(0, p.session.fids());
        assertEquals(0, p.session.outstanding());
        assertEquals(MessageType.RWALK, witness.walk(1, 0, 1, "f").type());
    }
}
