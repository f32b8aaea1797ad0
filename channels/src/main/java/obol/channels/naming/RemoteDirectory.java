package obol.channels.naming;

import obol.channels.DeadlinePassed;
import obol.channels.NoService;
import obol.channels.PeerGone;
import obol.channels.codec.Passenger;
import obol.channels.codec.Reader;
import obol.channels.codec.Writer;
import obol.channels.transport.Handle;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.channels.transport.Transport;

/**
 * Names as the name service of the process has them, asked over a raw link. A call is answered at once by one handle, of a message that
 * comes later, so that one slow answer holds up nobody: a count {@link #GOOD} ..., and what was asked for, or words.
 */
public final class RemoteDirectory implements Directory {
    /** Ordinals: with a name; REGISTER with fingerprint, text and connector, too. */
    static final long CONNECT = 1;
    static final long CONTRACT = 2;
    static final long REGISTER = 3;

    static final int GOOD = 0;
    static final int NO_SERVICE = 1;
    static final int REFUSED = 2;
    private static final int OUTCOMES = 3;

    private final Link service;

    /** Over a raw link to a name service, which this owns. */
    public RemoteDirectory(Link service) {
        this.service = service;
    }

    @Override
    public Link connect(String name, long deadline) {
        Reader answer = ask(CONNECT, request(name), name, deadline);
        return answer.readHandle(Link.class);
    }

    @Override
    public String contractOf(String name) {
        return ask(CONTRACT, request(name), name, Transport.NEVER).readString();
    }

    @Override
    public void register(String name, String fingerprint, String canonicalText, Connector connector) {
        Writer request = request(name);
        request.writeString(fingerprint);
        request.writeString(canonicalText);
        request.writePassenger(passenger(connector));
        ask(REGISTER, request, name, Transport.NEVER);
    }

    /** A handle that is the writer's to give. */
    static Passenger passenger(Handle handle) {
        return new Passenger() {
            @Override
            public Object owner() {
                return handle;
            }

            @Override
            public Handle depart() {
                return handle;
            }
        };
    }

    private static Writer request(String name) {
        Writer writer = new Writer("name service");
        writer.writeString(name);
        return writer;
    }

    private Reader ask(long ordinal, Writer request, String name, long deadline) {
        Message message;
        try {
            Message promised;
            synchronized (this) {
                promised = service.call(ordinal, request.depart(), Transport.NEVER); // answered at once; the deadline is for the answer
            }
            Later answer = new Reader(promised).readHandle(Later.class);
            message = answer.await(deadline);
            if (message == null) {
                answer.drop();
                throw new DeadlinePassed("no answer about the service " + name + " by the deadline");
            }
        } catch (PeerGone ended) {
            throw new NoService("no service " + name + ": the name service has not answered");
        }
        Reader answer = new Reader(message);
        int outcome = answer.readIndex(OUTCOMES);
        if (outcome == NO_SERVICE) {
            throw new NoService(answer.readString());
        }
        if (outcome == REFUSED) {
            throw new IllegalStateException(answer.readString());
        }
        return answer;
    }
}
