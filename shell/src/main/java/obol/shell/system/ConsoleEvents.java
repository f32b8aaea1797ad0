package obol.shell.system;

import obol.channels.ChannelException;
import obol.channels.Pending;
import obol.system.carrier.Outside.Window;
import obol.system.console.Terminal;

/** The console's events: a thread of its own waits for Ctrl-C. Owns the endpoint; any thread may ask for the window. */
public final class ConsoleEvents implements AutoCloseable {
    /** What the window is taken to be where nobody knows. */
    private static final int USUAL_COLUMNS = 80;

    private final Terminal terminal;
    private final Runnable interrupted;

    /** @param interrupted runs at each Ctrl-C, on the thread that waits for it */
    public ConsoleEvents(Terminal terminal, Runnable interrupted) {
        this.terminal = terminal;
        this.interrupted = interrupted;
    }

    /** Begins to wait. */
    public void start() {
        Thread waiter = new Thread(this::run, "interrupts");
        waiter.setDaemon(true);
        waiter.start();
    }

    private void run() {
        try {
            while (true) {
                next().await();
                interrupted.run();
            }
        } catch (ChannelException e) {
            // the console is gone, or the shell goes: nobody presses Ctrl-C any more
        }
    }

    private synchronized Pending<Integer> next() {
        return terminal.interrupt();
    }

    /** Columns of the window, at least 1. */
    public synchronized int columns() {
        try {
            Window window = terminal.window();
            return window.columns() > 0 ? window.columns() : USUAL_COLUMNS;
        } catch (ChannelException e) {
            return USUAL_COLUMNS;
        }
    }

    @Override
    public synchronized void close() {
        terminal.close();
    }
}
