package obol.nucleus.device;

import static obol.nucleus.Memory.getLong;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import obol.layout.BootInfo;
import obol.layout.NucleusLayout;
import obol.layout.ObjectLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.Utf8;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.port.Errors;
import obol.nucleus.port.Strings;
import obol.nucleus.port.SystemCalls;
import obol.nucleus.threads.Signals;

/**
 * What a port has in place of devices: the standard streams, and sockets on Linux, by descriptors. On the PC the standard streams are
 * the UART, and sockets give {@link Errors} number 38. Only the program that may drive devices gets one of these.
 *
 * <p>Results less than 0 are negated error numbers. Calls that wait let other threads run; any thread may call.
 */
public final class Host {
    public static final int INPUT = 0, OUTPUT = 1, ERROR = 2;
    /** 127.0.0.1, as {@link #connect} takes addresses. */
    public static final int LOOPBACK = 0x7F000001;

    private static final int SOCKET = 41, CONNECT = 42, SENDTO = 44, RECVFROM = 45, SHUTDOWN = 48, BIND = 49, LISTEN = 50;
    private static final int GETSOCKNAME = 51, SETSOCKOPT = 54, GETSOCKOPT = 55, ACCEPT4 = 288;
    private static final int AF_INET = 2, SOCK_STREAM = 1, SOCK_NONBLOCK = 0x800, SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1, SO_REUSEADDR = 2, SO_ERROR = 4, IPPROTO_TCP = 6, TCP_NODELAY = 1;
    private static final int MSG_DONTWAIT = 0x40, MSG_NOSIGNAL = 0x4000, SHUT_RDWR = 2, BACKLOG = 64;
    private static final int EINPROGRESS = 115;
    /** struct sockaddr_in. */
    private static final int ADDRESS_SIZE = 16, ADDRESS_PORT = 2, ADDRESS_HOST = 4;
    /** A pipe that has room has room for so much. */
    private static final int PIPE_BUF = 4096;

    private Host() {}

    /** Null: this process may not. */
    public static Host claim() {
        return Manifest.allowsHost(Nucleus.sip()) ? new Host() : null;
    }

    /** The words with which the machine was started, without the program's name. */
    public List<String> words() {
        long info = getLong(Nucleus.core() + NucleusLayout.BOOT_INFO);
        List<String> words = new ArrayList<>();
        for (long i = 1; i < getLong(info + BootInfo.ARGUMENT_COUNT); i++) {
            words.add(Utf8.decode(Strings.at(getLong(getLong(info + BootInfo.ARGUMENTS) + 8 * i))));
        }
        return words;
    }

    /** Whether the port has sockets. */
    public boolean hasSockets() {
        return Machine.registers(0) == 0;
    }

    /** A socket that listens on a port of 127.0.0.1, 0: a free one. */
    public int listen(int port) {
        int socket = (int) SystemCalls.call(SOCKET, AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, 0);
        if (socket < 0) {
            return socket;
        }
        option(socket, SOL_SOCKET, SO_REUSEADDR);
        long result = SystemCalls.onArray(BIND, socket, address(LOOPBACK, port), 0, ADDRESS_SIZE, 0);
        if (result >= 0) {
            result = SystemCalls.call(LISTEN, socket, BACKLOG, 0, 0);
        }
        return result < 0 ? failed(socket, (int) result) : socket;
    }

    /** The port of a socket that listens. */
    public int port(int socket) {
        byte[] address = new byte[ADDRESS_SIZE];
        long result = SystemCalls.onArrays(GETSOCKNAME, socket, address, new byte[] {ADDRESS_SIZE, 0, 0, 0}, 0);
        return result < 0 ? (int) result : (address[ADDRESS_PORT] & 0xFF) << 8 | address[ADDRESS_PORT + 1] & 0xFF;
    }

    /** Waits for the next client; gives its socket. */
    public int accept(int socket) {
        int client;
        do {
            await(socket, Signals.READABLE);
            client = (int) SystemCalls.call(ACCEPT4, socket, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC);
        } while (client == -Errors.EAGAIN);
        if (client >= 0) {
            option(client, IPPROTO_TCP, TCP_NODELAY);
        }
        return client;
    }

    /**
     * Waits until there is a connection; gives its socket.
     *
     * @param host an address of IPv4, the first number in the highest byte
     */
    public int connect(int host, int port) {
        int socket = (int) SystemCalls.call(SOCKET, AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, 0);
        if (socket < 0) {
            return socket;
        }
        option(socket, IPPROTO_TCP, TCP_NODELAY);
        int result = (int) SystemCalls.onArray(CONNECT, socket, address(host, port), 0, ADDRESS_SIZE, 0);
        if (result == -EINPROGRESS) {
            await(socket, Signals.WRITABLE);
            byte[] error = new byte[4];
            result = (int) onArrays(GETSOCKOPT, socket, SOL_SOCKET, SO_ERROR, error, new byte[] {4, 0, 0, 0});
            result = result < 0 ? result : -(error[0] & 0xFF);
        }
        return result < 0 ? failed(socket, result) : socket;
    }

    /** Waits for bytes, then reads what is there; 0: there will be no more. */
    public int read(int descriptor, byte[] to, int offset, int most) {
        Objects.checkFromIndexSize(offset, most, to.length);
        long result;
        do {
            await(descriptor, Signals.READABLE);
            result = descriptor <= ERROR ? SystemCalls.onArray(SystemCalls.READ, descriptor, to, offset, most, 0)
                    : SystemCalls.onArray(RECVFROM, descriptor, to, offset, most, MSG_DONTWAIT);
        } while (result == -Errors.EAGAIN);
        return (int) result;
    }

    /** Writes some of the bytes and gives how many. A standard stream is waited for; a socket without room gives -EAGAIN: {@link #await}. */
    public int write(int descriptor, byte[] from, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, from.length);
        if (descriptor > ERROR) {
            return (int) SystemCalls.onArray(SENDTO, descriptor, from, offset, count, MSG_DONTWAIT | MSG_NOSIGNAL);
        }
        long result;
        do {
            await(descriptor, Signals.WRITABLE);
            result = SystemCalls.onArray(SystemCalls.WRITE, descriptor, from, offset, Math.min(count, PIPE_BUF), 0);
        } while (result == -Errors.EAGAIN);
        return (int) result;
    }

    /** Ends both directions of a connection: who waits for it goes on. */
    public void shutdown(int socket) {
        SystemCalls.call(SHUTDOWN, socket, SHUT_RDWR, 0, 0);
    }

    /** Nobody may wait for the descriptor. */
    public void close(int descriptor) {
        SystemCalls.call(SystemCalls.CLOSE, descriptor);
    }

    /** Columns in the low 16 bits and rows above them if standard input and output are a terminal; -1: they are not. */
    public int window() {
        return Machine.window();
    }

    /** Lets the terminal give bytes as they are typed and show them as they are written, until the machine ends. */
    public void makeRaw() {
        Machine.makeRaw();
    }

    /** The text for an error number. */
    public static String text(int error) {
        return Errors.text(error);
    }

    /** Waits until the descriptor is as one of {@link Signals}' events says. */
    public void await(int descriptor, int events) {
        Signals.await(descriptor, events, Long.MAX_VALUE, false);
    }

    private static int failed(int socket, int result) {
        SystemCalls.call(SystemCalls.CLOSE, socket);
        return result;
    }

    private static byte[] address(int host, int port) {
        byte[] address = new byte[ADDRESS_SIZE];
        address[0] = AF_INET;
        address[ADDRESS_PORT] = (byte) (port >> 8);
        address[ADDRESS_PORT + 1] = (byte) port;
        for (int i = 0; i < 4; i++) {
            address[ADDRESS_HOST + i] = (byte) (host >>> 24 - 8 * i);
        }
        return address;
    }

    /** Switches an option on. */
    private static void option(int socket, int level, int option) {
        onArray(SETSOCKOPT, socket, level, option, new byte[] {1, 0, 0, 0});
    }

    @NoAllocation
    private static long onArray(int number, int a, int b, int c, byte[] d) {
        return Machine.systemCall(number, a, b, c, Memory.addressOf(d) + ObjectLayout.ARRAY_ELEMENTS, d.length, 0);
    }

    @NoAllocation
    private static long onArrays(int number, int a, int b, int c, byte[] d, byte[] e) {
        return Machine.systemCall(number, a, b, c, Memory.addressOf(d) + ObjectLayout.ARRAY_ELEMENTS,
                Memory.addressOf(e) + ObjectLayout.ARRAY_ELEMENTS, 0);
    }
}
