package obol.net.ip;

import java.util.ArrayList;
import java.util.List;
import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.Problem;
import obol.net.core.Timers;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Hardware;
import obol.net.wire.Layouts.Ethernet;
import obol.net.wire.Layouts.Protocol;
import obol.net.wire.Packet;

/** Both versions of IP on all links: what comes in is handed to transports, what goes out to links. */
public final class Ip {
    private static final int MAX_LINKS = 16;
    /** Addresses of a link at most; what routers announce beyond is ignored. */
    public static final int MAX_ADDRESSES = 32;
    private static final int LOOPBACK_MTU = 32 << 10;

    private final Core core;
    private final List<Link> links = new ArrayList<>();
    private final List<Neighbors> neighbors = new ArrayList<>();
    private final Link loopback;
    private final Routes routes;
    private final AddressResolution arp;
    private final NeighborDiscovery discovery;
    private final ControlMessages icmp;
    private final Version4 version4;
    private final Version6 version6;
    private final Transport[] transports = new Transport[256];
    private final Arrival arrival = new Arrival();

    public Ip(Core core) {
        this.core = core;
        routes = new Routes(core, this);
        arp = new AddressResolution(this);
        discovery = new NeighborDiscovery(this);
        icmp = new ControlMessages(this);
        version4 = new Version4(this);
        version6 = new Version6(this);
        loopback = addLink("lo", 0, LOOPBACK_MTU, true);
        add(loopback, Address.LOOPBACK4, 96 + 8, LocalAddress.Origin.STATIC, false, null);
        add(loopback, Address.LOOPBACK6, 128, LocalAddress.Origin.STATIC, false, null);
    }

    public Core core() {
        return core;
    }

    public Routes routes() {
        return routes;
    }

    public ControlMessages icmp() {
        return icmp;
    }

    public NeighborDiscovery discovery() {
        return discovery;
    }

    AddressResolution arp() {
        return arp;
    }

    public Link loopback() {
        return loopback;
    }

    /** All links, the loopback first; not to be changed. */
    public List<Link> links() {
        return links;
    }

    /** The first link that leads somewhere, or null. */
    Link firstLink() {
        return links.size() > 1 ? links.get(1) : null;
    }

    /**
     * Adds an Ethernet.
     *
     * @param mtu largest IP packet, 1280 to 65,535
     */
    public Link addLink(String name, long hardware, int mtu) {
        if (mtu < 1280 || mtu > 65535) throw new IllegalArgumentException("mtu " + mtu);
        return addLink(name, hardware, mtu, false);
    }

    private Link addLink(String name, long hardware, int mtu, boolean isLoopback) {
        if (links.size() == MAX_LINKS) throw new IllegalStateException("too many links");
        Link link = new Link(core, name, hardware, mtu, isLoopback);
        links.add(link);
        neighbors.add(new Neighbors(this, link));
        return link;
    }

    Neighbors neighbors(Link link) {
        return neighbors.get(links.indexOf(link));
    }

    /** What is known of the neighbors on a link: a line each, address, hardware address and state. */
    public List<String> describeNeighbors(Link link) {
        List<String> lines = new ArrayList<>();
        for (Neighbor neighbor : neighbors(link).all()) {
            lines.add(neighbor.address + " " + Hardware.toString(neighbor.hardware()) + " " + neighbor.state());
        }
        return lines;
    }

    /**
     * Gives a link an address, and a route to those on the same link.
     *
     * @param prefixLength in bits of the 128, so that of IPv4 is 96 or more; 128 for no route
     * @param test whether to test first that nobody else has it
     * @param owner told what becomes of it; may be null
     * @return null if the link has it already, or too many
     */
    public LocalAddress add(Link link, Address address, int prefixLength, LocalAddress.Origin origin, boolean test,
            LocalAddress.Owner owner) {
        if (link.find(address.high(), address.low()) != null || link.addresses().size() >= MAX_ADDRESSES) return null;
        LocalAddress local = new LocalAddress(this, link, address, prefixLength, origin, owner);
        link.addresses().add(local);
        if (prefixLength < 128 && origin != LocalAddress.Origin.ROUTER) {
            routes.add(new Route(local.prefix(), null, link, 0, Timers.NEVER));
        }
        local.start(test);
        return local;
    }

    /** Takes an address away. */
    public void remove(LocalAddress local) {
        Link link = local.link();
        if (!link.addresses().remove(local)) return;
        local.removed();
        boolean shared = false;
        for (LocalAddress other : link.addresses()) shared |= other.prefix().equals(local.prefix());
        if (!shared && local.origin() != LocalAddress.Origin.ROUTER) routes.remove(local.prefix(), null, link);
        routes.changed();
    }

    /** Whether this is an address of this host that it may use. */
    public boolean isLocal(long high, long low) {
        for (int i = 0; i < links.size(); i++) {
            LocalAddress local = links.get(i).find(high, low);
            if (local != null && local.isUsable()) return true;
        }
        return Address.isV4(high, low) && Address.isLoopback(high, low);
    }

    /** The address to send from on a path; null if there is none. */
    public Address sourceFor(Path path) {
        if (path.link == null) return null;
        if (path.link == loopback) return new Address(path.targetHigh, path.targetLow);
        Address source = path.link.sourceFor(path.targetHigh, path.targetLow);
        if (path.hardware == Hardware.BROADCAST) return source;
        for (int i = 0; i < links.size() && source == null && !Address.isLinkLocal(path.targetHigh, path.targetLow); i++) {
            if (links.get(i) != loopback) source = links.get(i).sourceFor(path.targetHigh, path.targetLow);
        }
        return source;
    }

    /** Sets what takes the packets of a protocol. */
    public void serve(int protocol, Transport transport) {
        transports[protocol] = transport;
    }

    Transport transport(int protocol) {
        return transports[protocol & 0xFF];
    }

    /** A frame has arrived; its bytes are not touched, nor kept. */
    public void receive(Link link, byte[] frame, int at, int length) {
        link.received(length);
        if (length < Ethernet.LENGTH) {
            core.count(Counter.FRAMES_UNKNOWN);
            return;
        }
        long target = Bytes.u48(frame, at + Ethernet.TARGET);
        boolean group = Hardware.isGroup(target);
        if (!group && target != link.hardware()) {
            core.count(Counter.IP_NOT_FOR_US);
            return;
        }
        Arrival a = arrival;
        a.link = link;
        a.bytes = frame;
        a.hardware = Bytes.u48(frame, at + Ethernet.SOURCE);
        a.at = at + Ethernet.LENGTH;
        a.network = a.at;
        a.end = at + length;
        a.group = group;
        a.reassembled = false;
        switch (Bytes.u16(frame, at + Ethernet.TYPE)) {
            case Ethernet.IP4: version4.receive(a); break;
            case Ethernet.IP6: version6.receive(a); break;
            case Ethernet.ARP: arp.receive(a); break;
            default: core.count(Counter.FRAMES_UNKNOWN);
        }
        a.bytes = null;
    }

    /** Gives a packet to its transport; false if nobody takes the protocol. */
    boolean deliver(Arrival a) {
        if (a.protocol == (a.isV4() ? Protocol.ICMP4 : Protocol.ICMP6)) {
            icmp.receive(a);
            return true;
        }
        Transport transport = transports[a.protocol];
        if (transport == null) return false;
        transport.received(a);
        return true;
    }

    /**
     * Sends a transport's packet, which the callee owns from here on.
     *
     * @param path the way; the packet is dropped if there is none any more
     * @param hopLimit 1 to 255
     * @param divisible whether it may be divided into fragments; one that may not and is too large is dropped
     */
    public void send(Packet packet, Path path, long sourceHigh, long sourceLow, int protocol, int hopLimit, boolean divisible) {
        core.count(Counter.IP_OUT);
        routes.refresh(path);
        if (path.link == null) {
            core.count(Counter.IP_NO_ROUTE);
            core.pool.give(packet);
            return;
        }
        if (path.isV4()) version4.send(packet, path, sourceLow, protocol, hopLimit, divisible);
        else version6.send(packet, path, sourceHigh, sourceLow, protocol, hopLimit);
    }

    /** Sends a whole IP packet on its way. */
    void transmit(Packet packet, Path path) {
        int type = path.isV4() ? Ethernet.IP4 : Ethernet.IP6;
        if (path.neighbor != null) path.neighbor.send(packet, type);
        else path.link.send(packet, path.hardware, type);
    }

    /** An IP packet of this host whose next hop does not answer. */
    void undeliverable(Link link, Packet packet) {
        icmp.failedHere(link, packet, Problem.UNREACHABLE);
    }
}
