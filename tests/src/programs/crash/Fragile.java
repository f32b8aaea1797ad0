package crash;

import obol.channels.Contract;

/** Ends by its own fault when it is asked for too much. */
public interface Fragile extends Contract {
    int halve(int number);

    void shatter();
}
