package obol.net.ip;

import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Layouts.Icmp;
import obol.net.wire.Layouts.Ip6;
import obol.net.wire.Layouts.Protocol;
import obol.net.wire.Packet;

/** IPv6 (RFC 8200): a host, which forwards nothing. */
final class Version6 {
    private static final int MAX_EXTENSIONS = 8;
    private static final long FRAGMENTS_LIFE = 60 * Core.SECOND;

    private final Ip ip;
    private final Core core;
    private final Reassembly reassembly;
    private final Arrival whole = new Arrival();
    private int identification;

    Version6(Ip ip) {
        this.ip = ip;
        core = ip.core();
        reassembly = new Reassembly(ip, FRAGMENTS_LIFE);
        identification = (int) core.random.next();
    }

    void receive(Arrival a) {
        core.count(Counter.IP_IN);
        byte[] b = a.bytes;
        int at = a.at;
        if (a.length() < Ip6.LENGTH || Bytes.u8(b, at) >> 4 != 6 || Bytes.u16(b, at + Ip6.PAYLOAD_LENGTH) > a.length() - Ip6.LENGTH) {
            core.count(Counter.IP_MALFORMED);
            return;
        }
        a.end = at + Ip6.LENGTH + Bytes.u16(b, at + Ip6.PAYLOAD_LENGTH);
        a.sourceHigh = Bytes.i64(b, at + Ip6.SOURCE);
        a.sourceLow = Bytes.i64(b, at + Ip6.SOURCE + 8);
        a.targetHigh = Bytes.i64(b, at + Ip6.TARGET);
        a.targetLow = Bytes.i64(b, at + Ip6.TARGET + 8);
        a.hopLimit = Bytes.u8(b, at + Ip6.HOP_LIMIT);
        a.protocol = Bytes.u8(b, at + Ip6.NEXT_HEADER);
        if (!isForUs(a)) {
            core.count(Counter.IP_NOT_FOR_US);
            return;
        }
        a.at = at + Ip6.LENGTH;
        walk(a, at + Ip6.NEXT_HEADER);
    }

    /** Mapped addresses are not for the wire (RFC 4291 does not forbid them; as a source they would pass for IPv4's). */
    private boolean isForUs(Arrival a) {
        if (Address.isMulticast(a.sourceHigh, a.sourceLow) || Address.isV4(a.sourceHigh, a.sourceLow)) return false;
        if (Address.isV4(a.targetHigh, a.targetLow)) return false;
        boolean loop = a.link.isLoopback();
        if (!loop && (Address.isLoopback(a.sourceHigh, a.sourceLow) || Address.isLoopback(a.targetHigh, a.targetLow))) return false;
        if (Address.isMulticast(a.targetHigh, a.targetLow)) {
            a.group = true;
            return a.link.listensTo(a.targetHigh, a.targetLow);
        }
        return !a.group && ip.isLocal(a.targetHigh, a.targetLow);
    }

    /** Goes through the extension headers; {@code nextAt} is where the number of the first one stands. */
    private void walk(Arrival a, int nextAt) {
        byte[] b = a.bytes;
        for (int i = 0; i <= MAX_EXTENSIONS; i++) {
            switch (a.protocol) {
                case Protocol.NONE:
                    return;
                case Protocol.HOP_BY_HOP:
                    if (nextAt != a.network + Ip6.NEXT_HEADER) {
                        ip.icmp().error(a, Icmp.PARAMETER6, Icmp.NEXT_HEADER6, nextAt - a.network);
                        return;
                    }
                    break;
                case Protocol.DESTINATION_OPTIONS: case Protocol.ROUTING: case Protocol.FRAGMENT:
                    break;
                default:
                    if (!ip.deliver(a)) {
                        core.count(Counter.IP_UNKNOWN_PROTOCOL);
                        ip.icmp().error(a, Icmp.PARAMETER6, Icmp.NEXT_HEADER6, nextAt - a.network);
                    }
                    return;
            }
            int length = a.length() < Ip6.EXTENSION_UNIT ? Integer.MAX_VALUE
                    : a.protocol == Protocol.FRAGMENT ? Ip6.FRAGMENT_LENGTH
                    : (Bytes.u8(b, a.at + Ip6.EXTENSION_LENGTH) + 1) * Ip6.EXTENSION_UNIT;
            if (length > a.length()) {
                core.count(Counter.IP_MALFORMED);
                return;
            }
            if (a.protocol == Protocol.FRAGMENT) {
                fragment(a);
                return;
            }
            if (a.protocol == Protocol.ROUTING && Bytes.u8(b, a.at + Ip6.SEGMENTS_LEFT) != 0) {
                ip.icmp().error(a, Icmp.PARAMETER6, Icmp.HEADER_FIELD6, a.at + 2 - a.network);
                return;
            }
            if (a.protocol != Protocol.ROUTING && !options(a, a.at + length)) return;
            nextAt = a.at + Ip6.EXTENSION_NEXT;
            a.protocol = Bytes.u8(b, nextAt);
            a.at += length;
        }
        core.count(Counter.IP_MALFORMED);
    }

    /** Looks at the options of a header; false if the packet is to be dropped, which the option's two highest bits say. */
    private boolean options(Arrival a, int end) {
        byte[] b = a.bytes;
        int at = a.at + 2;
        while (at < end) {
            int type = Bytes.u8(b, at);
            if (type == Ip6.OPTION_PAD1) {
                at++;
                continue;
            }
            if (at + 2 > end || at + 2 + Bytes.u8(b, at + 1) > end) {
                core.count(Counter.IP_MALFORMED);
                return false;
            }
            int action = type >> 6;
            if (type != Ip6.OPTION_PADN && action != 0) {
                if (action == 2 || action == 3 && !a.group) ip.icmp().error(a, Icmp.PARAMETER6, Icmp.OPTION6, at - a.network);
                return false;
            }
            at += 2 + Bytes.u8(b, at + 1);
        }
        return true;
    }

    private void fragment(Arrival a) {
        byte[] b = a.bytes;
        int field = Bytes.u16(b, a.at + Ip6.FRAGMENT_OFFSET);
        int id = Bytes.i32(b, a.at + Ip6.FRAGMENT_IDENTIFICATION);
        a.protocol = Bytes.u8(b, a.at + Ip6.EXTENSION_NEXT);
        int nextAt = a.at;
        a.at += Ip6.FRAGMENT_LENGTH;
        boolean more = (field & Ip6.FRAGMENT_MORE) != 0;
        int offset = field & Ip6.FRAGMENT_OFFSET_MASK;
        if (more && (a.length() & 7) != 0) {
            ip.icmp().error(a, Icmp.PARAMETER6, Icmp.HEADER_FIELD6, Ip6.PAYLOAD_LENGTH);
            return;
        }
        if (!more && offset == 0) {
            // An atomic fragment has nothing to do with others of its identification (RFC 6946).
            walkRest(a, nextAt);
            return;
        }
        if (reassembly.add(a, id, 0, offset, more, whole)) walkRest(whole, whole.network);
    }

    private void walkRest(Arrival a, int nextAt) {
        if (a.protocol == Protocol.FRAGMENT) core.count(Counter.IP_MALFORMED);
        else walk(a, nextAt);
    }

    void send(Packet packet, Path path, long sourceHigh, long sourceLow, int protocol, int hopLimit) {
        int mtu = path.mtu(core.now());
        int length = packet.length();
        if (length + Ip6.LENGTH <= mtu) {
            header(packet, path, sourceHigh, sourceLow, protocol, hopLimit);
            ip.transmit(packet, path);
            return;
        }
        identification++;
        int room = mtu - Ip6.LENGTH - Ip6.FRAGMENT_LENGTH & ~7;
        for (int offset = 0; offset < length; offset += room) {
            int part = Math.min(room, length - offset);
            Packet fragment = core.pool.take(part);
            fragment.append(packet.bytes, packet.start + offset, part);
            int at = fragment.prepend(Ip6.FRAGMENT_LENGTH);
            Bytes.put16(fragment.bytes, at, protocol << 8);
            Bytes.put16(fragment.bytes, at + Ip6.FRAGMENT_OFFSET, offset | (offset + part < length ? Ip6.FRAGMENT_MORE : 0));
            Bytes.put32(fragment.bytes, at + Ip6.FRAGMENT_IDENTIFICATION, identification);
            header(fragment, path, sourceHigh, sourceLow, Protocol.FRAGMENT, hopLimit);
            core.count(Counter.FRAGMENTS_OUT);
            ip.transmit(fragment, path);
        }
        core.pool.give(packet);
    }

    private static void header(Packet packet, Path path, long sourceHigh, long sourceLow, int protocol, int hopLimit) {
        int length = packet.length();
        int at = packet.prepend(Ip6.LENGTH);
        byte[] b = packet.bytes;
        Bytes.put32(b, at + Ip6.VERSION, 6 << 28);
        Bytes.put16(b, at + Ip6.PAYLOAD_LENGTH, length);
        Bytes.put8(b, at + Ip6.NEXT_HEADER, protocol);
        Bytes.put8(b, at + Ip6.HOP_LIMIT, hopLimit);
        Bytes.put64(b, at + Ip6.SOURCE, sourceHigh);
        Bytes.put64(b, at + Ip6.SOURCE + 8, sourceLow);
        Bytes.put64(b, at + Ip6.TARGET, path.targetHigh);
        Bytes.put64(b, at + Ip6.TARGET + 8, path.targetLow);
    }
}
