package obol.channels;

import obol.channels.runtime.Handles;
import obol.channels.runtime.Rendezvous;

/**
 * The server's half of a {@link Pending}: keep it, fail it, or close it, once. Closing it unkept gives the waiter
 * {@link PeerGone}; closing it afterwards has no effect.
 */
public final class Promise<T> implements Linear {
    static {
        Handles.install(new FlowHandles());
    }

    private final Rendezvous rendezvous = new Rendezvous();
    private boolean given;

    private Promise() {
    }

    public static <T> Promise<T> make() {
        return new Promise<>();
    }

    /**
     * The half to return to the client. Does not consume this promise.
     *
     * @throws IllegalStateException the second time
     */
    public Pending<T> pending() {
        if (given) {
            throw new IllegalStateException("the Pending of this Promise was given out already");
        }
        given = true;
        return new Pending<>(rendezvous);
    }

    /**
     * Gives the value to the waiter; if the waiter has cancelled, a linear value is closed.
     *
     * @throws NullPointerException     if the value is null
     * @throws IllegalArgumentException if the value cannot be sent; the promise is as before
     * @throws Moved                    if this promise was kept, failed or closed before
     */
    public void keep(T value) {
        rendezvous.keep(value);
    }

    /**
     * Lets {@link Pending#await()} throw {@link Failed}, with {@code why} as cause if the method declares its class.
     *
     * @throws Moved if this promise was kept, failed or closed before
     */
    public void fail(Exception why) {
        rendezvous.fail(why);
    }

    /** Whether nobody waits for the value any more. */
    public boolean cancelled() {
        return rendezvous.cancelled();
    }

    @Override
    public void close() {
        rendezvous.abandon();
    }
}
