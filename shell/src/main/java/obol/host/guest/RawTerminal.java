package obol.host.guest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import obol.system.carrier.Outside.Window;

/**
 * The terminal on standard input, in raw mode: every key is a byte, nothing is echoed or translated. A small shell process keeps the
 * former setting, and brings it back when its standard input ends: when this is closed, and however this JVM dies.
 */
public final class RawTerminal implements AutoCloseable {
    /** {@code $0} is the process whose standard input it is. The signals of a terminal must not end the shell before it has put that right. */
    private static final String KEEPER = """
        exec 3<"/proc/$0/fd/0" || exit 1
        saved=$(stty -g <&3 2>/dev/null) || exit 1
        trap '' HUP INT QUIT TERM TSTP TTIN TTOU
        stty raw -echo <&3 || exit 1
        stty size <&3
        cat >/dev/null
        stty "$saved" <&3
        """;

    private final Process keeper;
    private final Window size;

    private RawTerminal(Process keeper, Window size) {
        this.keeper = keeper;
        this.size = size;
    }

    /** Sets the terminal on standard input to raw mode; null if standard input is none. */
    public static RawTerminal open() throws IOException {
        try {
            if (!Files.readSymbolicLink(Path.of("/proc/self/fd/0")).startsWith("/dev")) return null;
        } catch (IOException closed) {
            return null;
        }
        Process keeper = new ProcessBuilder("sh", "-c", KEEPER, Long.toString(ProcessHandle.current().pid()))
            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader answer = keeper.inputReader();
        String size = answer.readLine();
        if (size == null) return null;
        return new RawTerminal(keeper, window(size));
    }

    /** Whether standard error is the same terminal as standard input. */
    public static boolean takesErrors() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/fd/2")).equals(Files.readSymbolicLink(Path.of("/proc/self/fd/0")));
    }

    /** Columns and rows when it was opened. */
    public Window size() {
        return size;
    }

    /** Columns and rows of the terminal on standard input now; null if there is none. */
    public static Window sizeNow() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String size = stty.inputReader().readLine();
            return size == null ? null : window(size);
        } catch (IOException none) {
            return null;
        }
    }

    /** From {@code stty}'s rows and columns. */
    private static Window window(String size) {
        String[] rowsAndColumns = size.trim().split(" ");
        return new Window(Integer.parseInt(rowsAndColumns[1]), Integer.parseInt(rowsAndColumns[0]), true);
    }

    /** Brings the former setting back and waits for that. No effect the second time. */
    @Override public void close() {
        try {
            keeper.getOutputStream().close();
            keeper.waitFor();
        } catch (IOException goneAlready) {
            // Then it has done its work.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
