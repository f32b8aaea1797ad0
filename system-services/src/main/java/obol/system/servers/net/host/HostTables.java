package obol.system.servers.net.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import obol.net.wire.Address;
import obol.net.wire.Prefix;
import obol.system.servers.net.NetFile;
import obol.system.servers.net.Protocol;

/** What the files in Linux's {@code /proc/net} say (proc(5)), in the form of the files of Obol's own engine. */
final class HostTables {
    private static final String FOLDER = "/proc/net/";
    private static final String LOOPBACK = "lo";
    private static final int UP = 1, HEX = 16;

    private final UnaryOperator<String> file;

    /** @param file the text of a file by its path, empty if there is none */
    HostTables(UnaryOperator<String> file) {
        this.file = file;
    }

    private List<String[]> rows(String name, int heads) {
        List<String[]> rows = new ArrayList<>();
        for (String line : file.apply(FOLDER + name).split("\n")) {
            if (--heads < 0 && !line.isBlank()) {
                rows.add(line.trim().split("[ \t]+"));
            }
        }
        return rows;
    }

    /** A route of Linux. */
    private record Route(Prefix prefix, Address gateway, String link, long metric) {
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (String[] row : rows("route", 1)) {
            if (row.length > 7 && (Integer.parseInt(row[3], HEX) & UP) != 0) {
                int mask = Integer.bitCount((int) Long.parseLong(row[7], HEX));
                routes.add(new Route(Prefix.v4(little(row[1]), mask), little(row[2]), row[0], Long.parseLong(row[6])));
            }
        }
        for (String[] row : rows("ipv6_route", 0)) {
            if (row.length > 9 && (Long.parseLong(row[8], HEX) & UP) != 0 && !row[9].equals(LOOPBACK)) {
                routes.add(new Route(Prefix.of(big(row[0]), Integer.parseInt(row[1], HEX)), big(row[4]), row[9], Long.parseLong(row[5], HEX)));
            }
        }
        return routes;
    }

    /** An address of IPv4 as the machine's own number. */
    private static Address little(String hex) {
        return Address.v4(Integer.reverseBytes((int) Long.parseLong(hex, HEX)));
    }

    private static Address big(String hex) {
        return new Address(Long.parseUnsignedLong(hex.substring(0, HEX), HEX), Long.parseUnsignedLong(hex.substring(HEX), HEX));
    }

    /** Lines {@code PREFIX GATEWAY LINK METRIC}; {@code -} where the target is on the link. */
    String routeLines() {
        StringBuilder text = new StringBuilder();
        for (Route each : routes()) {
            text.append(each.prefix).append(' ').append(each.gateway.isAny() ? "-" : each.gateway).append(' ').append(each.link).append(' ')
                .append(each.metric).append('\n');
        }
        return text.toString();
    }

    /** Lines {@code LINK ADDRESS HARDWARE STATE}; neighbors of IPv4 alone, as Linux has no file of the others. */
    String neighborLines() {
        StringBuilder text = new StringBuilder();
        for (String[] row : rows("arp", 1)) {
            if (row.length > 5) {
                boolean complete = (Integer.parseInt(row[2].substring(2), HEX) & 2) != 0;
                text.append(row[5]).append(' ').append(row[0]).append(' ').append(row[3]).append(complete ? " reachable" : " incomplete").append('\n');
            }
        }
        return text.toString();
    }

    /** For each link its lines {@code KEY VALUE}. */
    private Map<String, StringBuilder> links() {
        Map<String, StringBuilder> links = new LinkedHashMap<>();
        for (String[] row : rows("dev", 2)) {
            String name = row[0].substring(0, row[0].length() - 1);
            links.put(name, new StringBuilder("device " + name + "\nbytesin " + row[1] + "\nbytesout " + row[9] + "\n"));
        }
        List<Route> routes = routes();
        Address last = null;
        List<Address> seen = new ArrayList<>();
        for (String[] row : rows("fib_trie", 0)) {
            if (row[0].equals("|--")) {
                last = Address.tryParse(row[1]);
            } else if (row.length > 2 && row[0].equals("/32") && row[1].equals("host") && last != null && !seen.contains(last)) {
                seen.add(last);
                address(links, routes, last);
            }
        }
        for (String[] row : rows("if_inet6", 0)) {
            if (row.length > 5 && links.containsKey(row[5])) {
                links.get(row[5]).append("address ").append(big(row[0])).append('/').append(Integer.parseInt(row[2], HEX)).append('\n');
            }
        }
        return links;
    }

    /** Linux does not say on which link an address of IPv4 is; its prefix is that of the route that leads there by itself. */
    private static void address(Map<String, StringBuilder> links, List<Route> routes, Address address) {
        String link = address.isLoopback() ? LOOPBACK : null;
        int length = 8;
        for (Route each : routes) {
            if (link == null && each.gateway.isAny() && each.prefix.length() > 96 && each.prefix.contains(address.high(), address.low())) {
                link = each.link;
                length = each.prefix.length() - 96;
            }
        }
        if (links.containsKey(link)) {
            links.get(link).append("address ").append(address).append('/').append(length).append('\n');
        }
    }

    /** The counters of a protocol, of the host as a whole. */
    String statistics(Protocol protocol) {
        if (protocol == Protocol.ICMPV6) {
            StringBuilder text = new StringBuilder();
            for (String[] row : rows("snmp6", 0)) {
                if (row.length == 2 && row[0].startsWith("Icmp6")) {
                    text.append(row[0].substring(5)).append(' ').append(row[1]).append('\n');
                }
            }
            return text.toString();
        }
        String[] names = null;
        for (String[] row : rows("snmp", 0)) {
            if (!row[0].toLowerCase(Locale.ROOT).equals(protocol.directory() + ":")) {
                continue;
            }
            if (names == null) {
                names = row;
                continue;
            }
            StringBuilder text = new StringBuilder();
            for (int i = 1; i < Math.min(names.length, row.length); i++) {
                text.append(names[i]).append(' ').append(row[i]).append('\n');
            }
            return text.toString();
        }
        return "";
    }

    /** The files {@code ipifc}, {@code iproute}, {@code arp}. They can only be read: the host is set up by its own means. */
    List<NetFile> files() {
        return List.of(new Interfaces(), NetFile.text("iproute", "/iproute", this::routeLines), NetFile.text("arp", "/arp", this::neighborLines));
    }

    private final class Interfaces extends NetFile.Folder {
        Interfaces() {
            super(null, "ipifc", "/ipifc");
        }

        @Override
        protected List<NetFile> list() {
            List<NetFile> all = new ArrayList<>();
            for (StringBuilder lines : links().values()) {
                all.add(new Interface(this, all.size(), lines.toString()));
            }
            return all;
        }
    }

    private static final class Interface extends NetFile.Folder {
        private final NetFile status;

        Interface(NetFile.Folder parent, int number, String lines) {
            super(parent, String.valueOf(number), "/ipifc/" + number);
            status = NetFile.text("status", "/ipifc/" + number + "/status", () -> lines);
        }

        @Override
        protected List<NetFile> list() {
            return List.of(status);
        }
    }
}
