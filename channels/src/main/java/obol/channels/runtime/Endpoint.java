package obol.channels.runtime;

import java.util.HashMap;
import java.util.Map;
import obol.channels.Moved;
import obol.channels.transport.Link;
import obol.channels.transport.Message;

/**
 * The client's end of a channel as this process owns it. It outlives the states: each has a stub with the generation in which it
 * is current. Giving the endpoint away ends this object; its receiver makes another around the same link. Where a contract's binary name
 * is asked for, that is for messages.
 */
public final class Endpoint {
    private final Link link;
    private final boolean same;
    /** What the server has said of optional methods, by ordinal; of the present state. Null: nothing yet. */
    private Map<Long, Boolean> offers;
    private int generation;
    private volatile boolean calling;
    /** Of the thread that called last. */
    private Context context;

    /** Around a link of which nothing is known about the server's version of the contract. */
    public Endpoint(Link link) {
        this(link, false);
    }

    /** @param same the server's contract is this process's, in the present state and all that follow */
    Endpoint(Link link, boolean same) {
        this.link = link;
        this.same = same;
    }

    /** Whether the server has an optional method; null: it must be asked. */
    synchronized Boolean offered(int of, String contract, long ordinal) {
        current(of, contract);
        return same ? Boolean.TRUE : offers == null ? null : offers.get(ordinal);
    }

    /** What the server has said. */
    synchronized void remember(long ordinal, boolean offered) {
        if (offers == null) {
            offers = new HashMap<>();
        }
        offers.put(ordinal, offered);
    }

    synchronized int generation() {
        return generation;
    }

    /** Begins a call; {@link #finish} ends it. */
    synchronized void begin(int of, String contract) {
        current(of, contract);
        if (calling) {
            throw new IllegalStateException("two threads use one endpoint: a call to " + Faults.simpleName(contract) + " is under way");
        }
        calling = true;
    }

    Message call(long ordinal, Message request) {
        Context caller = Context.current(context);
        context = caller;
        return link.call(ordinal, request, caller.deadline);
    }

    void finish() {
        calling = false;
    }

    /** The state has been consumed and the next one begins. */
    synchronized void advance() {
        generation++;
        offers = null;
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
    synchronized void checkIdle(int of, String contract) {
        current(of, contract);
        if (calling) {
            throw new IllegalStateException(Faults.simpleName(contract) + " is given away while a call is under way");
        }
    }

    /** Takes the link out; every stub of this endpoint is consumed. */
    synchronized Link depart(int of, String contract) {
        checkIdle(of, contract);
        generation++;
        return link;
    }

    private void current(int of, String contract) {
        if (generation != of) {
            throw new Moved("this " + Faults.simpleName(contract) + " was consumed, closed or given away");
        }
    }
}
