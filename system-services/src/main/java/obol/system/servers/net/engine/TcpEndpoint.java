package obol.system.servers.net.engine;

import obol.net.Stack;
import obol.net.core.Core;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.core.Socket;
import obol.net.tcp.Connection;
import obol.net.tcp.Listener;
import obol.net.tcp.Settings;
import obol.net.wire.Address;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.system.servers.net.Endpoint;
import obol.system.servers.net.Option;

/** A connection of the engine's, or a port at which it listens. */
final class TcpEndpoint implements Endpoint {
    private static final long USUAL_KEEP_ALIVE = 7200 * Core.SECOND;

    private final Stack stack;
    private final Settings settings;
    private Address local = Address.ANY6;
    private int localPort;
    private boolean reserved;
    private Connection connection;
    private Listener listener;
    private final Runnable changed;

    TcpEndpoint(Stack stack, Runnable changed) {
        this.stack = stack;
        this.changed = changed;
        settings = stack.tcp().defaults().copy();
    }

    private TcpEndpoint(Stack stack, Connection connection, Runnable changed) {
        this.stack = stack;
        this.changed = changed;
        this.connection = connection;
        settings = connection.settings();
        connection.observe(socket -> changed.run());
    }

    @Override
    public void bind(Address address, int port) throws StyxException {
        try {
            localPort = stack.tcp().reserve(address, port);
            local = address;
            reserved = true;
        } catch (NetworkException refused) {
            throw Problems.error(refused);
        }
    }

    /** The port is the connection's or listener's from now on, or nobody's. */
    private void release() {
        if (reserved) stack.tcp().release(localPort);
        reserved = false;
    }

    @Override
    public void connect(Address remote, int port) throws StyxException {
        Address from = local.isAny() && remote.isV4() ? Address.ANY4 : local;
        release();
        try {
            connection = stack.tcp().connect(from, localPort, remote, port, settings);
            connection.observe(socket -> changed.run());
        } catch (NetworkException refused) {
            throw Problems.error(refused);
        }
    }

    @Override
    public boolean connected() throws StyxException {
        if (connection == null) throw new StyxException(Errno.ENOTCONN);
        if (connection.problem() != null) throw Problems.error(connection.problem());
        return (connection.readiness() & (Socket.CONNECTED | Socket.OVER)) != 0;
    }

    @Override
    public void announce(int backlog) throws StyxException {
        release();
        try {
            listener = stack.tcp().listen(local, localPort, backlog, settings);
            listener.observe(socket -> changed.run());
        } catch (NetworkException refused) {
            throw Problems.error(refused);
        }
    }

    @Override
    public Endpoint accept(Runnable whenChanged) {
        Connection call = listener.accept();
        return call == null ? null : new TcpEndpoint(stack, call, whenChanged);
    }

    @Override
    public int read(byte[] to, int at, int most) throws StyxException {
        try {
            int count = connection.read(to, at, most);
            return count > 0 ? count : count < 0 ? END : NOTHING;
        } catch (NetworkException failed) {
            throw Problems.error(failed);
        }
    }

    @Override
    public int write(byte[] from, int at, int count) throws StyxException {
        try {
            return connection.write(from, at, count);
        } catch (NetworkException failed) {
            throw failed.problem() == Problem.ABORTED ? new StyxException(Errno.EPIPE) : Problems.error(failed);
        }
    }

    @Override
    public boolean hasRoom() {
        return (connection.readiness() & (Socket.WRITABLE | Socket.OVER | Socket.FAILED)) != 0;
    }

    @Override
    public void finish() {
        connection.finish();
    }

    @Override
    public void hangup() {
        if (connection != null) connection.abort();
        if (listener != null) listener.close();
    }

    @Override
    public void set(Option option, int value) throws StyxException {
        switch (option) {
            case KEEPALIVE -> settings.keepAliveAfter = value == 1 ? USUAL_KEEP_ALIVE : value * Core.MILLISECOND;
            case NODELAY -> {
                settings.noDelay = value != 0;
                if (connection != null) connection.noDelay(value != 0);
            }
            case LINGER -> settings.linger = value < 0 ? stack.tcp().defaults().linger : value * Core.SECOND;
            case SEND_BUFFER -> settings.sendBuffer = settings.maxSendBuffer = buffer(value, settings.sendBuffer);
            case RECEIVE_BUFFER -> settings.receiveBuffer = settings.maxReceiveBuffer = buffer(value, settings.receiveBuffer);
            case REUSE -> { } // old connections are never in a listener's way
            default -> throw new StyxException(Errno.EOPNOTSUPP);
        }
    }

    /** Before there is a connection, as far as the engine goes; later nothing changes. */
    private int buffer(int value, int now) {
        return connection != null ? now : Math.max(4 << 10, Math.min(value, stack.tcp().defaults().maxSendBuffer));
    }

    @Override
    public Address local() {
        return connection != null ? connection.local() : listener != null ? listener.local() : local;
    }

    @Override
    public int localPort() {
        return connection != null ? connection.localPort() : listener != null ? listener.port() : localPort;
    }

    @Override
    public Address remote() {
        return connection != null ? connection.remote() : Address.ANY6;
    }

    @Override
    public int remotePort() {
        return connection != null ? connection.remotePort() : 0;
    }

    @Override
    public String status() {
        if (listener != null) return "Listen";
        if (connection == null) return "Closed";
        String state = switch (connection.state()) {
            case CLOSED -> "Closed";
            case SYN_SENT -> "Syn_sent";
            case SYN_RECEIVED -> "Syn_received";
            case ESTABLISHED -> "Established";
            case FIN_WAIT_1 -> "Finwait1";
            case FIN_WAIT_2 -> "Finwait2";
            case CLOSE_WAIT -> "Close_wait";
            case CLOSING -> "Closing";
            case LAST_ACK -> "Last_ack";
            case TIME_WAIT -> "Time_wait";
        };
        return state + " qin " + connection.available() + " qout " + connection.unacknowledged();
    }

    @Override
    public void close() {
        release();
        if (connection != null) connection.close();
        if (listener != null) listener.close();
    }
}
