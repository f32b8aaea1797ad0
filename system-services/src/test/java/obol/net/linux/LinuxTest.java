package obol.net.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import obol.net.Stack;
import obol.net.core.NetworkException;
import obol.net.ip.Link;
import obol.net.tcp.Connection;
import obol.net.tcp.Listener;
import obol.net.udp.Datagram;
import obol.net.udp.EchoSocket;
import obol.net.udp.UdpSocket;
import obol.net.wire.Address;
import obol.net.wire.Packet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Linux's TCP/IP as the other side. Skipped where this process may not make network interfaces. */
@Tag("slow")
@Timeout(120)
class LinuxTest {
    private static final String OURS4 = "198.18.77.2", THEIRS4 = "198.18.77.1", OURS6 = "fd77:77::2", THEIRS6 = "fd77:77::1";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SplittableRandom random = new SplittableRandom(7);
    private Cable cable;
    private Stack stack;
    private Link link;
    private volatile boolean running = true;
    private Future<?> engine;
    private double loss;

    @BeforeEach
    void plug() throws Exception {
        try {
            cable = new Cable(THEIRS4 + "/24", THEIRS6 + "/64");
        } catch (IOException why) {
            assumeTrue(false, why.getMessage());
        }
        stack = new Stack(new SplittableRandom(System.nanoTime())::nextLong, System.nanoTime());
        link = stack.addLink("ether0", cable.hardware, 1500);
        stack.addAddress(link, Address.parse(OURS4), 24, false);
        stack.addAddress(link, Address.parse(OURS6), 64, false);
        engine = threads.submit(this::run);
    }

    @AfterEach
    void unplug() throws Exception {
        running = false;
        if (engine != null) engine.get(10, TimeUnit.SECONDS);
        threads.shutdownNow();
        if (cable != null) cable.close();
    }

    /** The engine's thread; what else uses the engine holds its monitor. */
    private Void run() throws Exception {
        while (running) {
            long wait;
            synchronized (stack) {
                stack.advance(System.nanoTime());
                drain();
                wait = Math.min(stack.nextDeadline() - System.nanoTime(), 5_000_000);
            }
            byte[] frame = cable.receive(wait);
            if (frame == null) continue;
            synchronized (stack) {
                for (int i = 0; frame != null; frame = ++i < 64 ? cable.receive(0) : null) {
                    if (loss == 0 || random.nextDouble() >= loss) stack.receive(link, frame, 0, frame.length, System.nanoTime());
                }
                drain();
            }
        }
        return null;
    }

    private void drain() throws IOException {
        for (Packet packet; (packet = link.poll()) != null; stack.sent(packet)) {
            if (loss == 0 || random.nextDouble() >= loss) cable.send(packet.bytes, packet.start, packet.length());
        }
        while (stack.nextChanged() != null) { }
    }

    private interface Attempt<T> {
        T get() throws NetworkException;
    }

    /** Tries until it gives something. */
    private <T> T await(Attempt<T> attempt) throws Exception {
        while (true) {
            synchronized (stack) {
                T value = attempt.get();
                if (value != null) return value;
            }
            Thread.sleep(1);
        }
    }

    private String receiveAll(Connection connection) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[64 << 10];
        while (true) {
            int count;
            synchronized (stack) {
                count = connection.read(buffer, 0, buffer.length);
            }
            if (count < 0) break;
            if (count == 0) Thread.sleep(0, 200_000);
            digest.update(buffer, 0, count);
        }
        return hex(digest);
    }

    private String sendAll(Connection connection, long seed, int bytes) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Random source = new Random(seed);
        byte[] buffer = new byte[16 << 10];
        for (int left = bytes; left > 0; ) {
            source.nextBytes(buffer);
            int length = Math.min(left, buffer.length);
            digest.update(buffer, 0, length);
            for (int at = 0; at < length; ) {
                int count;
                synchronized (stack) {
                    count = connection.write(buffer, at, length - at);
                }
                at += count;
                if (count == 0) Thread.sleep(0, 200_000);
            }
            left -= length;
        }
        synchronized (stack) {
            connection.finish();
        }
        return hex(digest);
    }

    private static String hex(MessageDigest digest) {
        return new java.math.BigInteger(1, digest.digest()).toString(16);
    }

    private static Callable<String> receiveAll(Socket socket) {
        return () -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 << 10];
            InputStream in = socket.getInputStream();
            for (int count; (count = in.read(buffer)) >= 0; ) digest.update(buffer, 0, count);
            return hex(digest);
        };
    }

    private static Callable<String> sendAll(Socket socket, long seed, int bytes) {
        return () -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Random source = new Random(seed);
            byte[] buffer = new byte[16 << 10];
            OutputStream out = socket.getOutputStream();
            for (int left = bytes; left > 0; ) {
                source.nextBytes(buffer);
                int length = Math.min(left, buffer.length);
                digest.update(buffer, 0, length);
                out.write(buffer, 0, length);
                left -= length;
            }
            socket.shutdownOutput();
            return hex(digest);
        };
    }

    private void exchange(Connection ours, Socket theirs, int up, int down, String what) throws Exception {
        long begin = System.nanoTime();
        Future<String> sentThere = threads.submit(sendAll(theirs, 1, down));
        Future<String> gotThere = threads.submit(receiveAll(theirs));
        Future<String> gotHere = threads.submit(() -> receiveAll(ours));
        String sentHere = sendAll(ours, 2, up);
        assertEquals(sentHere, gotThere.get());
        assertEquals(sentThere.get(), gotHere.get());
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%s: %.1f MB to Linux, %.1f MB from it in %.2f s; %s%n", what, up / 1e6, down / 1e6, seconds, ours.describe());
        theirs.close();
        synchronized (stack) {
            ours.close();
        }
        await(() -> (ours.readiness() & obol.net.core.Socket.OVER) != 0 ? true : null);
        assertNull(ours.problem());
    }

    @ParameterizedTest
    @CsvSource({"false,0,30000000,0", "false,0,0,30000000", "true,0,10000000,10000000", "false,0.03,2000000,2000000",
            "true,0.1,300000,300000"})
    void linuxConnectsToUs(boolean v6, double lost, int up, int down) throws Exception {
        Listener listener;
        synchronized (stack) {
            listener = stack.listen(Address.ANY6, 5000, 8);
        }
        try (Socket theirs = new Socket()) {
            theirs.connect(new InetSocketAddress(v6 ? OURS6 : OURS4, 5000), 10_000);
            Connection ours = await(listener::accept);
            loss = lost;
            exchange(ours, theirs, up, down, "from Linux" + (v6 ? ", IPv6" : "") + (lost > 0 ? ", " + lost + " lost" : ""));
        }
    }

    @ParameterizedTest
    @CsvSource({"false,0,30000000,0", "false,0,0,30000000", "true,0,10000000,10000000", "false,0.03,2000000,2000000",
            "true,0.1,300000,300000"})
    void weConnectToLinux(boolean v6, double lost, int up, int down) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getByName(v6 ? THEIRS6 : THEIRS4))) {
            Connection ours;
            synchronized (stack) {
                ours = stack.connect(Address.parse(v6 ? THEIRS6 : THEIRS4), server.getLocalPort());
            }
            try (Socket theirs = server.accept()) {
                await(() -> (ours.readiness() & obol.net.core.Socket.CONNECTED) != 0 ? true : null);
                loss = lost;
                exchange(ours, theirs, up, down, "to Linux" + (v6 ? ", IPv6" : "") + (lost > 0 ? ", " + lost + " lost" : ""));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {THEIRS4, THEIRS6})
    void linuxAnswersOurEchoesWhole(String target) throws Exception {
        byte[] sent = new byte[4000];
        new Random(3).nextBytes(sent);
        EchoSocket echo;
        synchronized (stack) {
            echo = stack.echo();
            echo.send(Address.parse(target), null, 9, sent, 0, sent.length);
        }
        byte[] got = new byte[sent.length];
        Datagram facts = new Datagram();
        await(() -> echo.receive(facts, got, 0, got.length) ? true : null);
        assertArrayEquals(sent, got);
        assertEquals(9, facts.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS4, OURS6})
    void datagramsOfAllSizesCross(String target) throws Exception {
        UdpSocket ours;
        synchronized (stack) {
            ours = stack.udp(Address.ANY6, 7);
        }
        try (DatagramSocket theirs = new DatagramSocket(0, InetAddress.getByName(target.equals(OURS4) ? THEIRS4 : THEIRS6))) {
            theirs.setSoTimeout(20_000);
            for (int size : new int[] {0, 1, 1452, 1472, 1473, 9000, 65_000}) {
                byte[] sent = new byte[size];
                new Random(size).nextBytes(sent);
                theirs.send(new DatagramPacket(sent, size, InetAddress.getByName(target), 7));
                byte[] got = new byte[size];
                Datagram facts = new Datagram();
                await(() -> ours.receive(facts, got, 0, size) ? true : null);
                assertArrayEquals(sent, got);
                synchronized (stack) {
                    ours.send(facts.source(), facts.port(), got, 0, size);
                }
                DatagramPacket back = new DatagramPacket(new byte[size + 1], size + 1);
                theirs.receive(back);
                assertEquals(size, back.getLength());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS4, OURS6})
    void linuxPingsUs(String target) throws Exception {
        assertTrue(InetAddress.getByName(target).isReachable(5000));
    }
}
