package obol.system.servers.net.host;

import static obol.system.host.Sockets.EAGAIN;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import obol.net.wire.Address;
import obol.nucleus.device.Host;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.system.host.SocketAddress;
import obol.system.host.Sockets;
import obol.system.servers.net.Datagram;
import obol.system.servers.net.Endpoint;
import obol.system.servers.net.Option;
import obol.system.servers.net.Protocol;

/**
 * A socket of Linux. It is made when it is bound or connected: of IPv6, through which IPv4 goes in its mapped form, or of IPv4 where the
 * host has no other.
 */
final class HostEndpoint implements Endpoint {
    private static final int NONE = -1;
    /** Events of epoll(7) that say that a write has a result: room, an error, the end. */
    private static final int WRITABLE = 0x4 | 0x8 | 0x10;
    private static final int ENOTCONN = 107, EINPROGRESS = Sockets.EINPROGRESS, EAFNOSUPPORT = 97;
    private static final int IPPROTO_IP = 0, IPPROTO_ICMP = 1, IPPROTO_IPV6 = 41, IPPROTO_ICMPV6 = 58;
    private static final int IPV6_V6ONLY = 26, IP_ADD_MEMBERSHIP = 35, IP_DROP_MEMBERSHIP = 36, IPV6_JOIN_GROUP = 20, IPV6_LEAVE_GROUP = 21;
    private static final int TCP_INFO = 11, INFO_SIZE = 104, INFO_RTT = 68, INFO_WINDOW = 80;
    private static final byte[] NOWHERE = {};
    private static final int MOST_DATAGRAM = 65_535;
    /** By the first byte of {@code struct tcp_info}, Linux's number of the state. */
    private static final String[] STATES = {"Closed", "Established", "Syn_sent", "Syn_received", "Finwait1", "Finwait2", "Time_wait", "Closed",
        "Close_wait", "Last_ack", "Listen", "Closing"};

    private final HostNetwork network;
    private final Host host;
    private final Protocol protocol;
    private final Runnable changed;
    private final boolean bounded;
    /** Those set before there was a socket. */
    private final Map<Option, Integer> options = new EnumMap<>(Option.class);
    private int socket = NONE;
    private int family;
    private int number;
    /** Whether the last write took less than it was given, and nothing has been told since. */
    private boolean full;
    private Echo echo;
    /** The address of this side that was asked for. */
    private Address bound = Address.ANY6;
    /** Where datagrams go; a socket does not always know. */
    private Address target = Address.ANY6;
    private int targetPort;

    HostEndpoint(HostNetwork network, Protocol protocol, Runnable changed, boolean bounded) {
        this.network = network;
        this.host = network.host();
        this.protocol = protocol;
        this.changed = changed;
        this.bounded = bounded;
    }

    private int type() {
        return protocol.isStream() ? Sockets.STREAM : Sockets.DATAGRAM;
    }

    /** Makes the socket. */
    private void open() throws StyxException {
        if (socket != NONE) {
            return;
        }
        switch (protocol) {
            case TCP, UDP -> {
                family = SocketAddress.IPV6;
                int made = host.socket(family, type(), 0);
                if (made == -EAFNOSUPPORT) {
                    family = SocketAddress.IPV4;
                    made = host.socket(family, type(), 0);
                }
                take(made);
                if (family == SocketAddress.IPV6) {
                    host.option(true, socket, IPPROTO_IPV6, IPV6_V6ONLY, Sockets.value(0));
                }
                if (protocol.isStream()) {
                    host.option(true, socket, Sockets.SOL_SOCKET, Sockets.SO_REUSEADDR, Sockets.value(1));
                    host.option(true, socket, Sockets.TCP, Sockets.TCP_NODELAY, Sockets.value(1));
                }
            }
            case ICMP, ICMPV6 -> {
                boolean version6 = protocol == Protocol.ICMPV6;
                family = version6 ? SocketAddress.IPV6 : SocketAddress.IPV4;
                int what = version6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
                int made = host.socket(family, Sockets.DATAGRAM, what);
                boolean raw = made < 0;
                take(raw ? host.socket(family, Sockets.RAW, what) : made);
                echo = new Echo(version6, raw, number);
            }
        }
        for (Map.Entry<Option, Integer> each : options.entrySet()) {
            apply(each.getKey(), each.getValue());
        }
    }

    private void take(int made) throws StyxException {
        socket = checked(made);
        number = network.watch(socket, events -> {
            full &= (events & WRITABLE) == 0;
            changed.run();
        });
    }

    private static int checked(int result) throws StyxException {
        if (result < 0) {
            throw HostNetwork.error(result);
        }
        return result;
    }

    @Override
    public void bind(Address local, int port) throws StyxException {
        open();
        checked(host.bind(socket, SocketAddress.of(family, local, port)));
        bound = local;
    }

    @Override
    public void connect(Address remote, int port) throws StyxException {
        if (bounded) {
            network.requireAllowed(remote, port);
        }
        open();
        if (family == SocketAddress.IPV4 && !remote.isV4() && !remote.isAny()) {
            throw new StyxException(Errno.ENETUNREACH);
        }
        int result = host.connect(socket, SocketAddress.of(family, remote, port));
        if (result != -EINPROGRESS) {
            checked(result);
        }
        target = remote;
        targetPort = port;
    }

    @Override
    public boolean connected() throws StyxException {
        if (!protocol.isStream()) {
            return true;
        }
        int error = Sockets.error(host, socket);
        if (error != 0) {
            throw HostNetwork.error(-error);
        }
        int result = host.address(socket, true, new byte[SocketAddress.SIZE]);
        if (result == -ENOTCONN) {
            return false;
        }
        checked(result);
        return true;
    }

    @Override
    public void announce(int backlog) throws StyxException {
        open();
        if (protocol.isStream()) {
            checked(host.listen(socket, backlog));
        }
    }

    @Override
    public Endpoint accept(Runnable whenChanged) throws StyxException {
        int call = host.accept(socket);
        if (call == -EAGAIN) {
            return null;
        }
        HostEndpoint accepted = new HostEndpoint(network, protocol, whenChanged, bounded);
        accepted.family = family;
        accepted.take(call);
        host.option(true, call, Sockets.TCP, Sockets.TCP_NODELAY, Sockets.value(1));
        return accepted;
    }

    @Override
    public int read(byte[] to, int at, int most) throws StyxException {
        while (true) {
            int count = host.transfer(false, socket, to, at, most, NOWHERE);
            if (count == -EAGAIN) {
                return NOTHING;
            }
            checked(count);
            if (echo != null) {
                count = echo.answer(to, at, count);
                if (count < 0) {
                    continue;
                }
            }
            return count == 0 && protocol.isStream() ? END : count;
        }
    }

    @Override
    public int write(byte[] from, int at, int count) throws StyxException {
        byte[] bytes = echo == null ? from : echo.request(Arrays.copyOfRange(from, at, at + count));
        int written = host.transfer(true, socket, bytes, echo == null ? at : 0, count, NOWHERE);
        full = written == -EAGAIN || written >= 0 && written < count;
        return written == -EAGAIN ? 0 : checked(written);
    }

    @Override
    public boolean hasRoom() {
        return !full;
    }

    /** A port that Linux has chosen it gives back, so it is taken again. */
    @Override
    public void disconnect() throws StyxException {
        int port = localPort();
        checked(host.connect(socket, new byte[SocketAddress.SIZE]));
        target = Address.ANY6;
        targetPort = 0;
        if (localPort() != port) {
            checked(host.bind(socket, SocketAddress.of(family, bound, port)));
        }
    }

    @Override
    public Datagram receive() throws StyxException {
        byte[] from = new byte[SocketAddress.SIZE];
        byte[] buffer = new byte[MOST_DATAGRAM];
        int count = host.transfer(false, socket, buffer, 0, buffer.length, from);
        if (count == -EAGAIN) {
            return null;
        }
        checked(count);
        return new Datagram(SocketAddress.address(from), SocketAddress.port(from), local(), localPort(), Arrays.copyOf(buffer, count));
    }

    @Override
    public boolean send(Datagram datagram) throws StyxException {
        if (bounded) {
            network.requireAllowed(datagram.remote(), datagram.remotePort());
        }
        byte[] to = SocketAddress.of(family, datagram.remote(), datagram.remotePort());
        int written = host.transfer(true, socket, datagram.data(), 0, datagram.data().length, to);
        if (written == -EAGAIN) {
            return false;
        }
        checked(written);
        return true;
    }

    @Override
    public void finish() throws StyxException {
        checked(host.shutdown(socket, 1));
    }

    @Override
    public void hangup() {
        if (socket != NONE) {
            host.shutdown(socket, Sockets.BOTH);
        }
    }

    @Override
    public void set(Option option, int value) throws StyxException {
        if (socket == NONE) {
            options.put(option, value);
        } else {
            apply(option, value);
        }
    }

    private void apply(Option option, int value) throws StyxException {
        for (HostOption each : HostOption.of(option, family)) {
            byte[] bytes = each.value(value);
            checked(host.option(true, socket, each.level(), each.number(), bytes));
        }
    }

    @Override
    public void group(Address group, Address local, boolean join) throws StyxException {
        open();
        byte[] value;
        if (group.isV4()) {
            // struct ip_mreq: the group and an address of the link, both as the network has them
            value = new byte[8];
            System.arraycopy(SocketAddress.of(SocketAddress.IPV4, group, 0), 4, value, 0, 4);
            System.arraycopy(SocketAddress.of(SocketAddress.IPV4, local, 0), 4, value, 4, 4);
            checked(host.option(true, socket, IPPROTO_IP, join ? IP_ADD_MEMBERSHIP : IP_DROP_MEMBERSHIP, value));
        } else {
            // struct ipv6_mreq: the group, and a link's number, 0 for the usual one
            value = new byte[20];
            System.arraycopy(SocketAddress.of(SocketAddress.IPV6, group, 0), 8, value, 0, 16);
            checked(host.option(true, socket, IPPROTO_IPV6, join ? IPV6_JOIN_GROUP : IPV6_LEAVE_GROUP, value));
        }
    }

    private byte[] address(boolean other) {
        byte[] address = new byte[SocketAddress.SIZE];
        return socket == NONE || host.address(socket, other, address) < 0 ? SocketAddress.of(SocketAddress.IPV6, Address.ANY6, 0) : address;
    }

    @Override
    public Address local() {
        return SocketAddress.address(address(false));
    }

    @Override
    public int localPort() {
        return protocol.hasPorts() ? SocketAddress.port(address(false)) : 0;
    }

    @Override
    public Address remote() {
        return protocol.isStream() ? SocketAddress.address(address(true)) : target;
    }

    @Override
    public int remotePort() {
        return protocol.isStream() ? SocketAddress.port(address(true)) : targetPort;
    }

    @Override
    public String status() {
        if (!protocol.isStream()) {
            return socket == NONE ? "Closed" : "Open";
        }
        byte[] info = new byte[INFO_SIZE];
        if (socket == NONE || host.option(false, socket, Sockets.TCP, TCP_INFO, info) < 0 || info[0] >= STATES.length || info[0] < 0) {
            return "Closed";
        }
        return STATES[info[0]] + " srtt " + Sockets.number(info, INFO_RTT) / 1000 + " cwin " + Sockets.number(info, INFO_WINDOW);
    }

    @Override
    public void close() {
        if (socket != NONE) {
            network.forget(number);
            host.close(socket);
            socket = NONE;
        }
    }
}
