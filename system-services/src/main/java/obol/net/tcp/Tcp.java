package obol.net.tcp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.core.TokenBucket;
import obol.net.ip.Arrival;
import obol.net.ip.Ip;
import obol.net.ip.Path;
import obol.net.ip.Transport;
import obol.net.wire.Address;
import obol.net.wire.Bytes;
import obol.net.wire.Checksum;
import obol.net.wire.Layouts;
import obol.net.wire.Layouts.Ip4;
import obol.net.wire.Layouts.Ip6;
import obol.net.wire.Layouts.Protocol;
import obol.net.wire.Packet;

/** TCP of one engine: finds whom a segment is for, gives ports and sequence numbers, refuses what is for nobody. */
public final class Tcp implements Transport {
    /** Connections and half open ones at most, and those in TIME-WAIT, of which the oldest gives way. */
    public static final int MAX_CONNECTIONS = 16384, MAX_TIME_WAITS = 8192;
    /** Smaller segment sizes of peers are not believed, as they only make work. */
    static final int LEAST_MSS = 88;
    /** Buffers of all connections together grow up to so many bytes. */
    private static final long MEMORY = 64 << 20;
    private static final int HOP_LIMIT = 64, RESETS_PER_SECOND = 1000, BUCKETS = 256;
    private static final int FIRST_FREE_PORT = 32768, FREE_PORTS = 28232;

    private final Core core;
    private final Ip ip;
    private final AssociationTable table;
    private final Listener[] listeners = new Listener[BUCKETS];
    private final Set<TimeWait> timeWaits = new LinkedHashSet<>();
    /** Ports of sockets that are bound, and neither listen nor are connected yet. */
    private final Set<Integer> reserved = new HashSet<>();
    private final ArrayDeque<Connection> waiting = new ArrayDeque<>();
    private final ArrayDeque<Connection> acknowledging = new ArrayDeque<>();
    private boolean moreComing;
    private final Memory memory = new Memory(MEMORY);
    private final Cookies cookies;
    private final Segment segment = new Segment();
    private final TokenBucket resets = new TokenBucket(RESETS_PER_SECOND);
    private final Settings defaults = new Settings();

    public Tcp(Ip ip) {
        this.ip = ip;
        core = ip.core();
        table = new AssociationTable(core.random.next());
        cookies = new Cookies(core);
        ip.serve(Protocol.TCP, this);
    }

    Core core() {
        return core;
    }

    Memory memory() {
        return memory;
    }

    Cookies cookies() {
        return cookies;
    }

    /** What connections and listeners begin with that are opened without settings of their own. */
    public Settings defaults() {
        return defaults;
    }

    /** Bytes of all buffers. */
    public long memoryUsed() {
        return memory.used();
    }

    /** Connections of all kinds, TIME-WAIT counted in. */
    public int size() {
        return table.size();
    }

    boolean isFull() {
        return table.size() - timeWaits.size() >= MAX_CONNECTIONS;
    }

    /**
     * Begins to connect; the outcome is told by readiness.
     *
     * @param local the address to come from, or that of none
     * @param localPort 0 for one at random
     */
    public Connection connect(Address local, int localPort, Address remote, int port, Settings settings) throws NetworkException {
        if (remote.isMulticast() || remote.isAny() || port <= 0 || port > 0xFFFF) throw new NetworkException(Problem.UNREACHABLE);
        Path path = ip.routes().path(remote.high(), remote.low(), null);
        if (path.link() == null) throw new NetworkException(Problem.UNREACHABLE);
        Address source = local.isAny() ? ip.sourceFor(path) : local;
        if (source == null || source.isV4() != remote.isV4() || !ip.isLocal(source.high(), source.low())) {
            throw new NetworkException(Problem.NO_ADDRESS);
        }
        if (isFull()) throw new NetworkException(Problem.NO_ROOM);
        Association a = localPort != 0 ? new Association(source.high(), source.low(), localPort, remote.high(), remote.low(), port)
                : choosePort(source, remote, port);
        int sequence = initialSequence(a);
        Association old = find(a);
        if (old != null) {
            if (!(old.party instanceof TimeWait) || !((TimeWait) old.party).mayBeReused()) throw new NetworkException(Problem.IN_USE);
            sequence = ((TimeWait) old.party).nextSequence();
            timeWaitOver((TimeWait) old.party);
        }
        Connection connection = new Connection(this, a, path, settings.copy());
        a.party = connection;
        table.add(a);
        connection.connect(sequence);
        return connection;
    }

    /** A port that is free for this target; one in TIME-WAIT if there is no other (RFC 6056 3.3.1). */
    private Association choosePort(Address source, Address remote, int port) throws NetworkException {
        int first = core.below(FREE_PORTS);
        Association reused = null;
        for (int i = 0; i < FREE_PORTS; i++) {
            int candidate = FIRST_FREE_PORT + (first + i) % FREE_PORTS;
            Association old = table.find(source.high(), source.low(), candidate, remote.high(), remote.low(), port);
            if (old != null && (reused != null || !(old.party instanceof TimeWait) || !((TimeWait) old.party).mayBeReused())) continue;
            if (listener(candidate, source.high(), source.low()) != null || reserved.contains(candidate)) continue;
            Association a = new Association(source.high(), source.low(), candidate, remote.high(), remote.low(), port);
            if (old == null) return a;
            reused = a;
        }
        if (reused == null) throw new NetworkException(Problem.NO_PORTS);
        return reused;
    }

    /**
     * Listens at a port, 0 for one at random, of an address or of all.
     *
     * @param backlog connections that may wait to be accepted, at least 1
     */
    public Listener listen(Address local, int port, int backlog, Settings settings) throws NetworkException {
        if (!local.isAny() && !ip.isLocal(local.high(), local.low())) throw new NetworkException(Problem.NO_ADDRESS);
        int chosen = port == 0 ? freePort(local) : port;
        if (isTaken(local, chosen)) throw new NetworkException(Problem.IN_USE);
        Listener listener = new Listener(this, local, chosen, Math.max(1, backlog), settings.copy());
        listener.next = listeners[chosen % BUCKETS];
        listeners[chosen % BUCKETS] = listener;
        return listener;
    }

    /**
     * Keeps a port for one that will listen or connect later, until {@link #release}.
     *
     * @param port 0 for one at random
     * @return the port
     */
    public int reserve(Address local, int port) throws NetworkException {
        if (!local.isAny() && !ip.isLocal(local.high(), local.low())) throw new NetworkException(Problem.NO_ADDRESS);
        int chosen = port == 0 ? freePort(local) : port;
        if (isTaken(local, chosen)) throw new NetworkException(Problem.IN_USE);
        reserved.add(chosen);
        return chosen;
    }

    /** Gives a reserved port back. */
    public void release(int port) {
        reserved.remove(port);
    }

    private int freePort(Address local) throws NetworkException {
        for (int i = 0; i < FREE_PORTS; i++) {
            int candidate = FIRST_FREE_PORT + core.below(FREE_PORTS);
            if (!isTaken(local, candidate)) return candidate;
        }
        throw new NetworkException(Problem.NO_PORTS);
    }

    private boolean isTaken(Address local, int port) {
        if (reserved.contains(port)) return true;
        for (Listener l = listeners[port % BUCKETS]; l != null; l = l.next) {
            if (l.port == port && (l.local.equals(local) || l.local.isAny() && local.isAny())) return true;
        }
        return false;
    }

    private Listener listener(int port, long high, long low) {
        Listener best = null;
        int bestFit = -1;
        for (Listener l = listeners[port % BUCKETS]; l != null; l = l.next) {
            int fit = l.port == port ? l.fit(high, low) : -1;
            if (fit > bestFit) {
                best = l;
                bestFit = fit;
            }
        }
        return best;
    }

    void remove(Listener listener) {
        int bucket = listener.port % BUCKETS;
        Listener before = null;
        for (Listener l = listeners[bucket]; l != null; before = l, l = l.next) {
            if (l != listener) continue;
            if (before == null) listeners[bucket] = l.next;
            else before.next = l.next;
            return;
        }
    }

    private Association find(Association a) {
        return table.find(a.localHigh, a.localLow, a.localPort, a.remoteHigh, a.remoteLow, a.remotePort);
    }

    void add(Association a) {
        table.add(a);
    }

    void remove(Association a) {
        table.remove(a);
    }

    void timeWait(Connection c) {
        core.count(Counter.TIME_WAITS);
        if (timeWaits.size() >= MAX_TIME_WAITS) {
            core.count(Counter.TIME_WAITS_DROPPED);
            timeWaitOver(timeWaits.iterator().next());
        }
        TimeWait party = new TimeWait(this, c);
        c.association.party = party;
        timeWaits.add(party);
        core.after(party, TimeWait.LIFE);
    }

    void timeWaitOver(TimeWait party) {
        core.timers.cancel(party);
        timeWaits.remove(party);
        table.remove(party.association);
    }

    /** A new SYN for an association in TIME-WAIT; false if nobody listens any more. */
    boolean reopen(TimeWait party, Segment s) {
        Association old = party.association;
        Listener listener = listener(old.localPort, old.localHigh, old.localLow);
        if (listener == null) return false;
        timeWaitOver(party);
        listener.syn(s, new Association(old.localHigh, old.localLow, old.localPort, old.remoteHigh, old.remoteLow, old.remotePort),
                party.nextSequence());
        return true;
    }

    @Override
    public void received(Arrival a) {
        core.count(Counter.TCP_IN);
        Segment s = segment;
        if (!s.parse(a)) {
            core.count(Counter.TCP_MALFORMED);
            return;
        }
        Association association = table.find(a.targetHigh, a.targetLow, s.targetPort, a.sourceHigh, a.sourceLow, s.sourcePort);
        if (association != null) {
            association.party.arrived(s);
            return;
        }
        Listener listener = listener(s.targetPort, a.targetHigh, a.targetLow);
        if (listener != null && !s.has(Layouts.Tcp.RST)) {
            Association fresh = new Association(a.targetHigh, a.targetLow, s.targetPort, a.sourceHigh, a.sourceLow, s.sourcePort);
            boolean syn = s.has(Layouts.Tcp.SYN);
            boolean acknowledges = s.has(Layouts.Tcp.ACK);
            if (syn && !acknowledges) {
                listener.syn(s, fresh, initialSequence(fresh));
                return;
            }
            if (!syn && acknowledges && listener.acknowledged(s, fresh)) return;
        }
        core.count(Counter.TCP_NO_CONNECTION);
        refuse(s);
    }

    @Override
    public boolean failed(Arrival q, Problem problem, int mtu) {
        int localPort = Bytes.u16(q.bytes, q.at + Layouts.Tcp.SOURCE);
        int remotePort = Bytes.u16(q.bytes, q.at + Layouts.Tcp.TARGET);
        Association a = table.find(q.sourceHigh, q.sourceLow, localPort, q.targetHigh, q.targetLow, remotePort);
        if (a == null || !(a.party instanceof Connection)) return false;
        return ((Connection) a.party).failed(problem, Bytes.i32(q.bytes, q.at + Layouts.Tcp.SEQUENCE), mtu);
    }

    /** RFC 6528: a clock of four microseconds and a hash of the association. */
    private int initialSequence(Association a) {
        return (int) (core.now() / 4000) + (int) core.secret.hash(a.localHigh, a.localLow, a.remoteHigh, a.remoteLow, a.ports(), 1);
    }

    /**
     * Where the clock of time stamps begins: the same for all connections of two hosts, so it goes on from one to the next (RFC 7323 5.4).
     */
    int stampOffset(Association a) {
        return (int) core.secret.hash(a.localHigh, a.localLow, a.remoteHigh, a.remoteLow, 0, 2);
    }

    int stampNow(Association a) {
        return (int) (core.now() / Core.MILLISECOND) + stampOffset(a);
    }

    Path pathTo(Association a, Segment s) {
        return ip.routes().path(a.remoteHigh, a.remoteLow, a.remote().isLinkLocal() ? s.packet.link : null);
    }

    void refresh(Path path) {
        ip.routes().refresh(path);
    }

    /** What we take in a segment, as our SYN says: without options (RFC 6691). */
    int offeredSegmentSize(Path path) {
        boolean v4 = path.isV4();
        return Math.min(0xFFFF, path.link().mtu(v4) - (v4 ? Ip4.LENGTH : Ip6.LENGTH) - Layouts.Tcp.LENGTH);
    }

    /** The link is busy: the connection goes on when it is not. */
    void waitForLink(Connection c) {
        if (c.waitingForLink) return;
        c.waitingForLink = true;
        waiting.add(c);
    }

    /** Whether a connection waits for a link that has room. */
    public boolean isResumable() {
        Connection first = waiting.peek();
        return first != null && (first.path.link() == null || !first.path.link().isBusy());
    }

    /** Lets connections go on that have waited for their links; in turns, as far as there is room. */
    public void resume() {
        for (int most = waiting.size(); most > 0; most--) {
            if (!isResumable()) return;
            Connection c = waiting.poll();
            c.waitingForLink = false;
            c.work();
        }
    }

    /**
     * Whether further frames lie there that came together with the one that is received: while they do, what only acknowledges data in
     * order waits, so a batch of them gets one acknowledgment for each connection. They all have arrived, so none is late.
     */
    public void moreComing(boolean more) {
        moreComing = more;
        if (more) return;
        for (Connection c; (c = acknowledging.poll()) != null; ) {
            c.acknowledgesLater = false;
            c.work();
        }
    }

    boolean isMoreComing() {
        return moreComing;
    }

    void acknowledgeLater(Connection c) {
        if (c.acknowledgesLater) return;
        c.acknowledgesLater = true;
        acknowledging.add(c);
    }

    /** Puts the header in front, and sends. The options, so many bytes, are there. */
    void transmit(Packet packet, Path path, Association a, int sequence, int acknowledgment, int flags, int window, int options) {
        int at = packet.prepend(Layouts.Tcp.LENGTH);
        byte[] b = packet.bytes;
        Bytes.put16(b, at + Layouts.Tcp.SOURCE, a.localPort);
        Bytes.put16(b, at + Layouts.Tcp.TARGET, a.remotePort);
        Bytes.put32(b, at + Layouts.Tcp.SEQUENCE, sequence);
        Bytes.put32(b, at + Layouts.Tcp.ACKNOWLEDGMENT, acknowledgment);
        Bytes.put16(b, at + Layouts.Tcp.OFFSET, (Layouts.Tcp.LENGTH + options) / 4 << 12 | flags);
        Bytes.put16(b, at + Layouts.Tcp.WINDOW, window);
        Bytes.put32(b, at + Layouts.Tcp.CHECKSUM, 0);
        int length = packet.length();
        long sum = Checksum.pseudoHeader(a.localHigh, a.localLow, a.remoteHigh, a.remoteLow, Protocol.TCP, length);
        Bytes.put16(b, at + Layouts.Tcp.CHECKSUM, Checksum.of(Checksum.add(sum, b, at, length)));
        core.count(Counter.TCP_OUT);
        ip.send(packet, path, a.localHigh, a.localLow, Protocol.TCP, HOP_LIMIT, false);
    }

    void sendSynAcknowledgment(Path path, Association a, Handshake h, Settings settings, int stamp) {
        refresh(path);
        if (path.link() == null) return;
        Packet packet = core.pool.take(0);
        int length = 4 + (h.timestamps ? Options.TIMESTAMPS : h.sack ? 4 : 0) + (h.ownScale >= 0 ? 4 : 0);
        int at = packet.prepend(length);
        Options.syn(packet.bytes, at, offeredSegmentSize(path), h.ownScale, h.sack, h.timestamps, stamp, h.recentStamp);
        int window = Math.min(settings.receiveBuffer, 0xFFFF);
        transmit(packet, path, a, h.ownSequence, h.peerSequence + 1, Layouts.Tcp.SYN | Layouts.Tcp.ACK, window, length);
    }

    void sendAcknowledgment(Path path, Association a, int sequence, int acknowledgment, boolean timestamps, int echo) {
        refresh(path);
        if (path.link() == null) return;
        Packet packet = core.pool.take(0);
        int options = timestamps ? Options.TIMESTAMPS : 0;
        if (timestamps) Options.timestamps(packet.bytes, packet.prepend(options), stampNow(a), echo);
        transmit(packet, path, a, sequence, acknowledgment, Layouts.Tcp.ACK, 0, options);
    }

    /** Answers with a reset what is for nobody (RFC 9293 3.10.7.1). */
    void refuse(Segment s) {
        if (s.has(Layouts.Tcp.RST) || !resets.take(core.now())) return;
        Arrival p = s.packet;
        Association a = new Association(p.targetHigh, p.targetLow, s.targetPort, p.sourceHigh, p.sourceLow, s.sourcePort);
        Path path = pathTo(a, s);
        if (path.link() == null) return;
        core.count(Counter.TCP_RESETS_SENT);
        Packet packet = core.pool.take(0);
        if (s.has(Layouts.Tcp.ACK)) transmit(packet, path, a, s.acknowledgment, 0, Layouts.Tcp.RST, 0, 0);
        else transmit(packet, path, a, 0, s.sequence + s.length(), Layouts.Tcp.RST | Layouts.Tcp.ACK, 0, 0);
    }

    /** All connections that are open or opening. */
    public List<Connection> connections() {
        List<Connection> all = new ArrayList<>();
        table.forEach(a -> {
            if (a.party instanceof Connection) all.add((Connection) a.party);
        });
        return all;
    }
}
