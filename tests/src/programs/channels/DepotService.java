package channels;

import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.Services;
import obol.channels.Slot;
import obol.channels.Slots;

/** One service under the name that its first argument says. */
public final class DepotService implements Depot {
    private final String name;
    private final Slots<Integer, Promise<String>> words = new Slots<>();
    private final Slot<Counter> kept = new Slot<>();

    private DepotService(String name) {
        this.name = name;
    }

    public static void main(String[] arguments) {
        Services.serve(Depot.class, arguments[0], new DepotService(arguments[0]));
    }

    @Override
    public Block shift(Block block, byte by) {
        for (int i = 0; i < block.size(); i++) block.put(i, (byte) (block.get(i) + by));
        return block;
    }

    @Override
    public Parcel pack(Parcel parcel) {
        int weight = parcel.weight().await();
        Counter counter = parcel.counter();
        int sum = counter.add(weight);
        return new Parcel(parcel.label() + " " + sum, parcel.content(), Pending.of(weight + 1), counter);
    }

    @Override
    public Pending<String> word(int key) {
        Promise<String> promise = Promise.make();
        Pending<String> pending = promise.pending();
        words.put(key, promise);
        return pending;
    }

    @Override
    public void say(int key, String word) {
        words.take(key).keep(word);
    }

    @Override
    public void spoil(int key, String why) {
        words.take(key).fail(why.isEmpty() ? new IllegalStateException("not declared") : new Spoilt(why));
    }

    @Override
    public void forget(int key) {
        words.take(key).close();
    }

    @Override
    public boolean cancelled(int key) {
        Promise<String> promise = words.take(key);
        boolean cancelled = promise.cancelled();
        words.put(key, promise);
        return cancelled;
    }

    @Override
    public Pending<Block> block(int size) {
        Promise<Block> promise = Promise.make();
        Pending<Block> pending = promise.pending();
        Thread later = new Thread(() -> {
            Block block = Block.allocate(size);
            block.put(size - 1, (byte) 9);
            promise.keep(block);
        });
        later.start();
        return pending;
    }

    @Override
    public Counter counter() {
        return new CounterService();
    }

    @Override
    public int use(Counter counter, int times) {
        int sum = 0;
        for (int i = 0; i < times; i++) sum = counter.add(1);
        counter.close();
        return sum;
    }

    @Override
    public void keep(Counter counter) {
        kept.put(counter);
    }

    @Override
    public Counter kept() throws Spoilt {
        if (kept.isEmpty()) throw new Spoilt("nothing is kept");
        return kept.take();
    }

    @Override
    public Pending<Counter> counterLater() {
        return Pending.of(new CounterService());
    }

    @Override
    public int relay(Counter counter, int hops) {
        if (hops == 0) {
            int sum = counter.add(100);
            counter.close();
            return sum;
        }
        String other = name.equals("depot") ? "relay" : "depot2";
        try (Depot next = Services.connect(Depot.class, other)) {
            return next.relay(counter, hops - 1);
        }
    }
}
