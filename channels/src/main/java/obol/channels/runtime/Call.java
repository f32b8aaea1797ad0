package obol.channels.runtime;

import obol.channels.codec.Reader;
import obol.channels.codec.Throwing;
import obol.channels.codec.Writer;
import obol.channels.transport.Link;

/**
 * One call, as a stub makes it: write the arguments, {@link #send}, read the result, {@link #done}; whatever is thrown on the way
 * goes through {@link #failed}.
 */
public final class Call {
    private final Endpoint endpoint;
    private final String method;
    private final Writer arguments;
    private Reader reply;

    Call(Endpoint endpoint, String method) {
        this.endpoint = endpoint;
        this.method = method;
        this.arguments = new Writer(method);
    }

    public Writer arguments() {
        return arguments;
    }

    /** Sends the arguments and waits: the result, or one of the method's exceptions. */
    public Reader send(long ordinal, Throwing throwing) throws Exception {
        Reader reader = new Reader(endpoint.call(ordinal, arguments.depart()));
        reply = reader;
        Exception declared = throwing.read(reader);
        if (declared != null) {
            reply = null;
            throw declared;
        }
        return reader;
    }

    /** The conversation goes on in the state that the result names, here or at another server: for the stub of that state. */
    public Endpoint next(Reader reader) {
        if (reader.readIndex(Serving.HANDED_OVER + 1) == Serving.STAYS) {
            endpoint.advance();
            return endpoint;
        }
        Endpoint other = new Endpoint(reader.readHandle(Link.class));
        endpoint.end();
        return other;
    }

    /** The result names no state: the channel has ended. */
    public void end() {
        endpoint.end();
    }

    /** The result has been read. */
    public void done() {
        reply.finish();
        endpoint.finish();
    }

    /** What the caller gets to see of what was thrown. A reply that cannot be read ends the channel. */
    public Throwable failed(Throwable thrown) {
        endpoint.finish();
        if (reply == null) {
            return thrown;
        }
        reply.drop();
        endpoint.end();
        return thrown instanceof RuntimeException unreadable ? Faults.malformedReply(method, unreadable) : thrown;
    }
}
