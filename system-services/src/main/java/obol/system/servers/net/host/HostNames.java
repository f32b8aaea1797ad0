package obol.system.servers.net.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import obol.net.config.Lookup;
import obol.net.config.NameServers;
import obol.net.config.Resolver;
import obol.net.config.Ways;
import obol.net.core.Core;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.nucleus.port.Entropy;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.server.Reply;
import obol.system.servers.net.Endpoint;
import obol.system.servers.net.Protocol;

/** Names as the host knows them: by {@code /etc/hosts}, then by DNS. Used with the tree's monitor held. */
final class HostNames {
    private static final String LOCALHOST = "localhost";
    /** Milliseconds between two looks at what is due, while questions are under way. */
    private static final long TICK = 50;

    private final HostNetwork network;
    private final Consumer<Runnable> home;
    private final UnaryOperator<String> file;
    private final Core core = new Core(HostNames::random, System.nanoTime());
    private final Resolver resolver;
    private boolean ticking;

    /** @param file the text of a file of the host by its path, empty if there is none */
    HostNames(HostNetwork network, Consumer<Runnable> home, UnaryOperator<String> file) {
        this.network = network;
        this.home = home;
        this.file = file;
        NameServers servers = new NameServers();
        resolver = new Resolver(core, new SocketWays(), servers);
        List<Address> found = new ArrayList<>();
        for (String[] words : lines("/etc/resolv.conf")) {
            Address address = words.length > 1 && words[0].equals("nameserver") ? Address.tryParse(words[1]) : null;
            if (address != null) {
                found.add(0, address);
            }
        }
        found.forEach(servers::add);
    }

    private static long random() {
        byte[] bytes = new byte[Long.BYTES];
        Entropy.fill(bytes);
        return Bytes.i64(bytes, 0);
    }

    /** The words of each line, without comments. */
    private List<String[]> lines(String path) {
        List<String[]> lines = new ArrayList<>();
        for (String line : file.apply(path).split("\n")) {
            int comment = line.indexOf('#');
            String text = (comment < 0 ? line : line.substring(0, comment)).trim();
            if (!text.isEmpty()) {
                lines.add(text.split("[ \t]+"));
            }
        }
        return lines;
    }

    void addresses(String name, boolean version6, Reply<List<Address>> reply) {
        List<Address> known = new ArrayList<>();
        for (String[] words : lines("/etc/hosts")) {
            Address address = Address.tryParse(words[0]);
            for (int i = 1; i < words.length; i++) {
                if (address != null && address.isV4() != version6 && words[i].equalsIgnoreCase(name) && !known.contains(address)) {
                    known.add(address);
                }
            }
        }
        if (known.isEmpty() && name.equals(LOCALHOST)) {
            known.add(version6 ? Address.LOOPBACK6 : Address.LOOPBACK4);
        }
        if (known.isEmpty()) {
            ask(resolver.addresses(name, version6), reply, Lookup::addresses);
        } else {
            reply.ok(known);
        }
    }

    void names(Address address, Reply<List<String>> reply) {
        for (String[] words : lines("/etc/hosts")) {
            if (address.equals(Address.tryParse(words[0])) && words.length > 1) {
                reply.ok(List.of(words[1]));
                return;
            }
        }
        ask(resolver.names(address), reply, Lookup::names);
    }

    /** What a question that was answered gives. */
    private interface Result<T> {
        T of(Lookup lookup);
    }

    private <T> void ask(Lookup lookup, Reply<T> reply, Result<T> result) {
        lookup.observe(socket -> {
            if (!reply.answered()) {
                answer(lookup, reply, result);
            }
        });
        reply.onAbort(() -> {
            lookup.close();
            reply.interrupted();
        });
        settle();
        if (!reply.answered() && (lookup.readiness() & Lookup.OVER) != 0) {
            answer(lookup, reply, result);
        }
        tick();
    }

    private static <T> void answer(Lookup lookup, Reply<T> reply, Result<T> result) {
        Problem problem = lookup.problem();
        if (problem == null) {
            reply.ok(result.of(lookup));
        } else {
            reply.error(new StyxException(problem == Problem.NO_SUCH_NAME ? Errno.ENOENT : Errno.EAGAIN, "dns: " + problem.words()));
        }
    }

    private void settle() {
        core.advance(System.nanoTime());
        while (core.tellObserver()) {
            // each may bring about the next
        }
    }

    /** Lets time go on while questions are under way. */
    private void tick() {
        if (ticking || resolver.underWay() == 0) {
            return;
        }
        ticking = true;
        Thread thread = new Thread(() -> {
            boolean[] more = {true};
            while (more[0]) {
                try {
                    Thread.sleep(TICK);
                } catch (InterruptedException stop) {
                    return;
                }
                home.accept(() -> {
                    settle();
                    ticking = resolver.underWay() > 0;
                    more[0] = ticking;
                });
            }
        }, "dns");
        thread.setDaemon(true);
        thread.start();
    }

    /** To name servers by the host's sockets. */
    private final class SocketWays implements Ways {
        @Override
        public Way datagrams(Address server, int port, Runnable changed) throws NetworkException {
            return new SocketWay(Protocol.UDP, server, port, changed);
        }

        @Override
        public Way stream(Address server, int port, Runnable changed) throws NetworkException {
            return new SocketWay(Protocol.TCP, server, port, changed);
        }
    }

    private final class SocketWay implements Ways.Way {
        private final Endpoint endpoint;
        private Problem problem;

        SocketWay(Protocol protocol, Address server, int port, Runnable changed) throws NetworkException {
            endpoint = network.openUnbounded(protocol, () -> {
                changed.run();
                settle();
            });
            try {
                endpoint.connect(server, port);
            } catch (StyxException noWay) {
                endpoint.close();
                throw failed(noWay);
            }
        }

        private NetworkException failed(StyxException why) {
            problem = why.errno() == Errno.ECONNREFUSED ? Problem.REFUSED : Problem.UNREACHABLE;
            return new NetworkException(problem);
        }

        @Override
        public boolean connected() {
            try {
                return endpoint.connected();
            } catch (StyxException why) {
                failed(why);
                return false;
            }
        }

        @Override
        public void send(byte[] from, int at, int length) throws NetworkException {
            try {
                endpoint.write(from, at, length);
            } catch (StyxException why) {
                throw failed(why);
            }
        }

        @Override
        public int read(byte[] to, int at, int most) throws NetworkException {
            try {
                int count = endpoint.read(to, at, most);
                return count == Endpoint.END ? -1 : Math.max(0, count);
            } catch (StyxException why) {
                throw failed(why);
            }
        }

        @Override
        public Problem problem() {
            return problem;
        }

        @Override
        public void close() {
            endpoint.close();
        }
    }
}
