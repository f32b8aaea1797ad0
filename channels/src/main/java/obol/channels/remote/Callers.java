package obol.channels.remote;

import java.util.ArrayDeque;
import java.util.Deque;

/** Threads for what waits: as many as have been needed at once, until {@link #end}. */
final class Callers {
    private final String name;
    /** Guarded by this, as all below. */
    private final Deque<Runnable> work = new ArrayDeque<>();
    private int idle;
    private boolean ended;

    Callers(String name) {
        this.name = name;
    }

    /** Runs it on a thread that does nothing else meanwhile. */
    synchronized void run(Runnable task) {
        work.add(task);
        if (idle >= work.size()) {
            notify();
            return;
        }
        Thread thread = new Thread(this::serve, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private synchronized Runnable next() {
        idle++;
        try {
            while (work.isEmpty() && !ended) {
                wait();
            }
        } catch (InterruptedException stop) {
            return work.poll();
        } finally {
            idle--;
        }
        return work.poll();
    }

    /** The threads end when they have done their work. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }
}
