package obol.system.sockets;

import static obol.nucleus.sockets.Sockets.sockets;
import static obol.system.sockets.SocketErrors.check;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.IfPresent;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.sockets.Sockets;

/** What {@code java.net} and channels have in common: making sockets, binding, connecting, accepting, waiting. */
@Substitutes("sun.nio.ch.Net")
final class NetSubstitution {
    private static final int POLLIN = 1, POLLOUT = 4, POLLERR = 8, POLLHUP = 16, POLLNVAL = 32;
    private static final int FIONREAD = 0x541B;

    private NetSubstitution() {}

    @IfPresent
    @Substitute(reason = "native; Linux's answer")
    private static boolean shouldShutdownWriteBeforeClose0() {
        return false;
    }

    @Substitute(reason = "native; nothing to register")
    private static void initIDs() {}

    @Substitute(reason = "native")
    private static boolean isIPv6Available0() {
        return Network.network().hasIPv6();
    }

    @Constant(value = 1, reason = "native; Linux has SO_REUSEPORT")
    private static boolean isReusePortAvailable0() {
        return true;
    }

    @Constant(value = -1, reason = "native; of Windows")
    private static int isExclusiveBindAvailable() {
        return -1;
    }

    @Constant(value = 1, reason = "native; as on Linux")
    private static boolean shouldSetBothIPv4AndIPv6Options0() {
        return true;
    }

    @Constant(value = 1, reason = "native; as on Linux")
    private static boolean canIPv6SocketJoinIPv4Group0() {
        return true;
    }

    @Constant(value = 0, reason = "native; as on Linux")
    private static boolean canJoin6WithIPv4Group0() {
        return false;
    }

    @Constant(value = 1, reason = "native; as on Linux")
    private static boolean canUseIPv6OptionsWithIPv4LocalAddress0() {
        return true;
    }

    @Constant(value = POLLIN, reason = "native; poll(2)")
    static short pollinValue() {
        return POLLIN;
    }

    @Constant(value = POLLOUT, reason = "native; poll(2)")
    static short polloutValue() {
        return POLLOUT;
    }

    @Constant(value = POLLERR, reason = "native; poll(2)")
    static short pollerrValue() {
        return POLLERR;
    }

    @Constant(value = POLLHUP, reason = "native; poll(2)")
    static short pollhupValue() {
        return POLLHUP;
    }

    @Constant(value = POLLNVAL, reason = "native; poll(2)")
    static short pollnvalValue() {
        return POLLNVAL;
    }

    @Constant(value = POLLOUT, reason = "native; a connection is there when it can be written to")
    static short pollconnValue() {
        return POLLOUT;
    }

    @Substitute(reason = "native; with the options that HotSpot gives each socket")
    private static int socket0(boolean isSix, boolean isStream, boolean reuse, boolean fastLoopback) throws SocketException {
        int socket = check(sockets().open(isSix ? Sockets.AF_INET6 : Sockets.AF_INET, isStream ? Sockets.SOCK_STREAM : Sockets.SOCK_DGRAM));
        if (isSix) {
            sockets().setOption(socket, SocketOptions.IPPROTO_IPV6, SocketOptions.IPV6_V6ONLY, SocketAddresses.bytes(0));
        }
        if (reuse) {
            sockets().setOption(socket, SocketOptions.SOL_SOCKET, SocketOptions.SO_REUSEADDR, SocketAddresses.bytes(1));
        }
        if (!isStream) {
            SocketOptions.restrictMulticast(socket, isSix);
        }
        return socket;
    }

    @Substitute(reason = "native")
    private static void bind0(FileDescriptor socket, boolean isSix, boolean exclusively, InetAddress host, int port) throws IOException {
        check(sockets().bind(FileNumbers.of(socket), SocketAddresses.encode(isSix, host, port)));
    }

    @Substitute(reason = "native")
    static void listen(FileDescriptor socket, int backlog) throws IOException {
        check(sockets().listen(FileNumbers.of(socket), backlog));
    }

    @Substitute(reason = "native")
    private static int connect0(boolean isSix, FileDescriptor socket, InetAddress host, int port) throws IOException {
        int result = sockets().connect(FileNumbers.of(socket), SocketAddresses.encode(isSix, host, port));
        if (result == -SocketErrors.EINPROGRESS) {
            return SocketErrors.UNAVAILABLE;
        }
        if (SocketErrors.isRetried(result)) {
            return SocketErrors.retried(result);
        }
        if (result < 0) {
            throw SocketErrors.failure(-result);
        }
        return 1;
    }

    @Substitute(reason = "native")
    public static int accept(FileDescriptor server, FileDescriptor client, InetSocketAddress[] from) throws IOException {
        byte[] address = new byte[Sockets.ADDRESS];
        int result;
        do {
            result = sockets().accept(FileNumbers.of(server), address);
        } while (result == -SocketErrors.ECONNABORTED);
        if (SocketErrors.isRetried(result)) {
            return SocketErrors.retried(result);
        }
        FileNumbers.set(client, check(result));
        from[0] = new InetSocketAddress(SocketAddresses.host(address), SocketAddresses.port(address));
        return 1;
    }

    @Substitute(reason = "native; a socket that is not connected is shut down")
    static void shutdown(FileDescriptor socket, int how) throws IOException {
        int result = sockets().shutdown(FileNumbers.of(socket), how);
        if (result != -SocketErrors.ENOTCONN) {
            check(result);
        }
    }

    private static byte[] address(FileDescriptor socket, boolean other) throws SocketException {
        byte[] address = new byte[Sockets.ADDRESS];
        check(sockets().address(FileNumbers.of(socket), other, address));
        return address;
    }

    @Substitute(reason = "native")
    private static int localPort(FileDescriptor socket) throws IOException {
        return SocketAddresses.port(address(socket, false));
    }

    @Substitute(reason = "native")
    private static InetAddress localInetAddress(FileDescriptor socket) throws IOException {
        return SocketAddresses.host(address(socket, false));
    }

    @Substitute(reason = "native")
    private static int remotePort(FileDescriptor socket) throws IOException {
        return SocketAddresses.port(address(socket, true));
    }

    @Substitute(reason = "native")
    private static InetAddress remoteInetAddress(FileDescriptor socket) throws IOException {
        return SocketAddresses.host(address(socket, true));
    }

    @Substitute(reason = "native")
    static int poll(FileDescriptor socket, int events, long milliseconds) throws IOException {
        return check(sockets().await(FileNumbers.of(socket), events, milliseconds));
    }

    @Substitute(reason = "native")
    public static boolean pollConnect(FileDescriptor socket, long milliseconds) throws IOException {
        int number = FileNumbers.of(socket);
        int events = check(sockets().await(number, POLLOUT, milliseconds));
        if (events == 0) {
            return false;
        }
        checkConnected(number);
        if ((events & POLLHUP) != 0) {
            throw SocketErrors.failed(SocketErrors.ENOTCONN);
        }
        return true;
    }

    /** Throws what the attempt to connect has come to. */
    static void checkConnected(int socket) throws IOException {
        byte[] error = new byte[4];
        check(sockets().option(socket, SocketOptions.SOL_SOCKET, SocketOptions.SO_ERROR, error));
        int number = SocketAddresses.number(error, 0);
        if (number != 0) {
            throw SocketErrors.failure(number);
        }
    }

    @Substitute(reason = "native")
    static int available(FileDescriptor socket) throws IOException {
        byte[] count = new byte[4];
        check(sockets().control(FileNumbers.of(socket), FIONREAD, count));
        return SocketAddresses.number(count, 0);
    }

    @Substitute(reason = "native")
    static int sendOOB(FileDescriptor socket, byte value) throws IOException {
        try (Scratch one = Scratch.of(value)) {
            return (int) SocketErrors.written(sockets().send(FileNumbers.of(socket), one.address(), 1, Sockets.MSG_OOB, 0, 0));
        }
    }

    @Constant(value = 0, reason = "native; of Windows")
    static boolean discardOOB(FileDescriptor socket) {
        return false;
    }
}
