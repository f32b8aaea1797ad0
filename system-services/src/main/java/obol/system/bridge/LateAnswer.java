package obol.system.bridge;

import obol.channels.Pending;
import obol.system.files.FileException;
import obol.system.loop.Owed;

/**
 * A reply that may come after the call has returned: it then keeps a promise. Guarded by the service's monitor.
 *
 * @param <T> what the tree answers
 * @param <R> what the promise is kept with
 */
abstract class LateAnswer<T, R> extends Answer<T> {
    /** The endpoint whose operation it is: with its end nobody waits any more. */
    final Object endpoint;
    private final Owed<R> promise = new Owed<>();
    private boolean late;
    /** What the tree answered, in a form that outlives the call of {@link #ok}. */
    private R kept;

    LateAnswer(FileService service, Object endpoint) {
        super(service);
        this.endpoint = endpoint;
    }

    /** Whether the call has returned already. */
    boolean isLate() {
        return late;
    }

    /** The form that is kept, made while the tree's value holds. */
    abstract R keep(T value);

    @Override
    public void ok(T given) {
        kept = keep(given);
        super.ok(given);
    }

    R kept() throws FileException {
        value();
        return kept;
    }

    /** Turns it into a promise. It has not been answered. */
    Pending<R> later() {
        late = true;
        service.waiting.add(this);
        return promise.promise();
    }

    /** Whether nobody waits for the promise any more. */
    boolean cancelled() {
        return !promise.isAwaited();
    }

    @Override
    void arrived() {
        if (!late) {
            super.arrived();
            return;
        }
        service.waiting.remove(this);
        if (error() == null) {
            promise.keep(kept);
        } else {
            promise.fail(new FileException(error().getMessage()));
        }
    }
}
