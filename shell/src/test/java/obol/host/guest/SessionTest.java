package obol.host.guest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import obol.channels.Loopback;
import obol.host.guest.Session.Doors;
import obol.system.carrier.CarrierService;
import obol.system.carrier.Outside;
import obol.system.carrier.Outside.Boot;
import obol.system.carrier.Outside.Window;
import obol.system.carrier.Unreachable;
import obol.system.carrier.frames.BootMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of the carrier over a socket: the host's session and the guest's service. */
@Timeout(60)
class SessionTest {
    private static final Window NONE = new Window(0, 0, false);

    @TempDir Path folder;
    private SocketChannel hostSide, guestSide;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(), err = new ByteArrayOutputStream();
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @BeforeEach
    void connect() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(address);
            guestSide = SocketChannel.open(address);
            hostSide = door.accept();
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        hostSide.close();
        guestSide.close();
    }

    private Session session(InputStream in, OutputStream to, Window window, int port, Set<String> dials, String... arguments) {
        BootMessage message = new BootMessage(new Boot(List.of(arguments), Map.of("TERM", "dumb")), window);
        return new Session(new ChannelDevice(hostSide), message, new Session.Streams(in, to, err), new Doors(port, dials), said::add);
    }

    private int run(Session session) throws SessionFailure {
        CarrierService service = new CarrierService(new ChannelDevice(guestSide));
        service.start();
        Session.start("guest", () -> {
            try {
                new FakeGuest(Loopback.of(Outside.class, service)).run();
            } catch (IOException | Unreachable | RuntimeException gone) {
                // The session sees it.
            }
        });
        try (session) {
            return session.run();
        }
    }

    private int commands(String input, String... lines) throws SessionFailure {
        return run(session(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, NONE, Doors.NO_PORT, Set.of(), "-c", String.join("\n", lines)));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void outputErrorsAndStatusArrive() throws SessionFailure {
        assertEquals(3, commands("", "say one", "complain two", "say  three\r", "exit 3"));
        assertEquals("one three\r", out());
        assertEquals("two", err());
        assertEquals(List.of(), new ArrayList<>(said), "no port was asked for");
    }

    @Test
    void inputAndItsEndArrive() throws SessionFailure {
        assertEquals(0, commands("typed\0\u001d\u001d\u0003\n", "cat"));
        assertEquals("typed\0\u001d\u001d\u0003\n", out());
    }

    @Test
    void aGreatDealOfOutputIsAllThereBeforeTheStatus() throws SessionFailure {
        assertEquals(7, commands("", "many 3000000", "exit 7"));
        assertArrayEquals(FakeGuest.pattern(3_000_000), out.toByteArray());
    }

    @Test
    void inputThatNobodyReadsDoesNotHoldUpTheEnd() throws SessionFailure {
        assertEquals(0, commands("x".repeat(2_000_000), "say done"));
        assertEquals("done", out());
    }

    @Test
    void environmentAndWindowAreKnown() throws SessionFailure {
        assertEquals(0, run(session(InputStream.nullInputStream(), out, new Window(80, 24, true), Doors.NO_PORT, Set.of(), "-c", "window\nenvironment")));
        assertEquals("Window[columns=80, rows=24, interactive=true]{TERM=dumb}", out());
    }

    @Test
    void theWindowChanges() throws SessionFailure {
        Session session = session(InputStream.nullInputStream(), out, new Window(80, 24, true), Doors.NO_PORT, Set.of(), "-c", "resized 300\nwindow");
        session.resize(new Window(300, 70, true));
        assertEquals(0, run(session));
        assertEquals("Window[columns=300, rows=70, interactive=true]", out());
    }

    @Test
    void aClosedOutputEndsTheSession() throws SessionFailure {
        OutputStream closed = new OutputStream() {
            @Override public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertEquals(Session.BROKEN_PIPE, run(session(InputStream.nullInputStream(), closed, NONE, Doors.NO_PORT, Set.of(), "-c", "say x\nhang")));
    }

    @Test
    void theUserLeavesAGuestThatHangs() throws Exception {
        Session[] session = new Session[1];
        InputStream typed = new EscapeInput(new ByteArrayInputStream(new byte[] {'a', 0x1D, 'b', 0x1D, 0x1D}), () -> session[0].leave(0));
        session[0] = session(typed, out, new Window(80, 24, true), Doors.NO_PORT, Set.of(), "-c", "hang");
        assertEquals(0, run(session[0]));
    }

    @Test
    void oneCtrlBracketIsAByteAndTwoLeave() throws IOException {
        boolean[] left = new boolean[1];
        EscapeInput input = new EscapeInput(new ByteArrayInputStream(new byte[] {0x1D, 'a', 0x1D, 'b', 'c', 0x1D, 0x1D, 'd'}), () -> left[0] = true);
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        byte[] buffer = new byte[3];
        for (int count; (count = input.read(buffer)) >= 0; ) {
            assertFalse(left[0]);
            got.write(buffer, 0, count);
        }
        assertTrue(left[0]);
        assertArrayEquals(new byte[] {0x1D, 'a', 0x1D, 'b', 'c'}, got.toByteArray());
    }

    private int announcedPort() throws InterruptedException {
        String message = said.poll(30, TimeUnit.SECONDS);
        assertTrue(message != null && message.startsWith("9P on 127.0.0.1:"), message);
        return Integer.parseInt(message.substring(message.lastIndexOf(':') + 1));
    }

    private byte[] exchange(int port, byte[] bytes) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Session.start("client", () -> {
                try {
                    client.getOutputStream().write(bytes);
                    client.shutdownOutput();
                } catch (IOException seenByTheReader) {
                    // The reader sees less than was sent.
                }
            });
            return client.getInputStream().readAllBytes();
        }
    }

    @Test
    void clientsAreServedOnAPort() throws Exception {
        List<byte[]> answers = new ArrayList<>();
        Thread clients = Session.start("clients", () -> {
            int port = announcedPort();
            try {
                answers.add(exchange(port, FakeGuest.pattern(1_000_000)));
                answers.add(exchange(port, new byte[0]));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertEquals(0, run(session(InputStream.nullInputStream(), out, NONE, 0, Set.of(), "--port", "0", "-c", "serve 2")));
        clients.join();
        assertArrayEquals(FakeGuest.pattern(1_000_000), answers.get(0));
        assertArrayEquals(new byte[0], answers.get(1));
    }

    @Test
    void aPortThatIsTakenMeanwhileIsAFailure() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            SessionFailure failure = assertThrows(SessionFailure.class,
                () -> run(session(InputStream.nullInputStream(), out, NONE, port, Set.of(), "--port", "" + port, "-c", "hang")));
            assertEquals("port " + port + " is taken", failure.getMessage());
            assertThrows(SessionFailure.class, () -> Listener.probe(port));
        }
    }

    /** The prompt does not come before the message, even if the guest sends it before it is ready. */
    @Test
    void nothingIsShownBeforeThePortIsOpen() throws Exception {
        List<String> order = new ArrayList<>();
        OutputStream console = new OutputStream() {
            @Override public void write(int b) {
                throw new UnsupportedOperationException();
            }

            @Override public void write(byte[] bytes, int offset, int count) {
                order.add(new String(bytes, offset, count, StandardCharsets.US_ASCII));
            }
        };
        BootMessage message = new BootMessage(new Boot(List.of(), Map.of()), new Window(80, 24, true));
        Session session = new Session(new ChannelDevice(hostSide), message, new Session.Streams(InputStream.nullInputStream(), console, err),
            new Doors(0, Set.of()), line -> order.add("message"));
        CarrierService service = new CarrierService(new ChannelDevice(guestSide));
        service.start();
        Outside outside = Loopback.of(Outside.class, service);
        Session.start("guest", () -> {
            outside.console().write("/% ".getBytes(StandardCharsets.US_ASCII)).await();
            Thread.sleep(200);
            try {
                outside.ready().await();
            } catch (Unreachable closed) {
                throw new AssertionError(closed);
            }
            outside.leave(0).await();
        });
        try (session) {
            assertEquals(0, session.run());
        }
        assertEquals(List.of("message", "/% "), order);
    }

    @Test
    void theGuestConnectsWhereItMay() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Session.start("server", () -> {
                try (Socket socket = server.accept()) {
                    byte[] five = socket.getInputStream().readNBytes(5);
                    socket.getOutputStream().write(("got " + new String(five, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII));
                } catch (IOException seenByTheGuest) {
                    // It gets less.
                }
            });
            String port = "" + server.getLocalPort();
            Session session = session(InputStream.nullInputStream(), out, NONE, Doors.NO_PORT, Set.of("127.0.0.1:" + port), "-c", "dial tcp!127.0.0.1!" + port);
            assertEquals(0, run(session));
            assertEquals("got hello", out());
        }
    }

    private void refusedDial(String reason, String address, Set<String> allowed) throws SessionFailure {
        assertEquals(1, run(session(InputStream.nullInputStream(), out, NONE, Doors.NO_PORT, allowed, "-c", "dial " + address)));
        assertEquals(reason, err());
    }

    @Test
    void theGuestConnectsNowhereElse() throws SessionFailure {
        refusedDial("permission denied: run with --dial 127.0.0.1:9", "tcp!127.0.0.1!9", Set.of("127.0.0.1:8"));
    }

    @Test
    void aConnectionThatIsRefusedHasItsReason() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        refusedDial("Connection refused", "tcp!127.0.0.1!" + port, Set.of("127.0.0.1:" + port));
    }

    @Test
    void anAddressThatIsNone() throws SessionFailure {
        refusedDial("bad address: tcp!nowhere", "tcp!nowhere", Set.of());
    }

    @Test
    void anAddressOfAnotherNetwork() throws SessionFailure {
        refusedDial("bad address: il!a!b", "il!a!b", Set.of());
    }

    @Test
    void aGuestThatGoesAwayIsAFailure() throws IOException {
        Session session = session(InputStream.nullInputStream(), out, NONE, Doors.NO_PORT, Set.of(), "-c", "x");
        guestSide.close();
        try (session) {
            assertTrue(assertThrows(SessionFailure.class, session::run).guestIsGone());
        }
    }

    @Test
    void aGuestThatBreaksTheProtocolIsAFailure() throws IOException {
        Session session = session(InputStream.nullInputStream(), out, NONE, Doors.NO_PORT, Set.of(), "-c", "x");
        guestSide.write(java.nio.ByteBuffer.wrap(new byte[] {2, 0, 9, 0, 0, 0, 0, 0}));
        try (session) {
            SessionFailure failure = assertThrows(SessionFailure.class, session::run);
            assertEquals("the guest broke the carrier's protocol: a frame of kind 9, 0", failure.getMessage());
            assertFalse(failure.guestIsGone());
        }
    }
}
