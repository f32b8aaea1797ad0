package obol.channels.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.Deadline;
import obol.channels.Pending;
import obol.channels.Pipe;
import obol.channels.Server;
import obol.channels.Sink;
import obol.channels.Source;
import obol.channels.runtime.Platform;
import obol.channels.samples.Counter;
import obol.channels.samples.Depot;
import obol.channels.samples.Relay;
import obol.channels.transport.Link;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that break the protocol, and connections that break at any byte: this session ends, what it held is given back, others go on. */
@Timeout(120)
class HostileTest {
    /** A server's side, with a counter to connect to. */
    private static final class Side implements Service {
        final Server door;
        final Session session;
        boolean connected;

        Side() {
            door = Server.open(Counter.class, "hostile", new Counter.Service());
            session = Session.server(Platform.transport(), this, () -> { });
        }

        @Override
        public Link connect(long deadline) {
            return Platform.transport().connect("hostile", deadline);
        }

        @Override
        public String contract() {
            return Platform.transport().contractOf("hostile");
        }

        void send(FrameWriter frame) {
            byte[] bytes = frame.bytes();
            session.received(bytes, 0, bytes.length);
        }

        /** The answer to a first question. */
        void connect() {
            send(new FrameWriter(Kind.CONNECT, Session.VERSION).writeLong(Long.MAX_VALUE));
            while (session.take(1000).length == 0) {
                Thread.onSpinWait();
            }
        }

        String end() {
            door.close();
            String why = session.why();
            boolean ended = session.isEnded();
            session.end(null);
            return ended ? why : "goes on";
        }
    }

    private static String after(FrameWriter... frames) {
        Side side = new Side();
        side.connect();
        for (FrameWriter frame : frames) {
            side.send(frame);
        }
        return side.end();
    }

    private static FrameWriter frame(Kind kind, int number) {
        return new FrameWriter(kind, number);
    }

    private static FrameWriter call(int number) {
        return frame(Kind.CALL, number).writeLong(1).writeLong(Long.MAX_VALUE);
    }

    @Test
    void eachRuleHasItsWords() {
        String broken = "the protocol was broken: ";
        assertEquals("goes on", after(frame(Kind.CLOSE, 2)));
        assertEquals("goes on", after(frame(Kind.CLOSE, 2), frame(Kind.CLOSE, 2), call(2).writeShort(0)));
        assertEquals(broken + "CLOSE 4: there is no such number", after(frame(Kind.CLOSE, 4)));
        assertEquals(broken + "CLOSE 1: there is no such number", after(frame(Kind.CLOSE, 1)));
        assertEquals(broken + "CLOSE 4294967295: there is no such number", after(frame(Kind.CLOSE, -1)));
        assertEquals(broken + "CONNECT 1: it has been asked", after(frame(Kind.CONNECT, 1).writeLong(0)));
        assertEquals(broken + "WELCOME 2: it is the server's to send", after(frame(Kind.WELCOME, 2)));
        assertEquals(broken + "ITEM 2: it is not for a ServedChannel", after(frame(Kind.ITEM, 2)));
        assertEquals(broken + "CREDIT 2: it is not for a ServedChannel", after(frame(Kind.CREDIT, 2).writeInt(1)));
        assertEquals(broken + "CALL 2: it ends in the middle", after(frame(Kind.CALL, 2)));
        assertEquals(broken + "CALL 2: time that has passed", after(frame(Kind.CALL, 2).writeLong(1).writeLong(-1)));
        assertEquals(broken + "CALL 2: a handle of kind 9", after(call(2).writeShort(1).writeByte(9).writeInt(1)));
        assertEquals(broken + "CALL 2: 65 handles", after(call(2).writeShort(65)));
        assertEquals(broken + "CALL 2: there is no such block", after(call(2).writeShort(1).writeByte(4).writeInt(1)));
        assertEquals(broken + "CALL 2: number 3 out of turn", after(call(2).writeShort(1).writeByte(2).writeInt(3)));
        assertEquals(broken + "CALL 2: a call is under way", after(call(2).writeShort(0), call(2).writeShort(0)));
        assertEquals(broken + "BLOCK 2: it is out of turn, or too many bytes of blocks are under way",
                after(frame(Kind.BLOCK, 2).writeInt(1)));
        assertEquals(broken + "BLOCK 1: it is out of turn, or too many bytes of blocks are under way",
                after(frame(Kind.BLOCK, 1).writeInt(Integer.MAX_VALUE)));
        assertEquals(broken + "BLOCK 2: the one before is not complete",
                after(frame(Kind.BLOCK, 1).writeInt(1), frame(Kind.BLOCK, 2).writeInt(1)));
        assertEquals(broken + "BYTES 1: there is no such block, or it has no room for 2 bytes",
                after(frame(Kind.BLOCK, 1).writeInt(1), frame(Kind.BYTES, 1).writeShort(0)));
        assertEquals(broken + "CALL 2: a block that is not complete",
                after(frame(Kind.BLOCK, 1).writeInt(1), call(2).writeShort(1).writeByte(4).writeInt(1)));
        assertEquals(broken + "CLOSE of 4 bytes",
                after(frame(Kind.CLOSE, 2).writeInt(0)));
    }

    @Test
    void noVersionButOurs() {
        Side side = new Side();
        side.send(frame(Kind.CONNECT, 2).writeLong(0));
        byte[] answer = side.session.take(1000);
        assertEquals(Kind.REFUSED.code, answer[4]);
        assertEquals("goes on", side.end());
    }

    /** More than there is credit for. The stream's reader does not read. */
    @Test
    void aStreamThatIsPushed() {
        Side side = new Side();
        side.connect();
        side.send(call(2).writeShort(1).writeByte(2).writeInt(1));
        int sent = 0;
        while (!side.session.isEnded() && sent < 1000) {
            side.send(frame(Kind.ITEM, 1).writeShort(0).writeBytes(new byte[5000], 5000));
            sent++;
        }
        assertTrue(sent < 40, sent + " items");
        assertEquals("the protocol was broken: ITEM 1: no credit is left", side.end());
    }

    /** Bytes from nowhere, and good frames with a few bytes changed. */
    @Property(tries = 400, seed = "1", shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void nonsense(@ForAll long seed) {
        Random random = new Random(seed);
        Side side = new Side();
        if (random.nextInt(4) > 0) {
            side.connect();
        }
        int number = 1;
        for (int i = 0; i < 20 && !side.session.isEnded(); i++) {
            Kind[] kinds = Kind.values();
            FrameWriter frame = frame(kinds[random.nextInt(kinds.length)], random.nextInt(4));
            if (random.nextBoolean()) {
                frame = call(2).writeShort(1).writeByte(1 + random.nextInt(4)).writeInt(number).writeBytes(new byte[16], 16);
                number += 2;
            }
            byte[] more = new byte[random.nextInt(50)];
            random.nextBytes(more);
            byte[] bytes = frame.writeBytes(more, more.length).bytes();
            for (int k = random.nextInt(3); k > 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            side.session.received(bytes, 0, bytes.length);
        }
        side.end();
        assertTrue(side.session.isEnded());
    }

    /** The connection is cut after any number of bytes. Whoever waits hears of it, and the service goes on with others. */
    @Property(tries = 60, seed = "2", shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void cutAnywhere(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Wire wire = new Wire(seed);
        CountDownLatch open = new CountDownLatch(2);
        List<Server> doors = new ArrayList<>();
        Depot.Service depots = new Depot.Service();
        Thread depotThread = serve(() -> Server.open(Depot.class, "cut depot", depots), doors, open);
        Thread relayThread = serve(() -> Server.open(Relay.class, "cut relay", new Relay.Service()), doors, open);
        open.await();
        wire.cutAfter(random.nextInt(6000) + (random.nextBoolean() ? 0 : random.nextInt(60_000)));
        try (Deadline limit = Deadline.in(java.time.Duration.ofSeconds(60));
                Depot depot = wire.connect(Depot.class, "cut depot"); Relay relay = wire.connect(Relay.class, "cut relay")) {
            depot.fill(Block.allocate(3000), (byte) 1).close();
            Pending<String> word = depot.word(1);
            depot.say(1, "word");
            assertEquals("word", word.await());
            assertEquals(4, depot.use(new Counter.Service(), 2));
            try (Counter counter = depot.counter()) {
                counter.add(1);
            }
            Pipe<Integer> pipe = Pipe.of(2);
            try (Source<Integer> source = relay.source(pipe.source()); Sink<Integer> sink = relay.sink(pipe.sink())) {
                for (int i = 0; i < 50; i++) {
                    sink.put(i);
                    assertEquals(i, source.next());
                }
            }
        } catch (ChannelException gone) {
            assertFalse(gone instanceof obol.channels.DeadlinePassed, gone.toString());
        }
        wire.cut();
        for (Session session : wire.servers) {
            while (!session.isEnded()) {
                Thread.onSpinWait();
            }
        }
        try (Counter again = new Wire(seed).connect(Depot.class, "cut depot").counter()) {
            assertEquals(3, again.add(3));
        }
        for (Counter.Service each : depots.counters) {
            while (each.closed == 0) {
                Thread.onSpinWait();
            }
        }
        doors.forEach(Server::close);
        depotThread.join();
        relayThread.join();
    }

    private interface Opener {
        Server open();
    }

    private static Thread serve(Opener opener, List<Server> doors, CountDownLatch open) {
        Thread thread = new Thread(() -> {
            Server door = opener.open();
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
        return thread;
    }
}
