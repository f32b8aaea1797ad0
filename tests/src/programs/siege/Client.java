package siege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import obol.channels.NoService;
import obol.channels.PeerGone;
import obol.channels.Program;
import obol.channels.Services;

/**
 * {@code client SERVICE CALLS [FILE]}: so many calls; with FILE then calls until FILE is there, and as many again. When an instance of the
 * service has gone it connects to the next one. The sums that it gets only grow.
 */
@Program("client")
public final class Client {
    /** Calls between two looks for the file. */
    private static final int STEP = 20;

    private final String service;
    private final int calls;
    private final String file;
    private long last;
    private int made;
    private int connects;
    /** Nanoseconds that the fastest STEP calls took: others of the host disturb those least. */
    private long best = Long.MAX_VALUE;
    private long stepBegan;
    /** When the first calls, those in between, and the last ones began, and when all was done; how many had been made by then. */
    private final long[] times = new long[4];
    private final int[] counts = new int[4];
    private int phase;

    private Client(String[] arguments) {
        service = arguments[0];
        calls = Integer.parseInt(arguments[1]);
        file = arguments.length > 2 ? arguments[2] : null;
    }

    public static void main(String[] arguments) throws IOException {
        Client client = new Client(arguments);
        client.times[0] = System.nanoTime();
        while (client.phase < 3) {
            client.converse();
        }
        if (client.file == null) {
            System.err.println(arguments[0] + " alone: the fastest " + STEP + " calls took " + client.best + " ns");
        } else {
            System.err.println(arguments[0] + ": " + (client.counts[2] - client.counts[1]) + " calls, connected " + client.connects + " times; "
                + client.calls + " calls took " + client.micros(0) + " us before and " + client.micros(2) + " us after");
        }
        System.out.println("client done");
    }

    private long micros(int from) {
        return (times[from + 1] - times[from]) / 1000;
    }

    /** With one instance of the service. */
    private void converse() throws IOException {
        try (Tally tally = Services.connect(Tally.class, service)) {
            connects++;
            stepBegan = Long.MIN_VALUE;
            while (phase < 3) {
                long sum = tally.add(1);
                if (sum <= last) {
                    throw new IllegalStateException(sum + " after " + last);
                }
                last = sum;
                made++;
                advance();
            }
        } catch (PeerGone | NoService gone) {
            // To the next one.
        }
    }

    private void advance() throws IOException {
        int passed = made - counts[phase];
        if (made % STEP == 0) {
            long now = System.nanoTime();
            if (stepBegan != Long.MIN_VALUE) {
                best = Math.min(best, now - stepBegan);
            }
            stepBegan = now;
        }
        if (phase == 1 ? passed % STEP != 0 || !Files.exists(Path.of(file)) : passed < calls) {
            return;
        }
        phase = file == null ? 3 : phase + 1;
        times[phase] = System.nanoTime();
        stepBegan = Long.MIN_VALUE;
        counts[phase] = made;
        if (phase == 1) {
            Files.writeString(Path.of(file + "-" + times[1]), "");
        }
    }
}
