package channels;

import obol.channels.Contract;

/** A sum for all clients, and ways to be slow and wrong. */
public interface Counter extends Contract {
    int add(int amount);

    /** Answers after so many milliseconds. */
    int slow(int millis);

    /** Throws an exception that is not declared. */
    int fail();

    /** How many channels have been closed. */
    int closed();
}
