package obol.system.sockets;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import obol.nucleus.sockets.Sockets;

/**
 * Addresses of sockets as Linux's {@code struct sockaddr_in} and {@code sockaddr_in6}, as ip(7) and ipv6(7) have them. A socket of
 * version 6 takes addresses of version 4 in the form {@code ::ffff:a.b.c.d}, of which the class library never hears.
 */
public final class SocketAddresses {
    public static final int PORT = 2, HOST4 = 4, HOST6 = 8, SCOPE = 24;
    private static final int SIZE4 = 4, SIZE6 = 16, MAPPED = 12;

    private SocketAddresses() {}

    /** @param isSix whether the socket is of version 6 */
    public static byte[] encode(boolean isSix, InetAddress host, int port) {
        byte[] address = new byte[Sockets.ADDRESS];
        address[0] = (byte) (isSix ? Sockets.AF_INET6 : Sockets.AF_INET);
        address[PORT] = (byte) (port >> 8);
        address[PORT + 1] = (byte) port;
        byte[] bytes = host.getAddress();
        if (host instanceof Inet6Address six) {
            System.arraycopy(bytes, 0, address, HOST6, SIZE6);
            put(address, SCOPE, six.getScopeId());
        } else if (!isSix) {
            System.arraycopy(bytes, 0, address, HOST4, SIZE4);
        } else if (!host.isAnyLocalAddress()) {
            System.arraycopy(mapped(bytes), 0, address, HOST6, SIZE6);
        }
        return address;
    }

    /** An address of version 4 as one of version 6; others as they are. */
    public static byte[] mapped(byte[] host) {
        if (host.length == SIZE6) {
            return host;
        }
        byte[] six = new byte[SIZE6];
        six[MAPPED - 2] = six[MAPPED - 1] = (byte) 0xFF;
        System.arraycopy(host, 0, six, MAPPED, SIZE4);
        return six;
    }

    public static int port(byte[] address) {
        return (address[PORT] & 0xFF) << 8 | address[PORT + 1] & 0xFF;
    }

    public static InetAddress host(byte[] address) throws SocketException {
        try {
            if (address[0] == Sockets.AF_INET) {
                return InetAddress.getByAddress(Arrays.copyOfRange(address, HOST4, HOST4 + SIZE4));
            }
            byte[] host = Arrays.copyOfRange(address, HOST6, HOST6 + SIZE6);
            int scope = number(address, SCOPE);
            return scope == 0 ? InetAddress.getByAddress(host) : Inet6Address.getByAddress(null, host, scope);
        } catch (UnknownHostException e) {
            throw new SocketException(e.getMessage());
        }
    }

    /** A number as the machine has it. */
    public static int number(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    public static void put(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
    }

    public static byte[] bytes(int value) {
        byte[] bytes = new byte[4];
        put(bytes, 0, value);
        return bytes;
    }

    /** A number as networks have it. */
    public static void putBig(byte[] bytes, int at, int value) {
        put(bytes, at, Integer.reverseBytes(value));
    }
}
