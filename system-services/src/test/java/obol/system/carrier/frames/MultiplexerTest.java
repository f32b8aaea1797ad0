package obol.system.carrier.frames;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import obol.system.carrier.frames.Multiplexer.Side;
import org.junit.jupiter.api.Test;

/** Two sides joined by hand: every byte arrives once, in order, and no side sends more than it may. */
class MultiplexerTest {
    /** One direction of the wire: what is on its way, and a reader of frames that knows the rules by itself. */
    private static final class Wire {
        final Multiplexer from, to;
        /** Credit that {@code from} has for each connection, as given by frames that have arrived with it. */
        final Map<Integer, Long> credit = new HashMap<>();
        Wire back;
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        private byte[] flight = {};
        private byte[] buffer = {};

        Wire(Multiplexer from, Multiplexer to) {
            this.from = from;
            this.to = to;
        }

        void send(int most) {
            if (buffer.length < most) buffer = new byte[most];
            int count = from.transmit(buffer, 0, most);
            sent.write(buffer, 0, count);
            byte[] longer = java.util.Arrays.copyOf(flight, flight.length + count);
            System.arraycopy(buffer, 0, longer, flight.length, count);
            flight = longer;
            look();
        }

        boolean deliver(int most) throws ProtocolException {
            int count = Math.min(most, flight.length);
            to.receive(flight, 0, count);
            flight = java.util.Arrays.copyOfRange(flight, count, flight.length);
            return count > 0;
        }

        /** Reads whole frames of what was sent. Credit counts from the moment it is sent: the other side cannot have it earlier. */
        private void look() {
            byte[] all = sent.toByteArray();
            int at = 0;
            while (all.length - at >= 8) {
                int number = all[at] & 0xFF | (all[at + 1] & 0xFF) << 8, kind = all[at + 2];
                int length = word(all, at + 4);
                if (all.length - at - 8 < length) break;
                if (kind == 2) {
                    long left = credit.getOrDefault(number, 0L) - length;
                    assertTrue(left >= 0, "connection " + number + " sent " + -left + " bytes too many");
                    credit.put(number, left);
                }
                if (kind == 4) back.credit.merge(number, (long) word(all, at + 8), Long::sum);
                if (kind == 1) {
                    credit.put(number, 0L);
                    back.credit.put(number, 0L);
                }
                at += 8 + length;
            }
            sent.reset();
            sent.write(all, at, all.length - at);
        }

        private static int word(byte[] b, int at) {
            return b[at] & 0xFF | (b[at + 1] & 0xFF) << 8 | (b[at + 2] & 0xFF) << 16 | (b[at + 3] & 0xFF) << 24;
        }
    }

    /** One end of a connection and what it should see. */
    private static final class End {
        final Connection connection;
        final ByteArrayOutputStream written = new ByteArrayOutputStream(), read = new ByteArrayOutputStream();
        boolean closed, sawEnd;
        End peer;

        End(Connection connection) {
            this.connection = connection;
        }
    }

    private final Multiplexer host = new Multiplexer(Side.HOST), guest = new Multiplexer(Side.GUEST);
    private final Wire out = new Wire(host, guest), in = new Wire(guest, host);

    MultiplexerTest() {
        out.back = in;
        in.back = out;
    }

    private void exchange() throws ProtocolException {
        boolean moved;
        do {
            out.send(1 << 20);
            in.send(1 << 20);
            moved = out.deliver(1 << 20) | in.deliver(1 << 20);
        } while (moved);
    }

    @Property(tries = 100, seed = "9000")
    void nothingIsLostOrReordered(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int steps) throws ProtocolException {
        Random random = new Random(seed);
        List<End> ends = new ArrayList<>();
        Map<String, End> byPurpose = new HashMap<>();
        for (int step = 0; step < steps; step++) {
            End end = ends.isEmpty() ? null : ends.get(random.nextInt(ends.size()));
            switch (random.nextInt(9)) {
                case 0 -> {
                    Multiplexer side = random.nextBoolean() ? host : guest;
                    String purpose = "number " + step;
                    End opener = new End(side.open(purpose));
                    ends.add(opener);
                    byPurpose.put(purpose, opener);
                }
                case 1, 2 -> {
                    if (end != null && !end.closed) {
                        byte[] bytes = new byte[random.nextInt(random.nextInt(8) == 0 ? 300_000 : 500)];
                        random.nextBytes(bytes);
                        end.connection.write(bytes, 0, bytes.length);
                        end.written.writeBytes(bytes);
                    }
                }
                case 3 -> {
                    if (end != null) read(end, random.nextInt(100_000));
                }
                case 4 -> {
                    if (end != null && random.nextInt(4) == 0) close(end);
                }
                case 5 -> out.send(1 + random.nextInt(50_000));
                case 6 -> in.send(1 + random.nextInt(50_000));
                case 7 -> {
                    for (int i = random.nextInt(20); i >= 0; i--) out.deliver(random.nextInt(random.nextInt(4) == 0 ? 40_000 : 12));
                }
                default -> {
                    for (int i = random.nextInt(20); i >= 0; i--) in.deliver(random.nextInt(random.nextInt(4) == 0 ? 40_000 : 12));
                }
            }
            accept(ends, byPurpose);
        }
        for (End end : List.copyOf(ends)) close(end);
        boolean moved;
        do {
            exchange();
            accept(ends, byPurpose);
            moved = host.hasOutput() || guest.hasOutput();
            for (End end : ends) {
                close(end);
                moved |= read(end, 100_000);
            }
        } while (moved);
        assertEquals(2 * byPurpose.size(), ends.size(), "every connection arrived");
        for (End end : ends) {
            assertTrue(end.sawEnd, end.connection.purpose() + " was not read to its end");
            assertTrue(end.connection.isOver(), end.connection.purpose() + " is not over");
            assertArrayEquals(end.peer.written.toByteArray(), end.read.toByteArray(), end.connection.purpose());
        }
        assertEquals(List.of(), host.connections());
        assertEquals(List.of(), guest.connections());
    }

    private void accept(List<End> ends, Map<String, End> byPurpose) {
        for (Multiplexer side : List.of(host, guest)) {
            for (Connection opened; (opened = side.nextOpened()) != null; ) {
                opened.accept();
                End end = new End(opened);
                end.peer = byPurpose.get(opened.purpose());
                end.peer.peer = end;
                ends.add(end);
            }
        }
    }

    private static boolean read(End end, int most) {
        byte[] bytes = new byte[most];
        int count = end.connection.read(bytes, 0, most);
        if (count > 0) end.read.write(bytes, 0, count);
        if (count < 0) end.sawEnd = true;
        return count > 0;
    }

    private static void close(End end) {
        end.connection.close("");
        end.closed = true;
    }

    /** Whatever comes in, the carrier goes on or ends with a ProtocolException, and what waits to be read stays below the windows. */
    @Property(tries = 2000, seed = "9000")
    void hostileBytesEndTheCarrierAtWorst(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3; i++) host.open("own " + i);
        host.transmit(new byte[1000], 0, 1000);
        List<Connection> all = new ArrayList<>(host.connections());
        try {
            for (int i = 0; i < 200; i++) {
                byte[] frame = new byte[8 + random.nextInt(40)];
                random.nextBytes(frame);
                // Near enough to the truth to get far.
                frame[0] = (byte) random.nextInt(8);
                frame[1] = 0;
                frame[2] = (byte) (random.nextInt(20) == 0 ? random.nextInt() : 1 + random.nextInt(4));
                if (random.nextInt(50) != 0) frame[3] = 0;
                Multiplexer.putU32(frame, 4, random.nextInt(20) == 0 ? random.nextInt() : frame[2] == 4 ? 4 : frame.length - 8);
                if (frame[2] == 1) java.util.Arrays.fill(frame, 8, frame.length, (byte) 'x');
                host.receive(frame, 0, frame.length);
                for (Connection opened; (opened = host.nextOpened()) != null; ) {
                    opened.accept();
                    all.add(opened);
                }
                host.transmit(new byte[500], 0, 500);
            }
        } catch (ProtocolException expected) {
            assertNotNull(host.ended());
            assertEquals(0, host.transmit(new byte[500], 0, 500));
        }
        for (Connection connection : all) assertTrue(connection.available() <= Multiplexer.WINDOW);
    }

    private void refused(String message, String frames) {
        Multiplexer side = new Multiplexer(Side.HOST);
        byte[] bytes = HexFormat.of().parseHex(frames.replace(" ", ""));
        ProtocolException refused = assertThrows(ProtocolException.class, () -> side.receive(bytes, 0, bytes.length));
        assertEquals(message, refused.getMessage());
        assertEquals(message, side.ended());
    }

    @Test
    void everyRuleHasItsMessage() {
        refused("a frame of kind 9, 0", "0200 09 00 00000000");
        refused("a frame of kind 1, 1", "0200 01 01 00000000");
        refused("OPEN of a number that is not the sender's (connection 1)", "0100 01 00 00000000");
        refused("OPEN of a number that is not the sender's (connection 0)", "0000 01 00 00000000");
        refused("OPEN of an open connection (connection 2)", "0200 01 00 00000000 0200 01 00 00000000");
        refused("OPEN of 1025 bytes (connection 2)", "0200 01 00 01040000");
        refused("OPEN with bytes that are no UTF-8 (connection 2)", "0200 01 00 01000000 FF");
        refused("DATA of no connection (connection 2)", "0200 02 00 01000000");
        refused("DATA of 0 bytes (connection 2)", "0200 01 00 00000000 0200 02 00 00000000");
        refused("DATA of 1 bytes for a credit of 0 (connection 2)", "0200 01 00 00000000 0200 02 00 01000000");
        refused("DATA of 4294967295 bytes (connection 2)", "0200 01 00 00000000 0200 02 00 FFFFFFFF");
        refused("CLOSE after CLOSE (connection 2)", "0200 01 00 00000000 0200 03 00 00000000 0200 03 00 00000000");
        refused("CREDIT of 3 bytes (connection 2)", "0200 01 00 00000000 0200 04 00 03000000");
        refused("CREDIT out of range (connection 2)", "0200 01 00 00000000 0200 04 00 04000000 00000000");
        refused("CREDIT out of range (connection 2)", "0200 01 00 00000000 0200 04 00 04000000 FFFFFF7F 0200 04 00 04000000 01000000");
        StringBuilder many = new StringBuilder();
        for (int i = 1; i <= 257; i++) many.append(String.format("%02x%02x 01 00 00000000", 2 * i & 0xFF, 2 * i >> 8));
        refused("OPEN beyond 256 (connection 514)", many.toString());
    }

    /** The bytes on the wire, as docs/carrier.md says. */
    @Test
    void theFormOfFrames() throws ProtocolException {
        Connection c = host.open("9p");
        c.write("hello".getBytes(StandardCharsets.US_ASCII), 0, 5);
        assertEquals("0100010002000000" + "3970" + "0100040004000000" + "00000400", sent(host));
        guest.receive(HexFormat.of().parseHex("010001000200000039700100040004000000000004000000".substring(0, 44)), 0, 22);
        Connection there = guest.nextOpened();
        assertEquals("9p", there.purpose());
        there.accept();
        String accepted = sent(guest);
        assertEquals("0100040004000000" + "00000400", accepted);
        assertFalse(c.isAccepted());
        host.receive(HexFormat.of().parseHex(accepted), 0, accepted.length() / 2);
        assertTrue(c.isAccepted());
        c.close("why");
        assertEquals("0100020005000000" + "68656c6c6f" + "0100030003000000" + "776879", sent(host));
    }

    private static String sent(Multiplexer side) {
        byte[] bytes = new byte[1000];
        return HexFormat.of().formatHex(bytes, 0, side.transmit(bytes, 0, 1000));
    }

    @Test
    void aRefusalCarriesItsReason() throws ProtocolException {
        Connection dial = guest.open("tcp!example.org!564");
        dial.write(new byte[10], 0, 10);
        exchange();
        host.nextOpened().close("not allowed");
        exchange();
        assertEquals("not allowed", dial.theirReason());
        assertFalse(dial.isAccepted());
        dial.write(new byte[10], 0, 10);
        assertEquals(-1, dial.read(new byte[1], 0, 1));
        assertTrue(dial.isOver());
        assertEquals(List.of(), host.connections());
        assertEquals(List.of(), guest.connections());
    }

    /** As when a client is gone that has not waited for its answers: neither side does what nobody asks for any more. */
    @Test
    void whatWasSentBeforeAnAbortIsDropped() throws ProtocolException {
        Connection client = host.open("9p");
        exchange();
        Connection served = guest.nextOpened();
        served.accept();
        exchange();
        client.write(new byte[10], 0, 10);
        exchange();
        assertEquals(10, served.available());
        client.write(new byte[Multiplexer.WINDOW], 0, Multiplexer.WINDOW);
        client.close("");
        client.abort("gone");
        assertEquals(0, client.unsent());
        exchange();
        assertEquals("gone", served.theirReason());
        assertEquals(-1, served.read(new byte[1], 0, 1));
        served.write(new byte[10], 0, 10);
        served.close("");
        exchange();
        assertEquals(List.of(), host.connections());
        assertEquals(List.of(), guest.connections());
    }

    @Test
    void aLongReasonIsCutOffBetweenCharacters() throws ProtocolException {
        Connection dial = guest.open("tcp!");
        exchange();
        host.nextOpened().close("x" + "ä".repeat(1000));
        exchange();
        assertEquals("x" + "ä".repeat(511), dial.theirReason());
    }

    /** Credit still flows towards a side that has ended its own direction, and may cross the other's CLOSE. */
    @Test
    void halfAConnectionGoesOn() throws ProtocolException {
        Connection download = host.open("download");
        download.close("");
        exchange();
        Connection upload = guest.nextOpened();
        upload.accept();
        upload.write(new byte[1 << 20], 0, 1 << 20);
        upload.close("");
        download.ignoreInput();
        exchange();
        assertEquals(0, upload.unsent());
        assertTrue(download.isOver() && upload.isOver());
        byte[] late = HexFormat.of().parseHex("010004000400000001000000");
        host.receive(late, 0, late.length);
        assertNull(host.ended());
    }

    /** A connection whose reader sleeps holds up no other. */
    @Test
    void aFullConnectionHoldsUpNoOther() throws ProtocolException {
        Connection full = host.open("full"), free = host.open("free");
        exchange();
        Connection sleeper = guest.nextOpened(), reader = guest.nextOpened();
        sleeper.accept();
        reader.accept();
        full.write(new byte[1 << 20], 0, 1 << 20);
        free.write(new byte[100], 0, 100);
        exchange();
        assertEquals((1 << 20) - Multiplexer.WINDOW, full.unsent());
        assertEquals(Multiplexer.WINDOW, sleeper.available());
        assertEquals(100, reader.available());
        sleeper.ignoreInput();
        exchange();
        assertEquals(0, full.unsent());
        assertEquals(0, sleeper.available());
    }

    /** Large writes take turns, frame by frame. */
    @Test
    void connectionsTakeTurns() throws ProtocolException {
        Connection a = host.open("a"), b = host.open("b");
        exchange();
        guest.nextOpened().accept();
        guest.nextOpened().accept();
        exchange();
        a.write(new byte[100_000], 0, 100_000);
        b.write(new byte[100_000], 0, 100_000);
        host.transmit(new byte[70_000], 0, 70_000);
        assertEquals(100_000 - Multiplexer.MOST_DATA, b.unsent());
    }

    @Test
    void theEndCutsAllConnections() {
        Connection c = host.open("c");
        host.end("gone");
        assertEquals("gone", c.theirReason());
        assertEquals(-1, c.read(new byte[1], 0, 1));
        c.write(new byte[1], 0, 1);
        assertEquals("gone", host.open("later").theirReason());
        assertFalse(host.hasOutput());
        assertNull(host.nextOpened());
    }

    @Test
    void numbersAreUsedAgain() throws ProtocolException {
        for (int i = 0; i < 40_000; i++) {
            Connection c = host.open("c");
            exchange();
            guest.nextOpened().close("");
            exchange();
            assertTrue(c.isOver());
        }
    }
}
