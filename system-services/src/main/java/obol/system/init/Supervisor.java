package obol.system.init;

import obol.system.loop.EventLoop;
import obol.system.processes.ProcessException;

/**
 * Keeps one server running that nobody connects to by name: starts it, and again when it has ended, unless it does nothing but end.
 * What is asked for by name is started again at the next connect, so it needs none.
 */
final class Supervisor implements ProcessTable.Observer {
    private static final long PAUSE = 100_000_000;

    private final EventLoop loop;
    private final Machine machine;
    private final ServiceNames.Starter starter;
    private final String program;
    private final StartLimit starts = new StartLimit(5, 10);
    private Sip kept;

    Supervisor(EventLoop loop, Machine machine, ServiceNames.Starter starter, String program) {
        this.loop = loop;
        this.machine = machine;
        this.starter = starter;
        this.program = program;
    }

    void start() {
        if (!starts.start()) {
            machine.log(program + ": " + starts);
            return;
        }
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
