package obol.shell.tools.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/**
 * {@code ip}: how the network at {@code /net} is set up. {@code ip addr} prints links with their addresses, {@code ip route} routes,
 * {@code ip neigh} neighbors, {@code ip} alone all three. {@code ip addr add|remove ADDRESS[/LENGTH] LINK},
 * {@code ip route add|remove PREFIX GATEWAY [METRIC]} change them, GATEWAY being an address or a link.
 */
public final class IpTool {
    private static final String USAGE = "ip [addr [add|remove ADDRESS[/LENGTH] LINK] | route [add|remove PREFIX GATEWAY [METRIC]] | neigh]";

    private IpTool() {}

    public static void main(String[] arguments) {
        Invocation.main("ip", 1, IpTool::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        List<String> words = Options.parse(call.operands, "", "").operands();
        Path net = call.path("/net");
        if (words.isEmpty()) {
            addresses(call, net);
            call.out.print("\n" + Files.readString(net.resolve("iproute")) + "\n" + Files.readString(net.resolve("arp")));
            return 0;
        }
        String what = words.get(0);
        boolean change = words.size() > 1;
        if (change && !words.get(1).equals("add") && !words.get(1).equals("remove")) throw new UsageException(USAGE);
        switch (what) {
            case "addr" -> {
                if (!change) addresses(call, net);
                else if (words.size() != 4) throw new UsageException(USAGE);
                else Files.writeString(link(net, words.get(3)).resolve("ctl"), words.get(1) + " " + words.get(2));
            }
            case "route" -> {
                if (!change) call.out.print(Files.readString(net.resolve("iproute")));
                else if (words.size() < 4 || words.size() > 5) throw new UsageException(USAGE);
                else Files.writeString(net.resolve("iproute"), String.join(" ", words.subList(1, words.size())));
            }
            case "neigh" -> {
                if (change) throw new UsageException(USAGE);
                call.out.print(Files.readString(net.resolve("arp")));
            }
            default -> throw new UsageException(USAGE);
        }
        return 0;
    }

    private static List<Path> links(Path net) throws IOException {
        try (Stream<Path> files = Files.list(net.resolve("ipifc"))) {
            List<Path> all = new ArrayList<>(files.toList());
            all.sort((a, b) -> a.toString().length() != b.toString().length() ? a.toString().length() - b.toString().length() : a.compareTo(b));
            return all;
        }
    }

    /** The directory of a link. */
    private static Path link(Path net, String name) throws IOException {
        for (Path each : links(net)) {
            if (Files.readString(each.resolve("status")).startsWith("device " + name + "\n")) return each;
        }
        throw new IOException(name + ": no such link");
    }

    /** A link's name stands at the beginning of its line, and what is known of it below. */
    private static void addresses(Invocation call, Path net) throws IOException {
        for (Path each : links(net)) {
            for (String line : Files.readString(each.resolve("status")).split("\n")) {
                call.out.print(line.startsWith("device ") ? line.substring("device ".length()) + "\n" : "    " + line + "\n");
            }
        }
    }
}
