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
import java.util.List;
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
import obol.styx.StyxException;
import obol.styx.net.TcpServer;
import obol.styx.ram.RamTree;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** {@link MalformedRequests}: each is answered with an error, on a connection of its own, beside a witness that notices nothing. */
class MalformedTest {
    private static final Limits LIMITS = new Limits(8192, 64, 64, 16384, 1 << 20);

    private static RamTree tree() throws StyxException {
        RamTree tree = new RamTree(() -> 0, 1 << 20, "root", 0777);
        tree.root().file("f", 0666, "hello".getBytes(StandardCharsets.UTF_8));
        return tree;
    }

    private static boolean isError(Message m) {
        return m.type() == MessageType.RERROR || m.type() == MessageType.RLERROR;
    }

    private static void check(Peer witness, Peer p, MalformedRequests.Row row) {
        p.bytes(row.frame());
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
        List<MalformedRequests.Row> rows = MalformedRequests.rows();
        assertTrue(rows.size() >= 400, rows.size() + " rows");
        return rows.stream().map(r -> DynamicTest.dynamicTest(r.name(), () -> {
            RamTree tree = tree();
            long used = tree.used();
            Peer p = peer(tree, r.dialect());
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
        for (MalformedRequests.Row r : MalformedRequests.rows()) {
            Peer p = peer(tree, r.dialect());
            p.bytes(r.frame());
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
                for (MalformedRequests.Row r : MalformedRequests.rows()) {
                    try (Socket s = connect(server, r.dialect()); Socket half = connect(server, r.dialect())) {
                        half.getOutputStream().write(r.frame(), 0, r.frame().length / 2);
                        half.setSoLinger(true, 0);
                        s.getOutputStream().write(r.frame());
                        assertTrue(isError(answer(s, r.dialect())), r.name());
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
        List<MalformedRequests.Row> rows = MalformedRequests.rows().stream().filter(r -> r.dialect() == d).toList();
        Peer witness = peer(tree, Dialect.L);
        Peer p = Peer.attached(server, d, 8192, LIMITS);
        for (int c : choices) {
            byte[] b = c >= 0 ? new byte[] {(byte) c} : rows.get(-c % rows.size()).frame();
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
