package obol.channels.runtime;

import java.util.function.Supplier;
import obol.channels.codec.Passenger;
import obol.channels.transport.Handle;

/** A linear value on its way into a message. */
record Passage(Object owner, Supplier<? extends Handle> departure) implements Passenger {
    @Override
    public Handle depart() {
        return departure.get();
    }
}
