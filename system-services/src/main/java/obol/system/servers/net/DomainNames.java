package obol.system.servers.net;

import java.util.List;
import obol.net.wire.Address;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.server.Reply;

/**
 * What {@code dns} does (ndb(8)): of {@code NAME TYPE} makes lines {@code NAME TYPE VALUE}. TYPE is {@code ip} for addresses of IPv4,
 * {@code ipv6}, {@code all} for both, or {@code ptr} for the names of the address NAME.
 */
final class DomainNames {
    private final Network network;

    DomainNames(Network network) {
        this.network = network;
    }

    void answer(String question, Reply<List<String>> reply) throws StyxException {
        String[] words = question.split("[ \t]+");
        String name = words[0];
        String type = words.length > 1 ? words[1] : "all";
        if (name.isEmpty() || words.length > 2) {
            throw new StyxException(Errno.EINVAL, "dns: not a question: " + question);
        }
        switch (type) {
            case "ip" -> addresses(name, List.of(false), reply);
            case "ipv6" -> addresses(name, List.of(true), reply);
            case "all" -> addresses(name, List.of(false, true), reply);
            case "ptr" -> names(name, reply);
            default -> throw new StyxException(Errno.EINVAL, "dns: not a type: " + type);
        }
    }

    private void addresses(String name, List<Boolean> versions6, Reply<List<String>> reply) {
        new AddressSearch(network, name, versions6, new Onward<>(reply) {
            @Override
            public void ok(List<Address> found) {
                reply.ok(found.stream().map(each -> name + (each.isV4() ? " ip " : " ipv6 ") + each).toList());
            }
        }).proceed();
    }

    private void names(String text, Reply<List<String>> reply) throws StyxException {
        Address address = Address.tryParse(text);
        if (address == null) {
            throw new StyxException(Errno.EINVAL, "dns: not an Internet address: " + text);
        }
        network.names(address, new Onward<>(reply) {
            @Override
            public void ok(List<String> found) {
                reply.ok(found.stream().map(each -> text + " ptr " + each).toList());
            }
        });
    }
}
