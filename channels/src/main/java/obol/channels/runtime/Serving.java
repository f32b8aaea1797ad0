package obol.channels.runtime;

import obol.channels.Contract;
import obol.channels.codec.Malformed;
import obol.channels.codec.Reader;
import obol.channels.codec.Throwing;
import obol.channels.codec.Writer;
import obol.channels.transport.Arrival;

/** One call, as a skeleton handles it: read the arguments, call the object, {@link #result}, and where the channel goes on. */
public final class Serving {
    /** Where the conversation goes on: on this channel, or on the one whose handle follows. */
    static final int STAYS = 0;
    static final int HANDED_OVER = 1;

    private final long ordinal;
    private final Reader arguments;
    private Writer reply;
    private Throwing throwing = Throwing.NOTHING;
    private boolean called;
    private boolean ended;
    private Contract nextObject;
    private Skeleton nextSkeleton;

    Serving(Arrival arrival) {
        ordinal = arrival.ordinal();
        arguments = new Reader(arrival.request());
    }

    public long ordinal() {
        return ordinal;
    }

    public Reader arguments() {
        return arguments;
    }

    /** The arguments have been read; the object is called now. */
    public void calling(Throwing declared) {
        arguments.finish();
        called = true;
        throwing = declared;
    }

    /** Begins the reply. @param method for messages, such as {@code Login.login} */
    public Writer result(String method) {
        throwing = Throwing.NOTHING; // what is thrown from here on is not the method's exception
        reply = new Writer(method);
        reply.at("result");
        Throwing.writeResult(reply);
        return reply;
    }

    /**
     * Writes the next state: the channel goes on with this object. If it is an endpoint of this process's own the conversation goes on
     * with that one's server (hand-over), and this channel ends.
     */
    public void next(Writer writer, Contract object, Skeleton skeleton) {
        writer.present(object);
        if (object instanceof Stub stub) {
            writer.writeCount(HANDED_OVER);
            writer.writePassenger(stub.passage());
            ended = true;
            return;
        }
        writer.writeCount(STAYS);
        nextObject = object;
        nextSkeleton = skeleton;
    }

    /** The result names no state: the channel ends with this reply. */
    public void end() {
        ended = true;
    }

    /** Answers whether the state has the method of the ordinal that is asked for. */
    void answer(Skeleton state) {
        long asked = arguments.readLong();
        calling(Throwing.NOTHING);
        result("offers").writeBoolean(state.offers(asked));
    }

    /** For an ordinal that is none of the state's. */
    public Malformed notOffered() {
        return new Malformed("the state offers no such method");
    }

    /** Makes the reply an exception, if the method declares it. */
    boolean raise(Throwable thrown) {
        Writer writer = new Writer("exception");
        if (!throwing.write(writer, thrown)) {
            return false;
        }
        reply = writer;
        return true;
    }

    /** Ends the handles of a request that the object has not been called with. */
    void dropUncalled() {
        if (!called) {
            arguments.drop();
        }
    }

    Writer reply() {
        return reply;
    }

    boolean ended() {
        return ended;
    }

    Contract nextObject() {
        return nextObject;
    }

    Skeleton nextSkeleton() {
        return nextSkeleton;
    }
}
