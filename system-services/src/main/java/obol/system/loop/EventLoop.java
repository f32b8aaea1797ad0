package obol.system.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import obol.channels.Waitable;
import obol.channels.runtime.Platform;
import obol.channels.transport.Transport;

/**
 * Runs what is ready, in turn, on the thread that calls {@link #run}. All else but {@link #post} and {@link #stop} belongs to that
 * thread, or to the one that sets the loop up before it runs.
 */
public final class EventLoop {
    private final List<Source> sources = new ArrayList<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    /** Guarded by itself. */
    private final Deque<Runnable> posted = new ArrayDeque<>();
    private volatile boolean stopped;
    private long timersMade;

    private record Source(Waitable waitable, Runnable action) {
    }

    /** @param at value of {@link System#nanoTime()}; equal times in the order of their making */
    private record Timer(long at, long number, Runnable action) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return at != other.at ? Long.compare(at - other.at, 0) : Long.compare(number, other.number);
        }
    }

    /** From now on {@code action} runs, once a turn, whenever this is ready. */
    public void serve(Waitable waitable, Runnable action) {
        sources.add(new Source(waitable, action));
    }

    /** Runs {@code action} on the loop's thread, soon. Any thread may call this. */
    public void post(Runnable action) {
        synchronized (posted) {
            posted.add(action);
        }
        Platform.transport().signal();
    }

    /**
     * Computes something on the loop's thread and waits for it. For other threads than that one.
     *
     * @throws ExecutionException with what the action has thrown
     */
    public <T> T call(Callable<T> action) throws ExecutionException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(action);
        post(task);
        return task.get();
    }

    /** Runs {@code action} in so many nanoseconds. */
    public void in(long nanoseconds, Runnable action) {
        timers.add(new Timer(System.nanoTime() + nanoseconds, timersMade++, action));
    }

    /** Ends {@link #run} after the turn under way. Any thread may call this. */
    public void stop() {
        stopped = true;
        Platform.transport().signal();
    }

    /** Takes turns until it is stopped. */
    public void run() {
        Transport transport = Platform.transport();
        while (!stopped) {
            // The count is read before the tests, so an event between a test and the wait ends that wait at once.
            long seen = transport.events();
            if (!turn()) {
                Timer next = timers.peek();
                transport.awaitEvent(seen, next == null ? Transport.NEVER : next.at);
            }
        }
    }

    /** Runs what is ready now, each once. False if nothing was. */
    private boolean turn() {
        boolean busy = false;
        Runnable work;
        while ((work = nextPosted()) != null) {
            busy = true;
            work.run();
        }
        while (!timers.isEmpty() && timers.peek().at - System.nanoTime() <= 0) {
            busy = true;
            timers.remove().action.run();
        }
        for (Source source : sources) {
            if (source.waitable.ready()) {
                busy = true;
                source.action.run();
            }
        }
        return busy;
    }

    private Runnable nextPosted() {
        synchronized (posted) {
            return posted.poll();
        }
    }
}
