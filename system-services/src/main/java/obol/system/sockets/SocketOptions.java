package obol.system.sockets;

import static obol.nucleus.sockets.Sockets.sockets;
import static obol.system.sockets.SocketErrors.check;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketException;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** Options of sockets, by Linux's numbers: socket(7), ip(7), ipv6(7). */
public final class SocketOptions {
    public static final int SOL_SOCKET = 1, IPPROTO_IP = 0, IPPROTO_IPV6 = 41;
    public static final int SO_REUSEADDR = 2, SO_ERROR = 4, SO_SNDBUF = 7, SO_RCVBUF = 8, SO_LINGER = 13;
    public static final int IP_TOS = 1, IPV6_V6ONLY = 26, IPV6_TCLASS = 67;
    private static final int IP_MULTICAST_IF = 32, IP_MULTICAST_TTL = 33, IP_MULTICAST_LOOP = 34, IP_MULTICAST_ALL = 49;
    private static final int IPV6_MULTICAST_IF = 17, IPV6_MULTICAST_HOPS = 18, IPV6_MULTICAST_ALL = 29;
    private static final int LEAST_BUFFER = 1024;

    private SocketOptions() {}

    /** A socket gets what is sent to the groups that it has joined itself, and sends no further than its own net. */
    static void restrictMulticast(int socket, boolean isSix) {
        sockets().setOption(socket, IPPROTO_IP, IP_MULTICAST_ALL, SocketAddresses.bytes(0));
        if (isSix) {
            sockets().setOption(socket, IPPROTO_IPV6, IPV6_MULTICAST_ALL, SocketAddresses.bytes(0));
            sockets().setOption(socket, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, SocketAddresses.bytes(1));
        }
    }

    /** The options of ip(7) whose values are bytes. */
    private static boolean isByte(int level, int name) {
        return level == IPPROTO_IP && (name == IP_MULTICAST_TTL || name == IP_MULTICAST_LOOP);
    }

    private static byte[] value(int level, int name, int value) {
        if (isByte(level, name)) {
            return new byte[] {(byte) value};
        }
        if (level == SOL_SOCKET && name == SO_LINGER) {
            byte[] linger = new byte[8];
            SocketAddresses.put(linger, 0, value >= 0 ? 1 : 0);
            SocketAddresses.put(linger, 4, Math.max(0, value));
            return linger;
        }
        return SocketAddresses.bytes(value);
    }

    private static int value(int level, int name, byte[] value) {
        if (isByte(level, name)) {
            return value[0] & 0xFF;
        }
        if (level == SOL_SOCKET && name == SO_LINGER) {
            return SocketAddresses.number(value, 0) == 0 ? -1 : SocketAddresses.number(value, 4);
        }
        return SocketAddresses.number(value, 0);
    }

    /** @param plain the value is what the class library says, not what Linux makes of it */
    static int get(int socket, boolean plain, int level, int name) throws SocketException {
        byte[] bytes = new byte[isByte(level, name) ? 1 : 8];
        check(sockets().option(socket, level, name, bytes));
        int value = value(level, name, bytes);
        // Linux tells twice what was asked for, as half of it is for its own use.
        return plain && level == SOL_SOCKET && (name == SO_SNDBUF || name == SO_RCVBUF) ? value / 2 : value;
    }

    static void set(int socket, boolean plain, int level, int name, int value, boolean isSix) throws SocketException {
        boolean isService = level == IPPROTO_IP && name == IP_TOS && plain;
        if (isService && Network.network().hasIPv6()) {
            sockets().setOption(socket, IPPROTO_IPV6, IPV6_TCLASS, SocketAddresses.bytes(value));
        }
        int least = plain && level == SOL_SOCKET && name == SO_RCVBUF ? Math.max(LEAST_BUFFER, value) : value;
        check(sockets().setOption(socket, level, name, value(level, name, least)));
        if (isSix && level == IPPROTO_IPV6 && name == IPV6_TCLASS) {
            // For what the socket sends by version 4; its failing is no error.
            sockets().setOption(socket, IPPROTO_IP, IP_TOS, SocketAddresses.bytes(value));
        }
    }

    @Substitutes("sun.nio.ch.Net")
    private static class OfNet {
        @Substitute(reason = "native")
        private static int getIntOption0(FileDescriptor socket, boolean plain, int level, int name) throws IOException {
            return get(FileNumbers.of(socket), plain, level, name);
        }

        @Substitute(reason = "native")
        private static void setIntOption0(FileDescriptor socket, boolean plain, int level, int name, int value, boolean isSix)
                throws IOException {
            set(FileNumbers.of(socket), plain, level, name, value, isSix);
        }

        @Substitute(reason = "native")
        static void setInterface4(FileDescriptor socket, int address) throws IOException {
            check(sockets().setOption(FileNumbers.of(socket), IPPROTO_IP, IP_MULTICAST_IF, SocketAddresses.bytes(Integer.reverseBytes(address))));
        }

        @Substitute(reason = "native")
        static int getInterface4(FileDescriptor socket) throws IOException {
            return Integer.reverseBytes(get(FileNumbers.of(socket), false, IPPROTO_IP, IP_MULTICAST_IF));
        }

        @Substitute(reason = "native")
        static void setInterface6(FileDescriptor socket, int index) throws IOException {
            check(sockets().setOption(FileNumbers.of(socket), IPPROTO_IPV6, IPV6_MULTICAST_IF, SocketAddresses.bytes(index)));
        }

        @Substitute(reason = "native")
        static int getInterface6(FileDescriptor socket) throws IOException {
            return get(FileNumbers.of(socket), false, IPPROTO_IPV6, IPV6_MULTICAST_IF);
        }
    }
}
