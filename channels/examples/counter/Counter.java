package counter;

import obol.channels.Contract;

/** Adds up. */
public interface Counter extends Contract {
    /** Adds {@code n}; the new total. */
    long add(long n);

    long value();
}
