package channels;

import obol.channels.Block;
import obol.channels.NoService;
import obol.channels.Pending;
import obol.channels.Pipe;
import obol.channels.Promise;
import obol.channels.Server;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Source;
import obol.channels.Wait;

/** A process that is killed in the state that its argument names, and, as {@link Witness}, one that has to do with it then. */
public final class Victim {
    /** Whoever asks for this name is where it is wanted. */
    static final String READY = "ready";
    /** A service that never comes. */
    static final String NEVER = "never";

    private Victim() {}

    static boolean needsWitness(String state) {
        return state.startsWith("server-");
    }

    static void ready() {
        try {
            Services.connect(Counter.class, READY);
        } catch (NoService asAlways) {
            return;
        }
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "idle" -> {
                Counter counter = Services.connect(Counter.class, "counter");
                counter.add(0);
                ready();
                Thread.sleep(60_000);
            }
            case "calling" -> {
                Counter counter = Services.connect(Counter.class, "counter");
                ready();
                counter.slow(100);
                Thread.sleep(60_000);
            }
            case "connecting" -> {
                ready();
                Services.connect(Counter.class, NEVER);
            }
            case "awaiting" -> {
                Pending<String> word = Services.connect(Depot.class, "depot").word(1);
                ready();
                word.await();
            }
            case "any" -> {
                Depot depot = Services.connect(Depot.class, "depot");
                Pending<String> a = depot.word(2);
                Pending<String> b = depot.word(3);
                ready();
                Wait.any(a, b);
            }
            case "holding" -> {
                Depot depot = Services.connect(Depot.class, "depot");
                depot.keep(Services.export(Counter.class, new CounterService()));
                Block block = Block.allocate(1 << 20);
                Promise<Block> promise = Promise.make();
                promise.keep(block);
                ready();
                Thread.sleep(60_000);
            }
            case "reading" -> {
                Source<Block> blocks = feed().blocks(2, 10_000);
                blocks.next().close();
                blocks.next().close();
                ready();
                blocks.next();
            }
            case "writing" -> {
                Sink<String> words = feed().words(1);
                words.put("x".repeat(10_000));
                ready();
                words.put("y");
            }
            case "streams" -> {
                Feed feed = feed();
                Source<Block> blocks = feed.blocks(10, 50_000);
                Sink<String> words = feed.words(3);
                words.put("unread");
                Pipe<Feed.Loop> own = Pipe.of(3);
                Source<Feed.Loop> loops = feed.loops(3);
                own.sink().put(loops.next());
                ready();
                Wait.any(own.source().next().in(), loops.next().in());
            }
            case "server-feeding" -> {
                try (Server door = Server.open(Feed.class, "victim", new FeedService())) {
                    ready();
                    while (door.isOpen()) door.serve();
                }
            }
            case "server-idle", "server-calling", "server-promising", "server-kept" -> {
                try (Server door = Server.open(Depot.class, "victim", new Slow())) {
                    ready();
                    while (door.isOpen()) door.serve();
                }
            }
            case "everything" -> everything();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Never ends. */
    private static void everything() throws Exception {
        ready();
        Depot depot = Services.connect(Depot.class, "depot");
        Thread helper = new Thread(() -> {
            while (true) {
                try (Counter counter = Services.connect(Counter.class, "counter")) {
                    for (int i = 0; i < 20; i++) counter.add(1);
                }
            }
        });
        helper.start();
        for (int i = 0; ; i++) {
            Block block = Block.allocate(1 + i % 20_000);
            Depot.Parcel parcel = depot.pack(new Depot.Parcel("x".repeat(i % 3000), depot.shift(block, (byte) i), Pending.of(i), counter()));
            parcel.content().close();
            parcel.counter().close();
            parcel.weight().close();
            depot.block(5000).await().close();
            try (Feed feed = feed(); Source<Block> blocks = feed.blocks(1 + i % 3, 5000); Source<Feed.Loop> loops = feed.loops(2)) {
                blocks.next().close();
                Feed.Loop loop = loops.next();
                try (Sink<Block> out = loop.out(); Source<Block> in = loop.in()) {
                    out.put(blocks.ready() ? blocks.next() : Block.allocate(1));
                    if (i % 2 == 0) in.next().close();
                }
            }
            Pending<String> word = depot.word(-i);
            depot.say(-i, "w");
            word.close();
        }
    }

    private static Feed feed() {
        return Services.connect(Feed.class, "feed");
    }

    private static Counter counter() {
        return Services.connect(Counter.class, "counter");
    }

    /** A depot whose server is in the state in question. */
    private static final class Slow implements Depot {
        private final Promise<String> never = Promise.make();

        @Override
        public Block shift(Block block, byte by) {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException end) {
                return block;
            }
            return block;
        }

        @Override
        public Parcel pack(Parcel parcel) {
            return parcel;
        }

        @Override
        public Pending<String> word(int key) {
            return key == 0 ? never.pending() : Pending.of("kept");
        }

        @Override
        public void say(int key, String word) {}

        @Override
        public void spoil(int key, String why) {}

        @Override
        public void forget(int key) {}

        @Override
        public boolean cancelled(int key) {
            return false;
        }

        @Override
        public Pending<Block> block(int size) {
            Block block = Block.allocate(size);
            block.put(size - 1, (byte) 7);
            return Pending.of(block);
        }

        @Override
        public Counter counter() {
            return new CounterService();
        }

        @Override
        public int use(Counter counter, int times) {
            counter.close();
            return 0;
        }

        @Override
        public void keep(Counter counter) {
            counter.close();
        }

        @Override
        public Counter kept() {
            return new CounterService();
        }

        @Override
        public Pending<Counter> counterLater() {
            return Pending.of(new CounterService());
        }

        @Override
        public int relay(Counter counter, int hops) {
            counter.close();
            return 0;
        }
    }
}
