package obol.system.sockets;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import obol.nucleus.port.Port;

/** Error numbers as the exceptions that HotSpot makes of them, and as the numbers below 0 that channels have for what is none. */
public final class SocketErrors {
    public static final int EINTR = 4, EAGAIN = 11, EACCES = 13, ENOSYS = 38, EPROTO = 71, ENOPROTOOPT = 92;
    public static final int EOPNOTSUPP = 95, EAFNOSUPPORT = 97;
    public static final int EADDRINUSE = 98, EADDRNOTAVAIL = 99, ECONNABORTED = 103, ECONNRESET = 104, ENOTCONN = 107, ETIMEDOUT = 110;
    public static final int ECONNREFUSED = 111, EHOSTUNREACH = 113, EALREADY = 114, EINPROGRESS = 115;

    /** {@code sun.nio.ch.IOStatus}. */
    static final int EOF = -1, UNAVAILABLE = -2, INTERRUPTED = -3;

    private SocketErrors() {}

    /** The result of a call that is not about data. */
    public static int check(int result) throws SocketException {
        if (result < 0) {
            throw failed(-result);
        }
        return result;
    }

    /** The exception for an error of a socket. */
    static SocketException failed(int error) {
        String text = text(error);
        return switch (error) {
            case ECONNREFUSED, ETIMEDOUT, ENOTCONN -> new ConnectException(text);
            case EHOSTUNREACH -> new NoRouteToHostException(text);
            case EADDRINUSE, EADDRNOTAVAIL, EACCES -> new BindException(text);
            default -> new SocketException(text);
        };
    }

    /** As {@link #failed}, for the one error that is of another kind. */
    static IOException failure(int error) {
        return error == EPROTO ? new ProtocolException(text(error)) : failed(error);
    }

    static String text(int error) {
        return error == ENOSYS ? "This image has no sockets" : Port.posix().text(error);
    }

    /** The result of a call that would have waited, if it is none of data. */
    static boolean isRetried(long result) {
        return result == -EAGAIN || result == -EINTR;
    }

    static int retried(long result) {
        return result == -EAGAIN ? UNAVAILABLE : INTERRUPTED;
    }

    /** The count of bytes written. */
    static long written(long result) throws IOException {
        if (result < 0 && !isRetried(result)) {
            throw new IOException(text((int) -result));
        }
        return result < 0 ? retried(result) : result;
    }

    /** The count of bytes of a datagram, of which 0 is one. */
    static int datagram(int result) throws IOException {
        if (result == -ECONNREFUSED) {
            throw new PortUnreachableException();
        }
        if (result < 0 && !isRetried(result)) {
            throw failed(-result);
        }
        return result < 0 ? retried(result) : result;
    }
}
