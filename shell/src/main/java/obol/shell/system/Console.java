package obol.shell.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import obol.channels.ChannelException;
import obol.channels.Pending;
import obol.shell.language.OperatingSystem.OpenMode;

/**
 * The console of the shell's namespace, by its files {@code consctl} and {@code consnote}, which this owns; a thread of its own waits for
 * Ctrl-C. {@link #close} may be called by any thread, all else by one.
 */
public final class Console implements AutoCloseable {
    private static final String CONTROL = "/dev/consctl", NOTES = "/dev/consnote";
    private static final byte[] RAW = {'r', 'a', 'w', 'o', 'n'};
    private static final byte[] COOKED = {'r', 'a', 'w', 'o', 'f', 'f'};
    /** Bytes that what these files say has at most. */
    private static final int MOST = 256;
    /** What the window is taken to be where nobody knows. */
    private static final int USUAL_COLUMNS = 80;

    private final SharedFile control;
    private final SharedFile notes;

    private Console(ObolSystem system) throws IOException {
        control = system.openBoth(CONTROL);
        try {
            notes = system.open(NOTES, OpenMode.READ);
        } catch (IOException none) {
            control.close();
            throw none;
        }
    }

    /** The console, if there is one, this file is it, and somebody sits there; else null. */
    public static Console of(ObolSystem system, SharedFile input) {
        if (!system.isConsole(input)) return null;
        try {
            Console console = new Console(system);
            if (console.told("interactive").equals("on")) return console;
            console.close();
        } catch (IOException none) {
            // then there is nobody to converse with
        }
        return null;
    }

    /** Begins to wait. @param interrupted runs at each Ctrl-C while the console is cooked, on a thread of its own */
    public void start(Runnable interrupted) {
        Thread waiter = new Thread(() -> {
            try {
                while (next()) interrupted.run();
            } catch (IOException | ChannelException gone) {
                // the console is gone, or the shell goes: nobody presses Ctrl-C any more
            }
        }, "interrupts");
        waiter.setDaemon(true);
        waiter.start();
    }

    /** Waits for the next one; false if none will come. */
    private boolean next() throws IOException {
        try (Pending<byte[]> note = ask()) {
            return note.await().length > 0;
        }
    }

    private synchronized Pending<byte[]> ask() throws IOException {
        return notes.ask(MOST);
    }

    /** What is typed is read byte by byte, without echo; or by lines. */
    public void raw(boolean on) throws IOException {
        control.write(on ? RAW : COOKED);
    }

    /** Columns of the window, at least 1. */
    public int columns() {
        try {
            int columns = Integer.parseInt(told("size").split(" ")[0]);
            return columns > 0 ? columns : USUAL_COLUMNS;
        } catch (IOException | NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }

    /** What stands behind a word in the line that begins with it; empty if there is none. */
    private String told(String word) throws IOException {
        for (String line : new String(control.readAt(0, MOST), StandardCharsets.US_ASCII).split("\n")) {
            if (line.startsWith(word + " ")) return line.substring(word.length() + 1);
        }
        return "";
    }

    @Override
    public synchronized void close() {
        notes.close();
        control.close();
    }
}
