package obol.channels.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BooleanSupplier;
import obol.channels.Loopback;
import obol.channels.PeerGone;
import obol.channels.Pending;
import obol.channels.samples.Counter;
import obol.channels.samples.Depot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an exception leaves without an owner is closed by the collector. */
@Timeout(20)
class AbandonedTest {
    @Test
    void endpoints() {
        Counter.Service service = new Counter.Service();
        abandon(Loopback.of(Counter.class, service));
        collectUntil(() -> service.closed == 1);
    }

    private static void abandon(Counter counter) {
        assertEquals(1, counter.add(1));
    }

    @Test
    void endpointsInMessagesNobodyReads() throws Exception {
        Counter.Service service = new Counter.Service();
        Depot depot = Loopback.of(Depot.class, new Depot.Service());
        depot.keep("lost", Loopback.of(Counter.class, service));
        depot.give("lost");
        depot.close();
        collectUntil(() -> service.closed == 1);
    }

    @Test
    void pendingValues() throws Exception {
        Depot depot = Loopback.of(Depot.class, new Depot.Service());
        depot.word(1);
        collectUntil(() -> depot.cancelled(1));
        depot.close();
    }

    @Test
    void promises() throws Exception {
        Pending<String> waiting = orphan();
        collectUntil(waiting::ready);
        assertThrows(PeerGone.class, waiting::await);
    }

    /** The server's object, which holds the promise, goes with its channel. */
    private static Pending<String> orphan() throws Exception {
        try (Depot depot = Loopback.of(Depot.class, new Depot.Service())) {
            return depot.word(1);
        }
    }

    private static void collectUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - end < 0, "was not found abandoned");
            System.gc();
        }
    }
}
