package obol.shell.system;

import obol.channels.ChannelException;
import obol.channels.Pending;
import obol.channels.Slot;
import obol.channels.Wait;
import obol.channels.runtime.Platform;
import obol.shell.language.OperatingSystem;
import obol.system.processes.Child;
import obol.system.processes.Child.Ended;

/** A process that the shell has started. Holds the process service's endpoint until the process has ended and that has been seen. */
final class StartedProgram implements OperatingSystem.Program {
    /** Of one whose process service is gone. */
    private static final int KILLED = 137;

    private final Child child;
    private final int number;
    /** Holds the end until it has been seen. */
    private final Slot<Pending<Ended>> end = new Slot<>();
    private volatile boolean enough;
    private int status;
    /** Guarded by this, as is the use of {@link #child}. */
    private boolean seen;

    StartedProgram(Child child) {
        this.child = child;
        number = child.number();
        end.put(child.end());
    }

    @Override
    public long pid() {
        return number;
    }

    @Override
    public int await() throws InterruptedException {
        Pending<Ended> ended = end.take();
        if (ended == null) return status;
        if (Wait.any(ended, () -> enough) == 1) {
            enough = false;
            end.put(ended);
            throw new InterruptedException();
        }
        try {
            status = ended.await().status();
        } catch (ChannelException e) {
            status = KILLED;
        }
        synchronized (this) {
            seen = true;
            child.close();
        }
        return status;
    }

    @Override
    public void stopWaiting() {
        enough = true;
        Platform.transport().signal();
    }

    @Override
    public boolean ended() {
        Pending<Ended> ended = end.take();
        if (ended == null) return true;
        boolean ready = ended.ready();
        end.put(ended);
        return ready;
    }

    @Override
    public synchronized void interrupt() {
        if (seen) return;
        try {
            child.interrupt();
        } catch (ChannelException e) {
            // the process service is gone, and the process with it
        }
    }
}
