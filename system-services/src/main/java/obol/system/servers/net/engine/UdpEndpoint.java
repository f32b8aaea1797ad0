package obol.system.servers.net.engine;

import obol.net.Stack;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.ip.Link;
import obol.net.ip.LocalAddress;
import obol.net.udp.UdpSocket;
import obol.net.wire.Address;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.system.servers.net.Datagram;
import obol.system.servers.net.Endpoint;
import obol.system.servers.net.Option;

/** A port of the engine's UDP, opened when it is first bound, connected or announced. */
final class UdpEndpoint implements Endpoint {
    private final Stack stack;
    private final Runnable changed;
    private final obol.net.udp.Datagram facts = new obol.net.udp.Datagram();
    private UdpSocket socket;
    private boolean hungUp;

    UdpEndpoint(Stack stack, Runnable changed) {
        this.stack = stack;
        this.changed = changed;
    }

    @Override
    public void bind(Address local, int port) throws StyxException {
        try {
            socket = stack.udp(local, port);
            socket.observe(each -> changed.run());
        } catch (NetworkException refused) {
            throw Problems.error(refused);
        }
    }

    @Override
    public void connect(Address remote, int port) throws StyxException {
        if (socket == null) bind(remote.isV4() ? Address.ANY4 : Address.ANY6, 0);
        try {
            socket.connect(remote, port);
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
        if (socket == null) bind(Address.ANY6, 0);
    }

    private UdpSocket open() throws StyxException {
        if (socket == null) throw new StyxException(Errno.ENOTCONN);
        Problem problem = hungUp ? null : socket.problem();
        if (problem != null) throw Problems.error(problem);
        return socket;
    }

    @Override
    public int read(byte[] to, int at, int most) throws StyxException {
        UdpSocket open = open();
        if (hungUp) return END;
        return open.receive(facts, to, at, most) ? Math.min(most, facts.length()) : NOTHING;
    }

    @Override
    public Datagram receive() throws StyxException {
        int length = open().available();
        if (length < 0) return null;
        byte[] data = new byte[length];
        socket.receive(facts, data, 0, length);
        return new Datagram(facts.source(), facts.port(), facts.target(), socket.port(), data);
    }

    @Override
    public int write(byte[] from, int at, int count) throws StyxException {
        try {
            open().send(from, at, count);
            return count;
        } catch (NetworkException refused) {
            throw Problems.error(refused);
        }
    }

    @Override
    public boolean send(Datagram datagram) throws StyxException {
        byte[] data = datagram.data();
        if (socket == null) bind(datagram.remote().isV4() ? Address.ANY4 : Address.ANY6, 0);
        try {
            open().send(datagram.remote(), datagram.remotePort(), data, 0, data.length);
            return true;
        } catch (NetworkException refused) {
            throw Problems.error(refused);
        }
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void disconnect() {
        if (socket != null) socket.disconnect();
    }

    @Override
    public void hangup() {
        hungUp = true;
        if (socket != null) socket.close();
    }

    @Override
    public void set(Option option, int value) throws StyxException {
        switch (option) {
            case TTL -> {
                if (socket == null) bind(Address.ANY6, 0);
                socket.hopLimit(value);
            }
            case REUSE, BROADCAST -> { } // the engine asks for no leave
            default -> throw new StyxException(Errno.EOPNOTSUPP);
        }
    }

    @Override
    public void group(Address group, Address local, boolean join) throws StyxException {
        if (!group.isMulticast()) throw new StyxException(Errno.EINVAL);
        for (Link link : stack.links()) {
            if (local.isAny() ? link.isLoopback() : !has(link, local)) continue;
            if (!join) link.leave(group);
            else if (!link.join(group)) throw new StyxException(Errno.ENOBUFS);
            return;
        }
        throw new StyxException(Errno.EADDRNOTAVAIL);
    }

    private static boolean has(Link link, Address address) {
        for (LocalAddress own : link.addresses()) {
            if (own.address().equals(address)) return true;
        }
        return false;
    }

    @Override
    public Address local() {
        if (socket == null) return Address.ANY6;
        if (!socket.local().isAny() || socket.remote() == null) return socket.local();
        Address remote = socket.remote();
        Address source = stack.ip().sourceFor(stack.ip().routes().path(remote.high(), remote.low(), null));
        return source == null ? socket.local() : source;
    }

    @Override
    public int localPort() {
        return socket == null ? 0 : socket.port();
    }

    @Override
    public Address remote() {
        return socket == null || socket.remote() == null ? Address.ANY6 : socket.remote();
    }

    @Override
    public int remotePort() {
        return socket == null || socket.remote() == null ? 0 : socket.remotePort();
    }

    @Override
    public String status() {
        return socket == null || hungUp ? "Closed" : "Open qin " + Math.max(0, socket.available());
    }

    @Override
    public void close() {
        if (socket != null) socket.close();
    }
}
