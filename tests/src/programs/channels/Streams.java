package channels;

import java.time.Duration;
import obol.channels.Batch;
import obol.channels.Block;
import obol.channels.Deadline;
import obol.channels.Pipe;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Slots;
import obol.channels.Source;
import obol.channels.Wait;

/** What a client can do with streams. Prints the same whatever carries the channels. */
final class Streams {
    private Streams() {}

    static void run() throws InterruptedException {
        try (Feed feed = Services.connect(Feed.class, "feed")) {
            windows(feed);
            blocks(feed);
            words(feed);
            parameters(feed);
            passedOn(feed);
            inStreams(feed);
            waiting(feed);
            batches(feed);
        }
    }

    private static void say(Object what) {
        System.out.println(what);
    }

    private static String thrown(Runnable action) {
        try {
            action.run();
            return "nothing";
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private static void windows(Feed feed) {
        for (int window : new int[] {1, 3, 100, 65_536}) {
            long sum = 0;
            try (Source<Integer> numbers = feed.numbers(2000, window)) {
                for (Integer i = numbers.next(); i != null; i = numbers.next()) sum += i;
                say("window " + window + " " + sum + " " + numbers.next() + " " + numbers.ready());
            }
        }
        try (Source<Integer> half = feed.numbers(1_000_000, 5)) {
            for (int i = 0; i < 100; i++) half.next();
            say("half " + half.next());
        }
        say(thrown(() -> feed.numbers(1, 1).close()));
    }

    private static void blocks(Feed feed) {
        Source<Block> blocks = feed.blocks(4, 10_000);
        for (int i = 0; i < 2; i++) {
            try (Block block = blocks.next()) {
                say("block " + block.size() + " " + block.get(9_999));
            }
        }
        say(feed.isRead());
        feed.end("worn out");
        blocks.next().close();
        blocks.next().close();
        say(thrown(blocks::next) + " " + thrown(blocks::next));
        blocks.close();
        say(thrown(blocks::next));
        Source<Block> unread = feed.blocks(3, 50_000);
        unread.close();
        say(feed.isRead());
        feed.end("");
    }

    private static void words(Feed feed) {
        Sink<String> words = feed.words(2);
        words.put("a");
        say(words.ready() + " " + words.open());
        words.put("b".repeat(30_000));
        say(words.ready() + " " + words.open());
        try (Deadline soon = Deadline.in(Duration.ofMillis(10))) {
            say(thrown(() -> words.put("late")));
        }
        say(feed.read(1));
        words.put("c");
        words.close();
        say(feed.read(1).get(0).length() + " " + feed.read(3));
        Sink<String> failed = feed.words(1);
        failed.fail("why");
        say(feed.read(2) + " " + thrown(() -> failed.put("x")));
        Sink<String> ignored = feed.words(1);
        ignored.put("unread");
        feed.ignore();
        say(ignored.open() + " " + ignored.ready() + " " + thrown(() -> ignored.put("x")));
        ignored.close();
        Sink<String> refused = feed.words(1);
        say(thrown(() -> refused.put("x".repeat(70_000))));
        refused.put("fits");
        say(feed.read(1));
        refused.close();
        feed.ignore();
    }

    private static void parameters(Feed feed) throws InterruptedException {
        Pipe<Block> pipe = Pipe.of(2);
        Thread writer = new Thread(() -> {
            try (Sink<Block> sink = pipe.sink()) {
                for (int i = 1; i <= 50; i++) sink.put(Block.allocate(i * 100));
            }
        });
        writer.start();
        say("drained " + feed.drain(pipe.source()));
        writer.join();
        Pipe<Block> closed = Pipe.of(1);
        closed.sink().close();
        say("drained " + feed.drain(closed.source()));
    }

    private static void passedOn(Feed feed) {
        Pipe<Integer> pipe = Pipe.of(4);
        pipe.sink().put(1);
        Source<Integer> source = feed.through("feed2", pipe.source());
        pipe.sink().put(2);
        say(source.next() + " " + source.next() + " " + thrown(pipe.source()::next));
        source = feed.through("", source);
        Sink<Integer> sink = feed.back(feed.back(pipe.sink()));
        sink.put(3);
        sink.close();
        say(source.next() + " " + source.next());
        source = feed.through("feed2", source);
        say(source.next());
        source.close();
        Pipe<Integer> other = Pipe.of(3);
        other.sink().put(1);
        Sink<Integer> first = feed.back(other.sink());
        first.put(2);
        say(other.source().next() + " " + other.source().next());
        Source<Integer> last = feed.through("feed2", other.source());
        first.put(3);
        first.fail("over");
        say(last.next() + " " + thrown(last::next));
        last.close();
    }

    private static void inStreams(Feed feed) {
        int count = 0;
        try (Source<Feed.Loop> loops = feed.loops(5)) {
            for (Feed.Loop loop = loops.next(); loop != null && count < 3; loop = loops.next()) {
                try (Source<Block> in = loop.in(); Sink<Block> out = loop.out()) {
                    out.put(Block.allocate(++count * 1000));
                    try (Block block = in.next()) {
                        say(loop.name() + " " + block.size());
                    }
                }
            }
        }
    }

    private static void waiting(Feed feed) {
        Source<Block> blocks = feed.blocks(1, 10);
        blocks.next().close();
        Sink<String> full = feed.words(1);
        full.put("x");
        Pipe<Integer> own = Pipe.of(1);
        try (Slots<String, Source<Integer>> sources = new Slots<>(); Deadline soon = Deadline.in(Duration.ofMillis(20))) {
            sources.put("numbers", own.source());
            say("any " + Wait.any(blocks, full, sources));
            soon.close();
            Thread writer = new Thread(() -> own.sink().put(7));
            writer.start();
            say("any " + Wait.any(blocks, full, sources) + " " + sources.whichReady());
            feed.read(1);
            say("any " + Wait.any(blocks, full));
            full.put("y");
            feed.end("");
            say("any " + Wait.any(full, blocks));
            feed.ignore();
            say("any " + Wait.any(full, sources));
        }
        full.close();
        blocks.close();
    }

    private static void batches(Feed feed) {
        Block whole = Block.allocate(90_000);
        for (int i = 0; i < 3; i++) whole.putInt(i * 30_000, i);
        Batch<Block> parts = feed.cut(whole, 3);
        StringBuilder numbers = new StringBuilder("parts " + parts.size());
        for (Block part = parts.take(); part != null; part = parts.take()) {
            numbers.append(' ').append(part.getInt(0)).append('/').append(part.size());
            part.close();
        }
        parts.close();
        say(numbers);
        feed.cut(Block.allocate(40), 4).close();
        say(thrown(() -> feed.cut(Block.allocate(65), 65)).split(":")[0]);
    }
}
