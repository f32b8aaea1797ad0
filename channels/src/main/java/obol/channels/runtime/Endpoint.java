package obol.channels.runtime;

import obol.channels.Moved;
import obol.channels.transport.Link;
import obol.channels.transport.Message;

/**
 * The client's end of a channel as this process owns it. It outlives the states: each has a stub with the generation in which it
 * is current. Giving the endpoint away ends this object; its receiver makes another around the same link.
 */
public final class Endpoint {
    private final Link link;
    private int generation;
    private boolean calling;

    public Endpoint(Link link) {
        this.link = link;
    }

    synchronized int generation() {
        return generation;
    }

    /** Begins a call; {@link #finish} ends it. */
    synchronized void begin(int of, String what) {
        current(of, what);
        if (calling) {
            throw new IllegalStateException("two threads use one endpoint: a call to " + what + " is under way");
        }
        calling = true;
    }

    Message call(long ordinal, Message request) {
        return link.call(ordinal, request, DeadlineScope.current());
    }

    synchronized void finish() {
        calling = false;
    }

    /** The state has been consumed and the next one begins. */
    synchronized void advance() {
        generation++;
    }

    void end() {
        advance();
        link.drop();
    }

    void close(int of) {
        synchronized (this) {
            if (generation != of) {
                return;
            }
            generation++;
        }
        link.drop();
    }

    /** Throws if a stub of this generation may not be given away now. */
    synchronized void checkIdle(int of, String what) {
        current(of, what);
        if (calling) {
            throw new IllegalStateException(what + " is given away while a call is under way");
        }
    }

    /** Takes the link out; every stub of this endpoint is consumed. */
    synchronized Link depart(int of, String what) {
        checkIdle(of, what);
        generation++;
        return link;
    }

    private void current(int of, String what) {
        if (generation != of) {
            throw new Moved("this " + what + " was consumed, closed or given away");
        }
    }
}
