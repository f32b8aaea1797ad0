package obol.channels.samples;

import java.util.ArrayList;
import java.util.List;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.Slots;

/** Everything linear: blocks, pending values, further channels, endpoints as arguments, untyped endpoints. */
public interface Depot extends Contract {
    Block fill(Block into, byte with);

    int sum(Block data, Block more);

    Pending<Block> later(int size);

    Pending<String> word(long key) throws Spoilt;

    void say(long key, String word);

    void spoil(long key, String why);

    boolean cancelled(long key);

    @Opens
    Counter counter();

    Parcel pack(Parcel parcel);

    long use(Counter counter, long n);

    @Opens
    Contract any();

    void keep(String name, Counter counter);

    @Opens
    Counter give(String name) throws Spoilt;

    List<String> hang();

    record Parcel(String label, Block content, Pending<Long> weight) {
    }

    class Spoilt extends Exception {
        public Spoilt(String message) {
            super(message);
        }
    }

    final class Service implements Depot {
        public final List<Counter.Service> counters = new ArrayList<>();
        public volatile boolean hanging = true;
        private final Slots<Long, Promise<String>> words = new Slots<>();
        private final Slots<String, Counter> kept = new Slots<>();

        @Override
        public Block fill(Block into, byte with) {
            for (int i = 0; i < into.size(); i++) {
                into.put(i, with);
            }
            return into;
        }

        @Override
        public int sum(Block data, Block more) {
            try (data; more) {
                int sum = 0;
                for (byte b : data.toBytes()) {
                    sum += b;
                }
                for (byte b : more.toBytes()) {
                    sum += b;
                }
                return sum;
            }
        }

        @Override
        public Pending<Block> later(int size) {
            return Pending.of(Block.allocate(size % 4096));
        }

        @Override
        public Pending<String> word(long key) throws Spoilt {
            if (key < 0) {
                throw new Spoilt("no such word");
            }
            Promise<String> promise = Promise.make();
            Pending<String> pending = promise.pending();
            words.put(key, promise);
            return pending;
        }

        @Override
        public void say(long key, String word) {
            try (Promise<String> promise = words.take(key)) {
                promise.keep(word);
            }
        }

        @Override
        public void spoil(long key, String why) {
            Promise<String> promise = words.take(key);
            if (why.isEmpty()) {
                promise.close();
            } else if (why.equals("odd")) {
                promise.fail(new IllegalStateException(why));
            } else {
                promise.fail(new Spoilt(why));
            }
        }

        @Override
        public boolean cancelled(long key) {
            Promise<String> promise = words.take(key);
            boolean cancelled = promise.cancelled();
            words.put(key, promise);
            return cancelled;
        }

        @Override
        public Counter counter() {
            counters.add(new Counter.Service());
            return counters.get(counters.size() - 1);
        }

        @Override
        public Parcel pack(Parcel parcel) {
            return new Parcel("<" + parcel.label() + ">", parcel.content(), parcel.weight());
        }

        @Override
        public long use(Counter counter, long n) {
            try (counter) {
                counter.add(n);
                return counter.add(n);
            }
        }

        @Override
        public Contract any() {
            return obol.channels.Services.export(Counter.class, counter());
        }

        @Override
        public void keep(String name, Counter counter) {
            kept.put(name, counter);
        }

        @Override
        public Counter give(String name) throws Spoilt {
            Counter counter = kept.take(name);
            if (counter == null) {
                throw new Spoilt(name);
            }
            return counter;
        }

        @Override
        public List<String> hang() {
            while (hanging) {
                Thread.onSpinWait();
            }
            return List.of();
        }
    }
}
