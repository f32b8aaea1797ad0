package obol.channels.runtime;

import java.util.function.Consumer;
import obol.channels.transport.Later;

/** A value that comes later, of which a listener is told when it is awaited here. */
public final class Observed<T> extends Eventual {
    private final Eventual of;
    private final Consumer<? super T> listener;

    /** @param of taken over; its value is a T */
    public Observed(Eventual of, Consumer<? super T> listener) {
        this.of = of;
        this.listener = listener;
    }

    @Override
    @SuppressWarnings("unchecked") // as the constructor says
    public Object await(long deadline) {
        Object value = of.await(deadline);
        listener.accept((T) value);
        return value;
    }

    @Override
    public boolean ready() {
        return of.ready();
    }

    @Override
    public void cancel() {
        of.cancel();
    }

    @Override
    void prepare(LaterCodec codec) {
        of.prepare(codec);
    }

    @Override
    Later ship(LaterCodec codec) {
        return of.ship(codec);
    }
}
