package obol.styx.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import obol.styx.server.FileServer;
import obol.styx.server.Limits;
import obol.styx.server.Session;
import obol.styx.server.Sink;

/**
 * Serves one {@link FileServer} to many TCP connections, all on the thread that calls {@link #run}. Other threads change files
 * only by {@link #submit}. With as many connections as it may have, or while the machine has no socket to spare, further ones
 * wait in the listener's queue. A fault of the file server, whatever it throws there, costs one connection at most.
 */
public final class TcpServer implements AutoCloseable {
    /** Connections at once, unless told otherwise. */
    public static final int MAX_CONNECTIONS = 4096;

    /** Those that have come and are not yet accepted. */
    private static final int QUEUE = 1024;
    /** How soon to try again when a connection could not be accepted, and nothing else happens. */
    private static final int RETRY_MILLISECONDS = 500;

    private final FileServer server;
    private final Limits limits;
    private final int maxConnections;
    private final Predicate<SocketChannel> admits;
    private final SelectionKey accepting;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final Queue<Runnable> submitted = new ConcurrentLinkedQueue<>();
    private final ByteBuffer incoming = ByteBuffer.allocate(1 << 17);
    private volatile boolean open = true;
    private int connections;
    /** The last one could not be accepted. */
    private boolean refused;

    /** @param address port 0: a free one, see {@link #port} */
    public TcpServer(FileServer server, InetSocketAddress address, Limits limits) throws IOException {
        this(server, address, limits, MAX_CONNECTIONS);
    }

    /** @param maxConnections connections at once, 1 or more */
    public TcpServer(FileServer server, InetSocketAddress address, Limits limits, int maxConnections) throws IOException {
        this(server, address, limits, maxConnections, connection -> true);
    }

    /** @param admits asked of each connection on the serving thread before anything is read of it: false hangs up */
    public TcpServer(FileServer server, InetSocketAddress address, Limits limits, int maxConnections, Predicate<SocketChannel> admits)
            throws IOException {
        this.admits = admits;
        this.server = server;
        this.limits = limits;
        this.maxConnections = maxConnections;
        this.selector = Selector.open();
        this.listener = ServerSocketChannel.open();
        listener.bind(address, QUEUE);
        listener.configureBlocking(false);
        this.accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    public int port() {
        return listener.socket().getLocalPort();
    }

    /** Connections there are now; asked on the serving thread. */
    public int connections() {
        return connections;
    }

    /** Runs something on the serving thread; any thread may call this. */
    public void submit(Runnable action) {
        submitted.add(action);
        selector.wakeup();
    }

    /** Serves until {@link #close}. */
    public void run() throws IOException {
        try {
            while (open) {
                boolean room = connections < maxConnections;
                accepting.interestOps(room && !refused ? SelectionKey.OP_ACCEPT : 0);
                selector.select(room && refused ? RETRY_MILLISECONDS : 0);
                refused = false;
                for (Runnable r; (r = submitted.poll()) != null; ) {
                    guard(r);
                }
                Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
                while (keys.hasNext()) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    if (key.isValid()) {
                        serve(key);
                    }
                }
            }
        } finally {
            for (SelectionKey key : selector.keys()) {
                if (key.attachment() instanceof Connection c) {
                    c.end();
                }
            }
            listener.close();
            selector.close();
        }
    }

    private void guard(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            server.failed(e);
        }
    }

    private void serve(SelectionKey key) {
        if (key.attachment() instanceof Connection c) {
            c.ready(key);
            return;
        }
        while (connections < maxConnections) {
            try (Closing accepted = new Closing(listener.accept())) {
                if (accepted.channel == null) {
                    return;
                }
                if (!admits.test(accepted.channel)) {
                    continue;
                }
                accepted.channel.configureBlocking(false);
                accepted.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                new Connection(accepted.channel);
                accepted.channel = null;
            } catch (IOException e) {
                // it failed before it began, or there is no socket for it: the others go on, and it is tried again
                refused = true;
                return;
            }
        }
    }

    /** Closes a channel that did not become a connection. */
    private static final class Closing implements AutoCloseable {
        private SocketChannel channel;

        Closing(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }

    @Override
    public void close() {
        open = false;
        selector.wakeup();
    }

    /** One connection: what its session has not taken in yet waits here, at most one buffer of it. */
    private final class Connection implements Sink {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final Session session;
        private final Queue<byte[]> backlog = new ArrayDeque<>();

        Connection(SocketChannel channel) throws IOException {
            this.channel = channel;
            this.key = channel.register(selector, SelectionKey.OP_READ, this);
            this.session = new Session(server, this, limits);
            connections++;
        }

        void ready(SelectionKey k) {
            try {
                if (k.isWritable()) {
                    k.interestOps(SelectionKey.OP_READ);
                    session.drain();
                    offerBacklog();
                }
                if (k.isValid() && k.isReadable() && backlog.isEmpty()) {
                    incoming.clear();
                    int n = channel.read(incoming);
                    if (n < 0) {
                        end();
                    } else {
                        offer(incoming.array(), n);
                    }
                }
            } catch (IOException e) {
                end();
            } catch (RuntimeException e) {
                server.failed(e);
                end();
            }
            if (key.isValid() && !session.isClosed() && !backlog.isEmpty()) {
                key.interestOps(SelectionKey.OP_WRITE);
            }
        }

        private void offer(byte[] bytes, int length) {
            int taken = session.receive(bytes, 0, length);
            if (taken < length && !session.isClosed()) {
                backlog.add(java.util.Arrays.copyOfRange(bytes, taken, length));
            }
        }

        private void offerBacklog() {
            byte[] rest = backlog.poll();
            if (rest != null) {
                offer(rest, rest.length);
            }
        }

        @Override
        public int send(byte[] bytes, int offset, int length) {
            try {
                int n = channel.write(ByteBuffer.wrap(bytes, offset, length));
                if (n < length && key.isValid()) {
                    key.interestOps(key.interestOps() | SelectionKey.OP_WRITE);
                }
                return n;
            } catch (IOException e) {
                // the next read says that the connection has ended
                return length;
            }
        }

        @Override
        public void close(String reason) {
            connections--;
            key.cancel();
            try {
                channel.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }

        void end() {
            session.close();
        }
    }
}
