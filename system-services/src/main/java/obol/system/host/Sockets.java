package obol.system.host;

import obol.net.wire.Address;
import obol.nucleus.device.Host;

/** Connections of TCP over IPv4 for those who have a thread to wait with. Results less than 0 are negated error numbers. */
public final class Sockets {
    /** Of Linux. */
    public static final int STREAM = 1, DATAGRAM = 2, RAW = 3, SOL_SOCKET = 1, SO_REUSEADDR = 2, SO_ERROR = 4, TCP = 6, TCP_NODELAY = 1;
    public static final int EAGAIN = 11, EINPROGRESS = 115, BOTH = 2;
    /** The address of those who are connected. */
    public static final byte[] NOWHERE = {};
    private static final int BACKLOG = 64;

    private Sockets() {
    }

    /** A socket that listens on a port of 127.0.0.1, 0: a free one. */
    public static int listen(Host host, int port) {
        int socket = host.socket(SocketAddress.IPV4, STREAM, 0);
        if (socket < 0) {
            return socket;
        }
        host.option(true, socket, SOL_SOCKET, SO_REUSEADDR, value(1));
        int result = host.bind(socket, SocketAddress.of(SocketAddress.IPV4, Address.LOOPBACK4, port));
        return ended(host, socket, result < 0 ? result : host.listen(socket, BACKLOG));
    }

    /** The port of a socket. */
    public static int port(Host host, int socket) {
        byte[] address = new byte[SocketAddress.SIZE];
        int result = host.address(socket, false, address);
        return result < 0 ? result : SocketAddress.port(address);
    }

    /** Waits for the next client; gives its socket. */
    public static int accept(Host host, int socket) {
        int client;
        do {
            host.await(socket, false);
            client = host.accept(socket);
        } while (client == -EAGAIN);
        if (client >= 0) {
            host.option(true, client, TCP, TCP_NODELAY, value(1));
        }
        return client;
    }

    /** Waits until there is a connection; gives its socket. @param address of IPv4 */
    public static int connect(Host host, Address address, int port) {
        int socket = host.socket(SocketAddress.IPV4, STREAM, 0);
        if (socket < 0) {
            return socket;
        }
        host.option(true, socket, TCP, TCP_NODELAY, value(1));
        int result = host.connect(socket, SocketAddress.of(SocketAddress.IPV4, address, port));
        if (result == -EINPROGRESS) {
            host.await(socket, true);
            result = -error(host, socket);
        }
        return ended(host, socket, result);
    }

    /** Waits for bytes, then reads what is there; 0: there will be no more. */
    public static int read(Host host, int socket, byte[] to, int offset, int most) {
        int count;
        do {
            host.await(socket, false);
            count = host.transfer(false, socket, to, offset, most, NOWHERE);
        } while (count == -EAGAIN);
        return count;
    }

    /** Waits for room, then writes some of the bytes; gives how many. */
    public static int write(Host host, int socket, byte[] from, int offset, int count) {
        int written;
        do {
            host.await(socket, true);
            written = host.transfer(true, socket, from, offset, count, NOWHERE);
        } while (written == -EAGAIN);
        return written;
    }

    /** The error that a socket has come to; 0: none. */
    public static int error(Host host, int socket) {
        byte[] error = new byte[4];
        int result = host.option(false, socket, SOL_SOCKET, SO_ERROR, error);
        return result < 0 ? -result : number(error, 0);
    }

    /** An int as options have it. */
    public static byte[] value(int number) {
        return new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) (number >> 24)};
    }

    /** The int at a place, as Linux has it. */
    public static int number(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    private static int ended(Host host, int socket, int result) {
        if (result < 0) {
            host.close(socket);
        }
        return result < 0 ? result : socket;
    }
}
