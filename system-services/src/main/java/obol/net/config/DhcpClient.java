package obol.net.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.NetworkException;
import obol.net.core.Socket;
import obol.net.core.Timer;
import obol.net.core.Timers;
import obol.net.ip.Ip;
import obol.net.ip.Link;
import obol.net.ip.LocalAddress;
import obol.net.ip.Route;
import obol.net.udp.Datagram;
import obol.net.udp.Udp;
import obol.net.udp.UdpSocket;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Layouts.Dhcp;
import obol.net.wire.Prefix;

/** Gets an address, a router and name servers of IPv4 for a link, and keeps them, by DHCP (RFC 2131 4.4). It is its own timer. */
public final class DhcpClient extends Timer implements Socket.Observer, LocalAddress.Owner {
    /** RFC 2131 figure 5; BOUND is with an address, and from RENEWING on the lease is asked for again. */
    public enum State { STOPPED, SELECTING, REQUESTING, BOUND, RENEWING, REBINDING }

    private static final long FIRST_WAIT = 4 * Core.SECOND, MAX_WAIT = 64 * Core.SECOND, LEAST_RENEWAL_WAIT = 60 * Core.SECOND,
            DECLINED_WAIT = 10 * Core.SECOND;
    private static final int REQUESTS = 4, QUEUE = 16 << 10, ROUTE_METRIC = 512;
    private static final long FOREVER = 0xFFFF_FFFFL, LEAST_LEASE = 60;

    private final Ip ip;
    private final Core core;
    private final Udp udp;
    private final Link link;
    private final NameServers servers;
    private final boolean test;
    private final byte[] buffer = new byte[Dhcp.MAX_LENGTH];
    private final Datagram facts = new Datagram();
    private UdpSocket socket;
    private State state = State.STOPPED;
    private int transaction;
    private long begun;
    private int tries;
    private Address offered;
    private Address server;
    private LocalAddress address;
    private Address gateway;
    private long renewal;
    private long rebinding;
    private long end;
    private String domain = "";

    /** @param test whether to test first that nobody else has the address, which takes some seconds */
    public DhcpClient(Ip ip, Udp udp, Link link, NameServers servers, boolean test) {
        this.ip = ip;
        this.udp = udp;
        this.link = link;
        this.servers = servers;
        this.test = test;
        core = ip.core();
    }

    public State state() {
        return state;
    }

    /** The address, null while there is none. */
    public LocalAddress address() {
        return address;
    }

    /** The domain that the server names, or "". */
    public String domain() {
        return domain;
    }

    /** Begins to ask; goes on until {@link #stop}. */
    public void start() throws NetworkException {
        if (socket != null) return;
        socket = udp.open(Address.ANY4, Dhcp.CLIENT_PORT, QUEUE);
        socket.use(link);
        socket.observe(this);
        restart();
    }

    /** Gives the address back. */
    public void stop() {
        if (socket == null) return;
        if (address != null) send(Dhcp.RELEASE, server);
        core.timers.cancel(this);
        lose();
        socket.close();
        socket = null;
        state = State.STOPPED;
    }

    private void restart() {
        state = State.SELECTING;
        transaction = (int) core.random.next();
        begun = core.now();
        tries = 0;
        send(Dhcp.DISCOVER, Address.BROADCAST4);
        waitForAnswer();
    }

    private void waitForAnswer() {
        long wait = Math.min(MAX_WAIT, FIRST_WAIT << Math.min(tries++, 8));
        core.after(this, wait - Core.SECOND + (core.random.next() >>> 1) % (2 * Core.SECOND));
    }

    @Override
    protected void expired() {
        switch (state) {
            case SELECTING:
                send(Dhcp.DISCOVER, Address.BROADCAST4);
                waitForAnswer();
                return;
            case REQUESTING:
                if (tries > REQUESTS) {
                    restart();
                    return;
                }
                send(Dhcp.WANT, Address.BROADCAST4);
                waitForAnswer();
                return;
            default:
                renew();
        }
    }

    /** Asks the server, and later any, for more time; half of what is left is waited for an answer. */
    private void renew() {
        long now = core.now();
        if (now >= end) {
            lose();
            restart();
            return;
        }
        if (now < renewal) {
            core.timers.set(this, renewal);
            return;
        }
        if (state == State.BOUND) {
            transaction = (int) core.random.next();
            begun = now;
        }
        state = now >= rebinding ? State.REBINDING : State.RENEWING;
        send(Dhcp.WANT, state == State.RENEWING ? server : Address.BROADCAST4);
        long until = state == State.RENEWING ? rebinding : end;
        core.timers.set(this, Math.min(until, now + Math.max(LEAST_RENEWAL_WAIT, (until - now) / 2)));
    }

    /** The address is gone, or not good any more. */
    private void lose() {
        if (gateway != null) ip.routes().remove(Prefix.ALL4, gateway, link);
        gateway = null;
        servers.set(this, List.of(), 0);
        if (address != null) ip.remove(address);
        address = null;
    }

    private void send(int type, Address target) {
        byte[] b = buffer;
        Arrays.fill(b, 0, Dhcp.OPTIONS, (byte) 0);
        Bytes.put8(b, Dhcp.OPERATION, Dhcp.REQUEST);
        Bytes.put8(b, Dhcp.HARDWARE_TYPE, Dhcp.ETHERNET);
        Bytes.put8(b, Dhcp.HARDWARE_LENGTH, 6);
        Bytes.put32(b, Dhcp.TRANSACTION, transaction);
        Bytes.put16(b, Dhcp.SECONDS, (int) Math.min(0xFFFF, (core.now() - begun) / Core.SECOND));
        boolean renewing = state == State.RENEWING || state == State.REBINDING || type == Dhcp.RELEASE;
        if (renewing) Bytes.put32(b, Dhcp.CLIENT, address.address().v4());
        else Bytes.put16(b, Dhcp.FLAGS, Dhcp.BROADCAST);
        Bytes.put48(b, Dhcp.CLIENT_HARDWARE, link.hardware());
        Bytes.put32(b, Dhcp.COOKIE, Dhcp.MAGIC);
        int at = option8(b, Dhcp.OPTIONS, Dhcp.TYPE, type);
        b[at] = (byte) Dhcp.CLIENT_IDENTIFIER;
        b[at + 1] = 7;
        b[at + 2] = Dhcp.ETHERNET;
        Bytes.put48(b, at + 3, link.hardware());
        at += 9;
        if (!renewing && type != Dhcp.DISCOVER) {
            at = option32(b, at, Dhcp.WANTED_ADDRESS, offered.v4());
            at = option32(b, at, Dhcp.SERVER, server.v4());
        } else if (type == Dhcp.RELEASE) {
            at = option32(b, at, Dhcp.SERVER, server.v4());
        }
        if (type == Dhcp.DISCOVER || type == Dhcp.WANT) {
            b[at++] = (byte) Dhcp.MAX_SIZE;
            b[at++] = 2;
            Bytes.put16(b, at, Dhcp.MAX_LENGTH);
            at += 2;
            byte[] wanted = {Dhcp.MASK, Dhcp.ROUTERS, Dhcp.NAME_SERVERS, Dhcp.DOMAIN, Dhcp.LEASE, Dhcp.RENEWAL, Dhcp.REBINDING};
            b[at++] = (byte) Dhcp.PARAMETERS;
            b[at++] = (byte) wanted.length;
            System.arraycopy(wanted, 0, b, at, wanted.length);
            at += wanted.length;
        }
        b[at++] = (byte) Dhcp.END;
        try {
            socket.send(target, Dhcp.SERVER_PORT, b, 0, at);
        } catch (NetworkException noWay) {
            // The next try may find one; a link that is down is no different from a server that is.
            core.count(Counter.IP_NO_ROUTE);
        }
    }

    private static int option8(byte[] b, int at, int kind, int value) {
        b[at] = (byte) kind;
        b[at + 1] = 1;
        b[at + 2] = (byte) value;
        return at + 3;
    }

    private static int option32(byte[] b, int at, int kind, int value) {
        b[at] = (byte) kind;
        b[at + 1] = 4;
        Bytes.put32(b, at + 2, value);
        return at + 6;
    }

    @Override
    public void changed(Socket changed) {
        while (socket != null && socket.receive(facts, buffer, 0, buffer.length)) received(Math.min(facts.length(), buffer.length));
    }

    private void received(int length) {
        byte[] b = buffer;
        if (length < Dhcp.OPTIONS || Bytes.u8(b, Dhcp.OPERATION) != Dhcp.REPLY || Bytes.i32(b, Dhcp.TRANSACTION) != transaction
                || Bytes.u48(b, Dhcp.CLIENT_HARDWARE) != link.hardware() || Bytes.i32(b, Dhcp.COOKIE) != Dhcp.MAGIC) return;
        int type = find(Dhcp.TYPE, 1, length);
        int from = find(Dhcp.SERVER, 4, length);
        if (type < 0) return;
        switch (Bytes.u8(b, type)) {
            case Dhcp.OFFER:
                if (state != State.SELECTING || from < 0) return;
                offered = Address.v4(Bytes.i32(b, Dhcp.YOURS));
                server = Address.v4(Bytes.i32(b, from));
                if (offered.isAny() || offered.isMulticast() || offered.isLoopback()) return;
                state = State.REQUESTING;
                tries = 0;
                send(Dhcp.WANT, Address.BROADCAST4);
                waitForAnswer();
                return;
            case Dhcp.ACK:
                if (state == State.REQUESTING && Bytes.i32(b, Dhcp.YOURS) == offered.v4()
                        || (state == State.RENEWING || state == State.REBINDING) && Bytes.i32(b, Dhcp.YOURS) == address.address().v4()) {
                    bound(length);
                }
                return;
            case Dhcp.NAK:
                if (state == State.SELECTING || state == State.BOUND) return;
                lose();
                restart();
                return;
            default:
        }
    }

    private void bound(int length) {
        byte[] b = buffer;
        long now = core.now();
        long lease = seconds(Dhcp.LEASE, length, 3600);
        boolean forever = lease == FOREVER;
        lease = Math.max(lease, LEAST_LEASE);
        long first = Math.min(seconds(Dhcp.RENEWAL, length, lease / 2), lease);
        long second = Math.max(first, Math.min(seconds(Dhcp.REBINDING, length, lease * 7 / 8), lease));
        renewal = forever ? Timers.NEVER : now + first * Core.SECOND;
        rebinding = forever ? Timers.NEVER : now + second * Core.SECOND;
        end = forever ? Timers.NEVER : now + lease * Core.SECOND;
        int from = find(Dhcp.SERVER, 4, length);
        if (from >= 0) server = Address.v4(Bytes.i32(b, from));
        state = State.BOUND;
        if (address == null) {
            int mask = find(Dhcp.MASK, 4, length);
            int bits = mask < 0 ? 24 : Integer.numberOfLeadingZeros(~Bytes.i32(b, mask));
            address = ip.add(link, offered, 96 + bits, LocalAddress.Origin.DHCP, test, this);
            if (address == null) {
                state = State.STOPPED;
                core.timers.cancel(this);
                return;
            }
        }
        address.lifetimes(end, end);
        List<Address> list = addresses(Dhcp.ROUTERS, length);
        if (!list.isEmpty() && !list.get(0).equals(gateway)) {
            if (gateway != null) ip.routes().remove(Prefix.ALL4, gateway, link);
            gateway = list.get(0);
            ip.routes().add(new Route(Prefix.ALL4, gateway, link, ROUTE_METRIC, Timers.NEVER));
        }
        servers.set(this, addresses(Dhcp.NAME_SERVERS, length), end);
        int name = find(Dhcp.DOMAIN, 1, length);
        if (name >= 0) domain = new String(b, name, Bytes.u8(b, name - 1), StandardCharsets.ISO_8859_1);
        if (forever) core.timers.cancel(this);
        else core.timers.set(this, renewal);
    }

    /** Where the value of an option begins that has at least so many bytes; -1 if there is none. */
    private int find(int kind, int least, int length) {
        byte[] b = buffer;
        for (int at = Dhcp.OPTIONS; at < length; ) {
            int found = Bytes.u8(b, at);
            if (found == Dhcp.END) return -1;
            if (found == Dhcp.PAD) {
                at++;
                continue;
            }
            if (at + 2 > length || at + 2 + Bytes.u8(b, at + 1) > length) return -1;
            if (found == kind && Bytes.u8(b, at + 1) >= least) return at + 2;
            at += 2 + Bytes.u8(b, at + 1);
        }
        return -1;
    }

    private long seconds(int kind, int length, long otherwise) {
        int at = find(kind, 4, length);
        return at < 0 ? otherwise : Bytes.u32(buffer, at);
    }

    private List<Address> addresses(int kind, int length) {
        List<Address> list = new ArrayList<>();
        int at = find(kind, 4, length);
        if (at < 0) return list;
        for (int i = 0; i + 4 <= Bytes.u8(buffer, at - 1); i += 4) {
            Address each = Address.v4(Bytes.i32(buffer, at + i));
            if (!each.isAny() && !each.isMulticast()) list.add(each);
        }
        return list;
    }

    @Override
    public void ready(LocalAddress ready) {
        // Nothing waits for it: who wants to know looks at the address's state.
    }

    /** Somebody else has the address (RFC 2131 4.4.1). */
    @Override
    public void conflict(LocalAddress taken) {
        send(Dhcp.DECLINE, Address.BROADCAST4);
        lose();
        state = State.SELECTING;
        tries = 0;
        core.after(this, DECLINED_WAIT);
    }
}
