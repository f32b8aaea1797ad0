package obol.channels.explored;

import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Pending;
import obol.channels.Sink;
import obol.channels.Source;

/** Streams both ways, what is answered later, and channels within a stream. */
public interface Feed extends Contract {
    /** All that was published so far, and what comes until the end of the feed. */
    Source<String> follow();

    /** To publish by. */
    Sink<String> publish();

    /** Publishes what there is in both, and tells of each. */
    void copy(Source<Block> from, Sink<Block> told);

    /** The next that is published by {@link #say}. */
    Pending<String> next();

    void say(String text) throws Full;

    Source<Reader> readers(int count);

    void end();

    /** Another channel. */
    interface Reader extends Contract {
        int number();
    }

    /** No more. */
    class Full extends Exception {
        private static final long serialVersionUID = 1;

        public Full(String message) {
            super(message);
        }
    }

    @Opens Reader reader();
}
