package obol.channels.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import obol.channels.Batch;
import obol.channels.Block;
import obol.channels.Deadline;
import obol.channels.DeadlinePassed;
import obol.channels.Loopback;
import obol.channels.Moved;
import obol.channels.PeerGone;
import obol.channels.Pending;
import obol.channels.Pipe;
import obol.channels.Promise;
import obol.channels.Sink;
import obol.channels.Slots;
import obol.channels.Source;
import obol.channels.StreamFailed;
import obol.channels.Wait;
import obol.channels.samples.Relay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams and batches as two threads and two processes see them; what one thread sees is {@link StreamPropertyTest}. */
@Timeout(20)
class StreamTest {
    private final Relay relay = Loopback.of(Relay.class, new Relay.Service());

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    void putWaitsForRoomAndNextForItems() throws InterruptedException {
        Pipe<Integer> pipe = Pipe.of(3);
        Source<Integer> source = relay.source(pipe.source());
        AtomicInteger written = new AtomicInteger();
        Thread writer = new Thread(() -> {
            try (Sink<Integer> sink = pipe.sink()) {
                for (int i = 0; i < 1000; i++) {
                    sink.put(i);
                    written.set(i + 1);
                }
            }
        });
        writer.start();
        for (int i = 0; i < 1000; i++) {
            assertEquals(i, source.next());
            assertTrue(written.get() <= i + 5, "3 in the stream, one under way, one read");
        }
        assertNull(source.next());
        assertNull(source.next());
        source.close();
        writer.join();
    }

    @Test
    void bothHalvesAcrossChannels() {
        Pipe<Integer> pipe = Pipe.of(2);
        Relay.Duplex back = relay.exchange(new Relay.Duplex("d", pipe.source(), pipe.sink()));
        assertEquals("d'", back.name());
        assertThrows(Moved.class, pipe.source()::next);
        assertThrows(Moved.class, () -> pipe.sink().put(1));
        Source<Integer> in = back.in();
        Sink<Integer> out = back.out();
        out.put(1);
        out.put(2);
        assertFalse(out.ready());
        assertEquals(1, in.next());
        assertTrue(out.ready());
        out.fail("enough");
        assertThrows(Moved.class, () -> out.put(3));
        assertEquals(2, in.next());
        assertEquals("enough", assertThrows(StreamFailed.class, in::next).getMessage());
        assertEquals("enough", assertThrows(StreamFailed.class, relay.source(in)::next).getMessage());
    }

    @Test
    void linearItemsMove() {
        Source<Block> blocks = relay.blocks(4);
        relay.feed(10);
        relay.feed(20);
        try (Block block = blocks.next()) {
            assertEquals(10, block.size());
        }
        relay.end(Optional.of("disk full"));
        try (Block block = blocks.next()) {
            assertEquals(20, block.size());
        }
        assertEquals("disk full", assertThrows(StreamFailed.class, blocks::next).getMessage());
        blocks.close();
        assertThrows(Moved.class, blocks::ready);
    }

    @Test
    void theWriterSeesThatTheReaderHasGone() {
        Sink<String> sink = relay.keep(2);
        sink.put("a");
        sink.put("b");
        assertEquals(List.of("a"), relay.taken(1));
        sink.put("c");
        assertFalse(sink.ready());
        assertTrue(sink.open());
        relay.ignore();
        assertFalse(sink.open());
        assertFalse(sink.ready());
        assertEquals(0, Wait.any(sink, Promise.make().pending()), "a sink without a reader ends a wait");
        assertThrows(PeerGone.class, () -> sink.put("d"));
        sink.close();
    }

    @Test
    void theReaderSeesThatTheSinkWasAbandoned() {
        Source<Block> blocks = relay.blocks(1);
        relay.close();
        // The service's object holds the sink and is itself unreachable when its thread ends.
        try (Deadline enough = Deadline.in(Duration.ofSeconds(15))) {
            assertThrows(PeerGone.class, () -> {
                while (!blocks.ready()) {
                    System.gc();
                    Thread.sleep(1);
                }
                blocks.next();
            });
        }
        assertThrows(PeerGone.class, blocks::next);
    }

    @Test
    void aDeadlineEndsAWaitAndNotTheStream() {
        Pipe<Integer> pipe = Pipe.of(1);
        Source<Integer> source = relay.source(pipe.source());
        try (Deadline now = Deadline.in(Duration.ofMillis(1))) {
            assertThrows(DeadlinePassed.class, source::next);
            pipe.sink().put(1);
            assertThrows(DeadlinePassed.class, () -> pipe.sink().put(2));
        }
        assertEquals(1, source.next());
        pipe.sink().put(3);
        assertEquals(3, source.next());
    }

    @Test
    void streamsInAStream() {
        try (Source<Relay.Duplex> loops = relay.loops(3)) {
            int count = 0;
            for (Relay.Duplex loop = loops.next(); loop != null; loop = loops.next()) {
                try (Source<Integer> in = loop.in(); Sink<Integer> out = loop.out()) {
                    out.put(count);
                    assertEquals(count, in.next());
                }
                assertEquals("loop " + count++, loop.name());
            }
            assertEquals(3, count);
        }
    }

    @Test
    void whatIsReadyFirst() {
        try (Source<Block> blocks = relay.blocks(2); Sink<String> full = relay.keep(1); Slots<String, Source<Integer>> more = new Slots<>()) {
            Pipe<Integer> one = Pipe.of(1);
            Pipe<Integer> two = Pipe.of(1);
            more.put("one", one.source());
            more.put("two", relay.source(two.source()));
            full.put("x");
            try (Deadline soon = Deadline.in(Duration.ofMillis(5))) {
                assertEquals(-1, Wait.any(blocks, full, more));
            }
            two.sink().put(2);
            assertEquals(2, Wait.any(blocks, full, more));
            assertEquals("two", more.whichReady());
            one.sink().close();
            assertEquals("one", more.whichReady());
            relay.taken(1);
            assertEquals(1, Wait.any(blocks, full, more));
            relay.feed(1);
            assertEquals(0, Wait.any(blocks, full, more));
        }
    }

    @Test
    void aWaitingThreadFollowsItsHalf() throws InterruptedException {
        Pipe<Integer> pipe = Pipe.of(1);
        pipe.sink().put(1);
        Sink<Integer> sink = pipe.sink();
        Thread writer = new Thread(() -> {
            sink.put(2);
            sink.put(3);
            sink.close();
        });
        writer.start();
        Source<Integer> away = relay.source(pipe.source());
        assertEquals(List.of(1, 2, 3), List.of(away.next(), away.next(), away.next()));
        assertNull(away.next());
        writer.join();
    }

    @Test
    void batches() {
        byte[] bytes = {1, 2, 3, 4, 5, 6};
        try (Batch<Block> parts = relay.split(Block.copyOf(bytes), 3)) {
            assertEquals(3, parts.size());
            for (int i = 0; i < 3; i++) {
                try (Block part = parts.take()) {
                    assertEquals(bytes[2 * i + 1], part.get(1));
                }
            }
            assertNull(parts.take());
        }
        Batch<Source<Integer>> streams = Batch.empty();
        Pipe<Integer> pipe = Pipe.of(1);
        streams.add(pipe.source());
        assertEquals(1, relay.size(streams));
        assertThrows(Moved.class, streams::size);
        assertThrows(PeerGone.class, () -> pipe.sink().put(1));
        Batch<String> words = Batch.empty();
        words.add("one");
        Batch<String> longer = relay.words(words);
        assertEquals("one more", longer.take() + " " + longer.take());
        longer.close();
        assertThrows(Moved.class, longer::take);
        Batch<Block> many = Batch.empty();
        Batch<Source<Integer>> tooMany = Batch.empty();
        for (int i = 0; i < 65; i++) {
            many.add(Block.allocate(1));
            tooMany.add(Pipe.<Integer>of(1).source());
        }
        String refused = assertThrows(IllegalArgumentException.class, () -> relay.size(tooMany)).getMessage();
        assertTrue(refused.contains("more than 64"), refused);
        assertEquals(65, tooMany.size(), "what was refused has not left");
        tooMany.close();
        many.close();
    }

    @Test
    void whatCannotBeSentStays() {
        Pipe<Integer> pipe = Pipe.of(1);
        assertThrows(IllegalArgumentException.class, () -> relay.exchange(new Relay.Duplex("x".repeat(70_000), pipe.source(), pipe.sink())));
        pipe.sink().put(1);
        assertEquals(1, pipe.source().next());
        assertThrows(NullPointerException.class, () -> pipe.sink().put(null));
        assertThrows(IllegalArgumentException.class, () -> Pipe.of(0));
        assertThrows(IllegalArgumentException.class, () -> Pipe.of(65_537));
        Source<Integer> gone = pipe.source();
        gone.close();
        assertThrows(Moved.class, () -> relay.source(gone));
        Sink<String> sink = relay.keep(2);
        String refused = assertThrows(IllegalArgumentException.class, () -> sink.put("x".repeat(70_000))).getMessage();
        assertTrue(refused.startsWith("Sink.put: item: "), refused);
        sink.put("short");
        assertEquals(List.of("short"), relay.taken(1));
    }

    @Test
    void pendingOfAStream() {
        Promise<Source<Integer>> promise = Promise.make();
        Pending<Source<Integer>> pending = promise.pending();
        Pipe<Integer> pipe = Pipe.of(1);
        promise.keep(pipe.source());
        pending.close();
        assertThrows(PeerGone.class, () -> pipe.sink().put(1));
    }
}
