package obol.net.udp;

import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.ip.Arrival;
import obol.net.ip.Ip;
import obol.net.ip.Link;
import obol.net.ip.Path;
import obol.net.ip.Transport;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Checksum;
import obol.net.wire.Layouts;
import obol.net.wire.Layouts.Icmp;
import obol.net.wire.Layouts.Protocol;
import obol.net.wire.Packet;

/** UDP (RFC 768, RFC 8200 8.1) of one engine. */
public final class Udp implements Transport {
    /** Ports for those who do not care (RFC 6335 6), taken at random (RFC 6056). */
    public static final int FIRST_FREE_PORT = 49152, FREE_PORTS = 16384;
    private static final int BUCKETS = 256;
    private static final int MAX_SOCKETS = 4096;

    private final Core core;
    private final Ip ip;
    private final UdpSocket[] byPort = new UdpSocket[BUCKETS];
    private int sockets;

    public Udp(Ip ip) {
        this.ip = ip;
        core = ip.core();
        ip.serve(Protocol.UDP, this);
    }

    /**
     * Opens a socket.
     *
     * @param local one of this host's addresses, or that of none for all
     * @param port 0 for one at random
     * @param limit bytes that may wait, 40 for each datagram counted in
     */
    public UdpSocket open(Address local, int port, int limit) throws NetworkException {
        if (sockets == MAX_SOCKETS) throw new NetworkException(Problem.NO_ROOM);
        if (!local.isAny() && !local.isMulticast() && !ip.isLocal(local.high(), local.low())) {
            throw new NetworkException(Problem.NO_ADDRESS);
        }
        int chosen = port == 0 ? freePort(local) : port;
        if (port != 0 && isTaken(local, port)) throw new NetworkException(Problem.IN_USE);
        UdpSocket socket = new UdpSocket(core, this, local, chosen, limit);
        socket.next = byPort[chosen % BUCKETS];
        byPort[chosen % BUCKETS] = socket;
        sockets++;
        return socket;
    }

    private int freePort(Address local) throws NetworkException {
        int first = core.below(FREE_PORTS);
        for (int i = 0; i < FREE_PORTS; i++) {
            int port = FIRST_FREE_PORT + (first + i) % FREE_PORTS;
            if (!isTaken(local, port)) return port;
        }
        throw new NetworkException(Problem.NO_PORTS);
    }

    private boolean isTaken(Address local, int port) {
        for (UdpSocket socket = byPort[port % BUCKETS]; socket != null; socket = socket.next) {
            if (socket.port == port && overlap(socket.local, local)) return true;
        }
        return false;
    }

    private static boolean overlap(Address a, Address b) {
        if (a.equals(b) || a.equals(Address.ANY6) || b.equals(Address.ANY6)) return true;
        return a.isV4() && b.isV4() && (a.isAny() || b.isAny());
    }

    void remove(UdpSocket socket) {
        int bucket = socket.port % BUCKETS;
        UdpSocket before = null;
        for (UdpSocket other = byPort[bucket]; other != null; before = other, other = other.next) {
            if (other != socket) continue;
            if (before == null) byPort[bucket] = socket.next;
            else before.next = socket.next;
            sockets--;
            return;
        }
    }

    private UdpSocket find(Arrival a, int port, long localHigh, long localLow, long high, long low, int remotePort) {
        UdpSocket best = null;
        int bestFit = -1;
        for (UdpSocket socket = byPort[port % BUCKETS]; socket != null; socket = socket.next) {
            if (socket.port != port) continue;
            int fit = socket.fit(a.link, localHigh, localLow, high, low, remotePort);
            if (fit > bestFit) {
                best = socket;
                bestFit = fit;
            }
        }
        return best;
    }

    @Override
    public void received(Arrival a) {
        byte[] b = a.bytes;
        int size = a.length() < Layouts.Udp.LENGTH ? 0 : Bytes.u16(b, a.at + Layouts.Udp.SIZE);
        if (size < Layouts.Udp.LENGTH || size > a.length() || !isSumRight(a, size)) {
            core.count(Counter.UDP_MALFORMED);
            return;
        }
        core.count(Counter.UDP_IN);
        int port = Bytes.u16(b, a.at + Layouts.Udp.TARGET);
        int remotePort = Bytes.u16(b, a.at + Layouts.Udp.SOURCE);
        UdpSocket socket = find(a, port, a.targetHigh, a.targetLow, a.sourceHigh, a.sourceLow, remotePort);
        if (socket == null) {
            core.count(Counter.UDP_NO_PORT);
            ip.icmp().error(a, a.isV4() ? Icmp.UNREACHABLE4 : Icmp.UNREACHABLE6, a.isV4() ? Icmp.PORT4 : Icmp.PORT6, 0);
            return;
        }
        socket.arrived(a, remotePort, ip.links().indexOf(a.link), a.at + Layouts.Udp.LENGTH, size - Layouts.Udp.LENGTH);
    }

    /** A checksum of zero is none, which IPv4 alone allows. */
    private static boolean isSumRight(Arrival a, int size) {
        if (Bytes.u16(a.bytes, a.at + Layouts.Udp.CHECKSUM) == 0) return a.isV4();
        long sum = Checksum.pseudoHeader(a.sourceHigh, a.sourceLow, a.targetHigh, a.targetLow, Protocol.UDP, size);
        return Checksum.fold(Checksum.add(sum, a.bytes, a.at, size)) == 0xFFFF;
    }

    @Override
    public boolean failed(Arrival q, Problem problem, int mtu) {
        int port = Bytes.u16(q.bytes, q.at + Layouts.Udp.SOURCE);
        int remotePort = Bytes.u16(q.bytes, q.at + Layouts.Udp.TARGET);
        UdpSocket socket = find(q, port, q.sourceHigh, q.sourceLow, q.targetHigh, q.targetLow, remotePort);
        if (socket == null) return false;
        if (socket.remote() != null && problem != Problem.TOO_LARGE) socket.failed(problem);
        return true;
    }

    Path path(UdpSocket socket, Address target) {
        return ip.routes().path(target.high(), target.low(), socket.link());
    }

    void send(UdpSocket socket, Address target, int port, byte[] from, int at, int length) throws NetworkException {
        if (socket.isClosed()) throw new NetworkException(Problem.ABORTED);
        if (length > Layouts.Udp.MAX_PAYLOAD) throw new NetworkException(Problem.TOO_LARGE);
        Path path = path(socket, target);
        Link link = path.link();
        if (link == null) throw new NetworkException(Problem.UNREACHABLE);
        Address source = socket.local.isAny() || socket.local.isMulticast() ? ip.sourceFor(path) : socket.local;
        // A host that has no address yet may send to all on its link: so it gets one.
        if (source == null && target.equals(Address.BROADCAST4)) source = Address.ANY4;
        if (source == null || source.isV4() != target.isV4()) throw new NetworkException(Problem.NO_ADDRESS);
        Packet packet = core.pool.take(Layouts.Udp.LENGTH + length);
        int header = packet.start;
        byte[] b = packet.bytes;
        packet.end += Layouts.Udp.LENGTH;
        packet.append(from, at, length);
        int size = packet.length();
        Bytes.put16(b, header + Layouts.Udp.SOURCE, socket.port);
        Bytes.put16(b, header + Layouts.Udp.TARGET, port);
        Bytes.put16(b, header + Layouts.Udp.SIZE, size);
        Bytes.put16(b, header + Layouts.Udp.CHECKSUM, 0);
        long sum = Checksum.pseudoHeader(source.high(), source.low(), target.high(), target.low(), Protocol.UDP, size);
        int field = Checksum.of(Checksum.add(sum, b, header, size));
        Bytes.put16(b, header + Layouts.Udp.CHECKSUM, field == 0 ? 0xFFFF : field);
        core.count(Counter.UDP_OUT);
        ip.send(packet, path, source.high(), source.low(), Protocol.UDP, socket.hopLimit(), true);
    }
}
