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
 * the UART, and sockets give {@link Errors} number 38. Only the programs that {@link Manifest} names get one of these.
 *
 * <p>Results less than 0 are negated error numbers. Calls on sockets are those of Linux, with its numbers and its structures as bytes;
 * none waits ({@code -EAGAIN}, {@code -EINPROGRESS}) but {@link #await}, which lets other threads run. Any thread may call.
 */
public final class Host {
    public static final int INPUT = 0, OUTPUT = 1, ERROR = 2;

    private static final int SOCKET = 41, CONNECT = 42, SENDTO = 44, RECVFROM = 45, SHUTDOWN = 48, BIND = 49, LISTEN = 50;
    private static final int GETSOCKNAME = 51, GETPEERNAME = 52, SETSOCKOPT = 54, GETSOCKOPT = 55, EPOLL_CTL = 233, EPOLL_PWAIT = 281;
    private static final int ACCEPT4 = 288, EPOLL_CREATE1 = 291, FCNTL = 72, F_DUPFD_CLOEXEC = 1030;
    private static final int SOL_SOCKET = 1, IPPROTO_TCP = 6, TCP_INFO = 11, CTL_ADD = 1, EVENT_SIZE = 12;
    private static final int NONBLOCK = 0x800, CLOEXEC = 0x80000, MSG_DONTWAIT = 0x40, MSG_NOSIGNAL = 0x4000;
    private static final int AT_FDCWD = -100;
    /** A pipe that has room has room for so much. */
    private static final int PIPE_BUF = 4096;
    /** Larger values of options may have pointers in them; those of sockets in general, from half of that on. */
    private static final int MOST_OPTION = 20;

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

    public int socket(int family, int type, int protocol) {
        return own(SystemCalls.call(SOCKET, family, type | NONBLOCK | CLOEXEC, protocol, 0));
    }

    public int bind(int socket, byte[] address) {
        return (int) SystemCalls.onArray(BIND, socket, address, 0, address.length, 0);
    }

    public int listen(int socket, int backlog) {
        return (int) SystemCalls.call(LISTEN, socket, backlog, 0, 0);
    }

    public int connect(int socket, byte[] address) {
        return (int) SystemCalls.onArray(CONNECT, socket, address, 0, address.length, 0);
    }

    public int accept(int socket) {
        return own(SystemCalls.call(ACCEPT4, socket, 0, 0, NONBLOCK | CLOEXEC));
    }

    /** Gives this side's address, or the other's, as far as there is room. */
    public int address(int socket, boolean other, byte[] address) {
        return (int) SystemCalls.onArrays(other ? GETPEERNAME : GETSOCKNAME, socket, address, size(address), 0);
    }

    /** Sends to an address, which has no bytes where the socket is connected; or receives, and says from whom as far as there is room. */
    public int transfer(boolean send, int socket, byte[] bytes, int offset, int count, byte[] address) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        int number = send ? SENDTO : RECVFROM;
        int flags = send ? MSG_DONTWAIT | MSG_NOSIGNAL : MSG_DONTWAIT;
        return (int) onArrays(number, socket, bytes, offset, count, flags, address, send ? null : size(address));
    }

    /** Sets an option; or gets as much of it as there is room for. */
    public int option(boolean set, int socket, int level, int option, byte[] value) {
        boolean plain = value.length <= (level == SOL_SOCKET ? MOST_OPTION / 2 : MOST_OPTION) || !set && level == IPPROTO_TCP && option == TCP_INFO;
        return plain ? (int) onArray(set ? SETSOCKOPT : GETSOCKOPT, socket, level, option, value, set ? null : size(value)) : -Errors.EINVAL;
    }

    /** @param how 1 for what is sent, 2 for both directions: who waits for it goes on */
    public int shutdown(int socket, int how) {
        return (int) SystemCalls.call(SHUTDOWN, socket, how, 0, 0);
    }

    /** A descriptor that is readable when something has happened at the sockets that it watches. */
    public int watcher() {
        return own(SystemCalls.call(EPOLL_CREATE1, CLOEXEC));
    }

    /** Descriptors of the network's program lie at and above {@link Manifest#NET_DESCRIPTORS}, so that each program's end with it. */
    private static int own(long descriptor) {
        if (descriptor < 0 || Manifest.firstDescriptor(Nucleus.sip()) == 0) {
            return (int) descriptor;
        }
        long moved = SystemCalls.call(FCNTL, descriptor, F_DUPFD_CLOEXEC, Manifest.NET_DESCRIPTORS, 0);
        SystemCalls.call(SystemCalls.CLOSE, descriptor);
        return (int) moved;
    }

    /** Watches a socket until it is closed. @param event struct epoll_event: which events, and what to give when they come */
    public int watch(int watcher, int socket, byte[] event) {
        return event.length < EVENT_SIZE ? -Errors.EINVAL : (int) onArray(EPOLL_CTL, watcher, CTL_ADD, socket, event, null);
    }

    /** Fills in what has happened as far as there is room; gives how many. */
    public int happened(int watcher, byte[] events) {
        return (int) SystemCalls.onArray(EPOLL_PWAIT, watcher, events, 0, events.length / EVENT_SIZE, 0);
    }

    /** Waits until something can be read, or there is room to write. */
    public void await(int descriptor, boolean write) {
        Signals.await(descriptor, write ? Signals.WRITABLE : Signals.READABLE, Long.MAX_VALUE, false);
    }

    /** Opens a file that tells of the host's network: {@code /etc/hosts}, {@code /etc/resolv.conf}, in {@code /proc/net}. */
    public int open(String path) {
        boolean allowed = path.equals("/etc/hosts") || path.equals("/etc/resolv.conf") || path.startsWith("/proc/net/") && !path.contains("..");
        return !allowed ? -Errors.EACCES : own(SystemCalls.onArray(SystemCalls.OPENAT, AT_FDCWD, Utf8.encode(path + "\0"), 0, CLOEXEC, 0));
    }

    /** Reads what is there, of a file or standard stream; 0: there will be no more. */
    public int read(int descriptor, byte[] to, int offset, int most) {
        Objects.checkFromIndexSize(offset, most, to.length);
        return (int) SystemCalls.onArray(SystemCalls.READ, descriptor, to, offset, most, 0);
    }

    /** Writes some of the bytes to a standard stream; gives how many. */
    public int write(int stream, byte[] from, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, from.length);
        return (int) SystemCalls.onArray(SystemCalls.WRITE, stream, from, offset, Math.min(count, PIPE_BUF), 0);
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

    private static byte[] size(byte[] of) {
        return new byte[] {(byte) of.length, (byte) (of.length >> 8), 0, 0};
    }

    @NoAllocation
    private static long onArray(int number, int a, int b, int c, byte[] d, byte[] size) {
        return Machine.systemCall(number, a, b, c, at(d), size == null ? d.length : at(size), 0);
    }

    @NoAllocation
    private static long onArrays(int number, int a, byte[] b, int offset, int c, int d, byte[] e, byte[] size) {
        return Machine.systemCall(number, a, at(b) + offset, c, d, e.length == 0 ? 0 : at(e), e.length == 0 ? 0 : size == null ? e.length : at(size));
    }

    @NoAllocation
    private static long at(byte[] array) {
        return Memory.addressOf(array) + ObjectLayout.ARRAY_ELEMENTS;
    }
}
