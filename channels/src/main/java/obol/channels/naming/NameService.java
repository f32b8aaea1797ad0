package obol.channels.naming;

import obol.channels.Waitable;
import obol.channels.codec.Malformed;
import obol.channels.codec.Reader;
import obol.channels.codec.Writer;
import obol.channels.runtime.DeadlineScope;
import obol.channels.runtime.Platform;
import obol.channels.transport.Arrival;
import obol.channels.transport.Channel;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Port;

/**
 * The server's side of the raw links over which processes ask for names. Each process gets a link of its own ({@link #link}), by which
 * it is known. One thread serves.
 *
 * @param <P> what the owner keeps of each process
 */
public final class NameService<P> implements Waitable {
    /** Links have no contract. */
    private static final String NO_FINGERPRINT = "0".repeat(32);

    private final Names<P> names;
    private final Port port;

    /** @param port that stays open without channels; owned from here on */
    public NameService(Names<P> names, Port port) {
        this.names = names;
        this.port = port;
    }

    /** A new link for a process: to be given to {@code Spawn.start}. */
    public Link link(P process) {
        return port.channel(NO_FINGERPRINT, process);
    }

    /** Whether a request waits. */
    @Override
    public boolean ready() {
        return port.ready();
    }

    /** Handles one request; waits for it until the {@code Deadline} in force, or an interrupt. */
    @SuppressWarnings("unchecked") // attachments are those that link() has made
    public void serve() {
        Arrival arrival = port.next(DeadlineScope.current());
        if (arrival == null) {
            return;
        }
        P process = (P) arrival.channel().attachment;
        if (arrival.kind() == Arrival.Kind.CLOSED) {
            names.gone(process);
            return;
        }
        Reader request = new Reader(arrival.request());
        try {
            handle(process, arrival, request);
        } catch (Malformed wrong) {
            request.drop();
            arrival.channel().fault("name service: " + wrong.getMessage());
            names.gone(process);
        }
    }

    private void handle(P process, Arrival arrival, Reader request) {
        String name = request.readString();
        if (arrival.ordinal() == RemoteDirectory.REGISTER) {
            String fingerprint = request.readString();
            String text = request.readString();
            Connector connector = request.readHandle(Connector.class);
            names.register(process, name, fingerprint, text, connector, promise(arrival.channel()));
        } else if (arrival.ordinal() == RemoteDirectory.CONNECT) {
            names.connect(process, name, promise(arrival.channel()));
        } else if (arrival.ordinal() == RemoteDirectory.CONTRACT) {
            names.contract(process, name, promise(arrival.channel()));
        } else {
            throw new Malformed("the name service has no such request");
        }
    }

    /** Replies with the promise of an answer. */
    private static Answer promise(Channel channel) {
        Later.Pair pair = Platform.transport().later(0);
        Writer reply = new Writer("name service");
        reply.writePassenger(RemoteDirectory.passenger(pair.receiver()));
        channel.reply(reply.depart());
        return new Promised(pair.sender());
    }

    private record Promised(Later.Sender sender) implements Answer {
        @Override
        public void link(Link link) {
            Writer answer = outcome(RemoteDirectory.GOOD);
            answer.writePassenger(RemoteDirectory.passenger(link));
            sender.send(answer.depart());
        }

        @Override
        public void contract(String canonicalText) {
            words(RemoteDirectory.GOOD, canonicalText);
        }

        @Override
        public void registered() {
            sender.send(outcome(RemoteDirectory.GOOD).depart());
        }

        @Override
        public void noService(String why) {
            words(RemoteDirectory.NO_SERVICE, why);
        }

        @Override
        public void refused(String why) {
            words(RemoteDirectory.REFUSED, why);
        }

        @Override
        public boolean cancelled() {
            return sender.cancelled();
        }

        private void words(int outcome, String text) {
            Writer answer = outcome(outcome);
            answer.writeString(text);
            sender.send(answer.depart());
        }

        private static Writer outcome(int outcome) {
            Writer answer = new Writer("name service");
            answer.writeCount(outcome);
            return answer;
        }
    }
}
