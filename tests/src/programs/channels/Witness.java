package channels;

import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.Pending;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Source;

/** Has to do with a server when it is killed, and says what it sees. */
public final class Witness {
    private Witness() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("server-feeding")) {
            feeding();
            return;
        }
        Depot depot = Services.connect(Depot.class, "victim");
        Counter counter = depot.counter();
        counter.add(1);
        switch (arguments[0]) {
            case "server-idle" -> {
                Victim.ready();
                Thread.sleep(60);
                say(() -> counter.add(1));
            }
            case "server-calling" -> {
                Victim.ready();
                say(() -> depot.shift(Block.allocate(100_000), (byte) 1));
            }
            case "server-promising" -> {
                Pending<String> word = depot.word(0);
                Victim.ready();
                say(word::await);
            }
            case "server-kept" -> {
                Pending<String> word = depot.word(1);
                Pending<Block> block = depot.block(200_000);
                Pending<Counter> later = depot.counterLater();
                Victim.ready();
                Thread.sleep(60);
                System.out.print(word.await() + " ");
                try (Block kept = block.await(); Counter dead = later.await()) {
                    System.out.print(kept.size() + " " + kept.get(kept.size() - 1) + " ");
                    say(() -> dead.add(1));
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        say(() -> depot.cancelled(1));
    }

    /** What was sent is there; then the end of the other side is seen. */
    private static void feeding() throws InterruptedException {
        Feed feed = Services.connect(Feed.class, "victim");
        Source<Block> blocks = feed.blocks(2, 20_000);
        Source<Feed.Loop> loops = feed.loops(1);
        Sink<String> words = feed.words(1);
        words.put("x");
        Victim.ready();
        say(() -> words.put("y"));
        System.out.print(words.open() + " " + words.ready() + " ");
        for (int i = 0; i < 2; i++) {
            try (Block block = blocks.next()) {
                System.out.print(block.size() + " " + block.get(19_999) + " ");
            }
        }
        say(blocks::next);
        Feed.Loop loop = loops.next();
        try (Source<Block> in = loop.in(); Sink<Block> out = loop.out()) {
            out.put(Block.allocate(5));
            System.out.println(loop.name() + " " + in.next().size() + " " + loops.next());
        }
    }

    private static void say(Runnable action) {
        try {
            action.run();
            System.out.println("nothing");
        } catch (ChannelException e) {
            System.out.println(e.getClass().getSimpleName());
        }
    }
}
