package obol.channels.transport;

/** The server's end of one channel. Used by the thread that serves the port, but for {@link #attachment}, which is the run time's. */
public abstract class Channel {
    /** What the run time keeps with this channel; null for a channel on which nothing has arrived yet. */
    public Object attachment;

    /** Answers the call under way. False if the client no longer waits: the reply has been dropped. */
    public abstract boolean reply(Message reply);

    /** Answers the call under way with a fault in words and ends the channel. */
    public abstract void fault(String text);

    /** Ends the channel from this side once the reply is out. No {@code CLOSED} arrives for it any more. */
    public abstract void end();
}
