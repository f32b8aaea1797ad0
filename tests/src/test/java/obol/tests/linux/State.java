package obol.tests.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must be as before when all clients have gone.
 *
 * @param processes by name, each with its numbers of threads and of handles
 */
record State(Set<String> processes) {
    private static final int THREADS = 3, NAME = 6;

    /** When it does not change any more. */
    static State calm(RunningObol obol) throws IOException, InterruptedException {
        State before = null;
        State now = of(obol);
        for (int i = 0; i < 20 && !now.equals(before); i++) {
            Thread.sleep(400);
            before = now;
            now = of(obol);
        }
        return now;
    }

    static State of(RunningObol obol) throws IOException {
        Set<String> processes = new TreeSet<>();
        for (String line : obol.does("ps").stream().skip(1).toList()) {
            String[] columns = line.trim().split(" +");
            String name = columns[NAME];
            // The shell's and init's own numbers are of the command that asks.
            if (!Set.of("ps", "sh", "init").contains(name)) {
                String handles = obol.does("grep ^handles /proc/" + columns[0] + "/status").get(0);
                processes.add(name + ", threads: " + columns[THREADS] + ", " + handles);
            }
        }
        return new State(processes);
    }

    /** Waits until the system is as it was. */
    static void becomes(RunningObol obol, State wanted) throws IOException, InterruptedException {
        State now = of(obol);
        for (int i = 0; i < 600 && !now.equals(wanted); i++) {
            Thread.sleep(200);
            now = of(obol);
        }
        assertEquals(wanted, now);
    }
}
