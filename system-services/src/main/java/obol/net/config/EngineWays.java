package obol.net.config;

import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.core.Socket;
import obol.net.tcp.Connection;
import obol.net.tcp.Tcp;
import obol.net.udp.Datagram;
import obol.net.udp.Udp;
import obol.net.udp.UdpSocket;
import obol.net.wire.Address;

/** The ways of an engine. */
public final class EngineWays implements Ways {
    private static final int QUEUE = 8 << 10;

    private final Udp udp;
    private final Tcp tcp;

    public EngineWays(Udp udp, Tcp tcp) {
        this.udp = udp;
        this.tcp = tcp;
    }

    private static Address any(Address server) {
        return server.isV4() ? Address.ANY4 : Address.ANY6;
    }

    @Override
    public Way datagrams(Address server, int port, Runnable changed) throws NetworkException {
        UdpSocket socket = udp.open(any(server), 0, QUEUE);
        try {
            socket.connect(server, port);
        } catch (NetworkException noWay) {
            socket.close();
            throw noWay;
        }
        socket.observe(each -> changed.run());
        return new Way() {
            private final Datagram facts = new Datagram();

            @Override
            public boolean connected() {
                return true;
            }

            @Override
            public void send(byte[] from, int at, int length) throws NetworkException {
                socket.send(from, at, length);
            }

            @Override
            public int read(byte[] to, int at, int most) {
                return socket.receive(facts, to, at, most) ? Math.min(facts.length(), most) : 0;
            }

            @Override
            public Problem problem() {
                return socket.problem();
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    @Override
    public Way stream(Address server, int port, Runnable changed) throws NetworkException {
        Connection connection = tcp.connect(any(server), 0, server, port, tcp.defaults());
        connection.observe(each -> changed.run());
        return new Way() {
            @Override
            public boolean connected() {
                return (connection.readiness() & Socket.CONNECTED) != 0;
            }

            @Override
            public void send(byte[] from, int at, int length) throws NetworkException {
                connection.write(from, at, length);
            }

            @Override
            public int read(byte[] to, int at, int most) throws NetworkException {
                return connection.read(to, at, most);
            }

            @Override
            public Problem problem() {
                return connection.problem();
            }

            @Override
            public void close() {
                connection.abort();
            }
        };
    }
}
