package obol.net.ip;

import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Checksum;
import obol.net.wire.Layouts.Icmp;
import obol.net.wire.Layouts.Ip4;
import obol.net.wire.Packet;

/** IPv4 (RFC 791, RFC 1122 3.2): a host, which forwards nothing. Options are skipped; packets with a source route are dropped. */
final class Version4 {
    private static final int LOOSE_ROUTE = 131, STRICT_ROUTE = 137;
    private static final long FRAGMENTS_LIFE = 30 * Core.SECOND;

    private final Ip ip;
    private final Core core;
    private final Reassembly reassembly;
    private final Arrival whole = new Arrival();

    Version4(Ip ip) {
        this.ip = ip;
        core = ip.core();
        reassembly = new Reassembly(ip, FRAGMENTS_LIFE);
    }

    void receive(Arrival a) {
        core.count(Counter.IP_IN);
        byte[] b = a.bytes;
        int at = a.at;
        int headerLength = a.length() < Ip4.LENGTH ? 0 : (Bytes.u8(b, at + Ip4.VERSION_LENGTH) & 15) * 4;
        int total = headerLength == 0 ? 0 : Bytes.u16(b, at + Ip4.TOTAL_LENGTH);
        if (headerLength < Ip4.LENGTH || Bytes.u8(b, at) >> 4 != 4 || total < headerLength || total > a.length()) {
            core.count(Counter.IP_MALFORMED);
            return;
        }
        if (Checksum.fold(Checksum.add(0, b, at, headerLength)) != 0xFFFF) {
            core.count(Counter.IP_BAD_CHECKSUM);
            return;
        }
        a.end = at + total;
        a.sourceHigh = 0;
        a.sourceLow = Address.lowOfV4(Bytes.i32(b, at + Ip4.SOURCE));
        a.targetHigh = 0;
        a.targetLow = Address.lowOfV4(Bytes.i32(b, at + Ip4.TARGET));
        a.protocol = Bytes.u8(b, at + Ip4.PROTOCOL);
        a.hopLimit = Bytes.u8(b, at + Ip4.TIME_TO_LIVE);
        if (!isForUs(a)) {
            core.count(Counter.IP_NOT_FOR_US);
            return;
        }
        if (headerLength > Ip4.LENGTH && isSourceRouted(b, at + Ip4.LENGTH, at + headerLength)) {
            core.count(Counter.IP_MALFORMED);
            return;
        }
        a.at = at + headerLength;
        int fragment = Bytes.u16(b, at + Ip4.FRAGMENT);
        if ((fragment & (Ip4.MORE_FRAGMENTS | Ip4.OFFSET_MASK)) != 0) {
            int identification = Bytes.u16(b, at + Ip4.IDENTIFICATION);
            boolean more = (fragment & Ip4.MORE_FRAGMENTS) != 0;
            if (!reassembly.add(a, identification, a.protocol, (fragment & Ip4.OFFSET_MASK) * 8, more, whole)) return;
            a = whole;
        }
        if (!ip.deliver(a)) {
            core.count(Counter.IP_UNKNOWN_PROTOCOL);
            ip.icmp().error(a, Icmp.UNREACHABLE4, Icmp.PROTOCOL4, 0);
        }
    }

    /** Source and target make sense, and the target is this host. */
    private boolean isForUs(Arrival a) {
        long source = a.sourceLow;
        int first = (int) (source >>> 24) & 0xFF;
        if (first >= 224 || Address.isLoopback(0, source) != a.link.isLoopback() && Address.isLoopback(0, source)) return false;
        if (Address.isLoopback(0, a.targetLow)) return a.link.isLoopback();
        if (a.link.isLoopback()) return ip.isLocal(0, a.targetLow);
        if (a.link.listensTo(0, a.targetLow)) {
            a.group = true;
            return true;
        }
        return !a.group && !Address.isAny(0, source) && ip.isLocal(0, a.targetLow);
    }

    private static boolean isSourceRouted(byte[] b, int at, int end) {
        while (at < end) {
            int kind = Bytes.u8(b, at);
            if (kind == 0) return false;
            if (kind == LOOSE_ROUTE || kind == STRICT_ROUTE) return true;
            int length = kind == 1 ? 1 : at + 1 < end ? Bytes.u8(b, at + 1) : 0;
            if (length == 0 || kind != 1 && length < 2) return true;
            at += length;
        }
        return false;
    }

    void send(Packet packet, Path path, long sourceLow, int protocol, int hopLimit, boolean divisible) {
        int mtu = path.mtu(core.now());
        if (packet.length() + Ip4.LENGTH <= mtu) {
            // An atomic packet needs no identification (RFC 6864 4.1); one that may be divided on the way does.
            header(packet, path, sourceLow, protocol, hopLimit, divisible ? core.below(0x10000) : 0, divisible ? 0 : Ip4.DONT_FRAGMENT);
            ip.transmit(packet, path);
            return;
        }
        if (divisible) {
            int identification = core.below(0x10000);
            int room = mtu - Ip4.LENGTH & ~7;
            int length = packet.length();
            for (int offset = 0; offset < length; offset += room) {
                int part = Math.min(room, length - offset);
                Packet fragment = core.pool.take(part);
                fragment.append(packet.bytes, packet.start + offset, part);
                int more = offset + part < length ? Ip4.MORE_FRAGMENTS : 0;
                header(fragment, path, sourceLow, protocol, hopLimit, identification, more | offset / 8);
                core.count(Counter.FRAGMENTS_OUT);
                ip.transmit(fragment, path);
            }
        }
        core.pool.give(packet);
    }

    private static void header(Packet packet, Path path, long sourceLow, int protocol, int hopLimit, int identification, int fragment) {
        int at = packet.prepend(Ip4.LENGTH);
        byte[] b = packet.bytes;
        Bytes.put16(b, at + Ip4.VERSION_LENGTH, 0x4500);
        Bytes.put16(b, at + Ip4.TOTAL_LENGTH, packet.length());
        Bytes.put16(b, at + Ip4.IDENTIFICATION, identification);
        Bytes.put16(b, at + Ip4.FRAGMENT, fragment);
        Bytes.put8(b, at + Ip4.TIME_TO_LIVE, hopLimit);
        Bytes.put8(b, at + Ip4.PROTOCOL, protocol);
        Bytes.put16(b, at + Ip4.CHECKSUM, 0);
        Bytes.put32(b, at + Ip4.SOURCE, (int) sourceLow);
        Bytes.put32(b, at + Ip4.TARGET, (int) path.targetLow);
        Bytes.put16(b, at + Ip4.CHECKSUM, Checksum.of(Checksum.add(0, b, at, Ip4.LENGTH)));
    }
}
