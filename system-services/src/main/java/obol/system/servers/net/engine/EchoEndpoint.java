package obol.system.servers.net.engine;

import obol.net.Stack;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.udp.Datagram;
import obol.net.udp.EchoSocket;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Checksum;
import obol.net.wire.Layouts.Icmp;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.system.servers.net.Endpoint;
import obol.system.servers.net.Option;

/**
 * Requests for echoes, and the answers to them, as whole messages of ICMP. The identifier is the engine's, whatever is written; the checksum is
 * made and checked by the engine. One that is read is right for IPv4, and 0 for IPv6, whose checksums need the addresses.
 */
final class EchoEndpoint implements Endpoint {
    private final Stack stack;
    private final boolean version6;
    private final Runnable changed;
    private final Datagram facts = new Datagram();
    private EchoSocket socket;
    private Address remote = Address.ANY6;

    EchoEndpoint(Stack stack, boolean version6, Runnable changed) {
        this.stack = stack;
        this.version6 = version6;
        this.changed = changed;
    }

    @Override
    public void bind(Address local, int port) throws StyxException {
        if (!local.isAny()) throw new StyxException(Errno.EOPNOTSUPP);
    }

    @Override
    public void connect(Address target, int port) throws StyxException {
        if (target.isV4() == version6) throw new StyxException(Errno.EAFNOSUPPORT);
        try {
            socket = stack.echo();
            socket.observe(each -> changed.run());
            remote = target;
        } catch (NetworkException refused) {
            throw Problems.error(refused);
        }
    }

    @Override
    public boolean connected() {
        return true;
    }

    @Override
    public void announce(int backlog) throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    private EchoSocket open() throws StyxException {
        if (socket == null) throw new StyxException(Errno.ENOTCONN);
        Problem problem = socket.problem();
        if (problem != null) throw Problems.error(problem);
        return socket;
    }

    @Override
    public int read(byte[] to, int at, int most) throws StyxException {
        EchoSocket open = open();
        if (open.isClosed()) return END;
        if (most < Icmp.LENGTH) throw new StyxException(Errno.EINVAL);
        while (open.receive(facts, to, at + Icmp.LENGTH, most - Icmp.LENGTH)) {
            if (!facts.source().equals(remote)) continue;
            int length = Math.min(most, Icmp.LENGTH + facts.length());
            Bytes.put8(to, at + Icmp.TYPE, version6 ? Icmp.ECHO_REPLY6 : Icmp.ECHO_REPLY4);
            Bytes.put8(to, at + Icmp.CODE, 0);
            Bytes.put16(to, at + Icmp.CHECKSUM, 0);
            Bytes.put16(to, at + Icmp.IDENTIFIER, open.identifier());
            Bytes.put16(to, at + Icmp.SEQUENCE, facts.port());
            if (!version6) Bytes.put16(to, at + Icmp.CHECKSUM, Checksum.of(Checksum.add(0, to, at, length)));
            return length;
        }
        return NOTHING;
    }

    @Override
    public int write(byte[] from, int at, int count) throws StyxException {
        EchoSocket open = open();
        int request = version6 ? Icmp.ECHO6 : Icmp.ECHO4;
        if (count < Icmp.LENGTH || Bytes.u8(from, at + Icmp.TYPE) != request) {
            throw new StyxException(Errno.EINVAL, "not a request for an echo");
        }
        try {
            open.send(remote, null, Bytes.u16(from, at + Icmp.SEQUENCE), from, at + Icmp.LENGTH, count - Icmp.LENGTH);
            return count;
        } catch (NetworkException refused) {
            throw Problems.error(refused);
        }
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void hangup() {
        close();
    }

    @Override
    public void set(Option option, int value) throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    @Override
    public Address local() {
        Address source = stack.ip().sourceFor(stack.ip().routes().path(remote.high(), remote.low(), null));
        return remote.isAny() || source == null ? Address.ANY6 : source;
    }

    @Override
    public int localPort() {
        return 0;
    }

    @Override
    public Address remote() {
        return remote;
    }

    @Override
    public int remotePort() {
        return 0;
    }

    @Override
    public String status() {
        return socket == null || socket.isClosed() ? "Closed" : "Open qin " + Math.max(0, socket.available());
    }

    @Override
    public void close() {
        if (socket != null) socket.close();
    }
}
