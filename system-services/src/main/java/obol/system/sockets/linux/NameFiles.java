package obol.system.sockets.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import obol.net.wire.Address;
import obol.system.sockets.SocketAddresses;

/** The files hosts(5) and resolv.conf(5), read anew each time, as they change. */
final class NameFiles {
    private static final int MOST_SERVERS = 3;

    private final Path hosts;
    private final Path resolver;

    NameFiles(Path hosts, Path resolver) {
        this.hosts = hosts;
        this.resolver = resolver;
    }

    private static List<String[]> rows(Path file, String comments) {
        List<String[]> rows = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                int end = 0;
                while (end < line.length() && comments.indexOf(line.charAt(end)) < 0) {
                    end++;
                }
                String text = line.substring(0, end).trim();
                if (!text.isEmpty()) {
                    rows.add(text.split("[ \t]+"));
                }
            }
        } catch (IOException e) {
            // As if it were empty.
        }
        return rows;
    }

    /** Of all lines that have the name. */
    List<byte[]> addresses(String name) {
        List<byte[]> found = new ArrayList<>();
        for (String[] row : rows(hosts, "#")) {
            for (int i = 1; i < row.length; i++) {
                byte[] address = row[i].equalsIgnoreCase(name) ? address(row[0]) : null;
                if (address != null && found.stream().noneMatch(a -> Arrays.equals(a, address))) {
                    found.add(address);
                }
            }
        }
        return found;
    }

    /** The first name of the first line that has the address; null if none has. */
    String name(byte[] address) {
        for (String[] row : rows(hosts, "#")) {
            if (row.length > 1 && Arrays.equals(address, address(row[0]))) {
                return row[1];
            }
        }
        return null;
    }

    /** Null if the text is no address. */
    static byte[] address(String text) {
        Address address = Address.tryParse(text);
        return address == null ? null : bytes(address);
    }

    static byte[] bytes(Address address) {
        if (address.isV4()) {
            byte[] four = new byte[4];
            SocketAddresses.putBig(four, 0, address.v4());
            return four;
        }
        byte[] six = new byte[16];
        SocketAddresses.putBig(six, 0, (int) (address.high() >>> 32));
        SocketAddresses.putBig(six, 4, (int) address.high());
        SocketAddresses.putBig(six, 8, (int) (address.low() >>> 32));
        SocketAddresses.putBig(six, 12, (int) address.low());
        return six;
    }

    /** The name servers; this machine's own if none is named. */
    List<byte[]> servers() {
        List<byte[]> servers = new ArrayList<>();
        for (String[] row : rows(resolver, "#;")) {
            byte[] address = row[0].equals("nameserver") && row.length > 1 ? address(row[1]) : null;
            if (address != null && servers.size() < MOST_SERVERS) {
                servers.add(address);
            }
        }
        if (servers.isEmpty()) {
            servers.add(new byte[] {127, 0, 0, 1});
        }
        return servers;
    }

    /** The names to be asked for, one after the other: a name with dots first as it is, another one last. */
    List<String> candidates(String name) {
        if (name.endsWith(".")) {
            return List.of(name);
        }
        List<String> candidates = new ArrayList<>();
        for (String[] row : rows(resolver, "#;")) {
            if (row[0].equals("search") || row[0].equals("domain")) {
                candidates.clear();
                for (int i = 1; i < row.length; i++) {
                    candidates.add(name + "." + row[i]);
                }
            }
        }
        candidates.add(name.indexOf('.') >= 0 ? 0 : candidates.size(), name);
        return candidates;
    }
}
