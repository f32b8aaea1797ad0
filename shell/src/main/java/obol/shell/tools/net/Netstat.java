package obol.shell.tools.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import obol.shell.invocation.ErrorText;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/**
 * {@code netstat [-s] [NET]}: the conversations of the network at {@code /net} or NET: PROTOCOL, number, STATE, LOCAL and REMOTE address.
 * {@code -s}: the counters of each protocol instead.
 */
public final class Netstat {
    private static final String ROW = "%-8s %5s %-14s %-28s %s";

    private Netstat() {}

    public static void main(String[] arguments) {
        Invocation.main("netstat", 1, Netstat::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "s", "");
        options.count(0, 1);
        Path net = call.path(options.operands().isEmpty() ? "/net" : options.operands().get(0));
        if (!options.has('s')) row(call, "PROTOCOL", "N", "STATE", "LOCAL", "REMOTE");
        for (Path protocol : list(net)) {
            if (!Files.exists(protocol.resolve("clone"))) continue;
            if (options.has('s')) {
                call.out.print(protocol.getFileName() + ":\n" + indented(Files.readString(protocol.resolve("stats"))));
                continue;
            }
            for (Path conversation : list(protocol)) {
                if (isNumber(conversation)) row(call, protocol, conversation);
            }
        }
        return 0;
    }

    /** Conversations by number, all else by name. */
    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = new ArrayList<>(files.toList());
            all.sort(Comparator.comparing((Path each) -> isNumber(each) ? Integer.parseInt(each.getFileName().toString()) : -1)
                .thenComparing(each -> each.getFileName().toString()));
            return all;
        }
    }

    private static boolean isNumber(Path file) {
        String name = file.getFileName().toString();
        return name.length() < 9 && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static void row(Invocation call, Path protocol, Path conversation) throws IOException {
        try {
            String status = Files.readString(conversation.resolve("status")).strip();
            int space = status.indexOf(' ');
            row(call, protocol.getFileName().toString(), conversation.getFileName().toString(), space < 0 ? status : status.substring(0, space),
                Files.readString(conversation.resolve("local")).strip(), Files.readString(conversation.resolve("remote")).strip());
        } catch (IOException ended) {
            if (!ErrorText.of(ended).equals(ErrorText.NOT_FOUND)) throw ended; // it is over since it was listed
        }
    }

    private static void row(Invocation call, Object... columns) throws IOException {
        call.out.print(String.format(ROW, columns).stripTrailing() + "\n");
    }

    private static String indented(String lines) {
        return lines.lines().map(line -> "    " + line + "\n").reduce("", String::concat);
    }
}
