package obol.system.carrier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import obol.channels.Failed;
import obol.channels.Loopback;
import obol.channels.PeerGone;
import obol.channels.Pending;
import obol.channels.ServerFault;
import obol.system.carrier.Outside.Boot;
import obol.system.carrier.Outside.Window;
import obol.system.carrier.frames.BootMessage;
import obol.system.carrier.frames.Carrier;
import obol.system.carrier.frames.Connection;
import obol.system.carrier.frames.Multiplexer.Side;
import obol.system.carrier.frames.ProtocolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The guest's service through the loopback, with the host's side of the carrier moved by hand. */
@Timeout(20)
class CarrierServiceTest {
    /** One end of a pair of pipes. */
    private static final class Piped implements Device {
        final PipedInputStream in = new PipedInputStream(1 << 16);
        private final PipedOutputStream out = new PipedOutputStream();

        @Override public int read(byte[] to, int offset, int most) {
            try {
                return in.read(to, offset, most);
            } catch (IOException gone) {
                return -1;
            }
        }

        @Override public boolean write(byte[] from, int offset, int count) {
            try {
                out.write(from, offset, count);
                out.flush();
                return true;
            } catch (IOException gone) {
                return false;
            }
        }

        @Override public void close() {
            try {
                in.close();
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Carrier host;
    private Outside outside;

    @BeforeEach
    void start() throws IOException {
        Piped here = new Piped(), there = new Piped();
        here.out.connect(there.in);
        there.out.connect(here.in);
        host = new Carrier(Side.HOST, here, () -> { });
        host.start();
        CarrierService service = new CarrierService(there);
        service.start();
        outside = Loopback.of(Outside.class, service);
    }

    @AfterEach
    void end() {
        host.end("the test is over");
    }

    private Connection open(String purpose, String text) {
        synchronized (host) {
            Connection connection = host.multiplexer().open(purpose);
            connection.write(text.getBytes(StandardCharsets.UTF_8), 0, text.length());
            host.changed();
            return connection;
        }
    }

    private void close(Connection connection) {
        synchronized (host) {
            connection.close("");
            host.changed();
        }
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        synchronized (host) {
            while (!condition.getAsBoolean()) host.wait();
        }
    }

    private static String text(Pending<byte[]> read) {
        return new String(read.await(), StandardCharsets.UTF_8);
    }

    @Test
    void bootComesInPieces() throws Exception {
        Pending<Boot> early = outside.boot();
        assertFalse(early.ready());
        Boot boot = new Boot(List.of("-c", "echo ä", ""), Map.of("TERM", "vt100"));
        byte[] message = new BootMessage(boot, new Window(100, 40, true)).encode();
        Connection booting = open("boot", "");
        for (byte one : message) {
            synchronized (host) {
                booting.write(new byte[] {one}, 0, 1);
                host.changed();
            }
        }
        close(booting);
        assertEquals(boot, early.await());
        assertEquals(boot, outside.boot().await());
        assertEquals(new Window(100, 40, true), outside.window());
    }

    @Test
    void aBootMessageIsReadExactly() throws ProtocolException {
        byte[] message = new BootMessage(new Boot(List.of("a"), Map.of("N", "v")), new Window(1, 2, false)).encode();
        assertEquals(List.of("a"), BootMessage.decode(message).boot().arguments());
        for (int length = 0; length < message.length; length++) {
            byte[] part = java.util.Arrays.copyOf(message, length);
            assertThrows(ProtocolException.class, () -> BootMessage.decode(part));
        }
        assertThrows(ProtocolException.class, () -> BootMessage.decode(java.util.Arrays.copyOf(message, message.length + 1)));
    }

    @Test
    void aReadThatIsGivenUpLosesNothing() {
        Stream console = outside.console();
        console.read(10).close();
        Connection typed = open("console", "typed");
        assertEquals("ty", text(console.read(2)));
        assertEquals("ped", text(console.read(100)));
        close(typed);
        assertEquals("", text(console.read(100)));
    }

    @Test
    void twoReadsAtOnceAreTheClientsFault() {
        Stream console = outside.console();
        Pending<byte[]> first = console.read(1);
        assertThrows(ServerFault.class, () -> console.read(1));
        assertThrows(PeerGone.class, first::await);
    }

    /** What is written before the host has opened the console is kept, and closing a stream of the console does not close it. */
    @Test
    void theConsoleOutlivesItsStreams() throws Exception {
        Stream first = outside.console();
        Pending<Integer> written = first.write("early ".getBytes(StandardCharsets.UTF_8));
        Connection console = open("console", "");
        assertEquals(6, written.await());
        first.close();
        try (Stream second = outside.console()) {
            assertEquals(4, second.write("late".getBytes(StandardCharsets.UTF_8)).await());
        }
        await(() -> console.available() == 10);
        assertFalse(console.theyClosed());
    }

    @Test
    void aWriterWaitsForItsReader() throws Exception {
        Connection console = open("console", "");
        Stream stream = outside.console();
        int done = 0;
        Pending<Integer> last;
        // The host reads nothing: its window and the queue fill up.
        while ((last = stream.write(new byte[Stream.MOST])).ready() || settles(last)) done += last.await();
        assertTrue(done >= 256 << 10 && done <= 512 << 10, done + " bytes");
        synchronized (host) {
            console.ignoreInput();
            host.changed();
        }
        assertEquals(Stream.MOST, last.await());
    }

    private static boolean settles(Pending<Integer> pending) throws InterruptedException {
        for (int i = 0; i < 200 && !pending.ready(); i++) Thread.sleep(10);
        return pending.ready();
    }

    @Test
    void aSessionEndsWithEitherSide() throws Exception {
        Connection client = open("9p", "hello");
        Stream stream = outside.accept().await().stream();
        assertEquals("hello", text(stream.read(100)));
        stream.close();
        await(client::theyClosed);
        close(client);
        await(client::isOver);

        Connection second = open("9p", "");
        Stream other = outside.accept().await().stream();
        close(second);
        assertEquals("", text(other.read(100)));
    }

    @Test
    void anAcceptThatIsGivenUpTakesNoClient() throws Exception {
        outside.accept().close();
        open("9p", "x");
        assertEquals("x", text(outside.accept().await().stream().read(1)));
    }

    @Test
    void theStatusComesAfterTheOutput() throws Exception {
        Connection console = open("console", "");
        Stream stream = outside.console();
        for (int i = 0; i < 10; i++) stream.write(new byte[Stream.MOST]).await();
        Pending<Integer> left = outside.leave(3);
        assertFalse(settles(left), "the console is not read");
        synchronized (host) {
            console.ignoreInput();
            host.changed();
            Connection exit;
            while ((exit = host.multiplexer().nextOpened()) == null) host.wait();
            assertEquals("exit!3", exit.purpose());
            assertTrue(console.theyClosed());
            exit.close("");
            host.changed();
        }
        assertEquals(3, left.await());
    }

    @Test
    void whatIsUnknownIsRefused() throws Exception {
        Connection strange = open("gopher", "x");
        await(strange::theyClosed);
        assertEquals("unknown: gopher", strange.theirReason());
    }

    @Test
    void whatWasNeverOpenedEndsWithTheDevice() throws Exception {
        Stream console = outside.console();
        Pending<byte[]> reading = console.read(1);
        host.end("gone");
        assertArrayEquals(new byte[0], reading.await());
        assertEquals(4, console.write(new byte[4]).await());
    }

    @Test
    void allEndsWithTheDevice() throws Exception {
        Stream console = outside.console();
        open("console", "");
        Pending<byte[]> reading = console.read(1);
        Pending<Boot> boot = outside.boot();
        Pending<Outside.Accepted> dialled = outside.dial("tcp!h!1");
        host.end("gone");
        assertArrayEquals(new byte[0], reading.await());
        Failed failed = assertThrows(Failed.class, boot::await);
        assertInstanceOf(Unreachable.class, failed.getCause());
        assertInstanceOf(Unreachable.class, assertThrows(Failed.class, dialled::await).getCause());
        assertThrows(Failed.class, () -> outside.dial("tcp!h!1").await());
        assertEquals(4, console.write(new byte[4]).await());
    }
}
