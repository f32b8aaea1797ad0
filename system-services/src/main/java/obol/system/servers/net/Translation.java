package obol.system.servers.net;

import java.util.List;
import obol.net.wire.Address;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.server.Reply;

/**
 * What {@code cs} does (ndb(8)): of {@code NETWORK!HOST!SERVICE} makes lines {@code /net/PROTOCOL/clone ADDRESS!PORT}, which are to be
 * tried in turn. NETWORK is a protocol, or {@code net} for any stream; HOST a name, an address, or {@code *} for what is announced;
 * SERVICE a name or number.
 */
final class Translation {
    private static final String ANY_NETWORK = "net";
    private static final String ANY_HOST = "*";

    private final Network network;
    private final WellKnownPorts ports = new WellKnownPorts();

    Translation(Network network) {
        this.network = network;
    }

    void answer(String question, Reply<List<String>> reply) throws StyxException {
        String[] parts = question.split("!", -1);
        Protocol protocol = parts[0].equals(ANY_NETWORK) ? Protocol.TCP : Protocol.of(parts[0]);
        if (protocol == null || !network.protocols().contains(protocol) || parts.length < 2 || parts[1].isEmpty()) {
            throw new StyxException(Errno.EINVAL, "cs: can't translate address: " + question);
        }
        int port = !protocol.hasPorts() ? 0 : parts.length == 3 ? ports.of(parts[2]) : -1;
        if (port < 0) {
            throw new StyxException(Errno.EINVAL, "cs: can't translate service: " + question);
        }
        String host = parts[1];
        Address address = Address.tryParse(host);
        if (host.equals(ANY_HOST)) {
            reply.ok(List.of(line(protocol, ANY_HOST, port)));
        } else if (address != null) {
            reply.ok(List.of(line(protocol, address.toString(), port)));
        } else {
            new AddressSearch(network, host, versions(protocol), new Onward<>(reply) {
                @Override
                public void ok(List<Address> found) {
                    reply.ok(found.stream().map(each -> line(protocol, each.toString(), port)).toList());
                }
            }).proceed();
        }
    }

    /** IPv4's first: a dial tries one after the other, and many hosts have addresses of IPv6 that lead nowhere. */
    private static List<Boolean> versions(Protocol protocol) {
        return protocol == Protocol.ICMP ? List.of(false) : protocol == Protocol.ICMPV6 ? List.of(true) : List.of(false, true);
    }

    private static String line(Protocol protocol, String host, int port) {
        return "/net/" + protocol.directory() + "/clone " + host + (protocol.hasPorts() ? "!" + port : "");
    }
}
