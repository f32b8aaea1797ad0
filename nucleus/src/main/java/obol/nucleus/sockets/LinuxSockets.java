package obol.nucleus.sockets;

import static obol.nucleus.port.SystemCalls.call;
import static obol.nucleus.port.SystemCalls.onArray;
import static obol.nucleus.port.SystemCalls.onThirdArray;

import java.util.BitSet;
import obol.layout.ObjectLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.port.Errors;
import obol.nucleus.port.Port;
import obol.nucleus.port.SystemCalls;
import obol.nucleus.threads.Signals;

/**
 * Linux's sockets. All are non-blocking for Linux, as a call that waits would keep the machine from running other threads; who waits is
 * the thread. On the PC each call gives ENOSYS.
 */
final class LinuxSockets extends Sockets {
    private static final int SOCKET = 41, CONNECT = 42, SENDTO = 44, RECVFROM = 45, SHUTDOWN = 48, BIND = 49, LISTEN = 50;
    private static final int GETSOCKNAME = 51, GETPEERNAME = 52, SOCKETPAIR = 53, SETSOCKOPT = 54, GETSOCKOPT = 55;
    private static final int EPOLL_WAIT = 232, EPOLL_CTL = 233, ACCEPT4 = 288, EVENTFD2 = 290, EPOLL_CREATE1 = 291, PIPE2 = 293;
    private static final int NONBLOCK = 0x800, CLOEXEC = 0x80000, AF_UNIX = 1;
    private static final int SOL_SOCKET = 1, SO_ERROR = 4, EINPROGRESS = 115;
    private static final int DATA = 4, EPOLL_EVENT = 12;
    private static final long MILLISECOND = 1_000_000;

    /** Of descriptors made here. */
    private final BitSet impatient = new BitSet();

    private int fresh(long descriptor) {
        if (descriptor >= 0) {
            setPatient((int) descriptor, true);
        }
        return (int) descriptor;
    }

    @Override public int open(int family, int type) {
        return fresh(call(SOCKET, family, type | NONBLOCK | CLOEXEC, 0, 0));
    }

    @Override public synchronized void setPatient(int descriptor, boolean patient) {
        impatient.set(descriptor, !patient);
    }

    private synchronized boolean isPatient(int descriptor) {
        return !impatient.get(descriptor);
    }

    /** Whether a call is to be made again: it would have had to wait, and now there is something. */
    private boolean waited(long result, int descriptor, int events) {
        if (result != -Errors.EAGAIN || !isPatient(descriptor)) {
            return false;
        }
        Signals.await(descriptor, events, Long.MAX_VALUE, false);
        return true;
    }

    /** The number becomes that of a pipe without a writer, which is ready for all and good for nothing. */
    @Override public int end(int descriptor) {
        byte[] ends = new byte[8];
        long result = SystemCalls.onPath(PIPE2, ends, CLOEXEC, 0);
        if (result >= 0) {
            Port.posix().close(number(ends, 4));
            result = call(SystemCalls.DUP3, number(ends, 0), descriptor, CLOEXEC, 0);
            Port.posix().close(number(ends, 0));
        }
        return (int) Math.min(0, result);
    }

    @Override public int bind(int descriptor, byte[] address) {
        return (int) onArray(BIND, descriptor, address, 0, ADDRESS, 0);
    }

    @Override public int listen(int descriptor, int backlog) {
        return (int) call(LISTEN, descriptor, backlog, 0, 0);
    }

    @Override public int connect(int descriptor, byte[] address) {
        int result = (int) onArray(CONNECT, descriptor, address, 0, ADDRESS, 0);
        if (result == -EINPROGRESS && isPatient(descriptor)) {
            Signals.await(descriptor, Signals.WRITABLE, Long.MAX_VALUE, false);
            byte[] error = new byte[4];
            result = option(descriptor, SOL_SOCKET, SO_ERROR, error);
            result = result < 0 ? result : -number(error, 0);
        }
        return result;
    }

    @Override public int accept(int descriptor, byte[] address) {
        byte[] size = size(ADDRESS);
        long result;
        do {
            result = accept(descriptor, address, size);
        } while (waited(result, descriptor, Signals.READABLE));
        return fresh(result);
    }

    @NoAllocation
    private static long accept(int descriptor, byte[] address, byte[] size) {
        return call(ACCEPT4, descriptor, at(address), at(size), NONBLOCK | CLOEXEC);
    }

    @Override public int shutdown(int descriptor, int how) {
        return (int) call(SHUTDOWN, descriptor, how, 0, 0);
    }

    @Override public int address(int descriptor, boolean other, byte[] address) {
        return (int) SystemCalls.onArrays(other ? GETPEERNAME : GETSOCKNAME, descriptor, address, size(ADDRESS), 0);
    }

    @Override public int option(int descriptor, int level, int name, byte[] value) {
        byte[] size = size(value.length);
        int result = onArrays(GETSOCKOPT, descriptor, level, name, value, size);
        return result < 0 ? result : number(size, 0);
    }

    @Override public int setOption(int descriptor, int level, int name, byte[] value) {
        return setOption(descriptor, level, name, value, value.length);
    }

    @NoAllocation
    private static int setOption(int descriptor, int level, int name, byte[] value, int size) {
        return (int) Machine.systemCall(SETSOCKOPT, descriptor, level, name, at(value), size, 0);
    }

    @NoAllocation
    private static int onArrays(int number, int a, int b, int c, byte[] d, byte[] e) {
        return (int) Machine.systemCall(number, a, b, c, at(d), at(e), 0);
    }

    @Override public int control(int descriptor, int request, byte[] argument) {
        return (int) onThirdArray(SystemCalls.IOCTL, descriptor, request, argument, 0);
    }

    // ---- data ----

    private long transfer(int number, int descriptor, long address, long length, int events) {
        long result;
        do {
            result = call(number, descriptor, address, length, 0);
        } while (waited(result, descriptor, events));
        return result;
    }

    @Override public int read(int descriptor, long address, int length) {
        return (int) transfer(SystemCalls.READ, descriptor, address, length, Signals.READABLE);
    }

    @Override public int write(int descriptor, long address, int length) {
        return (int) transfer(SystemCalls.WRITE, descriptor, address, length, Signals.WRITABLE);
    }

    @Override public long readVector(int descriptor, long vectors, int count) {
        return transfer(SystemCalls.READV, descriptor, vectors, count, Signals.READABLE);
    }

    @Override public long writeVector(int descriptor, long vectors, int count) {
        return transfer(SystemCalls.WRITEV, descriptor, vectors, count, Signals.WRITABLE);
    }

    @Override public int receive(int descriptor, long address, int length, long from) {
        byte[] size = from == 0 ? null : size(ADDRESS);
        long result;
        do {
            result = receive(descriptor, address, length, from, size);
        } while (waited(result, descriptor, Signals.READABLE));
        return (int) result;
    }

    @NoAllocation
    private static long receive(int descriptor, long address, int length, long from, byte[] size) {
        return Machine.systemCall(RECVFROM, descriptor, address, length, 0, from, size == null ? 0 : at(size));
    }

    @Override public int send(int descriptor, long address, int length, int flags, long to, int size) {
        long result;
        do {
            result = Machine.systemCall(SENDTO, descriptor, address, length, flags, to, size);
        } while (waited(result, descriptor, Signals.WRITABLE));
        return (int) result;
    }

    // ---- waiting ----

    @Override public int await(int descriptor, int events, long milliseconds) {
        return Math.max(0, Signals.await(descriptor, events, deadline(milliseconds), false));
    }

    private static long deadline(long milliseconds) {
        long now = Machine.monotonicTime();
        return milliseconds < 0 || milliseconds > (Long.MAX_VALUE - now) / MILLISECOND ? Long.MAX_VALUE : now + milliseconds * MILLISECOND;
    }

    @Override public int pair(int[] descriptors) {
        byte[] ends = new byte[8];
        int result = (int) SystemCalls.onFourthArray(SOCKETPAIR, AF_UNIX, SOCK_STREAM | NONBLOCK | CLOEXEC, 0, ends);
        if (result >= 0) {
            descriptors[0] = fresh(number(ends, 0));
            descriptors[1] = fresh(number(ends, 4));
        }
        return result;
    }

    @Override public int event() {
        return fresh(call(EVENTFD2, 0, NONBLOCK | CLOEXEC, 0, 0));
    }

    @Override public int wake(int event) {
        return (int) onArray(SystemCalls.WRITE, event, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 0, 8, 0);
    }

    @Override public int selector() {
        return fresh(call(EPOLL_CREATE1, CLOEXEC));
    }

    @Override public int select(int selector, int operation, int descriptor, int events) {
        byte[] event = new byte[EPOLL_EVENT];
        put(event, 0, events);
        put(event, DATA, descriptor);
        return (int) SystemCalls.onFourthArray(EPOLL_CTL, selector, operation, descriptor, event);
    }

    @Override public int awaitAny(int selector, long address, int most, long milliseconds) {
        long deadline = deadline(milliseconds);
        int count;
        do {
            count = (int) call(EPOLL_WAIT, selector, address, most, 0);
        } while (count == 0 && Signals.await(selector, Signals.READABLE, deadline, false) > 0);
        return count;
    }

    // ---- arrays as memory ----

    @NoAllocation
    private static long at(byte[] array) {
        return Memory.addressOf(array) + ObjectLayout.ARRAY_ELEMENTS;
    }

    private static byte[] size(int size) {
        byte[] bytes = new byte[4];
        put(bytes, 0, size);
        return bytes;
    }

    private static int number(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    private static void put(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
