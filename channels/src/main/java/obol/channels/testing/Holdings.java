package obol.channels.testing;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import obol.channels.loopback.Ledger;
import obol.channels.runtime.Faults;

/** What is open of that which the threads of one trial opened. */
final class Holdings implements Ledger {
    private final ThreadGroup group;
    private final Thread client;
    /** Guarded by this: by end. The handle is kept, so that the collector closes nothing. */
    private final Map<Object, Held> open = new IdentityHashMap<>();
    private int step;
    private long count;

    private record Held(Object handle, String words, long number) {
    }

    Holdings(ThreadGroup group, Thread client) {
        this.group = group;
        this.client = client;
    }

    /** What is opened from here on belongs to the next step. */
    synchronized void nextStep() {
        step++;
    }

    @Override
    public synchronized void opened(Object end, Object handle, String what) {
        Thread thread = Thread.currentThread();
        if (thread == client) {
            open.put(end, new Held(handle, what + " that the client gave in step " + step, count++));
        } else if (group.parentOf(thread.getThreadGroup())) {
            String frame = Faults.frame(new Throwable());
            open.put(end, new Held(handle, what + " made" + frame + (step == 0 ? "" : " in step " + step), count++));
        }
    }

    @Override
    public synchronized void closed(Object end) {
        open.remove(end);
    }

    /** In words, oldest first. */
    synchronized List<String> held() {
        List<Held> held = new ArrayList<>(open.values());
        held.sort((a, b) -> Long.compare(a.number, b.number));
        return held.stream().map(Held::words).toList();
    }
}
