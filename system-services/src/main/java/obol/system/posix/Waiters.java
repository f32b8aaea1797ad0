package obol.system.posix;

import java.util.ArrayList;
import java.util.List;
import obol.channels.Pending;
import obol.channels.Wait;
import obol.channels.Waitable;
import obol.channels.runtime.Platform;

/** The threads of this process that wait for a file, so that such a wait can be ended: by its number, or since the file is closed. */
final class Waiters {
    private final List<Waiter> waiting = new ArrayList<>();

    private record Waiter(long thread, OpenedFile file, boolean[] woken) implements Waitable {
        @Override public boolean ready() {
            return woken[0] || file.isClosed();
        }
    }

    /** Waits for the value and consumes it; null, and it is cancelled, if the wait was ended before it came. */
    <T> T await(Pending<T> pending, OpenedFile file) {
        Waiter waiter = new Waiter(current(), file, new boolean[1]);
        synchronized (this) {
            waiting.add(waiter);
        }
        try {
            if (Wait.any(pending, waiter) == 1) {
                pending.close();
                return null;
            }
            return pending.await();
        } finally {
            synchronized (this) {
                waiting.remove(waiter);
            }
        }
    }

    /** A number for the present thread. */
    static long current() {
        return Thread.currentThread().getId();
    }

    synchronized void wake(long thread) {
        for (Waiter waiter : waiting) {
            if (waiter.thread == thread) {
                waiter.woken[0] = true;
            }
        }
        look();
    }

    /** Lets all that wait look whether their files are closed. */
    void look() {
        Platform.transport().signal();
    }
}
