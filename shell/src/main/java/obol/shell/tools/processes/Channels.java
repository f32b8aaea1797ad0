package obol.shell.tools.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/**
 * {@code channels [-g]}: who is connected to whom, a line for each channel: PID and NAME of the client, PEER and its PNAME, TURN (idle, call,
 * serve, reply), QUEUED (calls that wait at the peer's door), BYTES (of the message in the channel) and DOOR, a service's name or a
 * contract's. {@code -g}: a graph for Graphviz, with the number of channels at each edge, and calls that wait.
 */
public final class Channels {
    /** What {@code /proc/N/channels} has in a line, besides the channel's number. */
    private record Row(long client, long server, String turn, long queued, String bytes, String door) {}

    private Channels() {}

    public static void main(String[] arguments) {
        Invocation.main("channels", 1, Channels::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "g", "");
        options.count(0, 0);
        SortedMap<Long, ProcessStatus> processes = ProcessStatus.all(call);
        List<Row> rows = new ArrayList<>();
        for (long process : processes.keySet()) {
            try {
                String text = new String(Files.readAllBytes(call.path("/proc/" + process + "/channels")), StandardCharsets.UTF_8);
                for (String line : text.split("\n")) {
                    String[] words = line.split(" ", 6);
                    if (words.length == 6) rows.add(new Row(process, Long.parseLong(words[1]), words[2], Long.parseLong(words[3]), words[4], words[5]));
                }
            } catch (IOException e) {
                // it has gone since
            }
        }
        if (options.has('g')) graph(call, rows, processes);
        else list(call, rows, processes);
        return 0;
    }

    private static String name(SortedMap<Long, ProcessStatus> processes, long number) {
        ProcessStatus status = processes.get(number);
        return status == null ? "-" : status.text("name");
    }

    private static void list(Invocation call, List<Row> rows, SortedMap<Long, ProcessStatus> processes) throws IOException {
        Listing listing = new Listing(true, false, true, false, false, true, true, false);
        listing.add("PID", "NAME", "PEER", "PNAME", "TURN", "QUEUED", "BYTES", "DOOR");
        for (Row row : rows) {
            listing.add(Long.toString(row.client), name(processes, row.client), Long.toString(row.server), name(processes, row.server), row.turn,
                    Long.toString(row.queued), row.bytes, row.door);
        }
        listing.print(call.out);
    }

    private static void graph(Invocation call, List<Row> rows, SortedMap<Long, ProcessStatus> processes) throws IOException {
        StringBuilder text = new StringBuilder("digraph channels {\n");
        processes.forEach((number, status) -> text.append("  ").append(number).append(" [label=\"").append(number).append(' ')
            .append(quoted(status.text("name"))).append("\"];\n"));
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Long> queued = new LinkedHashMap<>();
        for (Row row : rows) {
            String edge = row.client + " -> " + row.server + " [label=\"" + quoted(row.door);
            counts.merge(edge, 1, Integer::sum);
            queued.merge(edge, row.queued, Math::max);
        }
        counts.forEach((edge, count) -> text.append("  ").append(edge).append(' ').append(count)
            .append(queued.get(edge) == 0 ? "" : ", " + queued.get(edge) + " waiting").append("\"];\n"));
        call.out.print(text.append("}\n").toString());
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
