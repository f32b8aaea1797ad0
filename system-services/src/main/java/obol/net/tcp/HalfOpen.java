package obol.net.tcp;

import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.Timer;
import obol.net.ip.Path;
import obol.net.wire.Layouts;

/** A connection that was asked for and is not there yet: SYN-RECEIVED, without buffers, until the last segment of the handshake. */
final class HalfOpen extends Timer implements Association.Party {
    private static final int RETRIES = 5;

    private final Tcp tcp;
    private final Listener listener;
    private final Association association;
    private final Path path;
    final Handshake handshake;
    private final long sent;
    private int tries;

    HalfOpen(Tcp tcp, Listener listener, Association association, Path path, Handshake handshake) {
        this.tcp = tcp;
        this.listener = listener;
        this.association = association;
        this.path = path;
        this.handshake = handshake;
        sent = tcp.core().now();
    }

    void start() {
        answer();
        tcp.core().after(this, RoundTrip.FIRST_TIMEOUT);
    }

    private void answer() {
        tcp.sendSynAcknowledgment(path, association, handshake, listener.settings(), tcp.stampNow(association));
    }

    @Override
    protected void expired() {
        if (tries == RETRIES) {
            drop();
            return;
        }
        tries++;
        answer();
        tcp.core().after(this, RoundTrip.FIRST_TIMEOUT << tries);
    }

    void drop() {
        tcp.core().timers.cancel(this);
        tcp.remove(association);
        listener.halfOpenGone(this);
    }

    @Override
    public void arrived(Segment s) {
        Core core = tcp.core();
        Handshake h = handshake;
        int next = h.peerSequence + 1;
        if (s.has(Layouts.Tcp.RST)) {
            if (s.sequence == next) drop();
            return;
        }
        if (s.has(Layouts.Tcp.SYN)) {
            if (s.sequence == h.peerSequence) answer();
            return;
        }
        if (!s.has(Layouts.Tcp.ACK)) return;
        if (h.timestamps && s.hasTimestamps && s.timestamp - h.recentStamp < 0) {
            core.count(Counter.TCP_PAWS);
            return;
        }
        int window = Math.min(listener.settings().receiveBuffer, 0xFFFF);
        if (s.sequence - next < 0 || s.sequence - (next + window) >= 0) return;
        if (s.acknowledgment != h.ownSequence + 1) {
            tcp.refuse(s);
            return;
        }
        if (listener.isFull()) {
            // The peer believes that it is connected; our SYN will come again until there is room or it has had enough.
            core.count(Counter.BACKLOG_FULL);
            return;
        }
        core.timers.cancel(this);
        listener.halfOpenGone(this);
        listener.complete(association, path, h, s, tries == 0 ? Math.max(1, core.now() - sent) : 0);
    }
}
