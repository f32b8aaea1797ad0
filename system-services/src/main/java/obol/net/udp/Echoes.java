package obol.net.udp;

import java.util.HashMap;
import java.util.Map;
import obol.net.core.Core;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.ip.Arrival;
import obol.net.ip.ControlMessages;
import obol.net.ip.Ip;
import obol.net.ip.Link;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Layouts;
import obol.net.wire.Layouts.Icmp;

/** The echo sockets of one engine, by identifier. */
public final class Echoes implements ControlMessages.EchoReplies {
    private static final int MAX_SOCKETS = 256;

    private final Core core;
    private final Ip ip;
    private final Map<Integer, EchoSocket> byIdentifier = new HashMap<>();

    public Echoes(Ip ip) {
        this.ip = ip;
        core = ip.core();
        ip.icmp().onReply(this);
    }

    /** Opens a socket that keeps answers of up to so many bytes. */
    public EchoSocket open(int limit) throws NetworkException {
        if (byIdentifier.size() == MAX_SOCKETS) throw new NetworkException(Problem.NO_ROOM);
        int identifier = core.below(0x10000);
        while (byIdentifier.containsKey(identifier)) identifier = identifier + 1 & 0xFFFF;
        EchoSocket socket = new EchoSocket(core, this, identifier, limit);
        byIdentifier.put(identifier, socket);
        return socket;
    }

    void remove(EchoSocket socket) {
        byIdentifier.remove(socket.identifier());
    }

    void send(EchoSocket socket, Address target, Link link, int sequence, byte[] from, int at, int length) throws NetworkException {
        if (length > Layouts.Udp.MAX_PAYLOAD) throw new NetworkException(Problem.TOO_LARGE);
        if (!ip.icmp().echo(target, link, socket.identifier(), sequence, from, at, length)) throw new NetworkException(Problem.UNREACHABLE);
    }

    @Override
    public void replied(Arrival a) {
        EchoSocket socket = byIdentifier.get(Bytes.u16(a.bytes, a.at + Icmp.IDENTIFIER));
        if (socket == null) return;
        int sequence = Bytes.u16(a.bytes, a.at + Icmp.SEQUENCE);
        socket.arrived(a, sequence, ip.links().indexOf(a.link), a.at + Icmp.LENGTH, a.length() - Icmp.LENGTH);
    }
}
