package channels;

import obol.channels.Block;
import obol.channels.Contract;

/** What the calls that are measured carry. */
public interface Gauge extends Contract {
    int sum(Five five);

    /** Reads the first byte and gives the block back. */
    Block first(Block block);

    record Five(int a, long b, String c, boolean d, double e) {}
}
