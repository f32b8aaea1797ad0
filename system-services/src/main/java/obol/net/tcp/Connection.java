package obol.net.tcp;

import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.core.Socket;
import obol.net.core.Timer;
import obol.net.core.Timers;
import obol.net.ip.Path;
import obol.net.wire.Address;
import obol.net.wire.Layouts;
import obol.net.wire.Layouts.Ip4;
import obol.net.wire.Layouts.Ip6;
import obol.net.wire.Packet;

/**
 * A connection: the state machine of RFC 9293 3.3.2 and 3.10, with the defences of RFC 5961, time stamps and PAWS (RFC 7323). Urgent data
 * is data like any (RFC 6093).
 *
 * <p>{@link #close} delivers what was written, as long as the settings' {@code linger} allows, unless bytes wait to be read or come later:
 * then, as those are lost, the other side is told by a reset (RFC 2525 2.17).
 */
public final class Connection extends Socket implements Association.Party {
    /** RFC 9293 3.3.2. */
    public enum State {
        CLOSED, SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT
    }

    /** A closed connection waits so long for the other side's FIN. */
    private static final long FIN_WAIT = 60 * Core.SECOND;
    /** Time stamps older than this say nothing (RFC 7323 5.5). */
    private static final long STAMP_LIFE = 24 * 24 * 3600 * Core.SECOND;
    private static final int CHALLENGES_PER_SECOND = 10;
    /** Sizes that pass everywhere, for when larger ones vanish (after RFC 8899). */
    private static final int SAFE_MTU = Ip6.LEAST_MTU, SMALLEST_MTU = 576;
    private static final int BLACK_HOLE = 2, BLACKER_HOLE = 4;

    private final Tcp tcp;
    final Association association;
    final Path path;
    private final Settings settings;
    private final Sender sender;
    private final Receiver receiver;
    private State state = State.CLOSED;
    private Problem problem;
    private Problem softProblem;
    private boolean closed;

    private boolean timestamps;
    private boolean sack;
    private int stampOffset;
    private int recentStamp;
    private long recentStampTime;
    private int ownScale = -1;
    private int peerScale;
    private int peerMss;
    private int headers;

    private long lastHeard;
    private int keepAlivesSent;
    private long lifeEnds = Timers.NEVER;
    private long challengeSecond;
    private int challenges;
    boolean waitingForLink;
    /** Its acknowledgment waits for the last of the frames that have come together. */
    boolean acknowledgesLater;
    private final int[] blocks = new int[2 * Segment.MAX_SACKS];
    private final Timer timer = new Timer() {
        @Override
        protected void expired() {
            Connection.this.expired();
        }
    };

    Connection(Tcp tcp, Association association, Path path, Settings settings) {
        super(tcp.core());
        this.tcp = tcp;
        this.association = association;
        this.path = path;
        this.settings = settings;
        sender = new Sender(this, tcp.memory(), settings.sendBuffer, settings.maxSendBuffer);
        receiver = new Receiver(tcp.memory(), settings.receiveBuffer, settings.maxReceiveBuffer);
        sender.noDelay(settings.noDelay);
        stampOffset = tcp.stampOffset(association);
        lastHeard = core.now();
    }

    Core core() {
        return core;
    }

    public State state() {
        return state;
    }

    public Address local() {
        return association.local();
    }

    public int localPort() {
        return association.localPort;
    }

    public Address remote() {
        return association.remote();
    }

    public int remotePort() {
        return association.remotePort;
    }

    /** The settings; changes of keep-alive, linger and time-out hold from the next event on. */
    public Settings settings() {
        return settings;
    }

    /** Whether small segments are sent at once. */
    public void noDelay(boolean on) {
        settings.noDelay = on;
        sender.noDelay(on);
        work();
    }

    // What the user does.

    @Override
    public int readiness() {
        int bits = 0;
        boolean open = state.compareTo(State.ESTABLISHED) >= 0 && state != State.TIME_WAIT;
        if (open) bits |= CONNECTED;
        if (problem != null) bits |= FAILED | READABLE | WRITABLE;
        if (receiver.available() > 0 || receiver.isEnded() || state == State.CLOSED) bits |= READABLE;
        if (canSend() && sender.room() > 0 || state == State.CLOSED) bits |= WRITABLE;
        if (state == State.CLOSED || state == State.TIME_WAIT) bits |= OVER;
        return bits;
    }

    @Override
    public Problem problem() {
        return problem;
    }

    /** Bytes that can be read at once. */
    public int available() {
        return receiver.available();
    }

    /** Bytes that were written and are not acknowledged. */
    public int unacknowledged() {
        return sender.queued();
    }

    private boolean canSend() {
        return !closed && (state == State.ESTABLISHED || state == State.CLOSE_WAIT);
    }

    /** Takes as many bytes as there is room for; gives how many, perhaps 0. */
    public int write(byte[] from, int at, int length) throws NetworkException {
        if (problem != null) throw new NetworkException(problem);
        if (state == State.SYN_SENT || state == State.SYN_RECEIVED) return 0;
        if (!canSend()) throw new NetworkException(Problem.ABORTED);
        int count = sender.write(from, at, length);
        work();
        return count;
    }

    /** Reads up to so many bytes that have come; gives how many, 0 if none are there now, -1 if none will come any more. */
    public int read(byte[] to, int at, int most) throws NetworkException {
        if (receiver.available() > 0) {
            int count = receiver.read(to, at, most, core.now(), sender.roundTrip.smoothed());
            if (state.compareTo(State.ESTABLISHED) >= 0 && state.compareTo(State.CLOSE_WAIT) < 0 && receiver.isWindowWorthTelling()) {
                receiver.acknowledgeNow();
                work();
            }
            return count;
        }
        if (receiver.isEnded()) return -1;
        if (problem != null) throw new NetworkException(problem);
        return closed || state == State.CLOSED ? -1 : 0;
    }

    /** Ends the sending direction after what was written; reading goes on. No effect the second time. */
    public void finish() {
        switch (state) {
            case ESTABLISHED: state = State.FIN_WAIT_1; break;
            case CLOSE_WAIT: state = State.LAST_ACK; break;
            case SYN_RECEIVED: state = State.FIN_WAIT_1; break;
            default: return;
        }
        sender.finish();
        work();
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        if (state == State.CLOSED || state == State.TIME_WAIT || state == State.SYN_SENT) {
            if (state == State.SYN_SENT) end(null);
            receiver.free();
            return;
        }
        if (receiver.available() > 0 || settings.linger == 0) {
            abort();
            return;
        }
        lifeEnds = core.now() + (state == State.FIN_WAIT_2 ? FIN_WAIT : settings.linger);
        finish();
        reschedule();
    }

    /** Ends it at once, and tells the other side by a reset. */
    public void abort() {
        closed = true;
        if (state != State.CLOSED && state != State.SYN_SENT && state != State.TIME_WAIT) reset();
        if (state != State.TIME_WAIT) end(null);
        receiver.free();
    }

    private void reset() {
        core.count(Counter.TCP_ABORTED);
        core.count(Counter.TCP_RESETS_SENT);
        emit(sender.next(), 0, 0, Layouts.Tcp.RST | Layouts.Tcp.ACK, false);
    }

    // Beginnings.

    /** Sends a SYN. */
    void connect(int sequence) {
        state = State.SYN_SENT;
        timestamps = settings.timestamps;
        sack = settings.selectiveAcknowledgments;
        if (settings.windowScale) ownScale = Receiver.scaleFor(settings.maxReceiveBuffer);
        sender.start(sequence);
        sender.sendSyn(Layouts.Tcp.SYN);
        reschedule();
    }

    /** Begins where a handshake ended; the segment that ended it is to arrive next. */
    void accepted(Handshake h, Segment s, long trip) {
        state = State.ESTABLISHED;
        timestamps = h.timestamps;
        sack = h.sack;
        recentStamp = h.recentStamp;
        recentStampTime = core.now();
        ownScale = h.ownScale;
        receiver.start(h.peerSequence + 1, Math.max(0, h.ownScale));
        sender.start(h.ownSequence);
        sender.synDone(trip, trip > 0);
        peerMss = h.mss;
        sender.established(currentSegmentSize(), sack, Math.max(0, h.scale), s.window << Math.max(0, h.scale), s);
        core.count(Counter.TCP_ACCEPTED);
    }

    /** RFC 9293 3.10.7.3. */
    private void synSent(Segment s) {
        boolean acceptable = false;
        if (s.has(Layouts.Tcp.ACK)) {
            if (s.acknowledgment - sender.unacknowledged() <= 0 || s.acknowledgment - sender.next() > 0) {
                if (!s.has(Layouts.Tcp.RST)) tcp.refuse(s);
                return;
            }
            acceptable = true;
        }
        if (s.has(Layouts.Tcp.RST)) {
            if (acceptable) {
                core.count(Counter.TCP_RESETS_TAKEN);
                end(Problem.REFUSED);
            }
            return;
        }
        if (!s.has(Layouts.Tcp.SYN)) return;
        agree(s);
        receiver.start(s.sequence + 1, Math.max(0, ownScale));
        if (!acceptable) {
            // Both sides have begun at once (RFC 9293 3.5, figure 7).
            state = State.SYN_RECEIVED;
            sender.sendSyn(Layouts.Tcp.SYN | Layouts.Tcp.ACK);
            return;
        }
        sender.established(currentSegmentSize(), sack, peerScale, s.window, s);
        sender.acknowledged(s);
        opened();
        receiver.acknowledgeNow();
        if (s.dataLength > 0 || s.has(Layouts.Tcp.FIN)) receive(s, s.sequence + 1);
    }

    /** What both sides' SYNs have in common. */
    private void agree(Segment s) {
        timestamps &= s.hasTimestamps;
        sack &= s.sackPermitted;
        if (s.scale < 0 || ownScale < 0) ownScale = -1;
        peerScale = ownScale < 0 ? 0 : s.scale;
        recentStamp = s.timestamp;
        recentStampTime = core.now();
        peerMss = s.mss;
    }

    private void opened() {
        state = State.ESTABLISHED;
        core.count(Counter.TCP_OPENED);
        changed();
    }

    // What arrives.

    @Override
    public void arrived(Segment s) {
        lastHeard = core.now();
        keepAlivesSent = 0;
        if (state == State.SYN_SENT) synSent(s);
        else synchronised(s);
        work();
    }

    /** RFC 9293 3.10.7.4, in its order. */
    private void synchronised(Segment s) {
        if (timestamps && !s.has(Layouts.Tcp.RST)) {
            if (!s.hasTimestamps && !s.has(Layouts.Tcp.SYN)) return;
            if (s.hasTimestamps && s.timestamp - recentStamp < 0 && core.now() - recentStampTime < STAMP_LIFE) {
                core.count(Counter.TCP_PAWS);
                challenge(s.dataLength == 0);
                return;
            }
        }
        if (!isAcceptable(s)) {
            if (s.has(Layouts.Tcp.RST)) return;
            core.count(Counter.TCP_DUPLICATE);
            int end = s.sequence + s.dataLength;
            if (s.dataLength > 0 && end - receiver.next() <= 0) receiver.repeated(s.sequence, end);
            challenge(s.dataLength == 0 || s.has(Layouts.Tcp.SYN));
            if (s.sequence != receiver.next() || !s.has(Layouts.Tcp.ACK) || s.has(Layouts.Tcp.SYN)) return;
        }
        if (s.has(Layouts.Tcp.RST)) {
            if (s.sequence == receiver.next()) {
                core.count(Counter.TCP_RESETS_TAKEN);
                end(state == State.SYN_RECEIVED ? Problem.REFUSED : Problem.RESET);
            } else {
                challenge(true);
            }
            return;
        }
        if (s.has(Layouts.Tcp.SYN)) {
            if (state == State.SYN_RECEIVED && s.sequence + 1 == receiver.next() && s.has(Layouts.Tcp.ACK)) acknowledged(s);
            else challenge(true);
            return;
        }
        if (!s.has(Layouts.Tcp.ACK) || !acknowledged(s)) return;
        if (timestamps && s.hasTimestamps && s.sequence - receiver.lastAcknowledged() <= 0 && s.timestamp - recentStamp >= 0) {
            recentStamp = s.timestamp;
            recentStampTime = core.now();
        }
        if (s.dataLength > 0 || s.has(Layouts.Tcp.FIN)) receive(s, s.sequence);
    }

    /** Whether some of the segment lies in the window (RFC 9293 3.4, table 6). */
    private boolean isAcceptable(Segment s) {
        int length = s.length();
        int next = receiver.next();
        int edge = receiver.edge();
        if (length == 0) return s.sequence - next >= 0 && (s.sequence - edge < 0 || s.sequence == next);
        int last = s.sequence + length - 1;
        return s.sequence - edge < 0 && last - next >= 0;
    }

    /** Takes the acknowledgment; false if it is not to be believed (RFC 5961 5.2) or has ended the connection. */
    private boolean acknowledged(Segment s) {
        int acknowledgment = s.acknowledgment;
        if (state == State.SYN_RECEIVED) {
            if (acknowledgment - sender.unacknowledged() <= 0 || acknowledgment - sender.next() > 0) {
                tcp.refuse(s);
                return false;
            }
            boolean syn = s.has(Layouts.Tcp.SYN);
            sender.established(currentSegmentSize(), sack, peerScale, syn ? s.window : s.window << peerScale, s);
            opened();
        }
        if (acknowledgment - sender.next() > 0 || acknowledgment - (sender.unacknowledged() - sender.maxWindow()) < 0) {
            challenge(true);
            return false;
        }
        if (acknowledgment - sender.unacknowledged() > 0) {
            path.confirm();
            softProblem = null;
        } else if (acknowledgment - sender.unacknowledged() < 0) {
            return true;
        }
        sender.acknowledged(s);
        if (!sender.isAllAcknowledged()) return true;
        switch (state) {
            case FIN_WAIT_1:
                state = State.FIN_WAIT_2;
                if (closed) lifeEnds = core.now() + FIN_WAIT;
                return true;
            case CLOSING: timeWait(); return false;
            case LAST_ACK: end(null); return false;
            default: return true;
        }
    }

    private void receive(Segment s, int sequence) {
        boolean takes = state == State.ESTABLISHED || state == State.FIN_WAIT_1 || state == State.FIN_WAIT_2;
        if (!takes) {
            receiver.acknowledgeNow();
            return;
        }
        if (closed && s.dataLength > 0 && sequence + s.dataLength - receiver.next() > 0) {
            abort();
            return;
        }
        int length = s.dataLength;
        boolean fin = s.has(Layouts.Tcp.FIN);
        int over = sequence + length - receiver.edge();
        if (over > 0) {
            length -= over;
            fin = false;
            receiver.acknowledgeNow();
            if (length < 0) return;
        }
        if (sequence != receiver.next()) core.count(Counter.TCP_OUT_OF_ORDER);
        int before = receiver.available();
        receiver.data(sequence, s.bytes, s.dataAt, length, fin, core.now());
        if (receiver.available() > before) changed();
        if (!receiver.isEnded()) return;
        changed();
        switch (state) {
            case ESTABLISHED: state = State.CLOSE_WAIT; break;
            case FIN_WAIT_1: state = State.CLOSING; break;
            default: timeWait();
        }
    }

    /** An acknowledgment in answer to what is not as it should be; so many a second, so that two sides do not keep each other busy. */
    private void challenge(boolean limited) {
        if (limited) {
            long second = core.now() / Core.SECOND;
            if (second != challengeSecond) {
                challengeSecond = second;
                challenges = 0;
            }
            if (challenges == CHALLENGES_PER_SECOND) {
                core.count(Counter.TCP_CHALLENGES_LIMITED);
                return;
            }
            challenges++;
            core.count(Counter.TCP_CHALLENGES);
        }
        receiver.acknowledgeNow();
    }

    /** ICMP tells of a segment of ours. */
    boolean failed(Problem why, int sequence, int mtu) {
        if (sequence - sender.unacknowledged() < 0 || sequence - sender.next() >= 0) return false;
        if (why == Problem.TOO_LARGE) {
            path.lowerMtu(mtu, core.now());
            work();
        } else if (state == State.SYN_SENT) {
            end(why);
        } else {
            softProblem = why;
        }
        return true;
    }

    // Ends.

    private void timeWait() {
        if (receiver.isAcknowledgmentDue(core.now())) emitAcknowledgment();
        state = State.TIME_WAIT;
        stop();
        tcp.timeWait(this);
        changed();
    }

    /** Nothing more is sent or taken; what has arrived can still be read. */
    void end(Problem why) {
        if (state == State.CLOSED) return;
        if (why != null) {
            core.count(Counter.TCP_FAILED);
            problem = why;
        }
        state = State.CLOSED;
        stop();
        tcp.remove(association);
        changed();
    }

    private void stop() {
        core.timers.cancel(timer);
        sender.free();
        if (closed || receiver.available() == 0) receiver.free();
    }

    // What is due.

    private void expired() {
        long now = core.now();
        if (now >= lifeEnds) {
            if (state != State.FIN_WAIT_2) reset();
            end(null);
            return;
        }
        sender.expired();
        if (state != State.CLOSED && settings.keepAliveAfter > 0 && now >= keepAliveDue()) keepAlive();
        work();
    }

    private long keepAliveDue() {
        if (state.compareTo(State.ESTABLISHED) < 0 || sender.flight.size() > 0) return Timers.NEVER;
        return lastHeard + settings.keepAliveAfter + keepAlivesSent * settings.keepAliveInterval;
    }

    private void keepAlive() {
        if (keepAlivesSent == settings.keepAliveProbes) {
            reset();
            end(Problem.TIMED_OUT);
            return;
        }
        keepAlivesSent++;
        emitProbe();
    }

    /** Sends what is due, and sets the timer. To be called whenever something has changed. */
    void work() {
        if (state == State.CLOSED || state == State.TIME_WAIT) return;
        if (state != State.SYN_SENT && state != State.SYN_RECEIVED) {
            tcp.refresh(path);
            if (path.link() != null) {
                sender.segmentSize(currentSegmentSize());
                sender.output();
            }
        }
        if (state != State.SYN_SENT && receiver.isAcknowledgmentDue(core.now())) {
            if (receiver.mayAcknowledgeLater() && tcp.isMoreComing()) tcp.acknowledgeLater(this);
            else emitAcknowledgment();
        }
        reschedule();
    }

    private void reschedule() {
        if (state == State.CLOSED || state == State.TIME_WAIT) return;
        long next = Math.min(Math.min(sender.deadline(), receiver.acknowledgeBy()), lifeEnds);
        if (settings.keepAliveAfter > 0) next = Math.min(next, keepAliveDue());
        // A timer that rings too early costs less than moving it with each segment.
        if (next != Timers.NEVER && (!timer.isSet() || next < timer.deadline())) core.timers.set(timer, next);
    }

    long lastHeard() {
        return lastHeard;
    }

    /** Whether one more try is allowed after so long, or so many, in vain; otherwise the connection has ended. */
    boolean maySendAgain(long silence, int tries) {
        boolean connecting = state == State.SYN_SENT || state == State.SYN_RECEIVED;
        if (connecting ? tries < settings.synRetries : silence < settings.userTimeout) return true;
        if (!connecting) reset();
        end(softProblem != null ? softProblem : Problem.TIMED_OUT);
        return false;
    }

    void sendSynAgain() {
        sender.sendSyn(state == State.SYN_RECEIVED ? Layouts.Tcp.SYN | Layouts.Tcp.ACK : Layouts.Tcp.SYN);
    }

    /** So many time-outs one after the other: perhaps large packets vanish, and nobody tells (RFC 2923 2.1). */
    void suspectBlackHole(int timeouts) {
        int size = timeouts == BLACK_HOLE ? SAFE_MTU : timeouts == BLACKER_HOLE && path.isV4() ? SMALLEST_MTU : 0;
        if (size == 0 || path.link() == null || path.mtu(core.now()) <= size || sender.flight.length(0) <= size - headers) return;
        path.lowerMtu(size, core.now());
        sender.segmentSize(currentSegmentSize());
    }

    /** The sender's buffer has room again. */
    void roomAgain() {
        changed();
    }

    boolean isMemoryScarce() {
        return tcp.memory().isScarce();
    }

    /** Whether the link has enough to do; if so, it will say when it has not. */
    boolean mustWait() {
        if (path.link() == null || !path.link().isBusy()) return false;
        tcp.waitForLink(this);
        return true;
    }

    boolean isWaitingForLink() {
        return waitingForLink;
    }

    // What is sent.

    /** Milliseconds of this association's own clock. */
    int stampNow() {
        return (int) (core.now() / Core.MILLISECOND) + stampOffset;
    }

    private int currentSegmentSize() {
        boolean v4 = path.isV4();
        headers = (v4 ? Ip4.LENGTH : Ip6.LENGTH) + Layouts.Tcp.LENGTH;
        int own = (path.link() == null ? SMALLEST_MTU : path.mtu(core.now())) - headers;
        int peer = peerMss > 0 ? peerMss : v4 ? Layouts.Tcp.DEFAULT_MSS4 : Layouts.Tcp.DEFAULT_MSS6;
        return Math.max(Math.min(own, Math.max(peer, Tcp.LEAST_MSS)) - (timestamps ? Options.TIMESTAMPS : 0), 1);
    }

    /** Bytes of data that fit into a segment now, beside what is to be told by SACK. */
    int payloadLimit(int mss) {
        return sack ? Math.max(mss - Options.sackLength(receiver.blocks()), 1) : mss;
    }

    void emitSyn(int flags) {
        emit(sender.next() - 1, 0, 0, flags, true);
    }

    void emitData(int sequence, int length, int flags) {
        emit(sequence, sequence - sender.base(), length, flags | Layouts.Tcp.ACK, false);
    }

    private void emitAcknowledgment() {
        emit(sender.next(), 0, 0, Layouts.Tcp.ACK, false);
    }

    /** An acknowledgment of an old number, which the other side has to answer (RFC 9293 3.8.4). */
    void emitProbe() {
        emit(sender.unacknowledged() - 1, 0, 0, Layouts.Tcp.ACK, false);
    }

    private void emit(int sequence, int place, int length, int flags, boolean syn) {
        tcp.refresh(path);
        if (path.link() == null) return;
        Packet packet = core.pool.take(length);
        if (length > 0) {
            sender.ring().copy(place, packet.bytes, packet.end, length);
            packet.end += length;
        }
        boolean acknowledges = (flags & Layouts.Tcp.ACK) != 0;
        int echo = acknowledges ? recentStamp : 0;
        int options = syn ? synOptions(packet, echo, flags) : options(packet, length, echo, (flags & Layouts.Tcp.RST) == 0);
        int window = syn ? receiver.initialWindow() : receiver.window();
        tcp.transmit(packet, path, association, sequence, acknowledges ? receiver.next() : 0, flags, window, options);
        if (acknowledges) receiver.acknowledged();
    }

    private int synOptions(Packet packet, int echo, int flags) {
        int length = 4 + (timestamps ? Options.TIMESTAMPS : sack ? 4 : 0) + (ownScale >= 0 ? 4 : 0);
        int at = packet.prepend(length);
        return Options.syn(packet.bytes, at, tcp.offeredSegmentSize(path), ownScale, sack, timestamps, stampNow(), echo);
    }

    private int options(Packet packet, int dataLength, int echo, boolean mayTell) {
        int stamps = timestamps ? Options.TIMESTAMPS : 0;
        int count = 0;
        if (sack && mayTell && receiver.blocks() > 0) {
            int room = dataLength == 0 ? Layouts.Tcp.MAX_LENGTH : sender.segmentSize() - dataLength - 4;
            count = receiver.blocks(blocks, Math.min(3, Math.max(0, room / Layouts.Tcp.SACK_BLOCK)));
        }
        int length = stamps + Options.sackLength(count);
        if (length == 0) return 0;
        int at = packet.prepend(length);
        if (timestamps) Options.timestamps(packet.bytes, at, stampNow(), echo);
        if (count > 0) Options.sack(packet.bytes, at + stamps, blocks, count);
        return length;
    }

    // For whoever shows connections.

    /** A line of facts: round trip in microseconds, congestion window, slow start threshold, bytes under way. */
    public String describe() {
        return state + " rtt " + sender.roundTrip.smoothed() / 1000 + " cwnd " + sender.congestion.window() + " ssthresh "
                + sender.congestion.threshold() + " flight " + sender.flight.bytes() + " mss " + sender.segmentSize();
    }

    int sendNext() {
        return sender.next();
    }

    int receiveNext() {
        return receiver.next();
    }

    int recentStamp() {
        return recentStamp;
    }

    boolean hasTimestamps() {
        return timestamps;
    }
}
