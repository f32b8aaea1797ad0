package obol.net.ip;

import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.Problem;
import obol.net.core.TokenBucket;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Checksum;
import obol.net.wire.Layouts.Icmp;
import obol.net.wire.Layouts.Ip4;
import obol.net.wire.Layouts.Ip6;
import obol.net.wire.Layouts.Protocol;
import obol.net.wire.Packet;

/**
 * ICMP of both versions (RFC 792, RFC 1122 3.2.2, RFC 4443): answers echoes, tells of errors, and tells transports of errors that others
 * tell. Redirects of IPv4 are ignored. So many errors and echoes a second are sent at most.
 */
public final class ControlMessages {
    private static final int ERRORS_PER_SECOND = 100, ECHOES_PER_SECOND = 10_000;
    /** Longest error: what every link takes (RFC 4443 2.4), what every host takes (RFC 1812 4.3.2.3). */
    private static final int MAX_ERROR4 = Ip4.LEAST_REASSEMBLED - Ip4.LENGTH, MAX_ERROR6 = Ip6.LEAST_MTU - Ip6.LENGTH;
    private static final int HOP_LIMIT = 64;
    /** Sizes to try where an old router names none (RFC 1191 7.1). */
    private static final int[] PLATEAUS = {32000, 17914, 8166, 4352, 2002, 1492, 1006, 576};
    /** Less than this nobody is believed to need: what lowers packets to nothing is an attack. */
    private static final int LEAST_BELIEVED_MTU4 = 552;
    /** Bytes of a transport's header that an error must quote. */
    private static final int LEAST_QUOTED = 8;

    /** Takes answers to echoes. */
    public interface EchoReplies {
        /** {@code reply.at} is the ICMP header. */
        void replied(Arrival reply);
    }

    private final Ip ip;
    private final Core core;
    private final TokenBucket errors = new TokenBucket(ERRORS_PER_SECOND);
    private final TokenBucket echoes = new TokenBucket(ECHOES_PER_SECOND);
    private final Arrival quoted = new Arrival();
    private EchoReplies replies;

    ControlMessages(Ip ip) {
        this.ip = ip;
        core = ip.core();
    }

    public void onReply(EchoReplies replies) {
        this.replies = replies;
    }

    void receive(Arrival a) {
        core.count(Counter.ICMP_IN);
        byte[] b = a.bytes;
        boolean v4 = a.isV4();
        long sum = v4 ? 0 : Checksum.pseudoHeader(a.sourceHigh, a.sourceLow, a.targetHigh, a.targetLow, Protocol.ICMP6, a.length());
        if (a.length() < Icmp.LENGTH || Checksum.fold(Checksum.add(sum, b, a.at, a.length())) != 0xFFFF) {
            core.count(Counter.ICMP_MALFORMED);
            return;
        }
        int type = Bytes.u8(b, a.at + Icmp.TYPE);
        if (v4) {
            switch (type) {
                case Icmp.ECHO4: reply(a, Icmp.ECHO_REPLY4); break;
                case Icmp.ECHO_REPLY4: if (replies != null) replies.replied(a); break;
                case Icmp.UNREACHABLE4: case Icmp.TIME_EXCEEDED4: case Icmp.PARAMETER4: told(a, true, type); break;
                default: break;
            }
        } else if (type < Icmp.ECHO6) {
            told(a, false, type);
        } else if (type == Icmp.ECHO6) {
            reply(a, Icmp.ECHO_REPLY6);
        } else if (type == Icmp.ECHO_REPLY6) {
            if (replies != null) replies.replied(a);
        } else {
            ip.discovery().receive(a);
        }
    }

    /** Answers with the same bytes, from the address that was asked, or from a fit one if that was a group. */
    private void reply(Arrival a, int type) {
        if (a.isV4() && a.group || Address.isAny(a.sourceHigh, a.sourceLow)) return;
        if (!echoes.take(core.now())) {
            core.count(Counter.ICMP_LIMITED);
            return;
        }
        Path path = ip.routes().path(a.sourceHigh, a.sourceLow, scope(a));
        Address source = Address.isMulticast(a.targetHigh, a.targetLow) ? ip.sourceFor(path) : a.target();
        if (path.link() == null || source == null) return;
        Packet packet = core.pool.take(a.length());
        packet.append(a.bytes, a.at, a.length());
        Bytes.put16(packet.bytes, packet.start, type << 8);
        send(packet, path, source, true);
    }

    /** Sends an echo request with this identifier; false if there is no way to the target. */
    public boolean echo(Address target, Link scope, int identifier, int sequence, byte[] from, int at, int length) {
        Path path = ip.routes().path(target.high(), target.low(), scope);
        Address source = ip.sourceFor(path);
        if (path.link() == null || source == null) return false;
        Packet packet = core.pool.take(Icmp.LENGTH + length);
        packet.end += Icmp.LENGTH;
        Bytes.put32(packet.bytes, packet.start, (target.isV4() ? Icmp.ECHO4 : Icmp.ECHO6) << 24);
        Bytes.put16(packet.bytes, packet.start + Icmp.IDENTIFIER, identifier);
        Bytes.put16(packet.bytes, packet.start + Icmp.SEQUENCE, sequence);
        packet.append(from, at, length);
        send(packet, path, source, true);
        return true;
    }

    private static Link scope(Arrival a) {
        return Address.isLinkLocal(a.sourceHigh, a.sourceLow) ? a.link : null;
    }

    /** Fills the checksum in and sends. */
    private void send(Packet packet, Path path, Address source, boolean divisible) {
        send(packet, path, source, HOP_LIMIT, divisible);
    }

    void send(Packet packet, Path path, Address source, int hopLimit, boolean divisible) {
        core.count(Counter.ICMP_OUT);
        boolean v4 = path.isV4();
        int protocol = v4 ? Protocol.ICMP4 : Protocol.ICMP6;
        Bytes.put16(packet.bytes, packet.start + Icmp.CHECKSUM, 0);
        long sum = v4 ? 0 : Checksum.pseudoHeader(source.high(), source.low(), path.targetHigh, path.targetLow, protocol, packet.length());
        sum = Checksum.add(sum, packet.bytes, packet.start, packet.length());
        Bytes.put16(packet.bytes, packet.start + Icmp.CHECKSUM, Checksum.of(sum));
        ip.send(packet, path, source.high(), source.low(), protocol, hopLimit, divisible);
    }

    /**
     * Tells the sender of a packet what is wrong with it. Not of what went to many, of errors, and of what came as fragments.
     *
     * @param rest bytes 4 to 7 of the message
     */
    public void error(Arrival a, int type, int code, int rest) {
        boolean v4 = a.isV4();
        if (a.reassembled || a.group || Address.isAny(a.sourceHigh, a.sourceLow) || isError(a, v4)) return;
        if (!errors.take(core.now())) {
            core.count(Counter.ICMP_LIMITED);
            return;
        }
        Path path = ip.routes().path(a.sourceHigh, a.sourceLow, scope(a));
        if (path.link() == null) return;
        int quote = Math.min(a.end - a.network, (v4 ? MAX_ERROR4 : MAX_ERROR6) - Icmp.LENGTH);
        Packet packet = core.pool.take(Icmp.LENGTH + quote);
        packet.end += Icmp.LENGTH;
        Bytes.put32(packet.bytes, packet.start, type << 24 | code << 16);
        Bytes.put32(packet.bytes, packet.start + Icmp.POINTER, rest);
        packet.append(a.bytes, a.network, quote);
        send(packet, path, a.target(), true);
    }

    private static boolean isError(Arrival a, boolean v4) {
        if (a.protocol != (v4 ? Protocol.ICMP4 : Protocol.ICMP6) || a.length() < 1) return false;
        int type = Bytes.u8(a.bytes, a.at);
        return v4 ? type != Icmp.ECHO4 && type != Icmp.ECHO_REPLY4 : type < Icmp.ECHO6 || type == Icmp.REDIRECT;
    }

    /** Somebody tells of an error. */
    private void told(Arrival a, boolean v4, int type) {
        int code = Bytes.u8(a.bytes, a.at + Icmp.CODE);
        int mtu = 0;
        Problem problem;
        if (v4) {
            if (type == Icmp.UNREACHABLE4 && code == Icmp.TOO_BIG4) {
                problem = Problem.TOO_LARGE;
                mtu = Bytes.u16(a.bytes, a.at + Icmp.MTU4);
            } else if (type == Icmp.UNREACHABLE4 && (code == Icmp.PORT4 || code == Icmp.PROTOCOL4)) {
                problem = Problem.REFUSED;
            } else {
                problem = type == Icmp.UNREACHABLE4 && code >= 9 ? Problem.PROHIBITED : Problem.UNREACHABLE;
            }
        } else {
            switch (type) {
                case Icmp.TOO_BIG6:
                    problem = Problem.TOO_LARGE;
                    mtu = (int) Math.min(Bytes.u32(a.bytes, a.at + Icmp.MTU6), 65535);
                    break;
                case Icmp.UNREACHABLE6:
                    problem = code == Icmp.PORT6 ? Problem.REFUSED : code == Icmp.PROHIBITED6 ? Problem.PROHIBITED : Problem.UNREACHABLE;
                    break;
                case Icmp.PARAMETER6: problem = code == Icmp.NEXT_HEADER6 ? Problem.REFUSED : Problem.UNREACHABLE; break;
                case Icmp.TIME_EXCEEDED6: problem = Problem.UNREACHABLE; break;
                default: return;
            }
        }
        a.at += Icmp.LENGTH;
        failed(a, v4, problem, mtu);
    }

    /** The next hop of one of our packets does not answer. */
    void failedHere(Link link, Packet packet, Problem problem) {
        Arrival a = new Arrival();
        a.link = link;
        a.bytes = packet.bytes;
        a.at = packet.start;
        a.end = packet.end;
        failed(a, Bytes.u8(packet.bytes, packet.start) >> 4 == 4, problem, 0);
    }

    /** At {@code a.at} begins a packet that we are said to have sent. */
    private void failed(Arrival a, boolean v4, Problem problem, int mtu) {
        Arrival q = quoted;
        byte[] b = a.bytes;
        int headerLength = v4 ? Ip4.LENGTH : Ip6.LENGTH;
        if (a.length() < headerLength + LEAST_QUOTED) return;
        q.link = a.link;
        q.bytes = b;
        q.network = a.at;
        q.end = a.end;
        int at = a.at;
        int length;
        if (v4) {
            headerLength = (Bytes.u8(b, at) & 15) * 4;
            if (Bytes.u8(b, at) >> 4 != 4 || headerLength < Ip4.LENGTH || a.length() < headerLength + LEAST_QUOTED) return;
            if ((Bytes.u16(b, at + Ip4.FRAGMENT) & Ip4.OFFSET_MASK) != 0) return;
            q.sourceHigh = 0;
            q.sourceLow = Address.lowOfV4(Bytes.i32(b, at + Ip4.SOURCE));
            q.targetHigh = 0;
            q.targetLow = Address.lowOfV4(Bytes.i32(b, at + Ip4.TARGET));
            q.protocol = Bytes.u8(b, at + Ip4.PROTOCOL);
            length = Bytes.u16(b, at + Ip4.TOTAL_LENGTH);
        } else {
            if (Bytes.u8(b, at) >> 4 != 6) return;
            q.sourceHigh = Bytes.i64(b, at + Ip6.SOURCE);
            q.sourceLow = Bytes.i64(b, at + Ip6.SOURCE + 8);
            q.targetHigh = Bytes.i64(b, at + Ip6.TARGET);
            q.targetLow = Bytes.i64(b, at + Ip6.TARGET + 8);
            q.protocol = Bytes.u8(b, at + Ip6.NEXT_HEADER);
            length = Bytes.u16(b, at + Ip6.PAYLOAD_LENGTH) + Ip6.LENGTH;
            if (q.protocol == Protocol.FRAGMENT) {
                if (a.length() < headerLength + Ip6.FRAGMENT_LENGTH + LEAST_QUOTED) return;
                if ((Bytes.u16(b, at + headerLength + Ip6.FRAGMENT_OFFSET) & Ip6.FRAGMENT_OFFSET_MASK) != 0) return;
                q.protocol = Bytes.u8(b, at + headerLength);
                headerLength += Ip6.FRAGMENT_LENGTH;
            }
        }
        q.at = at + headerLength;
        Transport transport = ip.transport(q.protocol);
        if (transport == null || !ip.isLocal(q.sourceHigh, q.sourceLow) || Address.isMulticast(q.targetHigh, q.targetLow)) return;
        if (problem == Problem.TOO_LARGE) {
            mtu = believed(v4, mtu, length);
            if (mtu >= length && v4) return;
        }
        boolean real = transport.failed(q, problem, mtu);
        if (real && problem == Problem.TOO_LARGE) {
            core.count(Counter.MTU_LOWERED);
            ip.routes().path(q.targetHigh, q.targetLow, null).lowerMtu(mtu, core.now());
        }
    }

    private static int believed(boolean v4, int mtu, int length) {
        if (!v4) return Math.max(mtu, Ip6.LEAST_MTU);
        if (mtu == 0) {
            mtu = LEAST_BELIEVED_MTU4;
            for (int i = PLATEAUS.length - 1; i >= 0 && PLATEAUS[i] < length; i--) mtu = PLATEAUS[i];
        }
        return Math.max(mtu, LEAST_BELIEVED_MTU4);
    }
}
