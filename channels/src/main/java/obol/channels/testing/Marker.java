package obol.channels.testing;

import obol.channels.Contract;

/** A call of it behind other messages returns when those have been handled. */
public interface Marker extends Contract {
    void reached();
}
