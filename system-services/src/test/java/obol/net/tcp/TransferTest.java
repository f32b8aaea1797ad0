package obol.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import obol.net.core.Counter;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.core.Socket;
import obol.net.testing.Host;
import obol.net.testing.Impairment;
import obol.net.testing.Talk;
import obol.net.testing.VirtualNetwork;
import obol.net.wire.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams both ways through networks of all kinds: each byte once and in order, and every connection comes to its end. */
class TransferTest {
    private static final long SECOND = VirtualNetwork.SECOND;

    /** Two hosts, a listener, a connection, and what both say. */
    static final class Pair {
        final VirtualNetwork network;
        final Host a;
        final Host b;
        final Connection client;
        Connection server;
        final Talk asking;
        Talk answering;

        Pair(long seed, boolean v6, Impairment faults, long up, long down,
                Consumer<Settings> settings) throws NetworkException {
            network = new VirtualNetwork(seed);
            a = network.host().at("10.0.0.1").at("fd00::1");
            b = network.host().at("10.0.0.2").at("fd00::2");
            network.impair(faults);
            network.sparesNeighbors = true;
            for (Host host : network.hosts) settings.accept(host.stack.tcp().defaults());
            Listener listener = b.stack.listen(Address.ANY6, 80, 16);
            listener.observe(socket -> {
                server = listener.accept();
                answering = new Talk(server, 2 * seed + 1, down, 2 * seed);
            });
            client = a.stack.connect(Address.parse(v6 ? "fd00::2" : "10.0.0.2"), 80);
            asking = new Talk(client, 2 * seed, up, 2 * seed + 1);
            a.flush();
        }

        boolean isDone() {
            return asking.isDone() && answering != null && answering.isDone();
        }

        void check(long up, long down, long most) {
            assertTrue(network.until(this::isDone, most), () -> "not done: " + asking.sent + " sent, " + asking.received + " received, "
                    + client.describe() + "; " + (server == null ? "" : answering.received + " received there, " + server.describe()));
            assertNull(asking.problem);
            assertNull(answering.problem);
            assertFalse(asking.wrong);
            assertFalse(answering.wrong);
            assertEquals(up, answering.received);
            assertEquals(down, asking.received);
            client.close();
            server.close();
            network.run(400 * SECOND);
            for (Host host : network.hosts) {
                assertEquals(0, host.stack.tcp().size(), () -> host.stack.tcp().connections().toString());
                assertEquals(0, host.stack.tcp().memoryUsed());
                assertEquals(0, host.stack.ip().core().pool.out());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false,0,0", "true,0,0", "false,1,0", "false,100000,0", "true,3000000,1000000", "false,0,2000000"})
    void onAGoodNetwork(boolean v6, long up, long down) throws NetworkException {
        new Pair(3, v6, Impairment.NONE, up, down, s -> { }).check(up, down, 100 * SECOND);
    }

    @Test
    void onAFastLongLineTheWindowGrows() throws NetworkException {
        Pair pair = new Pair(4, false, Impairment.NONE.delay(20 * VirtualNetwork.MILLISECOND).rate(200_000_000, 1 << 20), 50_000_000, 0,
                s -> {
            s.maxReceiveBuffer = 4 << 20;
            s.maxSendBuffer = 4 << 20;
        });
        long begin = pair.network.now();
        assertTrue(pair.network.until(pair::isDone, 100 * SECOND));
        double seconds = (pair.network.now() - begin) / 1e9;
        assertTrue(seconds < 4, "50 MB at 200 Mbit/s, 40 ms: " + seconds + " s");
        pair.check(50_000_000, 0, SECOND);
    }

    /** Any network that lets something through. */
    @Property(tries = 60)
    void throughAnyLosses(@ForAll long seed, @ForAll boolean v6, @ForAll @DoubleRange(max = 0.25) double loss,
            @ForAll @DoubleRange(max = 0.2) double twice,
            @ForAll @DoubleRange(max = 0.5) double late, @ForAll @DoubleRange(max = 0.05) double spoiled,
                    @ForAll @IntRange(max = 7) int options,
            @ForAll @IntRange(min = 10, max = 20) int size) throws NetworkException {
        SplittableRandom random = new SplittableRandom(seed);
        Impairment faults = new Impairment(loss, twice, late, spoiled, random.nextLong(1, 50_000_000), random.nextLong(1, 60_000_000),
                random.nextBoolean() ? 0 : 10_000_000, 100_000, 65535);
        long up = random.nextLong(1L << size);
        long down = random.nextLong(1L << size);
        Pair pair = new Pair(seed, v6, faults, up, down, s -> {
            s.timestamps = (options & 1) == 0;
            s.selectiveAcknowledgments = (options & 2) == 0;
            s.windowScale = (options & 4) == 0;
            s.userTimeout = 100_000 * SECOND;
            s.synRetries = 20;
            s.maxReceiveBuffer = 1 << 14 + random.nextInt(6);
        });
        pair.asking.piece = 1 + random.nextInt(20_000);
        pair.check(up, down, 50_000 * SECOND);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void withTenPercentLossAndReordering(boolean sack) throws NetworkException {
        Impairment faults = Impairment.NONE.loss(0.1).reorder(0.2, 3_000_000).delay(1_000_000);
        new Pair(9, false, faults, 10_000_000, 1_000_000, s -> s.selectiveAcknowledgments = sack).check(10_000_000, 1_000_000,
                20_000 * SECOND);
    }

    /** Packets over 1,400 bytes vanish on the way, and no router says so. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aWireThatSwallowsLargePacketsIsFoundOut(boolean v6) throws NetworkException {
        Pair pair = new Pair(6, v6, Impairment.NONE.mtu(1400), 300_000, 300_000, s -> { });
        pair.check(300_000, 300_000, 100 * SECOND);
    }

    @Test
    void whenTheWireIsCutBothSidesEndByThemselves() throws NetworkException {
        Pair pair = new Pair(7, false, Impairment.NONE.rate(10_000_000, 100_000), 50_000_000, 50_000_000, s -> { });
        pair.network.run(5 * SECOND);
        pair.network.impair(Impairment.NONE.loss(1));
        assertTrue(pair.network.until(() -> pair.asking.problem != null && pair.answering.problem != null, 1000 * SECOND));
        assertEquals(Problem.TIMED_OUT, pair.asking.problem);
        pair.client.close();
        pair.server.close();
        for (Host host : pair.network.hosts) {
            assertEquals(0, host.stack.tcp().size());
            assertEquals(0, host.stack.tcp().memoryUsed());
        }
    }

    /** A close whose FIN nobody answers. */
    @Test
    void aClosedConnectionEndsAlone() throws NetworkException {
        Pair pair = new Pair(8, false, Impairment.NONE, 0, 1_000_000, s -> { });
        pair.network.run(SECOND);
        pair.network.impair(Impairment.NONE.loss(1));
        pair.client.close();
        pair.server.close();
        pair.network.run(200 * SECOND);
        for (Host host : pair.network.hosts) assertEquals(0, host.stack.tcp().memoryUsed() + host.stack.tcp().connections().size());
    }

    /** Short connections one after the other, more than may be in TIME-WAIT. */
    @Test
    void shortConnectionsLeaveSoMuchBehindAndNoMore() throws NetworkException {
        VirtualNetwork network = new VirtualNetwork(12);
        Host a = network.host().at("10.0.0.1");
        Host b = network.host().at("10.0.0.2");
        Listener listener = b.stack.listen(Address.ANY4, 80, 16);
        listener.observe(socket -> {
            for (Connection c; (c = listener.accept()) != null; ) {
                Connection accepted = c;
                accepted.observe(s -> {
                    if ((accepted.readiness() & Socket.READABLE) != 0) accepted.close();
                });
            }
        });
        long begin = System.nanoTime();
        int count = 10_000;
        for (int i = 0; i < count; i++) {
            Connection c = a.stack.connect(Address.parse("10.0.0.2"), 80);
            c.observe(s -> {
                if ((c.readiness() & Socket.CONNECTED) != 0) c.close();
            });
            a.flush();
            assertTrue(network.until(() -> (c.readiness() & Socket.OVER) != 0, 10 * SECOND));
            assertNull(c.problem());
            assertTrue(a.stack.tcp().size() <= Tcp.MAX_TIME_WAITS + 1);
        }
        System.out.printf("%d connections opened and closed in %.2f s%n", count, (System.nanoTime() - begin) / 1e9);
        assertEquals(count, b.stack.counted(Counter.TCP_ACCEPTED));
        network.run(100 * SECOND);
        assertEquals(0, a.stack.tcp().size() + b.stack.tcp().size());
    }

    @Test
    void whoDoesNotReadStopsTheOtherSideAndNothingGrows() throws NetworkException {
        Pair pair = new Pair(13, false, Impairment.NONE, 30_000_000, 0, s -> { });
        assertTrue(pair.network.until(() -> pair.answering != null && pair.answering.received > 1_000_000, 10 * SECOND));
        pair.answering.paused = true;
        pair.network.run(600 * SECOND);
        long held = pair.a.stack.tcp().memoryUsed() + pair.b.stack.tcp().memoryUsed();
        assertTrue(held <= 5 << 20, () -> held + " bytes");
        assertNull(pair.client.problem());
        pair.answering.paused = false;
        pair.answering.changed(pair.server);
        pair.b.flush();
        pair.check(30_000_000, 0, 100 * SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.1"})
    void aHostTalksToItself(String target) throws NetworkException {
        VirtualNetwork network = new VirtualNetwork(14);
        Host host = network.host().at("10.0.0.1");
        Listener listener = host.stack.listen(Address.ANY6, 80, 4);
        Talk[] there = new Talk[1];
        listener.observe(socket -> there[0] = new Talk(listener.accept(), 2, 5_000_000, 1));
        Talk here = new Talk(host.stack.connect(Address.parse(target), 80), 1, 5_000_000, 2);
        host.flush();
        assertTrue(network.until(() -> here.isDone() && there[0] != null && there[0].isDone(), 10 * SECOND));
        assertEquals(5_000_000, here.received);
        assertEquals(5_000_000, there[0].received);
        assertFalse(here.wrong || there[0].wrong);
        assertEquals(0, network.lost);
    }
}
