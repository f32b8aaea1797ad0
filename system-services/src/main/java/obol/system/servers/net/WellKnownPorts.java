package obol.system.servers.net;

import java.util.HashMap;
import java.util.Map;

/** Names of services and their ports (IANA's registry, and the usual ones of 9P), the same for TCP and UDP. */
final class WellKnownPorts {
    private static final String TABLE = """
        echo 7
        discard 9
        systat 11
        daytime 13
        chargen 19
        ftp 21
        ssh 22
        telnet 23
        smtp 25
        time 37
        domain 53
        dns 53
        bootps 67
        bootpc 68
        tftp 69
        finger 79
        http 80
        pop3 110
        ntp 123
        imap 143
        snmp 161
        https 443
        syslog 514
        exportfs 564
        9fs 564
        9p 564
        imaps 993
        """;

    private final Map<String, Integer> ports = new HashMap<>();

    WellKnownPorts() {
        for (String line : TABLE.split("\n")) {
            int space = line.indexOf(' ');
            ports.put(line.substring(0, space), HostPort.number(line.substring(space + 1)));
        }
    }

    /** The port that a name or number means; -1: none. */
    int of(String service) {
        int number = HostPort.number(service);
        return number >= 0 ? number <= 65_535 ? number : -1 : ports.getOrDefault(service, -1);
    }
}
