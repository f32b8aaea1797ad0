package siege;

import java.nio.file.Files;
import java.nio.file.Path;
import obol.channels.ChannelException;
import obol.channels.NoService;
import obol.channels.PeerGone;
import obol.channels.Program;
import obol.channels.Services;

/**
 * {@code client SERVICE CALLS FILE}: so many calls before there is FILE, calls until then, and as many again. When an instance of the
 * service has gone it connects to the next one. The sums that it gets only grow. Without FILE: the first calls alone.
 */
@Program("client")
public final class Client {
    private final String service;
    private Tally tally;
    private long last;
    private int connects;

    private Client(String service) {
        this.service = service;
    }

    public static void main(String[] arguments) throws Exception {
        Client client = new Client(arguments[0]);
        int calls = Integer.parseInt(arguments[1]);
        long before = client.time(calls);
        if (arguments.length > 2) {
            Path over = Path.of(arguments[2]);
            Files.writeString(Path.of(arguments[2] + "-" + System.nanoTime()), "");
            int meanwhile = 0;
            while (!Files.exists(over)) {
                client.time(20);
                meanwhile += 20;
            }
            int connects = client.connects;
            long after = client.time(calls);
            System.err.println(arguments[0] + ": " + meanwhile + " calls, connected " + connects + " times; " + calls + " calls took "
                + before / 1000 + " us before and " + after / 1000 + " us after");
        }
        System.out.println("client done");
    }

    /** Nanoseconds. */
    private long time(int calls) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            call();
        }
        return System.nanoTime() - start;
    }

    private void call() {
        while (true) {
            try {
                if (tally == null) {
                    tally = Services.connect(Tally.class, service);
                    connects++;
                }
                long sum = tally.add(1);
                if (sum <= last) {
                    throw new IllegalStateException(sum + " after " + last);
                }
                last = sum;
                return;
            } catch (PeerGone | NoService gone) {
                drop();
            }
        }
    }

    private void drop() {
        try {
            if (tally != null) {
                tally.close();
            }
        } catch (ChannelException gone) {
            // It is.
        }
        tally = null;
    }
}
