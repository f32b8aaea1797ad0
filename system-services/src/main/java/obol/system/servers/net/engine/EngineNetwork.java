package obol.system.servers.net.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import obol.net.Stack;
import obol.net.config.Lookup;
import obol.net.core.Counter;
import obol.net.wire.Address;
import obol.styx.server.Reply;
import obol.system.servers.net.Endpoint;
import obol.system.servers.net.NetFile;
import obol.system.servers.net.Network;
import obol.system.servers.net.Protocol;

/** The engine as what lies below {@code /net}. */
final class EngineNetwork implements Network {
    private final Stack stack;
    private final List<NetFile> files = new ArrayList<>();

    EngineNetwork(Stack stack) {
        this.stack = stack;
    }

    /** Adds a file or directory to {@code /net}. */
    void add(NetFile file) {
        files.add(file);
    }

    @Override
    public Set<Protocol> protocols() {
        return EnumSet.allOf(Protocol.class);
    }

    @Override
    public Endpoint open(Protocol protocol, Runnable changed) {
        return switch (protocol) {
            case TCP -> new TcpEndpoint(stack, changed);
            case UDP -> new UdpEndpoint(stack, changed);
            case ICMP -> new EchoEndpoint(stack, false, changed);
            case ICMPV6 -> new EchoEndpoint(stack, true, changed);
        };
    }

    @Override
    public void addresses(String name, boolean version6, Reply<List<Address>> reply) {
        answer(stack.resolver().addresses(name, version6), Lookup::addresses, reply);
    }

    @Override
    public void names(Address address, Reply<List<String>> reply) {
        answer(stack.resolver().names(address), Lookup::names, reply);
    }

    private static <T> void answer(Lookup lookup, Function<Lookup, T> part, Reply<T> reply) {
        if (lookup.readiness() != 0) {
            tell(lookup, part, reply);
            return;
        }
        lookup.observe(socket -> {
            if (!reply.answered() && lookup.readiness() != 0) tell(lookup, part, reply);
        });
        reply.onAbort(() -> {
            lookup.close();
            if (!reply.answered()) reply.interrupted();
        });
    }

    private static <T> void tell(Lookup lookup, Function<Lookup, T> part, Reply<T> reply) {
        if (lookup.problem() != null) reply.error(Problems.error(lookup.problem()));
        else reply.ok(part.apply(lookup));
        lookup.close();
    }

    /** The engine's counters whose names begin with the protocol's; those of IP and below belong to no protocol here. */
    @Override
    public String statistics(Protocol protocol) {
        String prefix = protocol == Protocol.ICMPV6 ? "ICMP_" : protocol.name() + "_";
        StringBuilder text = new StringBuilder();
        for (Counter counter : Counter.values()) {
            if (counter.name().startsWith(prefix)) line(text, counter.name().substring(prefix.length()), stack.counted(counter));
        }
        if (protocol == Protocol.TCP) {
            line(text, "connections", stack.tcp().size());
            line(text, "buffers", stack.tcp().memoryUsed());
        }
        return text.toString();
    }

    static void line(StringBuilder text, String name, long number) {
        text.append(name.toLowerCase(Locale.ROOT).replace('_', '-')).append(' ').append(number).append('\n');
    }

    @Override
    public List<NetFile> files() {
        return files;
    }
}
