package obol.net.tcp;

import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.Timers;
import obol.net.wire.Layouts.Tcp;

/**
 * The sending direction of a connection: what to send when (RFC 9293 3.8.6, RFC 1122 4.2.3.4), what acknowledgments say, and what to do
 * when they do not come: RACK and tail loss probes (RFC 8985), the retransmission timer (RFC 6298), probes of a closed window. Spurious
 * retransmissions are found by time stamps (RFC 3522) and taken back.
 */
final class Sender {
    /** OPEN: nothing is taken for lost. RECOVERY: repairing what acknowledgments told of. LOSS: after the retransmission timer. */
    private enum State { OPEN, RECOVERY, LOSS }

    /** What the timer is for. */
    private enum Awaited { NOTHING, REORDERED, PROBE, TIMEOUT, WINDOW }

    /** The other side may delay its answer to a single segment by so much (RFC 8985 7.2). */
    private static final long PEER_DELAY = 200 * Core.MILLISECOND, LEAST_PROBE = 10 * Core.MILLISECOND;

    private final Connection connection;
    private final Core core;
    final Flight flight = new Flight();
    final RoundTrip roundTrip = new RoundTrip();
    final Congestion congestion = new Congestion();
    private final LossDetection loss = new LossDetection(flight, roundTrip);
    private final ByteRing ring;
    private final int maxCapacity;
    private int capacity;
    private boolean full;

    /** SND.UNA, SND.NXT, SND.WND, SND.WL1, SND.WL2, and the number of the ring's first byte. */
    private int unacknowledged;
    private int next;
    private int window;
    private int windowSequence;
    private int windowAcknowledgment;
    private int base;
    private int scale;
    private int maxWindow;
    private int mss;
    private boolean sack;
    private boolean finQueued;
    private boolean finSent;
    private boolean noDelay;

    private State state = State.OPEN;
    private int recoveryPoint;
    private int duplicates;
    private boolean undoable;
    private int undoEnd;
    private int undoStamp;
    private boolean probing;
    private boolean probeAgain;
    private int probeEnd;

    private Awaited awaited = Awaited.NOTHING;
    private long deadline = Timers.NEVER;
    /** When the retransmission timer began. */
    private long timerStart;
    private long lastSent;
    /** Since when nothing new has been acknowledged although something is under way. */
    private long progress;
    private int windowProbes;
    private int silentTimeouts;

    Sender(Connection connection, Memory memory, int capacity, int maxCapacity) {
        this.connection = connection;
        core = connection.core();
        ring = new ByteRing(memory);
        this.capacity = Math.min(capacity, maxCapacity);
        this.maxCapacity = maxCapacity;
    }

    void start(int sequence) {
        unacknowledged = sequence;
        next = sequence;
        base = sequence + 1;
        recoveryPoint = sequence;
        undoEnd = sequence;
        flight.start(sequence);
        loss.start(sequence);
        timerStart = core.now();
        progress = core.now();
    }

    /** The connection is there. */
    void established(int mss, boolean sack, int scale, int window, Segment s) {
        this.mss = mss;
        this.sack = sack;
        this.scale = scale;
        this.window = window;
        maxWindow = Math.max(maxWindow, window);
        windowSequence = s.sequence;
        windowAcknowledgment = s.acknowledgment;
        congestion.start(mss, next);
    }

    /** The SYN was acknowledged outside this object's sight: by a half open connection. */
    void synDone(long time, boolean measured) {
        next = base;
        unacknowledged = base;
        flight.start(base);
        loss.start(base);
        if (measured) roundTrip.measured(time, core.now());
    }

    int unacknowledged() {
        return unacknowledged;
    }

    int next() {
        return next;
    }

    int maxWindow() {
        return maxWindow;
    }

    int segmentSize() {
        return mss;
    }

    int base() {
        return base;
    }

    ByteRing ring() {
        return ring;
    }

    boolean isFinSent() {
        return finSent;
    }

    boolean isAllAcknowledged() {
        return finSent && unacknowledged == next;
    }

    /** Number of the FIN, if it is sent or queued. */
    int finNumber() {
        return base + ring.size();
    }

    int queued() {
        return ring.size();
    }

    void noDelay(boolean on) {
        noDelay = on;
    }

    int room() {
        return Math.max(0, capacity - ring.size());
    }

    int write(byte[] from, int at, int length) {
        int count = Math.min(length, room());
        if (count > 0) ring.append(from, at, count);
        if (count < length) full = true;
        return count;
    }

    void finish() {
        finQueued = true;
    }

    /** What an acknowledgment says, which is not beyond what was sent. */
    void acknowledged(Segment s) {
        long now = core.now();
        int acknowledgment = s.acknowledgment;
        int pipeBefore = pipe();
        boolean advanced = acknowledgment - unacknowledged > 0;
        boolean hadFlight = flight.size() > 0;
        int delivered = 0;
        long sample = -1;
        boolean echoesLater = s.hasTimestamps && undoable && s.echo - undoStamp >= 0;

        // First what is acknowledged, then what SACK says: otherwise the former would look like reordered.
        int acknowledgedRecords = 0;
        boolean filled = false;
        while (flight.size() > 0 && flight.end(0) - acknowledgment <= 0) {
            if (flight.is(0, Flight.AGAIN)) filled = true;
            if (!flight.is(0, Flight.SACKED)) {
                if (!flight.is(0, Flight.AGAIN)) sample = now - flight.time(0);
                loss.arrived(0, now, echoesLater);
                delivered += flight.length(0);
            }
            acknowledgedRecords++;
            flight.removeFirst();
        }
        // What had to wait until a hole was filled says nothing of the round trip.
        if (filled) sample = -1;
        if (flight.size() > 0 && acknowledgment - flight.from(0) > 0) {
            delivered += acknowledgment - flight.from(0);
            flight.trimFirst(acknowledgment);
        }
        boolean repeated = false;
        if (sack && s.sacks > 0) {
            int firstBlock = 0;
            if (isRepetition(s)) {
                repeated = true;
                firstBlock = 1;
                loss.repeated(acknowledgment, next);
            }
            for (int block = firstBlock; block < s.sacks; block++) {
                int from = s.sackFrom[block];
                int to = s.sackTo[block];
                if (from - acknowledgment < 0 || to - next > 0 || to - from <= 0) continue;
                for (int i = flight.find(from); i < flight.size() && flight.end(i) - to <= 0; i++) {
                    if (flight.from(i) - from < 0 || flight.is(i, Flight.SACKED)) continue;
                    if (!flight.is(i, Flight.AGAIN)) sample = now - flight.time(i);
                    loss.arrived(i, now, echoesLater);
                    delivered += flight.length(i);
                    flight.set(i, Flight.SACKED);
                }
            }
        }
        boolean sameWindow = updateWindow(s);
        if (advanced) advance(acknowledgment, now);
        if (sample < 0 && advanced && s.hasTimestamps && s.echo != 0) {
            long trip = (connection.stampNow() - s.echo) * Core.MILLISECOND;
            if (trip >= 0 && trip < RoundTrip.MAX_TIMEOUT) sample = Math.max(trip, Core.MILLISECOND / 2);
        }
        if (sample >= 0) {
            roundTrip.measured(sample, now);
            congestion.measured(sample, unacknowledged, next);
        }
        if (mss == 0) return;
        if (probing) probeAnswered(s, advanced, repeated);
        if (!sack && hadFlight) countDuplicates(s, advanced, sameWindow, acknowledgedRecords);
        boolean old = s.hasTimestamps && s.echo - undoStamp < 0;
        if (undoable && advanced && state != State.OPEN && old && acknowledgment - undoEnd >= 0) undo();
        settle(advanced, delivered, pipeBefore, now);
    }

    /** Whether the first block tells of something that came twice (RFC 2883 4). */
    private static boolean isRepetition(Segment s) {
        return s.sackTo[0] - s.acknowledgment <= 0
                || s.sacks > 1 && s.sackFrom[0] - s.sackFrom[1] >= 0 && s.sackTo[0] - s.sackTo[1] <= 0;
    }

    /** RFC 9293 3.10.7.4; gives whether the window is the same. */
    private boolean updateWindow(Segment s) {
        if (s.sequence - windowSequence < 0 || s.sequence == windowSequence && s.acknowledgment - windowAcknowledgment < 0) return true;
        int told = s.has(Tcp.SYN) ? s.window : s.window << scale;
        boolean same = told == window;
        window = told;
        windowSequence = s.sequence;
        windowAcknowledgment = s.acknowledgment;
        maxWindow = Math.max(maxWindow, told);
        if (told > 0) windowProbes = 0;
        return same;
    }

    private void advance(int acknowledgment, long now) {
        unacknowledged = acknowledgment;
        int upTo = acknowledgment - (base + ring.size()) > 0 ? base + ring.size() : acknowledgment;
        int bytes = upTo - base;
        if (bytes > 0) {
            ring.drop(bytes, true);
            base = upTo;
        }
        roundTrip.answered();
        silentTimeouts = 0;
        timerStart = now;
        progress = now;
        if (congestion.window() > capacity / 2 && !connection.isMemoryScarce()) {
            capacity = (int) Math.min(maxCapacity, 2L * congestion.window());
        }
        if (full && room() >= capacity / 3) {
            full = false;
            connection.roomAgain();
        }
    }

    /** Without SACK: each repeated acknowledgment stands for a segment that has arrived (RFC 5681 2). */
    private void countDuplicates(Segment s, boolean advanced, boolean sameWindow, int records) {
        if (advanced) {
            duplicates = state == State.RECOVERY ? Math.max(0, duplicates - records + 1) : 0;
            if (state == State.RECOVERY && s.acknowledgment - recoveryPoint < 0 && flight.size() > 0) flight.set(0, Flight.LOST);
        } else if (s.dataLength == 0 && sameWindow && !s.has(Tcp.FIN | Tcp.SYN) && s.acknowledgment == unacknowledged && flight.size() > 0
                && state != State.LOSS) {
            duplicates++;
            if (state == State.OPEN && LossDetection.isLoss(duplicates) && unacknowledged - recoveryPoint >= 0) flight.set(0, Flight.LOST);
        }
    }

    private int pipe() {
        int pipe = flight.pipe();
        return sack || duplicates == 0 ? pipe : Math.max(0, pipe - duplicates * mss);
    }

    private void settle(boolean advanced, int delivered, int pipeBefore, long now) {
        long wait = sack ? loss.detect(now, state != State.OPEN) : 0;
        if (state != State.OPEN && unacknowledged - recoveryPoint >= 0) {
            if (state == State.RECOVERY) congestion.leaveRecovery();
            state = State.OPEN;
            duplicates = 0;
            undoable = false;
            loss.recovered();
        }
        switch (state) {
            case OPEN:
                if (flight.lostRecords() > 0) {
                    enterRecovery();
                    congestion.arrivedInRecovery(delivered, pipe());
                } else if (advanced && (congestion.isSlowStart() ? 2L * pipeBefore : pipeBefore + (long) mss) >= congestion.window()) {
                    congestion.acknowledged(delivered, now, roundTrip.smoothed());
                }
                break;
            case RECOVERY:
                congestion.arrivedInRecovery(sack ? delivered : Math.max(delivered, mss), pipe());
                break;
            case LOSS:
                if (delivered > 0) congestion.acknowledged(delivered, now, roundTrip.smoothed());
                break;
        }
        arm(wait);
    }

    private void enterRecovery() {
        core.count(Counter.TCP_FAST_RECOVERIES);
        state = State.RECOVERY;
        recoveryPoint = next;
        undoable = false;
        congestion.enterRecovery(flight.bytes());
    }

    private void undo() {
        core.count(Counter.TCP_SPURIOUS);
        undoable = false;
        for (int i = 0; i < flight.size(); i++) flight.clear(i, Flight.LOST);
        congestion.undo();
        state = State.OPEN;
        duplicates = 0;
    }

    /** RFC 8985 7.4.2: whether the probe repaired a loss that nobody else would have told of. */
    private void probeAnswered(Segment s, boolean advanced, boolean repeated) {
        if (s.acknowledgment - probeEnd < 0) return;
        probing = false;
        if (!probeAgain || repeated || !advanced && s.sacks == 0) return;
        congestion.enterRecovery(Math.max(flight.bytes(), mss));
        congestion.leaveRecovery();
    }

    /** Sends what may be sent. */
    void output() {
        if (mss == 0) return;
        long now = core.now();
        if (flight.size() == 0 && now - lastSent > roundTrip.timeout() && lastSent != 0) congestion.idle();
        if (connection.mustWait()) return;
        boolean wasEmpty = flight.size() == 0;
        boolean sent = resendLost(now);
        if (flight.lostRecords() == 0) sent |= sendNew(now, false);
        if (wasEmpty && flight.size() > 0) {
            timerStart = now;
            progress = now;
        }
        if (sent || deadline == Timers.NEVER) arm(0);
    }

    private boolean resendLost(long now) {
        boolean sent = false;
        for (int i = 0; flight.lostRecords() > 0 && i < flight.size(); i++) {
            if (!flight.is(i, Flight.LOST)) continue;
            int pipe = pipe();
            if (pipe > 0 && pipe + Math.min(flight.length(i), mss) > congestion.window() || connection.mustWait()) break;
            resend(i, now);
            sent = true;
        }
        return sent;
    }

    private void resend(int index, long now) {
        if (dataLength(index) > mss) flight.split(index, mss);
        int from = flight.from(index);
        int end = flight.end(index);
        core.count(Counter.TCP_RETRANSMITTED);
        connection.emitData(from, end - from - (isFin(end) ? 1 : 0), isFin(end) ? Tcp.FIN : 0);
        flight.sentAgain(index, now);
        lastSent = now;
        if (state == State.RECOVERY) congestion.sentInRecovery(end - from);
        if (!undoable && state != State.OPEN) {
            undoable = true;
            undoEnd = end;
            undoStamp = connection.stampNow();
        }
    }

    private int dataLength(int index) {
        return flight.length(index) - (isFin(flight.end(index)) ? 1 : 0);
    }

    private boolean isFin(int end) {
        return finSent && end == finNumber() + 1;
    }

    /** Sends data for the first time. {@code force} one segment, whatever the congestion window and Nagle say. */
    private boolean sendNew(long now, boolean force) {
        boolean sent = false;
        while (!finSent) {
            int end = base + ring.size();
            int unsent = end - next;
            if (unsent == 0 && !finQueued) break;
            int limit = connection.payloadLimit(mss);
            int allowed = unacknowledged + window - next;
            int length = Math.min(Math.min(unsent, limit), Math.max(allowed, 0));
            boolean last = length == unsent;
            if (length == 0 && !(unsent == 0 && finQueued)) break;
            if (!force) {
                int pipe = pipe();
                if (pipe > 0 && pipe + length > congestion.window()) break;
                boolean goodSize = length >= limit || length >= maxWindow / 2 && length > 0
                        || last && (noDelay || finQueued || flight.size() == 0);
                if (!goodSize) break;
                if (connection.mustWait()) break;
            }
            boolean fin = last && finQueued;
            connection.emitData(next, length, (last ? Tcp.PSH : 0) | (fin ? Tcp.FIN : 0));
            next += length + (fin ? 1 : 0);
            if (fin) finSent = true;
            flight.add(next, now);
            lastSent = now;
            if (state == State.RECOVERY) congestion.sentInRecovery(length);
            sent = true;
            if (force) break;
        }
        return sent;
    }

    private boolean hasNew() {
        return !finSent && (base + ring.size() != next || finQueued);
    }

    /** Sends a SYN, again if it was sent. */
    void sendSyn(int flags) {
        long now = core.now();
        if (flight.size() == 0) {
            next++;
            flight.add(next, now);
            timerStart = now;
            progress = now;
        } else {
            flight.sentAgain(0, now);
        }
        lastSent = now;
        connection.emitSyn(flags);
        arm(0);
    }

    /** Sets the timer; {@code wait} is how long what is out of order may still come, 0 if nothing is. */
    private void arm(long wait) {
        long now = core.now();
        if (flight.size() == 0) {
            if (hasNew() && mss > 0 && !connection.isWaitingForLink()) {
                if (awaited != Awaited.WINDOW) {
                    awaited = Awaited.WINDOW;
                    deadline = now + windowWait();
                }
            } else {
                awaited = Awaited.NOTHING;
                deadline = Timers.NEVER;
            }
            return;
        }
        long timeout = timerStart + roundTrip.timeout();
        if (wait > 0) {
            awaited = Awaited.REORDERED;
            deadline = Math.min(now + wait, timeout);
            if (deadline == timeout) awaited = Awaited.TIMEOUT;
        } else if (sack && state == State.OPEN && !probing && mss > 0 && flight.sackedRecords() == 0 && roundTrip.isKnown()
                && roundTrip.backoff() == 0) {
            long probe = Math.max(lastSent, timerStart) + Math.max(2 * roundTrip.smoothed() + (flight.size() == 1 ? PEER_DELAY : 0),
                    LEAST_PROBE);
            awaited = probe < timeout ? Awaited.PROBE : Awaited.TIMEOUT;
            deadline = Math.min(probe, timeout);
        } else {
            awaited = Awaited.TIMEOUT;
            deadline = timeout;
        }
    }

    private long windowWait() {
        return Math.min(RoundTrip.MAX_TIMEOUT, roundTrip.timeout() << Math.min(windowProbes, 16));
    }

    long deadline() {
        return deadline;
    }

    /** Since when the other side has left something without an answer. */
    long progress() {
        return progress;
    }

    /** Does what is due. */
    void expired() {
        long now = core.now();
        if (now < deadline) return;
        Awaited due = awaited;
        awaited = Awaited.NOTHING;
        deadline = Timers.NEVER;
        switch (due) {
            case REORDERED:
                settle(false, 0, 0, now);
                break;
            case PROBE: probe(now); break;
            case TIMEOUT: timedOut(now); break;
            case WINDOW: probeWindow(now); break;
            default: return;
        }
        output();
    }

    /** RFC 8985 7.3: something new, or else the last segment again. */
    private void probe(long now) {
        if (flight.size() == 0) return;
        core.count(Counter.TCP_PROBES);
        probing = true;
        probeAgain = !sendNew(now, true);
        if (probeAgain) resend(flight.size() - 1, now);
        probeEnd = next;
        timerStart = now;
        arm(0);
    }

    private void timedOut(long now) {
        if (flight.size() == 0) return;
        core.count(Counter.TCP_TIMEOUTS);
        if (!connection.maySendAgain(now - progress, roundTrip.backoff())) return;
        roundTrip.timedOut();
        silentTimeouts++;
        timerStart = now;
        probing = false;
        if (mss == 0) {
            connection.sendSynAgain();
            return;
        }
        connection.suspectBlackHole(silentTimeouts);
        congestion.timedOut(flight.bytes(), state != State.LOSS);
        if (state != State.LOSS || unacknowledged - undoEnd >= 0) undoable = false;
        state = State.LOSS;
        recoveryPoint = next;
        duplicates = 0;
        for (int i = 0; i < flight.size(); i++) {
            flight.clear(i, Flight.SACKED);
            flight.set(i, Flight.LOST);
        }
        resendLost(now);
        arm(0);
    }

    /** The window is closed, or open too little to be worth while: asks, or sends what fits. */
    private void probeWindow(long now) {
        windowProbes++;
        if (window > 0 && sendNew(now, true)) {
            timerStart = now;
            progress = now;
        } else if (connection.maySendAgain(now - connection.lastHeard(), 0)) {
            connection.emitProbe();
        }
        if (flight.size() == 0 && hasNew()) {
            awaited = Awaited.WINDOW;
            deadline = now + windowWait();
        } else {
            arm(0);
        }
    }

    /** Segments may have so many bytes from now on; longer ones under way are lost. */
    void segmentSize(int size) {
        if (size == mss || mss == 0) return;
        boolean smaller = size < mss;
        mss = size;
        congestion.segmentSize(size);
        if (!smaller) return;
        boolean lost = false;
        for (int i = 0; i < flight.size(); i++) {
            if (dataLength(i) > size && !flight.is(i, Flight.SACKED)) {
                flight.set(i, Flight.LOST);
                lost = true;
            }
        }
        if (lost && state == State.OPEN) {
            state = State.LOSS;
            recoveryPoint = next;
            undoable = false;
        }
    }

    void free() {
        ring.free();
        flight.free();
        finQueued = false;
        mss = 0;
        awaited = Awaited.NOTHING;
        deadline = Timers.NEVER;
    }
}
