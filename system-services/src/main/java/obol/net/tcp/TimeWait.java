package obol.net.tcp;

import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.Timer;
import obol.net.ip.Path;
import obol.net.wire.Layouts;

/**
 * What is left of a connection that this side ended first: keeps old segments from a new connection for twice their life, and answers a
 * FIN that comes again. Resets are ignored (RFC 1337); a SYN that is surely newer may begin a new connection (RFC 6191).
 */
final class TimeWait extends Timer implements Association.Party {
    static final long LIFE = 60 * Core.SECOND;
    /** A connection of our own may take the place after so long, with time stamps. */
    private static final long REUSE = Core.SECOND;

    private final Tcp tcp;
    final Association association;
    private final Path path;
    private final int next;
    private final int receiveNext;
    private final boolean timestamps;
    private final int recentStamp;
    private final long begun;
    private long lastAnswer = Long.MIN_VALUE;

    TimeWait(Tcp tcp, Connection c) {
        this.tcp = tcp;
        association = c.association;
        path = c.path;
        next = c.sendNext();
        receiveNext = c.receiveNext();
        timestamps = c.hasTimestamps();
        recentStamp = c.recentStamp();
        begun = tcp.core().now();
    }

    @Override
    protected void expired() {
        tcp.timeWaitOver(this);
    }

    boolean mayBeReused() {
        return timestamps && tcp.core().now() - begun >= REUSE;
    }

    /** A sequence number that is not used yet. */
    int nextSequence() {
        return next + 0x20000;
    }

    @Override
    public void arrived(Segment s) {
        if (s.has(Layouts.Tcp.RST)) return;
        if (s.has(Layouts.Tcp.SYN) && !s.has(Layouts.Tcp.ACK)) {
            boolean newer = timestamps && s.hasTimestamps ? s.timestamp - recentStamp > 0 : s.sequence - receiveNext > 0;
            if (newer && tcp.reopen(this, s)) return;
        }
        if (s.has(Layouts.Tcp.FIN)) tcp.core().after(this, LIFE);
        answer();
    }

    private void answer() {
        long now = tcp.core().now();
        if (lastAnswer != Long.MIN_VALUE && now - lastAnswer < 100 * Core.MILLISECOND) {
            tcp.core().count(Counter.TCP_CHALLENGES_LIMITED);
            return;
        }
        lastAnswer = now;
        tcp.sendAcknowledgment(path, association, next, receiveNext, timestamps, recentStamp);
    }
}
