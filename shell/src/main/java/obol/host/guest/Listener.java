package obol.host.guest;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import obol.system.carrier.frames.Carrier;
import obol.system.carrier.frames.Connection;
import obol.system.carrier.frames.Multiplexer;
import obol.system.carrier.frames.Purpose;

/** The door for 9P clients on 127.0.0.1: each becomes a connection of the carrier. */
public final class Listener implements AutoCloseable {
    /** Clients at a time; further ones wait in the listen queue. */
    private static final int MOST_CLIENTS = Multiplexer.MOST_CONNECTIONS / 4;

    private final ServerSocketChannel door;
    private final Semaphore room = new Semaphore(MOST_CLIENTS);

    /** @param port 0 for a free one; throws SessionFailure if it is taken */
    Listener(int port) throws SessionFailure {
        door = bind(port);
    }

    /** Gives the port, one that is free for 0; throws SessionFailure if nobody could listen on it now. */
    public static int probe(int port) throws SessionFailure {
        try (Listener listener = new Listener(port)) {
            return listener.port();
        }
    }

    private static ServerSocketChannel bind(int port) throws SessionFailure {
        ServerSocketChannel door = null;
        try {
            door = ServerSocketChannel.open(StandardProtocolFamily.INET);
            return door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException refused) {
            Session.close(door);
            throw new SessionFailure(refused instanceof BindException && refused.getMessage().contains("in use") ? "port " + port + " is taken"
                : "cannot listen on 127.0.0.1:" + port + ": " + refused.getMessage());
        }
    }

    int port() {
        return door.socket().getLocalPort();
    }

    /** Starts to accept clients. */
    void start(Carrier carrier) {
        Session.start("9P clients", () -> acceptAll(carrier));
    }

    private void acceptAll(Carrier carrier) throws InterruptedException {
        while (door.isOpen()) {
            room.acquire();
            try {
                SocketChannel client = door.accept();
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                Connection connection;
                synchronized (carrier) {
                    connection = carrier.multiplexer().open(Purpose.SESSION);
                    carrier.changed();
                }
                new Relay(client, new CarriedStream(carrier, connection), room::release).start();
            } catch (IOException closedOrBroken) {
                room.release();
            }
        }
    }

    @Override public void close() {
        Session.close(door);
    }
}
