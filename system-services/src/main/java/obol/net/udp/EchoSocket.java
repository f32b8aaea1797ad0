package obol.net.udp;

import obol.net.core.Core;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.ip.Link;
import obol.net.wire.Address;

/** Sends echo requests of ICMP, of both versions, and takes the answers to them; of those {@link Datagram#port} is the sequence number. */
public final class EchoSocket extends DatagramSocket {
    private final Echoes echoes;
    private final int identifier;

    EchoSocket(Core core, Echoes echoes, int identifier, int limit) {
        super(core, limit);
        this.echoes = echoes;
        this.identifier = identifier;
    }

    public int identifier() {
        return identifier;
    }

    /** Sends a request with a sequence number of 16 bits; by one link if one is given. */
    public void send(Address target, Link link, int sequence, byte[] from, int at, int length) throws NetworkException {
        if (isClosed()) throw new NetworkException(Problem.ABORTED);
        echoes.send(this, target, link, sequence, from, at, length);
    }

    @Override
    void forget() {
        echoes.remove(this);
    }
}
