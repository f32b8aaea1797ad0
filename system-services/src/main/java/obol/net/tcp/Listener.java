package obol.net.tcp;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.Problem;
import obol.net.core.Socket;
import obol.net.ip.Path;
import obol.net.wire.Address;

/**
 * A port at which connections are taken. So many wait to be accepted, so many may be half open; beyond that SYNs are answered with cookies
 * (RFC 4987 3.6) and nothing is kept of them.
 */
public final class Listener extends Socket {
    private static final int HALF_OPEN = 256;
    /** Cookies are believed for so long after the last one was needed. */
    private static final long COOKIES_LIFE = 130 * Core.SECOND;

    private final Tcp tcp;
    final Address local;
    final int port;
    private final int backlog;
    private final Settings settings;
    private final ArrayDeque<Connection> waiting = new ArrayDeque<>();
    private final Set<HalfOpen> halfOpen = new HashSet<>();
    private long lastCookie = Long.MIN_VALUE;
    private boolean closed;
    Listener next;

    Listener(Tcp tcp, Address local, int port, int backlog, Settings settings) {
        super(tcp.core());
        this.tcp = tcp;
        this.local = local;
        this.port = port;
        this.backlog = backlog;
        this.settings = settings;
    }

    public Address local() {
        return local;
    }

    public int port() {
        return port;
    }

    /** What connections begin with. */
    public Settings settings() {
        return settings;
    }

    @Override
    public int readiness() {
        return closed ? OVER | READABLE : waiting.isEmpty() ? 0 : READABLE;
    }

    @Override
    public Problem problem() {
        return null;
    }

    /** The next connection; null if none waits. */
    public Connection accept() {
        return waiting.poll();
    }

    /** Connections that wait are reset. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        tcp.remove(this);
        for (HalfOpen h : new HashSet<>(halfOpen)) h.drop();
        for (Connection c; (c = waiting.poll()) != null; ) {
            c.observe(socket -> { }); // nobody has it, so nobody is to hear of it
            c.abort();
        }
        changed();
    }

    boolean isFull() {
        return waiting.size() >= backlog;
    }

    /** Connections that are half open. */
    public int halfOpen() {
        return halfOpen.size();
    }

    void halfOpenGone(HalfOpen h) {
        halfOpen.remove(h);
    }

    int fit(long high, long low) {
        if (!local.isAny()) return local.is(high, low) ? 2 : -1;
        return local.isV4() && !Address.isV4(high, low) ? -1 : local.isV4() ? 1 : 0;
    }

    /** A SYN for a connection that is not there. */
    void syn(Segment s, Association association, int sequence) {
        Path path = tcp.pathTo(association, s);
        if (path.link() == null) return;
        if (isFull()) {
            core.count(Counter.BACKLOG_FULL);
            return;
        }
        Handshake h = Handshake.of(s, settings);
        if (halfOpen.size() >= HALF_OPEN || tcp.isFull()) {
            cookie(s, association, path, h);
            return;
        }
        h.ownSequence = sequence;
        HalfOpen party = new HalfOpen(tcp, this, association, path, h);
        association.party = party;
        halfOpen.add(party);
        tcp.add(association);
        party.start();
    }

    private void cookie(Segment s, Association association, Path path, Handshake h) {
        core.count(Counter.COOKIES_SENT);
        lastCookie = core.now();
        h.ownSequence = tcp.cookies().make(association, s.sequence, s.mss);
        if (!h.timestamps) {
            h.sack = false;
            h.scale = -1;
            h.ownScale = -1;
        }
        tcp.sendSynAcknowledgment(path, association, h, settings, Cookies.stamp(tcp.stampNow(association), h));
    }

    /** An acknowledgment for a connection that is not there, perhaps of a cookie; false if it is not. */
    boolean acknowledged(Segment s, Association association) {
        if (lastCookie == Long.MIN_VALUE || core.now() - lastCookie > COOKIES_LIFE) return false;
        int mss = tcp.cookies().check(association, s.sequence - 1, s.acknowledgment - 1);
        if (mss == 0) {
            core.count(Counter.COOKIES_BAD);
            return false;
        }
        if (isFull() || tcp.isFull()) {
            core.count(Counter.BACKLOG_FULL);
            return true;
        }
        core.count(Counter.COOKIES_GOOD);
        Handshake h = new Handshake();
        h.ownSequence = s.acknowledgment - 1;
        h.peerSequence = s.sequence - 1;
        h.mss = mss;
        if (s.hasTimestamps && settings.timestamps) Cookies.read(s, h, settings);
        Path path = tcp.pathTo(association, s);
        if (path.link() == null) return true;
        tcp.add(association);
        complete(association, path, h, s, 0);
        return true;
    }

    /** The handshake is done; {@code trip} is how long it took in nanoseconds, 0 if that is not known. */
    void complete(Association association, Path path, Handshake h, Segment s, long trip) {
        Connection connection = new Connection(tcp, association, path, settings.copy());
        association.party = connection;
        connection.accepted(h, s, trip);
        connection.arrived(s);
        if (connection.state() == Connection.State.CLOSED) return;
        waiting.add(connection);
        changed();
    }
}
