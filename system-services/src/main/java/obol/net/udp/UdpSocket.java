package obol.net.udp;

import obol.net.core.Core;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.ip.Link;
import obol.net.wire.Address;

/** A port of UDP. */
public final class UdpSocket extends DatagramSocket {
    final Address local;
    final int port;
    private final Udp udp;
    private Address remote;
    private int remotePort;
    private Link link;
    private int hopLimit = 64;
    UdpSocket next;

    UdpSocket(Core core, Udp udp, Address local, int port, int limit) {
        super(core, limit);
        this.udp = udp;
        this.local = local;
        this.port = port;
    }

    /** The address that it is bound to; one that {@link Address#isAny} for all. */
    public Address local() {
        return local;
    }

    public int port() {
        return port;
    }

    /** Who it is connected to, null for nobody. */
    public Address remote() {
        return remote;
    }

    public int remotePort() {
        return remotePort;
    }

    /** From now on only datagrams of this host and port are taken, and problems told. */
    public void connect(Address remote, int port) throws NetworkException {
        if (udp.path(this, remote).link() == null) throw new NetworkException(Problem.UNREACHABLE);
        this.remote = remote;
        remotePort = port;
    }

    public void disconnect() {
        remote = null;
    }

    /** Uses one link only, both ways; null for all. */
    public void use(Link link) {
        this.link = link;
    }

    public Link link() {
        return link;
    }

    /** Sets the hop limit, 1 to 255. */
    public void hopLimit(int limit) {
        hopLimit = limit;
    }

    int hopLimit() {
        return hopLimit;
    }

    /** Sends a datagram to whom it is connected. */
    public void send(byte[] from, int at, int length) throws NetworkException {
        if (remote == null) throw new NetworkException(Problem.UNREACHABLE);
        udp.send(this, remote, remotePort, from, at, length);
    }

    /** Sends a datagram. What the network does with it nobody knows. */
    public void send(Address target, int port, byte[] from, int at, int length) throws NetworkException {
        udp.send(this, target, port, from, at, length);
    }

    @Override
    void forget() {
        udp.remove(this);
    }

    /** How well it fits a datagram: -1 not at all, more for what is bound or connected. */
    int fit(Link link, long localHigh, long localLow, long high, long low, int port) {
        if (this.link != null && this.link != link) return -1;
        int fit = this.link == null ? 0 : 1;
        if (!local.isAny()) {
            if (!local.is(localHigh, localLow)) return -1;
            fit += 2;
        } else if (local.isV4() && !Address.isV4(localHigh, localLow)) {
            return -1;
        }
        if (remote != null) {
            if (!remote.is(high, low) || remotePort != port) return -1;
            fit += 4;
        }
        return fit;
    }
}
