package obol.channels.remote;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import obol.channels.Contract;
import obol.channels.runtime.Endpoint;
import obol.channels.runtime.Platform;
import obol.channels.transport.Link;
import obol.channels.transport.Transport;

/** Connects to the services of this JVM through sessions: what one side sends the other gets, in pieces of random size. */
final class Wire {
    private final Random random;
    /** Every session's sides. Guarded by this. */
    final List<Session> servers = new ArrayList<>();
    private final List<Pipe> pipes = new ArrayList<>();
    /** After so many more bytes in either direction everything is cut. */
    private long left = Long.MAX_VALUE;

    Wire(long seed) {
        random = new Random(seed);
    }

    <C extends Contract> C connect(Class<C> contract, String service) {
        return contract.cast(Platform.contracts().skeleton(contract).stub(new Endpoint(link(service))));
    }

    Link link(String service) {
        return new RemoteServices(Platform.transport()).ask(stream(service), opening -> opening.connect(Transport.NEVER));
    }

    String contractOf(String service) {
        return new RemoteServices(Platform.transport()).ask(stream(service), opening -> opening.contract(Transport.NEVER));
    }

    /** The client's end of a stream to a new server's side. */
    ByteStream stream(String service) {
        Pipe pipe = new Pipe();
        pipe.server = Session.server(Platform.transport(), new Service() {
            @Override
            public Link connect(long deadline) {
                return Platform.transport().connect(service, deadline);
            }

            @Override
            public String contract() {
                return Platform.transport().contractOf(service);
            }
        }, pipe::serverIsReady);
        synchronized (this) {
            servers.add(pipe.server);
            pipes.add(pipe);
        }
        return pipe;
    }

    synchronized void cutAfter(long bytes) {
        left = bytes;
    }

    /** Ends all connections. */
    void cut() {
        List<Pipe> all;
        synchronized (this) {
            all = new ArrayList<>(pipes);
        }
        all.forEach(Pipe::close);
    }

    private synchronized int piece(int most) {
        return 1 + random.nextInt(most);
    }

    /** False if the cut has come. */
    private boolean passes(int bytes) {
        synchronized (this) {
            left -= bytes;
            if (left >= 0) {
                return true;
            }
        }
        cut();
        return false;
    }

    private final class Pipe implements ByteStream {
        private Session server;
        private final Deque<byte[]> toClient = new ArrayDeque<>();
        private boolean closed;

        /** As a file server does: takes what there is, when it hears of it. */
        private void serverIsReady() {
            synchronized (toClient) {
                for (byte[] bytes = server.take(piece(5000)); bytes.length > 0; bytes = server.take(piece(5000))) {
                    toClient.add(bytes);
                }
                closed |= server.isEnded();
                toClient.notifyAll();
            }
        }

        @Override
        public int read(byte[] to) throws IOException {
            byte[] bytes;
            synchronized (toClient) {
                while (toClient.isEmpty() && !closed) {
                    try {
                        toClient.wait();
                    } catch (InterruptedException stop) {
                        return -1;
                    }
                }
                if (toClient.isEmpty()) {
                    return -1;
                }
                bytes = toClient.remove();
            }
            if (!passes(bytes.length)) {
                throw new IOException("cut");
            }
            System.arraycopy(bytes, 0, to, 0, bytes.length);
            return bytes.length;
        }

        @Override
        public void write(byte[] from) throws IOException {
            for (int at = 0; at < from.length; ) {
                int count = Math.min(from.length - at, piece(5000));
                if (!passes(count) || isClosed()) {
                    throw new IOException("cut");
                }
                server.received(from, at, count);
                at += count;
            }
        }

        private boolean isClosed() {
            synchronized (toClient) {
                return closed;
            }
        }

        @Override
        public void close() {
            synchronized (toClient) {
                closed = true;
                toClient.notifyAll();
            }
            server.end(null);
            synchronized (Wire.this) {
                pipes.remove(this);
            }
        }
    }
}
