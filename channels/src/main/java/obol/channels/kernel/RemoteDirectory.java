package obol.channels.kernel;

import obol.channels.NoService;
import obol.channels.PeerGone;
import obol.channels.codec.Reader;
import obol.channels.codec.Writer;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.channels.transport.Transport;

/** Names as the name service of the process has them, asked over a raw link. */
final class RemoteDirectory implements Directory {
    private final Link service;

    RemoteDirectory(Link service) {
        this.service = service;
    }

    @Override
    public Link connect(String name, long deadline) {
        Reader answer = ask(NameProtocol.CONNECT, request(name), name, deadline);
        return answer.readHandle(Link.class);
    }

    @Override
    public String contractOf(String name) {
        return ask(NameProtocol.CONTRACT, request(name), name, Transport.NEVER).readString();
    }

    @Override
    public void register(String name, String fingerprint, String canonicalText, Connector connector) {
        Writer request = request(name);
        request.writeString(fingerprint);
        request.writeString(canonicalText);
        request.writePassenger(NameProtocol.passenger(connector));
        ask(NameProtocol.REGISTER, request, name, Transport.NEVER);
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
            message = new Reader(promised).readHandle(Later.class).await(deadline);
        } catch (PeerGone ended) {
            throw new NoService("no service " + name + ": the name service has not answered");
        }
        Reader answer = new Reader(message);
        int outcome = answer.readIndex(NameProtocol.OUTCOMES);
        if (outcome == NameProtocol.NO_SERVICE) {
            throw new NoService(answer.readString());
        }
        if (outcome == NameProtocol.REFUSED) {
            throw new IllegalStateException(answer.readString());
        }
        return answer;
    }
}
