package obol.channels.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import obol.channels.Batch;
import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.Contract;
import obol.channels.Deadline;
import obol.channels.DeadlinePassed;
import obol.channels.Failed;
import obol.channels.Loopback;
import obol.channels.Moved;
import obol.channels.NoService;
import obol.channels.PeerGone;
import obol.channels.Pending;
import obol.channels.Pipe;
import obol.channels.Promise;
import obol.channels.Server;
import obol.channels.ServerFault;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Source;
import obol.channels.StreamFailed;
import obol.channels.loopback.Audit;
import obol.channels.loopback.Ledger;
import obol.channels.runtime.Platform;
import obol.channels.samples.Counter;
import obol.channels.samples.Depot;
import obol.channels.samples.Login;
import obol.channels.samples.Relay;
import obol.channels.samples.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client and a server see of a channel over a session: as without one, where docs/wire.md does not say otherwise. */
@Timeout(60)
class SessionTest {
    private final Wire wire = new Wire(1);
    private final List<Server> doors = new ArrayList<>();

    /** Opens a service of this contract under its own name, and connects through a session. */
    private <C extends Contract> C remote(Class<C> contract, C service) throws InterruptedException {
        serve(contract, service, contract.getSimpleName());
        return wire.connect(contract, contract.getSimpleName());
    }

    private <C extends Contract> void serve(Class<C> contract, C service, String name) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            Server door = Server.open(contract, name, service);
            synchronized (doors) {
                doors.add(door);
            }
            open.countDown();
            while (door.isOpen()) {
                door.serve();
            }
        });
        thread.setDaemon(true);
        thread.start();
        open.await();
    }

    @AfterEach
    void nothingIsLeft() {
        doors.forEach(Server::close);
        await(() -> wire.servers.stream().allMatch(Session::isEnded));
    }

    private static void await(BooleanSupplier condition) {
        long patience = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < patience, "it has not come about");
            Thread.onSpinWait();
        }
    }

    @Test
    void callsAndTheEnd() throws InterruptedException {
        Counter.Service service = new Counter.Service();
        try (Counter counter = remote(Counter.class, service)) {
            assertEquals(2, counter.add(2));
            assertEquals(5, counter.add(3));
            assertEquals(5, counter.value());
        }
        await(() -> service.closed == 1);
    }

    @Test
    void statesMove() throws InterruptedException {
        Login.Service service = new Login.Service();
        Login start = remote(Login.class, service);
        Login.Refused refused = assertInstanceOf(Login.Refused.class, start.login("ann", new Login.Secret("wrong")));
        assertThrows(Moved.class, () -> start.login("ann", new Login.Secret("sesame")));
        Login.Granted granted = assertInstanceOf(Login.Granted.class, refused.next().login("ann", new Login.Secret("sesame")));
        Login.Session session = granted.next();
        assertEquals(new Login.Page(7, "hello ann"), session.read(7));
        Login login = session.logout();
        Login.Outcome outcome = null;
        for (int i = 0; i < 2; i++) {
            outcome = login.login("x", new Login.Secret("x"));
            login = outcome instanceof Login.Refused again ? again.next() : login;
        }
        assertInstanceOf(Login.Locked.class, outcome);
        await(() -> service.closed == 1);
    }

    @Test
    void exceptionsAreTheContracts() throws Exception {
        try (Store store = remote(Store.class, new Store.Service())) {
            Store.Tx tx = store.begin();
            tx.put("stale", "noon");
            Store.Tx still = tx;
            assertEquals("since noon", assertThrows(Store.Conflict.class, still::commit).getMessage());
            tx.put("locked", "yes");
            assertNull(assertThrows(Store.Locked.class, still::commit).getMessage());
            tx.abort().close();
        }
    }

    @Test
    void faultsAndEnds() throws InterruptedException {
        Counter.Service service = new Counter.Service();
        Counter counter = remote(Counter.class, service);
        String text = assertThrows(ServerFault.class, () -> counter.add(-1)).getMessage();
        assertTrue(text.matches("Counter: IllegalArgumentException: negative: -1 in Service\\.add, Counter\\.java:\\d+"), text);
        assertThrows(PeerGone.class, counter::value);
        await(() -> service.closed == 1);
        Counter other = wire.connect(Counter.class, "Counter");
        assertEquals(4, other.add(4));
        doors.get(0).close();
        assertThrows(PeerGone.class, other::value);
    }

    @Test
    void namesAndContracts() throws InterruptedException {
        assertEquals("no service Nobody", assertThrows(NoService.class, () -> wire.connect(Counter.class, "Nobody")).getMessage());
        assertThrows(NoService.class, () -> wire.contractOf("Nobody"));
        serve(Counter.class, new Counter.Service(), "Counter");
        assertEquals(Platform.transport().contractOf("Counter"), wire.contractOf("Counter"));
    }

    @Test
    void aPathWithoutAFileIsNoService() {
        assertThrows(NoService.class, () -> new RemoteServices(Platform.transport()).connect("/there/is/none", Long.MAX_VALUE));
    }

    @Test
    void aMissedDeadlineEndsTheChannel() throws InterruptedException {
        Depot.Service service = new Depot.Service();
        Depot depot = remote(Depot.class, service);
        try (Deadline soon = Deadline.in(Duration.ofMillis(30))) {
            assertThrows(DeadlinePassed.class, depot::hang);
        }
        assertThrows(PeerGone.class, depot::hang);
        service.hanging = false;
    }

    @Test
    void aCallThatWaitsHearsOfACut() throws InterruptedException {
        Depot.Service service = new Depot.Service();
        Depot depot = remote(Depot.class, service);
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
        wire.cut();
        caller.join();
        assertInstanceOf(PeerGone.class, seen.get());
        service.hanging = false;
    }

    @Test
    void channelsOfOneSessionDoNotWaitForEachOther() throws Exception {
        Depot.Service hanging = new Depot.Service();
        Depot slow = Loopback.of(Depot.class, hanging);
        Thread caller = new Thread(() -> {
            try (slow) {
                slow.hang();
            }
        });
        try (Depot depot = remote(Depot.class, new Depot.Service()); Counter counter = depot.counter(); Counter other = depot.counter()) {
            caller.start();
            assertEquals(1, counter.add(1));
            assertEquals(2, other.add(2));
            assertEquals(2, counter.add(1));
        }
        hanging.hanging = false;
        caller.join();
    }

    @Test
    void blocksCross() throws InterruptedException {
        try (Depot depot = remote(Depot.class, new Depot.Service())) {
            Block block = Block.allocate(100_000);
            Block filled = depot.fill(block, (byte) 3);
            assertThrows(Moved.class, block::size);
            assertEquals(100_000, filled.size());
            assertEquals(300_006, depot.sum(filled, Block.copyOf(new byte[] {1, 2, 3})));
            Block none = depot.fill(Block.allocate(0), (byte) 1);
            assertEquals(0, none.size());
            none.close();
            assertTrue(assertThrows(ServerFault.class, () -> depot.fill(Block.allocate((32 << 20) + 1), (byte) 1)).getMessage()
                    .contains("32 MiB of blocks"));
        }
    }

    @Test
    void pendingValues() throws Exception {
        try (Depot depot = remote(Depot.class, new Depot.Service())) {
            Pending<String> a = depot.word(1);
            assertFalse(a.ready());
            depot.say(1, "hello");
            assertEquals("hello", a.await());
            Pending<String> b = depot.word(2);
            depot.spoil(2, "sour");
            assertEquals("sour", assertInstanceOf(Depot.Spoilt.class, assertThrows(Failed.class, b::await).getCause()).getMessage());
            Pending<String> c = depot.word(3);
            depot.spoil(3, "");
            assertThrows(PeerGone.class, c::await);
            Pending<String> d = depot.word(4);
            assertFalse(depot.cancelled(4));
            d.close();
            await(() -> depot.cancelled(4));
            Pending<String> e = depot.word(5);
            try (Deadline soon = Deadline.in(Duration.ofMillis(10))) {
                assertThrows(DeadlinePassed.class, e::await);
            }
            await(() -> depot.cancelled(5));
            try (Block block = depot.later(17).await()) {
                assertEquals(17, block.size());
            }
        }
    }

    @Test
    void valuesThatTheClientPromised() throws Exception {
        try (Depot depot = remote(Depot.class, new Depot.Service())) {
            Promise<Long> promise = Promise.make();
            Depot.Parcel parcel = depot.pack(new Depot.Parcel("tea", Block.copyOf(new byte[] {9}), promise.pending()));
            assertEquals("<tea>", parcel.label());
            promise.keep(250L);
            assertEquals(250L, parcel.weight().await());
            try (Block content = parcel.content()) {
                assertArrayEquals(new byte[] {9}, content.toBytes());
            }
        }
    }

    @Test
    void endpointsGoBothWays() throws Exception {
        Depot.Service service = new Depot.Service();
        Depot depot = remote(Depot.class, service);
        Counter.Service own = new Counter.Service();
        assertEquals(6, depot.use(own, 3));
        await(() -> own.closed == 1);
        Counter stored = Loopback.of(Counter.class, new Counter.Service());
        stored.add(41);
        depot.keep("c", stored);
        try (Counter back = depot.give("c")) {
            assertEquals(42, back.add(1));
        }
        assertThrows(Depot.Spoilt.class, () -> depot.give("c"));
        try (Counter any = (Counter) depot.any()) {
            assertEquals(8, any.add(8));
        }
        Counter further = depot.counter();
        depot.close();
        assertEquals(3, further.add(3));
        further.close();
        await(() -> service.counters.stream().allMatch(each -> each.closed == 1));
    }

    @Test
    void streamsBothWays() throws Exception {
        try (Relay relay = remote(Relay.class, new Relay.Service())) {
            Source<Block> blocks = relay.blocks(3);
            relay.feed(1000);
            relay.feed(70_000);
            relay.end(Optional.of("worn out"));
            for (int size : new int[] {1000, 70_000}) {
                try (Block block = blocks.next()) {
                    assertEquals(size, block.size());
                }
            }
            assertEquals("worn out", assertThrows(StreamFailed.class, blocks::next).getMessage());

            Sink<String> sink = relay.keep(2);
            Thread writer = new Thread(() -> {
                try (sink) {
                    for (int i = 0; i < 500; i++) {
                        sink.put(i + "x".repeat(i * 40));
                    }
                }
            });
            writer.start();
            List<String> taken = new ArrayList<>();
            while (taken.size() < 501) {
                taken.addAll(relay.taken(3));
            }
            assertEquals("7" + "x".repeat(280), taken.get(7));
            assertEquals("end", taken.get(500));
            writer.join();
            relay.ignore();

            Pipe<Integer> pipe = Pipe.of(1);
            Source<Integer> source = relay.source(pipe.source());
            Sink<Integer> there = relay.sink(pipe.sink());
            there.put(5);
            assertEquals(5, source.next());
            there.close();
            assertNull(source.next());

            int loops = 0;
            try (Source<Relay.Duplex> all = relay.loops(3)) {
                for (Relay.Duplex each = all.next(); each != null; each = all.next()) {
                    try (Source<Integer> in = each.in(); Sink<Integer> out = each.out()) {
                        out.put(++loops);
                        assertEquals(loops, in.next());
                    }
                }
            }
            assertEquals(3, loops);
            try (Batch<Block> parts = relay.split(Block.allocate(90), 3)) {
                assertEquals(3, parts.size());
            }
        }
    }

    /** A writer is held up by a reader that does not read, and hears of one that does not want to. */
    @Test
    void aStreamIsBounded() throws Exception {
        try (Relay relay = remote(Relay.class, new Relay.Service())) {
            Sink<String> sink = relay.keep(1);
            int put = 0;
            try (Deadline soon = Deadline.in(Duration.ofMillis(300))) {
                while (put < 10_000) {
                    sink.put("item");
                    put++;
                }
            } catch (DeadlinePassed full) {
                assertTrue(put < 200, put + " items");
            }
            assertTrue(put < 10_000);
            assertTrue(sink.open());
            relay.ignore();
            await(() -> !sink.open());
            assertThrows(PeerGone.class, () -> sink.put("x"));
            sink.close();
        }
    }

    /** What was written to a stream arrives, although the session ends behind it. */
    @Test
    void whatWasWrittenBeforeTheEndArrives() throws Exception {
        Relay.Service service = new Relay.Service();
        Relay relay = remote(Relay.class, service);
        try (Sink<String> sink = relay.keep(1)) {
            relay.close();
            for (int i = 0; i < 40; i++) {
                sink.put("item " + i);
            }
        }
        await(() -> wire.servers.get(0).isEnded());
        Relay again = wire.connect(Relay.class, "Relay");
        List<String> taken = again.taken(41);
        assertEquals("item 39", taken.get(39));
        assertEquals("end", taken.get(40));
        again.ignore();
        again.close();
    }

    /** Of a session that ends, and of one that is cut, nothing stays open on either side once its users have closed what they hold. */
    @Test
    void nothingIsLeftOpen() throws Exception {
        for (boolean cut : new boolean[] {false, true}) {
            Set<Object> open = ConcurrentHashMap.newKeySet();
            Set<Object> kept = ConcurrentHashMap.newKeySet(); // so that the collector closes nothing in our place
            Audit.begin(new Ledger() {
                @Override
                public void opened(Object end, Object handle, String what) {
                    open.add(end);
                    kept.add(handle);
                }

                @Override
                public void closed(Object end) {
                    open.remove(end);
                }
            });
            try {
                Depot.Service depots = new Depot.Service();
                serve(Depot.class, depots, "Depot " + cut);
                serve(Relay.class, new Relay.Service(), "Relay " + cut);
                Depot depot = wire.connect(Depot.class, "Depot " + cut);
                Relay relay = wire.connect(Relay.class, "Relay " + cut);
                Block block = depot.fill(Block.allocate(50_000), (byte) 1);
                Pending<String> word = depot.word(1);
                Counter counter = depot.counter();
                counter.add(1);
                depot.keep("own", new Counter.Service());
                Source<Block> blocks = relay.blocks(4);
                relay.feed(3000);
                relay.feed(4000);
                Sink<String> words = relay.keep(1);
                words.put("a");
                words.put("b");
                blocks.next().close();
                if (cut) {
                    wire.cut();
                    assertThrows(PeerGone.class, counter::value);
                    assertThrows(PeerGone.class, word::await);
                } else {
                    word.close();
                    relay.end(Optional.empty());
                    relay.ignore();
                    depot.give("own").close();
                }
                block.close();
                counter.close();
                blocks.close();
                words.close();
                depot.close();
                relay.close();
                await(() -> wire.servers.stream().allMatch(Session::isEnded));
                try (Depot there = Services.connect(Depot.class, "Depot " + cut);
                        Relay other = Services.connect(Relay.class, "Relay " + cut)) {
                    if (cut) {
                        there.give("own").close();
                        other.end(Optional.empty());
                        other.ignore();
                    }
                    there.spoil(1, "");
                }
                await(open::isEmpty);
            } finally {
                Audit.end();
            }
        }
    }
}
