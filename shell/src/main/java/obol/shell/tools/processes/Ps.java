package obol.shell.tools.processes;

import java.io.IOException;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code ps}: the processes, a line each, by number: PID, PPID, STATE, THREADS, HEAP (bytes in use, in K of 1024), CPU (seconds) and NAME. */
public final class Ps {
    private Ps() {}

    public static void main(String[] arguments) {
        Invocation.main("ps", 1, Ps::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options.parse(call.operands, "", "").count(0, 0);
        Listing listing = new Listing(true, true, false, true, true, true, false);
        listing.add("PID", "PPID", "STATE", "THREADS", "HEAP", "CPU", "NAME");
        ProcessStatus.all(call).forEach((number, status) ->
            listing.add(Long.toString(number), status.text("parent"), status.text("state"), status.text("threads"),
                    (status.number("heap") + 1023) / 1024 + "K", seconds(status.number("cpu-us")), status.text("name")));
        listing.print(call.out);
        return 0;
    }

    /** With two digits behind the point. */
    static String seconds(long microseconds) {
        long hundredths = microseconds / 10_000;
        return hundredths / 100 + "." + hundredths / 10 % 10 + hundredths % 10;
    }
}
