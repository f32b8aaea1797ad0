package obol.channels.runtime;

import obol.channels.transport.Transport;

/** What the run time keeps for each thread, which alone uses it. */
final class Context {
    private static final ThreadLocal<Context> CURRENT = new ThreadLocal<>();

    /** The deadline in force; see {@link DeadlineScope}. */
    long deadline = Transport.NEVER;
    /** The door that the thread serves, or null. */
    Door door;
    /** The door that serves what the thread exports if it serves none itself, or null. */
    Door background;

    private final Thread thread = Thread.currentThread();

    private Context() {
    }

    /** The current thread's: {@code last}, one that was asked for before, if it is that; that takes no look-up. May be null. */
    static Context current(Context last) {
        return last != null && last.thread == Thread.currentThread() ? last : current();
    }

    /** The current thread's, made if there is none. */
    static Context current() {
        Context context = CURRENT.get();
        if (context == null) {
            context = new Context();
            CURRENT.set(context);
        }
        return context;
    }

    /** The deadline in force on the current thread. */
    static long currentDeadline() {
        Context context = CURRENT.get();
        return context == null ? Transport.NEVER : context.deadline;
    }
}
