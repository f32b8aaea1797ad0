package obol.system.servers.net.host;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import obol.net.wire.Address;
import obol.nucleus.device.Host;
import obol.nucleus.port.Errors;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.server.Reply;
import obol.system.host.Sockets;
import obol.system.servers.net.Endpoint;
import obol.system.servers.net.NetFile;
import obol.system.servers.net.Network;
import obol.system.servers.net.Protocol;

/** The host's network. Used with the tree's monitor held, but for the thread that waits. */
public final class HostNetwork implements Network {
    /** Of struct epoll_event: what is to be told, here all changes of reading and writing; and our number for the socket. */
    private static final int EVENTS = 0x8000_0000 | 0x1 | 0x4 | 0x2000, EVENT_SIZE = 12, EVENT_DATA = 4, MOST_EVENTS = 64;

    /** Of a file what is read. */
    private static final int MOST_FILE = 64 << 10;

    private final Host host;
    private final Consumer<Runnable> home;
    private final List<String> places;
    private final HostNames names;
    private final HostTables tables;
    private final int watcher;
    /** By their numbers, which are never used twice: a descriptor that is closed may be another socket's before its last event is told. */
    private final Map<Integer, IntConsumer> watched = new HashMap<>();
    private int lastNumber;

    /** Whether there are sockets at all. */
    public static boolean isThere(Host host) {
        int probe = host.watcher();
        if (probe >= 0) {
            host.close(probe);
        }
        return probe >= 0;
    }

    /**
     * Starts the thread that waits, which tells nothing before somebody opens a socket.
     *
     * @param home runs work with the tree's monitor held; any thread may call it
     * @param places the only ones that may be connected to, HOST:PORT; none: all may
     * @param files whether the host's files may be read
     */
    public HostNetwork(Host host, Consumer<Runnable> home, List<String> places, boolean files) {
        this.host = host;
        this.home = home;
        this.places = places;
        UnaryOperator<String> texts = files ? path -> text(host, path) : path -> "";
        names = new HostNames(this, home, texts);
        tables = new HostTables(texts);
        watcher = host.watcher();
        Thread thread = new Thread(this::tellChanges, "sockets");
        thread.setDaemon(true);
        thread.start();
    }

    private static String text(Host host, String path) {
        int file = host.open(path);
        if (file < 0) {
            return "";
        }
        byte[] text = new byte[MOST_FILE];
        int count = 0;
        for (int n = 1; n > 0; count += Math.max(0, n)) {
            n = host.read(file, text, count, MOST_FILE - count);
        }
        host.close(file);
        return new String(text, 0, count, StandardCharsets.ISO_8859_1);
    }

    private void tellChanges() {
        byte[] events = new byte[MOST_EVENTS * EVENT_SIZE];
        while (true) {
            host.await(watcher, false);
            int count = host.happened(watcher, events);
            home.accept(() -> {
                for (int i = 0; i < count; i++) {
                    IntConsumer changed = watched.get(Sockets.number(events, i * EVENT_SIZE + EVENT_DATA));
                    if (changed != null) {
                        changed.accept(Sockets.number(events, i * EVENT_SIZE));
                    }
                }
            });
        }
    }

    /** From now on {@code changed} is told of events at a socket; gives the number by which {@link #forget} knows it. */
    int watch(int socket, IntConsumer changed) throws StyxException {
        byte[] event = new byte[EVENT_SIZE];
        System.arraycopy(Sockets.value(EVENTS), 0, event, 0, 4);
        System.arraycopy(Sockets.value(++lastNumber), 0, event, EVENT_DATA, 4);
        int result = host.watch(watcher, socket, event);
        if (result < 0) {
            throw error(result);
        }
        watched.put(lastNumber, changed);
        return lastNumber;
    }

    void forget(int number) {
        watched.remove(number);
    }

    Host host() {
        return host;
    }

    /** @param result a negated error number of Linux */
    static StyxException error(int result) {
        return new StyxException(Errno.of(-result), Errors.text(-result));
    }

    /** What {@code --dial} says. */
    void requireAllowed(Address remote, int port) throws StyxException {
        String place = remote + ":" + port;
        if (!places.isEmpty() && !places.contains(place) && !(remote.isLoopback() && places.contains("localhost:" + port))) {
            throw new StyxException(Errno.EACCES, place + " is not allowed (--dial)");
        }
    }

    @Override
    public Set<Protocol> protocols() {
        return EnumSet.allOf(Protocol.class);
    }

    @Override
    public Endpoint open(Protocol protocol, Runnable changed) {
        return new HostEndpoint(this, protocol, changed, true);
    }

    /** An endpoint for the resolver, which gets to its servers whatever places are allowed. */
    Endpoint openUnbounded(Protocol protocol, Runnable changed) {
        return new HostEndpoint(this, protocol, changed, false);
    }

    @Override
    public void addresses(String name, boolean version6, Reply<List<Address>> reply) {
        names.addresses(name, version6, reply);
    }

    @Override
    public void names(Address address, Reply<List<String>> reply) {
        names.names(address, reply);
    }

    /** The host's own counters: those of all its programs. */
    @Override
    public String statistics(Protocol protocol) {
        return tables.statistics(protocol);
    }

    @Override
    public List<NetFile> files() {
        return tables.files();
    }
}
