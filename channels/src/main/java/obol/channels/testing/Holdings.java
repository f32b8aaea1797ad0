package obol.channels.testing;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import obol.channels.loopback.Ledger;
import obol.channels.runtime.Faults;
import obol.channels.transport.Handle;

/** What is open of that which the threads of one trial opened: the client, its objects, and the service. */
final class Holdings implements Ledger {
    private final Thread client;
    /** Of the service as it is now. */
    private volatile ThreadGroup group;
    /** Guarded by this: by end. The handle is kept, so that the collector closes nothing. */
    private final Map<Object, Held> open = new IdentityHashMap<>();
    private int step;
    private long count;

    private record Held(Object handle, String words, long number, int step) {
    }

    Holdings(Thread client) {
        this.client = client;
    }

    /** From here on the service is the threads of this group. */
    void serve(ThreadGroup threads) {
        group = threads;
    }

    /** What is opened from here on belongs to the next step. */
    synchronized void nextStep() {
        step++;
    }

    @Override
    public synchronized void opened(Object end, Object handle, String what) {
        Thread thread = Thread.currentThread();
        if (thread == client) {
            open.put(end, new Held(handle, what + " that the client gave in step " + step, count++, step));
        } else if (group.parentOf(thread.getThreadGroup())) {
            String frame = Faults.frame(new Throwable());
            open.put(end, new Held(handle, what + " made" + frame + (step == 0 ? "" : " in step " + step), count++, step));
        }
    }

    @Override
    public synchronized void closed(Object end) {
        open.remove(end);
    }

    /** An exception has left the last step's call: the collector is to close what was given or made in it. */
    synchronized void abandonStep() {
        open.values().removeIf(held -> held.step == step);
    }

    /** The process that has all that is open has died. */
    void dropAll() {
        List<Held> all;
        synchronized (this) {
            all = List.copyOf(open.values());
        }
        all.forEach(held -> ((Handle) held.handle).drop());
    }

    /** In words, oldest first. */
    synchronized List<String> held() {
        List<Held> held = new ArrayList<>(open.values());
        held.sort((a, b) -> Long.compare(a.number, b.number));
        return held.stream().map(Held::words).toList();
    }
}
