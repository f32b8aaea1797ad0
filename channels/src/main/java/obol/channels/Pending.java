package obol.channels;

import java.util.function.Consumer;
import obol.channels.runtime.DeadlineScope;
import obol.channels.runtime.Eventual;
import obol.channels.runtime.Observed;
import obol.channels.runtime.Rendezvous;

/**
 * One value that comes later. Await it once, or close it, which cancels: the server sees {@link Promise#cancelled()}.
 * A server makes one with {@link Promise#pending()}, or with {@link #of} if the value is there already.
 */
public final class Pending<T> implements Linear, Waitable {
    private Eventual eventual;

    Pending(Eventual eventual) {
        this.eventual = eventual;
    }

    /** A value that is there already. */
    public static <T> Pending<T> of(T value) {
        Rendezvous rendezvous = new Rendezvous();
        rendezvous.keep(value);
        return new Pending<>(rendezvous);
    }

    /** The same value, of which a listener is told when it is awaited, on the thread that does so; in this process, wherever it is given. */
    public static <T> Pending<T> observed(Pending<T> pending, Consumer<? super T> listener) {
        return new Pending<>(new Observed<>(pending.detach(), listener));
    }

    /**
     * Waits for the value; consumes this.
     *
     * @throws Failed         if the promise was failed; the cause is the exception of the method that gave this
     * @throws PeerGone       if the promise was closed unkept or its process has ended
     * @throws DeadlinePassed if the {@link Deadline} in force passes first; the value is then cancelled
     * @throws Moved          if this was awaited, closed or given away before
     */
    @SuppressWarnings("unchecked") // the codec made the value of the type that the contract says; of() and keep() of T itself
    public T await() {
        return (T) detach().await(DeadlineScope.current());
    }

    @Override
    public boolean ready() {
        return eventual().ready();
    }

    @Override
    public void close() {
        Eventual cancelled = eventual;
        eventual = null;
        if (cancelled != null) {
            cancelled.cancel();
        }
    }

    Eventual eventual() {
        Eventual present = eventual;
        if (present == null) {
            throw new Moved("this Pending was awaited, closed or given away");
        }
        return present;
    }

    Eventual detach() {
        Eventual taken = eventual();
        eventual = null;
        return taken;
    }
}
