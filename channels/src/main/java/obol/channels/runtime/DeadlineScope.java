package obol.channels.runtime;

import java.time.Duration;
import obol.channels.transport.Transport;

/** A scope of the deadline in force on a thread; an inner one is never later than an outer one. Left by the thread that entered it. */
public final class DeadlineScope {
    private final Context context;
    /** The deadline around it. */
    private final long outer;

    private DeadlineScope(Context context) {
        this.context = context;
        this.outer = context.deadline;
    }

    /** When the current thread must stop waiting: a value of {@link System#nanoTime()}, or {@link Transport#NEVER}. */
    public static long current() {
        return Context.currentDeadline();
    }

    /** Enters a scope that ends {@code duration} from now, or earlier if the present one does. */
    public static DeadlineScope within(Duration duration) {
        long nanos;
        try {
            nanos = duration.toNanos();
        } catch (ArithmeticException centuries) {
            nanos = duration.isNegative() ? 0 : Long.MAX_VALUE;
        }
        // Half the range of nanoTime is 146 years; beyond it differences would wrap.
        boolean endless = nanos >= Long.MAX_VALUE / 2;
        DeadlineScope scope = new DeadlineScope(Context.current());
        scope.context.deadline = earlier(scope.outer, endless ? Transport.NEVER : System.nanoTime() + Math.max(nanos, 0));
        return scope;
    }

    /** Leaves the scope: the one around it is in force again. */
    public void leave() {
        context.deadline = outer;
    }

    /** Nanoseconds left, at least 0; {@link Long#MAX_VALUE} without a deadline. */
    public static long left(long deadline) {
        return deadline == Transport.NEVER ? Long.MAX_VALUE : Math.max(0, deadline - System.nanoTime());
    }

    private static long earlier(long a, long b) {
        if (a == Transport.NEVER || b == Transport.NEVER) {
            return a == Transport.NEVER ? b : a;
        }
        return a - b < 0 ? a : b;
    }
}
