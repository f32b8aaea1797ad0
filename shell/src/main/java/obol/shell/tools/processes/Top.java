package obol.shell.tools.processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/**
 * {@code top [-d SECONDS] [-n COUNT]}: again and again the processes, those first that took most of the processor since the last time:
 * PID, STATE, THREADS, HEAP, LOAD (per cent of the processor since then), CPU (seconds) and NAME. A line {@code -- SECONDS} stands
 * before each list: how long it was since the last one. Without {@code -n} until it is interrupted.
 */
public final class Top {

    private record Row(long number, ProcessStatus status, long taken) {}

    private Top() {}

    public static void main(String[] arguments) {
        Invocation.main("top", 1, Top::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "", "dn");
        options.count(0, 0);
        long pause = Sleep.nanoseconds(options.value('d', "1"));
        long rounds = Options.number(options.value('n', Long.toString(Long.MAX_VALUE)));
        Map<Long, Long> before = new HashMap<>();
        for (SortedMap.Entry<Long, ProcessStatus> each : ProcessStatus.all(call).entrySet()) before.put(each.getKey(), each.getValue().number("cpu-us"));
        long then = System.nanoTime();
        for (long round = 0; round < rounds; round++) {
            try {
                Thread.sleep(pause / 1_000_000, (int) (pause % 1_000_000));
            } catch (InterruptedException e) {
                return 130;
            }
            List<Row> rows = new ArrayList<>();
            ProcessStatus.all(call).forEach((number, status) ->
                rows.add(new Row(number, status, status.number("cpu-us") - before.getOrDefault(number, 0L))));
            long now = System.nanoTime();
            print(call, rows, Math.max(1, (now - then) / 1000));
            before.clear();
            for (Row row : rows) before.put(row.number, row.status.number("cpu-us"));
            then = now;
        }
        return 0;
    }

    private static void print(Invocation call, List<Row> rows, long micros) throws IOException {
        rows.sort(Comparator.comparingLong((Row row) -> -row.taken).thenComparingLong(Row::number));
        Listing listing = new Listing(true, false, true, true, true, true, false);
        listing.add("PID", "STATE", "THREADS", "HEAP", "LOAD", "CPU", "NAME");
        for (Row row : rows) {
            listing.add(Long.toString(row.number), row.status.text("state"), row.status.text("threads"), (row.status.number("heap") + 1023) / 1024 + "K",
                    (100 * row.taken + micros / 2) / micros + "%", Ps.seconds(row.status.number("cpu-us")), row.status.text("name"));
        }
        call.out.print("-- " + Ps.seconds(micros) + "\n");
        listing.print(call.out);
        call.out.flush();
    }
}
