package obol.shell.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code ps}: the processes, a line each, by number: PID, PPID, STATE, THREADS, HEAP (bytes in use, in K of 1024), CPU (seconds) and NAME. */
public final class Ps {
    private Ps() {}

    public static void main(String[] arguments) {
        Invocation.main("ps", 1, Ps::run, arguments);
    }

    static int run(Invocation call) throws IOException, UsageException {
        Options.parse(call.operands, "", "").count(0, 0);
        Listing listing = new Listing(true, true, false, true, true, true, false);
        listing.add("PID", "PPID", "STATE", "THREADS", "HEAP", "CPU", "NAME");
        for (long number : numbers(call)) {
            ProcessStatus status;
            try {
                status = ProcessStatus.of(call, Long.toString(number));
            } catch (IOException e) {
                continue; // it has gone since
            }
            listing.add(Long.toString(number), status.text("parent"), status.text("state"), status.text("threads"),
                    (status.number("heap") + 1023) / 1024 + "K", seconds(status.number("cpu-us")), status.text("name"));
        }
        listing.print(call.out);
        return 0;
    }

    private static Set<Long> numbers(Invocation call) throws IOException {
        Set<Long> numbers = new TreeSet<>();
        List<Path> entries;
        try (Stream<Path> listed = Files.list(call.path("/proc"))) {
            entries = listed.toList();
        }
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            if (isNumber(name)) numbers.add(Long.parseLong(name));
        }
        return numbers;
    }

    private static boolean isNumber(String name) {
        for (int i = 0; i < name.length(); i++) if (name.charAt(i) < '0' || name.charAt(i) > '9') return false;
        return !name.isEmpty() && name.length() <= 10;
    }

    private static String seconds(long microseconds) {
        long hundredths = microseconds / 10_000;
        return hundredths / 100 + "." + hundredths / 10 % 10 + hundredths % 10;
    }
}
