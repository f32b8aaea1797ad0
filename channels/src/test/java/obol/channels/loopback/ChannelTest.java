package obol.channels.loopback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.Contract;
import obol.channels.Deadline;
import obol.channels.DeadlinePassed;
import obol.channels.Deadlock;
import obol.channels.Failed;
import obol.channels.Loopback;
import obol.channels.Moved;
import obol.channels.NoService;
import obol.channels.PeerGone;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.Server;
import obol.channels.ServerFault;
import obol.channels.Services;
import obol.channels.Slots;
import obol.channels.Wait;
import obol.channels.samples.Counter;
import obol.channels.samples.Depot;
import obol.channels.samples.Login;
import obol.channels.samples.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client and a server see of a channel. */
@Timeout(20)
class ChannelTest {
    @Test
    void callsStayInTheState() {
        Counter.Service service = new Counter.Service();
        try (Counter counter = Loopback.of(Counter.class, service)) {
            assertEquals(2, counter.add(2));
            assertEquals(5, counter.add(3));
            assertEquals(5, counter.value());
        }
        await(() -> service.closed == 1);
    }

    @Test
    void aConsumedStateRefusesEverythingButClose() {
        Login start = Loopback.of(Login.class, new Login.Service());
        Login.Outcome outcome = start.login("ann", new Login.Secret("wrong"));
        assertEquals("this Login was consumed, closed or given away",
                assertThrows(Moved.class, () -> start.login("ann", new Login.Secret("sesame"))).getMessage());
        start.close();
        Login.Refused refused = assertInstanceOf(Login.Refused.class, outcome);
        assertEquals("wrong", refused.why());
        Login.Granted granted = assertInstanceOf(Login.Granted.class, refused.next().login("ann", new Login.Secret("sesame")));
        Login.Session session = granted.next();
        assertEquals(new Login.Page(7, "hello ann"), session.read(7));
        Login again = session.logout();
        assertThrows(Moved.class, session::unread);
        again.close();
        assertThrows(Moved.class, () -> again.login("x", new Login.Secret("x")));
    }

    @Test
    void anOutcomeWithoutNextStateEndsTheChannel() {
        Login.Service service = new Login.Service();
        Login login = Loopback.of(Login.class, service);
        Login.Outcome outcome = null;
        for (int i = 0; i < 3; i++) {
            outcome = login.login("x", new Login.Secret("x"));
            login = outcome instanceof Login.Refused refused ? refused.next() : login;
        }
        assertEquals(new Login.Locked(Duration.ofMinutes(1)), outcome);
        Login ended = login;
        assertThrows(Moved.class, () -> ended.login("x", new Login.Secret("x")));
        await(() -> service.closed == 1);
    }

    @Test
    void theObjectOfThePresentStateIsClosed() {
        Login.Service service = new Login.Service();
        Login login = Loopback.of(Login.class, service);
        ((Login.Granted) login.login("ann", new Login.Secret("sesame"))).next().close();
        await(() -> service.sessionsClosed == 1);
        assertEquals(0, service.closed);
    }

    @Test
    void aMovingCallThatThrowsStays() throws Exception {
        try (Store store = Loopback.of(Store.class, new Store.Service())) {
            Store.Tx tx = store.begin();
            tx.put("a", "1");
            tx.put("stale", "noon");
            Store.Tx still = tx;
            Store.Conflict conflict = assertThrows(Store.Conflict.class, still::commit);
            assertEquals("since noon", conflict.getMessage());
            assertEquals(Store.Conflict.class, conflict.getClass());
            tx.put("locked", "yes");
            assertNull(assertThrows(Store.Locked.class, still::commit).getMessage());
            Store back = tx.abort();
            assertEquals(Optional.empty(), back.get("a"));
            tx = back.begin();
            tx.put("a", "2");
            Store committed = tx.commit();
            assertEquals(Optional.of("2"), committed.get("a"));
            committed.close();
        }
    }

    @Test
    void anUndeclaredExceptionIsAServerFaultWithItsPlace() {
        Counter.Service service = new Counter.Service();
        Counter counter = Loopback.of(Counter.class, service);
        String text = assertThrows(ServerFault.class, () -> counter.add(-1)).getMessage();
        assertTrue(text.matches("Counter: IllegalArgumentException: negative: -1 in Service\\.add, Counter\\.java:\\d+"), text);
        assertThrows(PeerGone.class, counter::value);
        await(() -> service.closed == 1);
    }

    @Test
    void aServerGoesOnWithOtherClientsAfterAFault() {
        try (Server door = Server.open(Counter.class, "sturdy", new Counter.Service())) {
            serve(door);
            Counter one = Services.connect(Counter.class, "sturdy");
            Counter two = Services.connect(Counter.class, "sturdy");
            assertThrows(ServerFault.class, () -> one.add(-1));
            assertEquals(4, two.add(4));
            two.close();
        }
    }

    @Test
    void namesAreThoseOfOpenDoors() {
        assertThrows(NoService.class, () -> Services.connect(Counter.class, "nobody"));
        Counter client;
        try (Server door = Server.open(Counter.class, "somebody", new Counter.Service())) {
            serve(door);
            assertThrows(IllegalStateException.class, () -> Server.open(Counter.class, "somebody", new Counter.Service()));
            client = Services.connect(Counter.class, "somebody");
            client.add(1);
        }
        assertThrows(NoService.class, () -> Services.connect(Counter.class, "somebody"));
        assertThrows(PeerGone.class, () -> client.add(1));
    }

    @Test
    void anObjectForEachClient() {
        try (Server door = Server.openEach(Counter.class, "each", Counter.Service::new)) {
            serve(door);
            try (Counter a = Services.connect(Counter.class, "each"); Counter b = Services.connect(Counter.class, "each")) {
                a.add(5);
                assertEquals(1, b.add(1));
                assertEquals(5, a.value());
            }
        }
    }

    @Test
    void twoThreadsOnOneEndpointAreRefused() throws Exception {
        Depot.Service service = new Depot.Service();
        Depot depot = Loopback.of(Depot.class, service);
        Thread first = new Thread(depot::hang);
        first.start();
        await(() -> first.getState() == Thread.State.WAITING);
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> depot.cancelled(1));
        assertTrue(refused.getMessage().contains("two threads use one endpoint"), refused.getMessage());
        service.hanging = false;
        first.join();
        depot.close();
    }

    @Test
    void aMissedDeadlineClosesTheChannel() {
        Depot.Service service = new Depot.Service();
        Depot depot = Loopback.of(Depot.class, service);
        try (Deadline outer = Deadline.in(Duration.ofMillis(30)); Deadline inner = Deadline.in(Duration.ofHours(1))) {
            assertThrows(DeadlinePassed.class, depot::hang);
        }
        service.hanging = false;
        assertThrows(PeerGone.class, depot::hang);
    }

    @Test
    void closingDuringACallWakesTheCaller() throws Exception {
        Depot.Service service = new Depot.Service();
        Depot depot = Loopback.of(Depot.class, service);
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                depot.hang();
            } catch (ChannelException gone) {
                seen.set(gone);
            }
        });
        caller.start();
        await(() -> caller.getState() == Thread.State.WAITING);
        depot.close();
        caller.join();
        assertInstanceOf(PeerGone.class, seen.get());
        service.hanging = false;
    }

    @Test
    void closingTheDoorDuringACallWakesTheCaller() throws Exception {
        Depot.Service service = new Depot.Service();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        try (Server door = Server.open(Depot.class, "shut", service)) {
            serve(door);
            Depot depot = Services.connect(Depot.class, "shut");
            Thread caller = new Thread(() -> {
                try {
                    depot.hang();
                } catch (ChannelException gone) {
                    seen.set(gone);
                }
            });
            caller.start();
            await(() -> caller.getState() == Thread.State.WAITING);
            door.close();
            caller.join();
            service.hanging = false;
        }
        assertInstanceOf(PeerGone.class, seen.get());
    }

    @Test
    void theThreadOfALoopbackEndsWithItsLastChannel() throws Exception {
        AtomicReference<Thread> server = new AtomicReference<>();
        Counter counter = Loopback.of(Counter.class, new Counter() {
            @Override
            public long add(long n) {
                server.set(Thread.currentThread());
                return n;
            }

            @Override
            public long value() {
                return 0;
            }
        });
        counter.add(1);
        assertTrue(server.get().isAlive());
        counter.close();
        server.get().join(5000);
        assertFalse(server.get().isAlive());
    }

    @Test
    void blocksMoveAndEmptyTheirHandles() {
        try (Depot depot = Loopback.of(Depot.class, new Depot.Service())) {
            Block block = Block.allocate(1000);
            Block filled = depot.fill(block, (byte) 3);
            assertThrows(Moved.class, block::size);
            block.close();
            assertEquals(1000, filled.size());
            assertEquals(3000 + 6, depot.sum(filled, Block.copyOf(new byte[] {1, 2, 3})));
            assertThrows(Moved.class, filled::toBytes);
        }
    }

    @Test
    void nothingMovesWhenAnArgumentIsRefused() {
        try (Depot depot = Loopback.of(Depot.class, new Depot.Service())) {
            Block block = Block.copyOf(new byte[] {1});
            assertEquals("Depot.sum: parameter 2 (Block): null cannot be sent: use Optional",
                    assertThrows(NullPointerException.class, () -> depot.sum(block, null)).getMessage());
            assertEquals("Depot.sum: parameter 2 (Block): the same value is given away twice",
                    assertThrows(IllegalArgumentException.class, () -> depot.sum(block, block)).getMessage());
            assertEquals(1, block.size());
            assertEquals(3, depot.sum(block, Block.copyOf(new byte[] {2})));
        }
    }

    @Test
    void pendingValuesAreKeptFailedAndCancelled() throws Exception {
        try (Depot depot = Loopback.of(Depot.class, new Depot.Service())) {
            Pending<String> a = depot.word(1);
            assertFalse(a.ready());
            depot.say(1, "hello");
            assertTrue(a.ready());
            assertEquals("hello", a.await());
            assertThrows(Moved.class, a::await);

            Pending<String> b = depot.word(2);
            depot.spoil(2, "sour");
            Failed failed = assertThrows(Failed.class, b::await);
            assertEquals("sour", assertInstanceOf(Depot.Spoilt.class, failed.getCause()).getMessage());

            Pending<String> c = depot.word(3);
            depot.spoil(3, "odd");
            Failed words = assertThrows(Failed.class, c::await);
            assertNull(words.getCause());
            assertEquals("IllegalStateException: odd", words.getMessage());

            Pending<String> d = depot.word(4);
            depot.spoil(4, "");
            assertThrows(PeerGone.class, d::await);

            Pending<String> e = depot.word(5);
            assertFalse(depot.cancelled(5));
            e.close();
            assertTrue(depot.cancelled(5));

            Pending<String> f = depot.word(6);
            try (Deadline soon = Deadline.in(Duration.ofMillis(10))) {
                assertThrows(DeadlinePassed.class, f::await);
            }
            assertTrue(depot.cancelled(6));
            assertThrows(Depot.Spoilt.class, () -> depot.word(-1));
            Block block = depot.later(17).await();
            assertEquals(17, block.size());
            block.close();
        }
    }

    @Test
    void recordsCarryLinearValuesBothWays() {
        try (Depot depot = Loopback.of(Depot.class, new Depot.Service())) {
            Promise<Long> promise = Promise.make();
            Depot.Parcel parcel = depot.pack(new Depot.Parcel("tea", Block.copyOf(new byte[] {9}), promise.pending()));
            assertEquals("<tea>", parcel.label());
            assertArrayEquals(new byte[] {9}, parcel.content().toBytes());
            promise.keep(250L);
            assertEquals(250L, parcel.weight().await());
            parcel.content().close();
        }
    }

    @Test
    void furtherChannelsOutliveTheirOpener() {
        Depot.Service service = new Depot.Service();
        Depot depot = Loopback.of(Depot.class, service);
        Counter counter = depot.counter();
        assertEquals(1, counter.add(1));
        depot.close();
        assertEquals(2, counter.add(1));
        counter.close();
        await(() -> service.counters.get(0).closed == 1);
    }

    @Test
    void endpointsAreHandedOver() throws Exception {
        try (Depot depot = Loopback.of(Depot.class, new Depot.Service())) {
            Counter own = Loopback.of(Counter.class, new Counter.Service());
            own.add(10);
            assertEquals(14, depot.use(own, 2));
            assertThrows(Moved.class, own::value);
            Counter.Service object = new Counter.Service();
            assertEquals(6, depot.use(object, 3));
            assertEquals(6, object.value());
            Counter stored = Loopback.of(Counter.class, new Counter.Service());
            stored.add(41);
            depot.keep("c", stored);
            try (Counter back = depot.give("c")) {
                assertEquals(42, back.add(1));
            }
            assertThrows(Depot.Spoilt.class, () -> depot.give("c"));
        }
    }

    @Test
    void whatAThreadExportsIsServedByOneDoorUntilTheLastHasEnded() {
        Counter.Service object = new Counter.Service();
        for (int round = 0; round < 3; round++) {
            Counter a = Services.export(Counter.class, object);
            Counter b = Services.export(Counter.class, object);
            a.add(1);
            a.close();
            assertEquals(2 * round + 2, b.add(1));
            b.close();
            int ended = 2 * round + 2;
            await(() -> object.closed == ended);
        }
    }

    @Test
    void untypedEndpointsKeepTheirContract() {
        try (Depot depot = Loopback.of(Depot.class, new Depot.Service())) {
            Contract any = depot.any();
            assertThrows(ClassCastException.class, () -> Login.class.cast(any));
            try (Counter counter = (Counter) any) {
                assertEquals(8, counter.add(8));
            }
        }
    }

    /** A contract that extends another, for whose endpoint its own may stand. */
    public interface Resettable extends Counter {
        Resettable reset();
    }

    @Test
    void aLargerContractIsPassedAsTheSmaller() {
        final class Resetting implements Resettable {
            private final Counter.Service counter = new Counter.Service();

            @Override
            public long add(long n) {
                return counter.add(n);
            }

            @Override
            public long value() {
                return counter.value();
            }

            @Override
            public Resettable reset() {
                return new Resetting();
            }
        }
        try (Depot depot = Loopback.of(Depot.class, new Depot.Service())) {
            Resettable large = Loopback.of(Resettable.class, new Resetting());
            large.add(5);
            Resettable fresh = large.reset();
            assertThrows(Moved.class, large::value);
            assertEquals(4, depot.use(fresh, 2));
            assertThrows(Moved.class, fresh::value);
        }
    }

    @Test
    void waitingForTheFirstOfSeveral() throws Exception {
        try (Depot depot = Loopback.of(Depot.class, new Depot.Service())) {
            Pending<String> a = depot.word(1);
            Pending<String> b = depot.word(2);
            try (Deadline soon = Deadline.in(Duration.ofMillis(5))) {
                assertEquals(-1, Wait.any(a, b));
            }
            Thread later = new Thread(() -> depot.say(2, "b"));
            later.start();
            assertEquals(1, Wait.any(a, b));
            later.join();
            Slots<String, Pending<String>> slots = new Slots<>();
            slots.put("a", a);
            slots.put("b", b);
            assertTrue(slots.ready());
            assertEquals("b", slots.whichReady());
            assertEquals("b", slots.take("b").await());
            assertNull(slots.whichReady());
            slots.close();
            assertTrue(depot.cancelled(1));
        }
    }

    @Test
    void aLoopOverADoorAndPendingValues() {
        Promise<String> stop = Promise.make();
        Pending<String> stopped = stop.pending();
        try (Server door = Server.open(Counter.class, "loop", new Counter.Service())) {
            Thread client = new Thread(() -> {
                try (Counter counter = Services.connect(Counter.class, "loop")) {
                    counter.add(1);
                    counter.add(1);
                }
                stop.keep("enough");
            });
            client.start();
            int served = 0;
            while (Wait.any(stopped, door) == 1) {
                door.serve();
                served++;
            }
            assertTrue(served >= 2);
            assertEquals("enough", stopped.await());
        }
    }

    @Test
    void anObjectServedByTheCallingThreadIsRefusedInsteadOfWaitedFor() {
        try (Server door = Server.open(Counter.class, "self", new Counter.Service())) {
            Counter counter = Services.connect(Counter.class, "self");
            try (Deadline soon = Deadline.in(Duration.ofMillis(1))) {
                door.serve();
            }
            assertEquals("self → self", assertThrows(Deadlock.class, counter::value).getMessage());
        }
    }

    @Test
    void anErrorEndsTheDoor() throws Exception {
        Server door = Server.open(Counter.class, "fatal", new Counter() {
            @Override
            public long add(long n) {
                throw new AssertionError("fatal");
            }

            @Override
            public long value() {
                return 0;
            }
        });
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread server = new Thread(() -> {
            try {
                while (door.isOpen()) {
                    door.serve();
                }
            } catch (AssertionError error) {
                seen.set(error);
            }
        });
        server.start();
        Counter counter = Services.connect(Counter.class, "fatal");
        assertThrows(PeerGone.class, () -> counter.add(1));
        server.join();
        assertEquals("fatal", seen.get().getMessage());
    }

    private static void serve(Server door) {
        Thread thread = new Thread(() -> {
            while (door.isOpen()) {
                door.serve();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - end < 0, "did not happen");
            Thread.onSpinWait();
        }
    }
}
