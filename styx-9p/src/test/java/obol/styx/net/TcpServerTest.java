package obol.styx.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import obol.styx.Codec;
import obol.styx.Dialect;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.ram.RamTree;
import obol.styx.server.FileServer;
import obol.styx.server.Limits;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets: bulk data, a client cut off, a client that does not read. */
@Timeout(20)
class TcpServerTest {
    private final RamTree tree = new RamTree();
    private TcpServer server;
    private Thread thread;

    @BeforeEach
    void start() throws IOException {
        server = new TcpServer(tree, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Limits.DEFAULT);
        thread = serving(server);
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
        thread.join();
    }

    private Socket connect() throws IOException {
        Socket s = new Socket(InetAddress.getLoopbackAddress(), server.port());
        s.setTcpNoDelay(true);
        return s;
    }

    private static RemoteFile root(Socket s) throws IOException, StyxException {
        return Client.connect(new StreamCarrier(s.getInputStream(), s.getOutputStream()), Dialect.L, 1 << 20)
                .attach("root", 0, "");
    }

    private <T> T onServer(java.util.function.Supplier<T> what) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        server.submit(() -> result.complete(what.get()));
        return result.get(10, TimeUnit.SECONDS);
    }

    @Test
    void bulkDataBothWays() throws Exception {
        byte[] data = new byte[16 << 20];
        new Random(3).nextBytes(data);
        try (Socket s = connect(); RemoteFile f = root(s)) {
            f.create("big", 0600, OpenMode.READ_WRITE);
            f.write(0, data);
            byte[] back = new byte[data.length];
            assertEquals(data.length, f.read(0, back, 0, back.length));
            assertArrayEquals(data, back);
        }
    }

    /** The end comes before anything else, and others are served. */
    @Test
    void whoIsNotAdmittedIsHungUpOn() throws Exception {
        int[] ports = new int[1];
        TcpServer choosy = new TcpServer(tree, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Limits.DEFAULT, 2,
                connection -> connection.socket().getPort() == ports[0]);
        Thread run = serving(choosy);
        try (Socket wanted = new Socket()) {
            wanted.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            ports[0] = wanted.getLocalPort();
            for (int i = 0; i < 5; i++) {
                try (Socket other = new Socket(InetAddress.getLoopbackAddress(), choosy.port())) {
                    assertEquals(-1, other.getInputStream().read());
                }
            }
            wanted.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), choosy.port()));
            root(wanted).close();
        } finally {
            choosy.close();
            run.join();
        }
    }

    @Test
    void aClientCutOffInTheMiddleOfAWriteHarmsNobody() throws Exception {
        try (Socket good = connect(); RemoteFile g = root(good)) {
            g.create("good", 0600, OpenMode.READ_WRITE);
            for (int cut = 1; cut < 60; cut += 7) {
                Socket bad = connect();
                RemoteFile b = root(bad);
                b.create("bad" + cut, 0600, OpenMode.WRITE);
                byte[] frame = Codec.encode(Message.of(MessageType.TWRITE, 9).set(Field.FID, b.fid())
                        .set(Field.DATA, obol.styx.Slice.of(new byte[100])), Dialect.L);
                bad.getOutputStream().write(frame, 0, cut);
                bad.setSoLinger(true, 0);
                bad.close();
                g.write(0, new byte[] {1});
            }
            // nothing but names holds the files of the dead
            for (int i = 0; i < 100 && onServer(() -> tree.root().names().size()) > 1; i++) {
                onServer(() -> {
                    try {
                        for (String n : tree.root().names()) {
                            if (n.startsWith("bad")) {
                                tree.root().remove(n);
                            }
                        }
                        return null;
                    } catch (StyxException e) {
                        throw new AssertionError(e);
                    }
                });
            }
            long files = 0;
            for (int i = 0; i < 3000; i++) {
                files = onServer(tree::files);
                if (files == 2) {
                    break;
                }
                Thread.sleep(10);
            }
            assertEquals(2, files);
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobody() throws Exception {
        try (Socket slow = connect(); Socket good = connect(); RemoteFile g = root(good)) {
            g.create("big", 0600, OpenMode.READ_WRITE);
            g.write(0, new byte[1 << 20]);
            RemoteFile s = root(slow);
            try (RemoteFile f = s.walk("big")) {
                f.open(OpenMode.READ);
                for (int i = 0; i < 100; i++) {
                    slow.getOutputStream().write(Codec.encode(Message.of(MessageType.TREAD, 100 + i)
                            .set(Field.FID, f.fid()).set(Field.COUNT, 1 << 19), Dialect.L));
                }
                for (int i = 0; i < 50; i++) {
                    g.write(i, new byte[] {7});
                }
                // and when it reads, everything is there
                long want = 100L * (11 + (1 << 19));
                byte[] b = new byte[1 << 16];
                while (want > 0) {
                    int n = slow.getInputStream().read(b, 0, (int) Math.min(b.length, want));
                    assertTrue(n > 0);
                    want -= n;
                }
            }
        }
    }

    /** All at once, each with a file of its own open; then all are gone without a word. */
    @Test
    @Timeout(120)
    void aThousandConnectionsAtOnce() throws Exception {
        int threads = Thread.activeCount();
        Socket[] all = new Socket[1000];
        RemoteFile[] files = new RemoteFile[all.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = connect();
            files[i] = root(all[i]);
            files[i].create("f" + i, 0600, OpenMode.READ_WRITE);
        }
        assertEquals(all.length, onServer(server::connections));
        assertEquals(threads, Thread.activeCount());
        for (int i = all.length - 1; i >= 0; i--) {
            files[i].write(0, new byte[] {(byte) i, (byte) (i >> 8)});
        }
        for (int i = 0; i < all.length; i++) {
            assertArrayEquals(new byte[] {(byte) i, (byte) (i >> 8)}, files[i].read(0, 3));
        }
        for (Socket s : all) {
            s.close();
        }
        awaitConnections(0);
        for (int i = 0; i < all.length; i++) {
            String name = "f" + i;
            onServer(() -> remove(name));
        }
        assertEquals(1, onServer(tree::files));
    }

    private Void remove(String name) {
        try {
            tree.root().remove(name);
            return null;
        } catch (StyxException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitConnections(int wanted) throws Exception {
        while (onServer(server::connections) != wanted) {
            Thread.sleep(5);
        }
    }

    @Test
    void withAsManyConnectionsAsItMayHaveFurtherOnesWait() throws Exception {
        try (TcpServer two = new TcpServer(tree, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Limits.DEFAULT, 2)) {
            Thread t = serving(two);
            Socket a = new Socket(InetAddress.getLoopbackAddress(), two.port());
            Socket b = new Socket(InetAddress.getLoopbackAddress(), two.port());
            root(a);
            RemoteFile rootOfB = root(b);
            Socket c = new Socket(InetAddress.getLoopbackAddress(), two.port());
            c.getOutputStream().write(Codec.encode(Message.of(MessageType.TVERSION, Message.NOTAG).set(Field.MSIZE, 8192)
                    .set(Field.VERSION, "9P2000"), Dialect.P2000));
            rootOfB.makeDirectory("d", 0755);
            assertEquals(0, c.getInputStream().available());
            a.close();
            assertEquals(19, c.getInputStream().readNBytes(19).length);
            b.close();
            c.close();
            two.close();
            t.join();
        }
    }

    private static Thread serving(TcpServer server) {
        Thread t = new Thread(() -> {
            try {
                server.run();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        t.start();
        return t;
    }

    @Test
    void aFaultOnTheServingThreadIsTold() throws Exception {
        CompletableFuture<RuntimeException> told = new CompletableFuture<>();
        FileServer faulty = new FileServer() {
            @Override
            public void attach(User user, String name, OpenFile authentication, Reply<Node> reply) throws StyxException {
                tree.attach(user, name, authentication, reply);
            }

            @Override
            public void failed(RuntimeException fault) {
                told.complete(fault);
            }
        };
        try (TcpServer other = new TcpServer(faulty, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Limits.DEFAULT);
             Socket s = new Socket(InetAddress.getLoopbackAddress(), other.port())) {
            Thread t = serving(other);
            RemoteFile r = root(s);
            IllegalStateException fault = new IllegalStateException("of a task");
            other.submit(() -> {
                throw fault;
            });
            assertSame(fault, told.get());
            r.makeDirectory("d", 0755);
            other.close();
            t.join();
        }
    }
}
