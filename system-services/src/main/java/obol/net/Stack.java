package obol.net;

import java.util.List;
import obol.net.config.Autoconfiguration;
import obol.net.config.DhcpClient;
import obol.net.config.EngineWays;
import obol.net.config.NameServers;
import obol.net.config.Resolver;
import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.NetworkException;
import obol.net.core.Randomness;
import obol.net.core.Socket;
import obol.net.ip.Ip;
import obol.net.ip.Link;
import obol.net.ip.LocalAddress;
import obol.net.ip.Route;
import obol.net.tcp.Connection;
import obol.net.tcp.Listener;
import obol.net.tcp.Tcp;
import obol.net.udp.EchoSocket;
import obol.net.udp.Echoes;
import obol.net.udp.Udp;
import obol.net.udp.UdpSocket;
import obol.net.wire.Address;
import obol.net.wire.Packet;

/**
 * One host on the network. Used by one thread at a time, in turns: {@link #receive} what has arrived and {@link #advance} the time, call
 * sockets, take what is to be sent from each link ({@link Link#poll}, {@link #sent}), ask {@link #nextChanged} for sockets to look after,
 * and wait until a frame comes or {@link #nextDeadline}. Calls on sockets use the time of the last call that told it.
 */
public final class Stack {
    /** Bytes that may wait at a socket of datagrams where nothing else is said. */
    public static final int DATAGRAMS = 256 << 10;

    /** Frames of the loopback and changes told in one call; the rest waits for the next, which is due at once. */
    private static final int MAX_TURNS = 4096;

    private final Core core;
    private final Ip ip;
    private final Udp udp;
    private final Tcp tcp;
    private final Echoes echoes;
    private final NameServers servers = new NameServers();
    private final Resolver resolver;

    /**
     * @param random must be unpredictable where others on the network are not trusted
     * @param now the time, in nanoseconds of a clock that does not go back
     */
    public Stack(Randomness random, long now) {
        core = new Core(random, now);
        ip = new Ip(core);
        udp = new Udp(ip);
        tcp = new Tcp(ip);
        echoes = new Echoes(ip);
        resolver = new Resolver(core, new EngineWays(udp, tcp), servers);
    }

    /** For those who extend the engine: addresses, routes, neighbors. */
    public Ip ip() {
        return ip;
    }

    /**
     * Adds an Ethernet.
     *
     * @param hardware its address
     * @param mtu largest IP packet, 1280 to 65,535
     */
    public Link addLink(String name, long hardware, int mtu) {
        return ip.addLink(name, hardware, mtu);
    }

    /** The links, the loopback first. */
    public List<Link> links() {
        return ip.links();
    }

    /**
     * Gives a link an address by hand.
     *
     * @param prefixLength 0 to 32 for IPv4, 0 to 128 for IPv6
     * @param test whether to test first that nobody else has it, which takes seconds
     */
    public LocalAddress addAddress(Link link, Address address, int prefixLength, boolean test) {
        int length = address.isV4() ? 96 + prefixLength : prefixLength;
        return ip.add(link, address, length, LocalAddress.Origin.STATIC, test, null);
    }

    /** Adds a route; false if there are too many. */
    public boolean addRoute(Route route) {
        return ip.routes().add(route);
    }

    /** A frame has arrived by a link. Its bytes are read during the call, not changed, and not kept. */
    public void receive(Link link, byte[] frame, int at, int length, long now) {
        receive(link, frame, at, length, now, false);
    }

    /**
     * As {@link #receive(Link, byte[], int, int, long)}.
     *
     * @param more whether the next call, at once, is with a frame that has arrived as well: acknowledgments of TCP wait for the last such
     *             frame, as those of hosts do that put segments together before they look at them
     */
    public void receive(Link link, byte[] frame, int at, int length, long now, boolean more) {
        core.advance(now);
        if (more) tcp.moreComing(true);
        ip.receive(link, frame, at, length);
        if (!more) tcp.moreComing(false);
        settle();
    }

    /** Tells the time and does what is due. To be called when {@link #nextDeadline} is reached, and after calls on sockets. */
    public void advance(long now) {
        core.advance(now);
        settle();
    }

    /** When {@link #advance} is to be called at the latest; {@code Long.MAX_VALUE} for never. */
    public long nextDeadline() {
        return ip.loopback().waiting() > 0 || tcp.isResumable() ? core.now() : core.timers.next();
    }

    /** Takes back a frame that came from a link. */
    public void sent(Packet frame) {
        core.pool.give(frame);
    }

    /** Takes out a socket whose readiness may have grown and that has no observer; null if there is none. */
    public Socket nextChanged() {
        return core.pollChanged();
    }

    /** Carries what hosts send to themselves, and tells observers, until nothing is left of that or it has gone on for long. */
    private void settle() {
        Link loopback = ip.loopback();
        for (int turns = 0; turns < MAX_TURNS; turns++) {
            Packet packet = loopback.poll();
            if (packet != null) {
                ip.receive(loopback, packet.bytes, packet.start, packet.length());
                core.pool.give(packet);
            } else if (!core.tellObserver()) {
                if (!tcp.isResumable()) return;
                tcp.resume();
            }
        }
    }

    public long counted(Counter counter) {
        return core.counted(counter);
    }

    /** Opens a port of UDP, 0 for one at random, at an address, or at all of a version ({@link Address#ANY6} takes both). */
    public UdpSocket udp(Address local, int port) throws NetworkException {
        return udp.open(local, port, DATAGRAMS);
    }

    /** TCP itself, with its defaults and all that is open. */
    public Tcp tcp() {
        return tcp;
    }

    /** Begins to connect to a port of TCP. */
    public Connection connect(Address remote, int port) throws NetworkException {
        return tcp.connect(remote.isV4() ? Address.ANY4 : Address.ANY6, 0, remote, port, tcp.defaults());
    }

    /** Listens at a port of TCP, 0 for one at random, of an address or of all ({@link Address#ANY6} takes both versions). */
    public Listener listen(Address local, int port, int backlog) throws NetworkException {
        return tcp.listen(local, port, backlog, tcp.defaults());
    }

    /** A client that gets a link's address of IPv4, which is to be started; {@code test} as with {@link #addAddress}. */
    public DhcpClient dhcp(Link link, boolean test) {
        return new DhcpClient(ip, udp, link, servers, test);
    }

    /**
     * What gives links their addresses of IPv6. At most one is to be made.
     *
     * @param secret0 with {@code secret1} a secret of this machine that is the same after each start
     */
    public Autoconfiguration autoconfiguration(long secret0, long secret1, boolean test) {
        return new Autoconfiguration(ip, secret0, secret1, test, servers);
    }

    /** The name servers that are known. */
    public NameServers nameServers() {
        return servers;
    }

    /** Finds addresses by name and names by address. */
    public Resolver resolver() {
        return resolver;
    }

    /** Opens a socket for echoes. */
    public EchoSocket echo() throws NetworkException {
        return echoes.open(DATAGRAMS);
    }
}
