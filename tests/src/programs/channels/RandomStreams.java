package channels;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.Supplier;
import obol.channels.Deadline;
import obol.channels.Pipe;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Source;

/** Random uses of both halves of a stream, which visit other processes at any time, against a queue. Arguments: how many, seed; and {@code later} if both may be on several cores. */
public final class RandomStreams {
    private static final int STEPS = 60;
    private static final int MOST_TRIES = 10_000;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Feed feed;
    private final Random random;
    private final int capacity;
    /** What is expected may come a moment later. */
    private final boolean later;
    private Sink<Integer> sink;
    private Source<Integer> source;
    /** What the stream should be. */
    private final Deque<Integer> items = new ArrayDeque<>();
    private boolean sinkGone;
    private boolean sourceGone;
    private boolean failed;

    private RandomStreams(Feed feed, Random random, boolean later) {
        this.feed = feed;
        this.later = later;
        this.random = random;
        capacity = 1 + random.nextInt(4);
        Pipe<Integer> pipe = Pipe.of(capacity);
        sink = pipe.sink();
        source = pipe.source();
    }

    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        Random random = new Random(Long.parseLong(arguments[1]));
        try (Feed feed = Services.connect(Feed.class, "feed")) {
            for (int i = 0; i < count; i++) new RandomStreams(feed, random, arguments.length > 2).run();
        }
        System.out.println("sequences " + count);
    }

    private void run() {
        for (int step = 0; step < STEPS; step++) {
            int item = step;
            switch (random.nextInt(20)) {
                case 0 -> closeSink(null);
                case 1 -> closeSink("failed");
                case 2 -> {
                    source.close();
                    sourceGone = true;
                    items.clear();
                }
                case 3, 4 -> {
                    if (!sourceGone) source = feed.through(random.nextBoolean() ? "feed2" : "", source);
                }
                case 5, 6 -> {
                    if (!sinkGone) sink = feed.back(sink);
                }
                case 7, 8, 9 -> sameInTime(ready(), () -> at("", () -> "" + sink.ready()) + " " + at("", () -> "" + source.ready()) + " " + at("", () -> "" + sink.open()));
                case 10, 11, 12, 13, 14 -> {
                    String expected = put(item);
                    sameInTime(expected, () -> at(expected, () -> {
                        sink.put(item);
                        return "";
                    }));
                }
                default -> {
                    String expected = next();
                    sameInTime(expected, () -> at(expected, () -> "" + source.next()));
                }
            }
        }
        sink.close();
        source.close();
    }

    private void closeSink(String failure) {
        if (failure == null || sinkGone) {
            sink.close();
        } else {
            sink.fail(failure);
            failed = true;
        }
        sinkGone = true;
    }

    private String put(int item) {
        if (sinkGone) return "Moved";
        if (sourceGone) return "PeerGone";
        if (items.size() == capacity) return "DeadlinePassed";
        items.add(item);
        return "";
    }

    private String next() {
        if (sourceGone) return "Moved";
        if (!items.isEmpty()) return "" + items.poll();
        return !sinkGone ? "DeadlinePassed" : failed ? "StreamFailed" : "null";
    }

    private String ready() {
        return (sinkGone ? "Moved" : !sourceGone && items.size() < capacity) + " " + (sourceGone ? "Moved" : !items.isEmpty() || sinkGone) + " "
            + (sinkGone ? "Moved" : !sourceGone);
    }

    private void sameInTime(String expected, Supplier<String> use) {
        String found = use.get();
        for (int i = 0; later && !expected.equals(found) && isOpen(expected, found) && i < MOST_TRIES; i++) {
            pause();
            found = use.get();
        }
        if (!expected.equals(found)) throw new IllegalStateException("expected " + expected + ", found " + found);
    }

    /** Whether what was found may still become what is expected: what is known here of the other half is old. */
    private static boolean isOpen(String expected, String found) {
        return found.contains("true") || found.contains("false") || found.isEmpty() && expected.equals("PeerGone");
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException none) {
            throw new IllegalStateException(none);
        }
    }

    /** The result, or the name of what was thrown, without waiting for more than is expected. */
    private String at(String expected, Supplier<String> use) {
        try (Deadline now = Deadline.in(later && !expected.equals("DeadlinePassed") ? LONG : Duration.ZERO)) {
            return use.get();
        } catch (RuntimeException thrown) {
            return thrown.getClass().getSimpleName();
        }
    }
}
