package obol.system.servers.net;

/** The protocols that may have a directory under {@code /net}. */
public enum Protocol {
    TCP("tcp", true, true),
    UDP("udp", false, true),
    /** Echoes of IPv4. A message of ICMP is what is written and read, from its type on. */
    ICMP("icmp", false, false),
    /** Echoes of IPv6. */
    ICMPV6("icmpv6", false, false);

    private final String directory;
    private final boolean stream;
    private final boolean ports;

    Protocol(String directory, boolean stream, boolean ports) {
        this.directory = directory;
        this.stream = stream;
        this.ports = ports;
    }

    /** Its name under {@code /net}. */
    public String directory() {
        return directory;
    }

    /** Whether it carries bytes; else datagrams. */
    public boolean isStream() {
        return stream;
    }

    /** Whether its addresses have ports. */
    public boolean hasPorts() {
        return ports;
    }

    /** Null if none has this name. */
    public static Protocol of(String directory) {
        for (Protocol each : values()) {
            if (each.directory.equals(directory)) {
                return each;
            }
        }
        return null;
    }
}
