package obol.net.ip;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.Timers;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Hardware;
import obol.net.wire.Layouts.Discovery;
import obol.net.wire.Layouts.Icmp;
import obol.net.wire.Layouts.Ip6;
import obol.net.wire.Packet;
import obol.net.wire.Prefix;

/**
 * Neighbor discovery of IPv6 (RFC 4861), the host's part: finds neighbors, answers for its own addresses, learns routers, the prefixes on
 * the link and its MTU. Prefixes that addresses are to be made from are told to {@link Routers}. Redirects are ignored.
 */
public final class NeighborDiscovery {
    /** Metric of what routers announce: above what is set by hand. */
    private static final int METRIC = 1024;
    /** Routes from announcements at most, so that they leave room in the table. */
    private static final int MAX_ROUTES = 64;
    private static final long FOREVER = 0xFFFF_FFFFL;

    /** Told what routers announce. */
    public interface Routers {
        /** Addresses may be made from a prefix of 64 bits, for so long in nanoseconds, {@link Timers#NEVER} for ever. */
        void prefix(Link link, Prefix prefix, long preferred, long valid);

        /** Servers of names, for so long in nanoseconds; 0 takes them back. */
        void servers(Link link, List<Address> servers, long life);

        /** An announcement is done with. */
        void announced(Link link);
    }

    private final Ip ip;
    private final Core core;
    private Routers routers;

    NeighborDiscovery(Ip ip) {
        this.ip = ip;
        core = ip.core();
    }

    /** Sets who is told. */
    public void onRouters(Routers routers) {
        this.routers = routers;
    }

    void receive(Arrival a) {
        if (a.hopLimit != Discovery.HOPS || Bytes.u8(a.bytes, a.at + Icmp.CODE) != 0 || a.link.isLoopback()) return;
        switch (Bytes.u8(a.bytes, a.at + Icmp.TYPE)) {
            case Icmp.NEIGHBOR_SOLICITATION: if (isGood(a, Discovery.NEIGHBOR_LENGTH)) solicited(a); break;
            case Icmp.NEIGHBOR_ADVERTISEMENT: if (isGood(a, Discovery.NEIGHBOR_LENGTH)) advertised(a); break;
            case Icmp.ROUTER_ADVERTISEMENT: if (isGood(a, Discovery.ADVERTISEMENT_LENGTH)) announced(a); break;
            default: break;
        }
    }

    /** Whether the message and its options are as long as they say. */
    private boolean isGood(Arrival a, int length) {
        int at = a.at + length;
        while (at < a.end && a.end - at >= Discovery.OPTION_UNIT) {
            int option = Bytes.u8(a.bytes, at + Discovery.OPTION_LENGTH) * Discovery.OPTION_UNIT;
            if (option == 0) break;
            at += option;
        }
        if (at == a.end) return true;
        core.count(Counter.ICMP_MALFORMED);
        return false;
    }

    /** The hardware address in an option of this type, -1 if there is none. */
    private static long hardware(Arrival a, int length, int type) {
        int at = option(a, a.at + length, type);
        return at < 0 ? -1 : Bytes.u48(a.bytes, at + Discovery.OPTION_VALUE);
    }

    /** Where the first option of a type is, from {@code at} on; -1 if there is none. */
    private static int option(Arrival a, int at, int type) {
        while (at < a.end) {
            if (Bytes.u8(a.bytes, at) == type) return at;
            at += Bytes.u8(a.bytes, at + Discovery.OPTION_LENGTH) * Discovery.OPTION_UNIT;
        }
        return -1;
    }

    private void solicited(Arrival a) {
        int at = a.at + Discovery.TARGET;
        long high = Bytes.i64(a.bytes, at);
        long low = Bytes.i64(a.bytes, at + 8);
        LocalAddress own = a.link.find(high, low);
        if (own == null) return;
        boolean test = Address.isAny(a.sourceHigh, a.sourceLow);
        if (own.state() == LocalAddress.State.TENTATIVE) {
            if (test && a.hardware != a.link.hardware()) own.contested(false);
            return;
        }
        Address to = Address.ALL_NODES;
        if (!test) {
            to = a.source();
            long hardware = hardware(a, Discovery.NEIGHBOR_LENGTH, Discovery.SOURCE_LINK);
            if (hardware < 0 && a.group) return;
            if (hardware >= 0 && !Hardware.isGroup(hardware)) {
                Neighbor neighbor = ip.neighbors(a.link).findOrMake(to);
                if (neighbor.state() == Neighbor.State.INCOMPLETE || neighbor.hardware() != hardware) neighbor.learned(hardware, false);
            }
        }
        int flags = Discovery.OVERRIDE | (test ? 0 : Discovery.SOLICITED);
        send(a.link, Icmp.NEIGHBOR_ADVERTISEMENT, flags, own.address(), own.address(), to, 0, Discovery.TARGET_LINK);
    }

    private void advertised(Arrival a) {
        int at = a.at + Discovery.TARGET;
        long high = Bytes.i64(a.bytes, at);
        long low = Bytes.i64(a.bytes, at + 8);
        LocalAddress own = a.link.find(high, low);
        if (own != null) {
            own.contested(true);
            return;
        }
        Neighbor neighbor = ip.neighbors(a.link).find(new Address(high, low));
        if (neighbor == null) return;
        int flags = Bytes.u8(a.bytes, a.at + Discovery.FLAGS);
        long hardware = hardware(a, Discovery.NEIGHBOR_LENGTH, Discovery.TARGET_LINK);
        boolean solicited = (flags & Discovery.SOLICITED) != 0 && !a.group;
        boolean incomplete = neighbor.state() == Neighbor.State.INCOMPLETE;
        if (hardware < 0 ? incomplete : Hardware.isGroup(hardware)) return;
        neighbor.router = (flags & Discovery.ROUTER) != 0;
        if (hardware < 0) hardware = neighbor.hardware();
        if (!incomplete && hardware != neighbor.hardware() && (flags & Discovery.OVERRIDE) == 0) {
            neighbor.doubt();
            return;
        }
        neighbor.learned(hardware, solicited);
    }

    private void announced(Arrival a) {
        byte[] b = a.bytes;
        Link link = a.link;
        if (!a.source().isLinkLocal()) return;
        long hardware = hardware(a, Discovery.ADVERTISEMENT_LENGTH, Discovery.SOURCE_LINK);
        if (hardware >= 0 && !Hardware.isGroup(hardware)) {
            Neighbor neighbor = ip.neighbors(link).findOrMake(a.source());
            neighbor.router = true;
            if (neighbor.hardware() != hardware) neighbor.learned(hardware, false);
        }
        int life = Bytes.u16(b, a.at + Discovery.LIFETIME);
        route(new Route(Prefix.ALL6, a.source(), link, METRIC, core.now() + life * Core.SECOND), life > 0);
        int at = a.at + Discovery.ADVERTISEMENT_LENGTH;
        int mtu = option(a, at, Discovery.MTU);
        if (mtu >= 0) {
            long value = Bytes.u32(b, mtu + Discovery.MTU_VALUE);
            if (value >= Ip6.LEAST_MTU) link.routerMtu((int) Math.min(value, 65535));
        }
        for (; at < a.end; at += Bytes.u8(b, at + Discovery.OPTION_LENGTH) * Discovery.OPTION_UNIT) {
            int type = Bytes.u8(b, at);
            int length = Bytes.u8(b, at + Discovery.OPTION_LENGTH) * Discovery.OPTION_UNIT;
            if (type == Discovery.PREFIX && length == 32) prefix(link, b, at);
            else if (type == Discovery.DNS_SERVERS && length >= 24) servers(link, b, at, length);
        }
        if (routers != null) routers.announced(link);
    }

    private void prefix(Link link, byte[] b, int at) {
        int bits = at + Discovery.PREFIX_BITS;
        int length = Bytes.u8(b, at + Discovery.PREFIX_LENGTH);
        Address address = new Address(Bytes.i64(b, bits), Bytes.i64(b, bits + 8));
        if (length > 128 || address.isLinkLocal() || address.isMulticast() || address.isV4()) return;
        int flags = Bytes.u8(b, at + Discovery.PREFIX_FLAGS);
        long valid = nanoseconds(Bytes.u32(b, at + Discovery.PREFIX_VALID));
        long preferred = nanoseconds(Bytes.u32(b, at + Discovery.PREFIX_PREFERRED));
        Prefix prefix = Prefix.of(address, length);
        if ((flags & Discovery.ON_LINK) != 0 && length > 0) {
            route(new Route(prefix, null, link, METRIC, valid == Timers.NEVER ? valid : core.now() + valid), valid > 0);
        }
        if ((flags & Discovery.AUTONOMOUS) != 0 && length == 64 && preferred <= valid && routers != null) {
            routers.prefix(link, prefix, preferred, valid);
        }
    }

    private void servers(Link link, byte[] b, int at, int length) {
        List<Address> servers = new ArrayList<>();
        for (int i = at + Discovery.DNS_FIRST; i + 16 <= at + length; i += 16) {
            servers.add(new Address(Bytes.i64(b, i), Bytes.i64(b, i + 8)));
        }
        if (routers != null) routers.servers(link, servers, nanoseconds(Bytes.u32(b, at + Discovery.DNS_LIFETIME)));
    }

    private static long nanoseconds(long seconds) {
        return seconds == FOREVER ? Timers.NEVER : seconds * Core.SECOND;
    }

    private void route(Route route, boolean add) {
        if (!add) {
            ip.routes().remove(route.prefix(), route.gateway(), route.link());
            return;
        }
        int announced = 0;
        boolean known = false;
        for (Route other : ip.routes().all()) {
            if (other.metric() != METRIC) {
                boolean byHand = other.prefix().equals(route.prefix()) && other.gateway() == null && route.gateway() == null;
                if (byHand && other.link() == route.link()) return;
                continue;
            }
            announced++;
            known |= other.prefix().equals(route.prefix()) && other.link() == route.link()
                    && Objects.equals(other.gateway(), route.gateway());
        }
        if (known || announced < MAX_ROUTES) ip.routes().add(route);
    }

    /** Asks for the hardware address: all who may have it, or the one who had it. */
    void ask(Link link, Address target, long hardware) {
        Address source = link.sourceFor(target.high(), target.low());
        if (source == null) return;
        Address to = hardware == 0 ? Address.solicitedNode(target.low()) : target;
        send(link, Icmp.NEIGHBOR_SOLICITATION, 0, target, source, to, hardware, Discovery.SOURCE_LINK);
    }

    /** Asks whether somebody has the address that this host would use. */
    void probe(LocalAddress address) {
        Address target = address.address();
        send(address.link(), Icmp.NEIGHBOR_SOLICITATION, 0, target, Address.ANY6, Address.solicitedNode(target.low()), 0, 0);
    }

    /** Asks routers to announce themselves. */
    public void solicitRouters(Link link) {
        Address source = link.sourceFor(Address.ALL_ROUTERS.high(), Address.ALL_ROUTERS.low());
        Packet packet = core.pool.take(Discovery.SOLICITATION_LENGTH + Discovery.OPTION_UNIT);
        packet.end += Discovery.SOLICITATION_LENGTH;
        Bytes.put64(packet.bytes, packet.start, (long) Icmp.ROUTER_SOLICITATION << 56);
        if (source != null) linkOption(packet, Discovery.SOURCE_LINK, link);
        transmit(link, packet, source == null ? Address.ANY6 : source, Address.ALL_ROUTERS, 0);
    }

    private void send(Link link, int type, int flags, Address target, Address source, Address to, long hardware, int option) {
        Packet packet = core.pool.take(Discovery.NEIGHBOR_LENGTH + Discovery.OPTION_UNIT);
        int at = packet.start;
        packet.end += Discovery.NEIGHBOR_LENGTH;
        Bytes.put32(packet.bytes, at, type << 24);
        Bytes.put32(packet.bytes, at + Discovery.FLAGS, flags << 24);
        Bytes.put64(packet.bytes, at + Discovery.TARGET, target.high());
        Bytes.put64(packet.bytes, at + Discovery.TARGET + 8, target.low());
        if (option != 0) linkOption(packet, option, link);
        transmit(link, packet, source, to, hardware);
    }

    private static void linkOption(Packet packet, int type, Link link) {
        Bytes.put16(packet.bytes, packet.end, type << 8 | 1);
        Bytes.put48(packet.bytes, packet.end + Discovery.OPTION_VALUE, link.hardware());
        packet.end += Discovery.OPTION_UNIT;
    }

    /** Sends to a neighbor whose hardware address is given, to a group, or to one who has to be found first (0). */
    private void transmit(Link link, Packet packet, Address source, Address to, long hardware) {
        Path path = new Path(to.high(), to.low(), link);
        path.link = link;
        if (to.isMulticast()) path.hardware = Hardware.ofMulticast(to.high(), to.low());
        else if (hardware != 0) path.hardware = hardware;
        else path.neighbor = ip.neighbors(link).findOrMake(to);
        ip.icmp().send(packet, path, source, Discovery.HOPS, false);
    }
}
