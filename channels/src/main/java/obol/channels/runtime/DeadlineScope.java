package obol.channels.runtime;

import java.time.Duration;
import obol.channels.transport.Transport;

/** The deadline in force on each thread: a stack of scopes, of which an inner one is never later than an outer one. */
public final class DeadlineScope {
    private static final ThreadLocal<DeadlineScope> CURRENT = new ThreadLocal<>();
    /** Stands for no scope at all. */
    private static final DeadlineScope NONE = new DeadlineScope(null, Transport.NEVER);

    private final DeadlineScope outer;
    private final long deadline;

    private DeadlineScope(DeadlineScope outer, long deadline) {
        this.outer = outer;
        this.deadline = deadline;
    }

    /** When the current thread must stop waiting: a value of {@link System#nanoTime()}, or {@link Transport#NEVER}. */
    public static long current() {
        DeadlineScope scope = CURRENT.get();
        return scope == null ? Transport.NEVER : scope.deadline;
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
        return enter(endless ? Transport.NEVER : System.nanoTime() + Math.max(nanos, 0));
    }

    /** Enters a scope with this deadline, or the present one if that is earlier. */
    static DeadlineScope enter(long deadline) {
        DeadlineScope outer = CURRENT.get();
        return push(outer, outer == null ? deadline : earlier(outer.deadline, deadline));
    }

    /** Enters a scope with this deadline whatever the present one is: a server works on its caller's time, not its own. */
    static DeadlineScope replace(long deadline) {
        DeadlineScope outer = CURRENT.get();
        return outer == null && deadline == Transport.NEVER ? NONE : push(outer, deadline);
    }

    /** Leaves the scope: the one around it is in force again. */
    public void leave() {
        if (outer != null) {
            CURRENT.set(outer);
        } else if (CURRENT.get() != null) {
            CURRENT.remove();
        }
    }

    /** Nanoseconds left, at least 0; {@link Long#MAX_VALUE} without a deadline. */
    public static long left(long deadline) {
        return deadline == Transport.NEVER ? Long.MAX_VALUE : Math.max(0, deadline - System.nanoTime());
    }

    private static DeadlineScope push(DeadlineScope outer, long deadline) {
        DeadlineScope scope = new DeadlineScope(outer, deadline);
        CURRENT.set(scope);
        return scope;
    }

    private static long earlier(long a, long b) {
        if (a == Transport.NEVER || b == Transport.NEVER) {
            return a == Transport.NEVER ? b : a;
        }
        return a - b < 0 ? a : b;
    }
}
