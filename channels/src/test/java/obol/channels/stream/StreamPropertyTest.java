package obol.channels.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import obol.channels.Deadline;
import obol.channels.Loopback;
import obol.channels.Pipe;
import obol.channels.Sink;
import obol.channels.Source;
import obol.channels.samples.Relay;

/** Random uses of both halves, which are given away at any time, against a queue. */
class StreamPropertyTest {
    /** What is done: SHIP gives a half to another thread's object and gets it back. */
    enum Use { PUT, NEXT, READY, CLOSE_SINK, FAIL, CLOSE_SOURCE, SHIP_SOURCE, SHIP_SINK }

    private static final class Model {
        final int capacity;
        final Deque<Integer> items = new ArrayDeque<>();
        boolean sinkGone;
        boolean sourceGone;
        String failure;

        Model(int capacity) {
            this.capacity = capacity;
        }

        String put(int item) {
            if (sinkGone) {
                return "Moved";
            }
            if (sourceGone) {
                return "PeerGone";
            }
            if (items.size() == capacity) {
                return "DeadlinePassed";
            }
            items.add(item);
            return "";
        }

        String next() {
            if (sourceGone) {
                return "Moved";
            }
            if (!items.isEmpty()) {
                return "" + items.poll();
            }
            return !sinkGone ? "DeadlinePassed" : failure == null ? "null" : "StreamFailed";
        }

        String ready() {
            String sink = sinkGone ? "Moved" : !sourceGone && items.size() < capacity ? "true" : "false";
            return sink + " " + (sourceGone ? "Moved" : !items.isEmpty() || sinkGone) + " " + (sinkGone ? "Moved" : !sourceGone);
        }
    }

    @Property(tries = 300)
    void asAQueue(@ForAll @IntRange(min = 1, max = 4) int capacity, @ForAll("uses") List<Use> uses) {
        Model model = new Model(capacity);
        Pipe<Integer> pipe = Pipe.of(capacity);
        Sink<Integer> sink = pipe.sink();
        Source<Integer> source = pipe.source();
        try (Relay relay = Loopback.of(Relay.class, new Relay.Service())) {
            int count = 0;
            for (Use use : uses) {
                int item = count++;
                Sink<Integer> out = sink;
                Source<Integer> in = source;
                switch (use) {
                    case PUT -> assertEquals(model.put(item), at(() -> {
                        out.put(item);
                        return "";
                    }));
                    case NEXT -> assertEquals(model.next(), at(() -> "" + in.next()));
                    case READY -> assertEquals(model.ready(), at(() -> "" + out.ready()) + " " + at(() -> "" + in.ready()) + " "
                            + at(() -> "" + out.open()));
                    case CLOSE_SINK -> {
                        sink.close();
                        model.sinkGone = true;
                    }
                    case FAIL -> {
                        if (!model.sinkGone) {
                            sink.fail("failed");
                            model.failure = "failed";
                            model.sinkGone = true;
                        }
                    }
                    case CLOSE_SOURCE -> {
                        source.close();
                        model.sourceGone = true;
                        model.items.clear();
                    }
                    case SHIP_SOURCE -> source = model.sourceGone ? source : relay.source(source);
                    case SHIP_SINK -> sink = model.sinkGone ? sink : relay.sink(sink);
                }
            }
        }
        sink.close();
        source.close();
    }

    /** The result, or the name of what was thrown, without waiting. */
    private static String at(Supplier<String> use) {
        try (Deadline now = Deadline.in(Duration.ZERO)) {
            return use.get();
        } catch (RuntimeException thrown) {
            return thrown.getClass().getSimpleName();
        }
    }

    @Provide
    Arbitrary<List<Use>> uses() {
        Arbitrary<Use> often = Arbitraries.of(Use.PUT, Use.NEXT, Use.PUT, Use.NEXT, Use.READY);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(12, often), net.jqwik.api.Tuple.of(2, Arbitraries.of(Use.values())))
                .list().ofMinSize(1).ofMaxSize(40);
    }
}
