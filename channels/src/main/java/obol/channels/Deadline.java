package obol.channels;

import java.time.Duration;
import obol.channels.runtime.DeadlineScope;

/**
 * A scope of the current thread: no wait inside lasts beyond it. It travels with calls; an inner one can only be nearer.
 * Close it on the thread that opened it, innermost first, as try-with-resources does.
 */
public final class Deadline implements AutoCloseable {
    private final DeadlineScope scope;

    private Deadline(DeadlineScope scope) {
        this.scope = scope;
    }

    /** Opens a scope that ends {@code duration} from now; zero or less has passed already. */
    public static Deadline in(Duration duration) {
        return new Deadline(DeadlineScope.within(duration));
    }

    @Override
    public void close() {
        scope.leave();
    }
}
