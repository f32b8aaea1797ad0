package channels;

import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Pending;

/** Everything that moves: blocks, values that come later, endpoints as arguments, results, parts of records, and values that come later. */
public interface Depot extends Contract {
    /** Adds {@code by} to each byte. */
    Block shift(Block block, byte by);

    Parcel pack(Parcel parcel);

    /** Comes when {@link #say} is called with this key. */
    Pending<String> word(int key) throws Spoilt;

    void say(int key, String word);

    void spoil(int key, String why);

    /** Closes the promise without a value. */
    void forget(int key);

    /** Whether nobody waits for the word any more. */
    boolean cancelled(int key);

    Pending<Block> block(int size);

    /** A counter of this service's own. */
    @Opens Counter counter();

    /** Calls {@code counter.add(1)} so many times, here. */
    int use(Counter counter, int times);

    /** Takes an endpoint to keep, and gives it back. */
    void keep(Counter counter);

    @Opens Counter kept() throws Spoilt;

    Pending<Counter> counterLater();

    /** Hands the counter on to the service of this name, which hands it on, ... until {@code hops} is 0; the last one adds 100. */
    int relay(Counter counter, int hops);

    record Parcel(String label, Block content, Pending<Integer> weight, @Opens Counter counter) {}

    class Spoilt extends Exception {
        private static final long serialVersionUID = 1;

        public Spoilt(String message) {
            super(message);
        }
    }
}
