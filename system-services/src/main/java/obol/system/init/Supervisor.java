package obol.system.init;

import java.util.ArrayDeque;
import java.util.Deque;
import obol.system.loop.EventLoop;
import obol.system.processes.ProcessException;

/**
 * Keeps one server running that nobody connects to by name: starts it, and again when it has ended, unless it does nothing but end.
 * What is asked for by name is started again at the next connect, so it needs none.
 */
final class Supervisor implements ProcessTable.Observer {
    /** So often within so many nanoseconds a server may be started. */
    private static final int STARTS_MOST = 5;
    private static final long WITHIN = 10_000_000_000L;
    private static final long PAUSE = 100_000_000;

    private final EventLoop loop;
    private final Machine machine;
    private final ServiceNames.Starter starter;
    private final String program;
    private final Deque<Long> starts = new ArrayDeque<>();
    private Sip kept;

    Supervisor(EventLoop loop, Machine machine, ServiceNames.Starter starter, String program) {
        this.loop = loop;
        this.machine = machine;
        this.starter = starter;
        this.program = program;
    }

    void start() {
        long now = System.nanoTime();
        while (!starts.isEmpty() && now - starts.peek() > WITHIN) {
            starts.remove();
        }
        if (starts.size() == STARTS_MOST) {
            machine.log(program + ": ended " + STARTS_MOST + " times in " + WITHIN / 1_000_000_000 + " s; not started again");
            return;
        }
        starts.add(now);
        try {
            kept = starter.start(program);
        } catch (ProcessException cannot) {
            machine.log(program + ": " + cannot.getMessage());
        }
    }

    @Override
    public void ended(Sip sip) {
        if (sip == kept) {
            loop.in(PAUSE, this::start);
        }
    }

    @Override
    public void removed(Sip sip) {
    }
}
