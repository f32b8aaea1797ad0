package obol.shell.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.shell.language.OperatingSystem.Program;

/**
 * The programs that the shell has started: those in front, which Ctrl-C ends, and those behind, which {@code wait}
 * waits for. {@link #interrupt} may be called by any thread.
 */
final class Jobs {
    private final Map<Long, Program> background = new LinkedHashMap<>();
    private final List<Program> foreground = new ArrayList<>();
    private Program awaited;
    private volatile boolean interrupted;

    /** Forgets an earlier Ctrl-C, and takes note of what has ended since. */
    void begin() {
        interrupted = false;
        collect();
    }

    void interrupt() {
        synchronized (foreground) {
            interrupted = true;
            for (Program program : foreground) program.interrupt();
            if (awaited != null) awaited.stopWaiting();
        }
    }

    /** Throws when Ctrl-C was pressed. */
    void checkInterrupted() {
        if (interrupted) throw Unwind.interrupted();
    }

    void addBackground(Program program) {
        background.put(program.pid(), program);
        collect();
    }

    /** Takes note of those that have ended, so that the system can forget them; {@code wait} still knows their status. */
    private void collect() {
        for (Program program : background.values()) {
            try {
                if (program.ended()) program.await();
            } catch (InterruptedException e) {
                return; // Ctrl-C, which is told of elsewhere
            }
        }
    }

    void addForeground(Program program) {
        synchronized (foreground) {
            foreground.add(program);
            if (interrupted) program.interrupt();
        }
    }

    /** Waits for a program in front. */
    int awaitForeground(Program program) {
        try {
            return program.await();
        } catch (InterruptedException e) {
            interrupted = true;
            throw Unwind.interrupted();
        } finally {
            synchronized (foreground) {
                foreground.remove(program);
            }
        }
    }

    /** The status of a program behind, which is then forgotten; 127 when there is none of this number. */
    int await(long pid) {
        Program program = background.get(pid);
        if (program == null) return Interpreter.NOT_FOUND;
        synchronized (foreground) {
            checkInterrupted();
            awaited = program;
        }
        try {
            int status = program.await();
            background.remove(pid);
            return status;
        } catch (InterruptedException e) {
            interrupted = true;
            throw Unwind.interrupted();
        } finally {
            synchronized (foreground) {
                awaited = null;
            }
        }
    }

    void awaitAll() {
        for (long pid : List.copyOf(background.keySet())) await(pid);
    }
}
