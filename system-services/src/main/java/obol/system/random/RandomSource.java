package obol.system.random;

import obol.channels.Contract;
import obol.channels.Pending;

/** A source of random numbers: the service {@code random}. */
public interface RandomSource extends Contract {
    /** Most bytes of one answer. */
    int MOST = 4096;

    /** Some random bytes, at least one and at most {@code most}; none if the machine has no such source, or it has failed. */
    Pending<byte[]> take(int most);
}
