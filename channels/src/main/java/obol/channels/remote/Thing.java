package obol.channels.remote;

/**
 * What both sides of a session know by one number: a channel, or messages that come later. Guarded by the session's monitor. Each kind has
 * the frames that its peer may send for it; all others break the protocol.
 */
abstract class Thing {
    final Session session;
    final int number;

    Thing(Session session, int number) {
        this.session = session;
        this.number = number;
    }

    void call(Frame frame) throws BrokenSession {
        throw unfit(frame);
    }

    void reply(Frame frame) throws BrokenSession {
        throw unfit(frame);
    }

    void fault(Frame frame) throws BrokenSession {
        throw unfit(frame);
    }

    void item(Frame frame) throws BrokenSession {
        throw unfit(frame);
    }

    void credit(Frame frame) throws BrokenSession {
        throw unfit(frame);
    }

    /** The peer has no further use for it, or is gone. It is out of the table already. */
    abstract void closed();

    /** Moves what can be moved between this process and the wire, without waiting. Whether anything was. */
    boolean pump() {
        return false;
    }

    final BrokenSession unfit(Frame frame) {
        return frame.broken("it is not for a " + getClass().getSimpleName());
    }
}
