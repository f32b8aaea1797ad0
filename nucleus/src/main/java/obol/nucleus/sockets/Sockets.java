package obol.nucleus.sockets;

import obol.nucleus.Memory;

/**
 * Sockets by descriptors, of a system that has none: each call gives ENOSYS. Descriptors are of
 * {@link obol.nucleus.port.Posix}'s numbers and are closed there. An executable of one program has Linux's; an
 * image of Obol has none, and is to substitute {@link #make()} by its own.
 *
 * <p>An address is a {@code struct sockaddr_in} or {@code sockaddr_in6} of Linux in an array of {@link #ADDRESS} bytes. Levels, options
 * and events have Linux's numbers. Results are Linux's: a negated error number, or what the method says, else 0. Any thread may call. A
 * call that has to wait keeps no other thread from running; on a descriptor that is not {@linkplain #setPatient patient} it gives
 * EAGAIN instead, or EINPROGRESS if it connects.
 */
public class Sockets {
    public static final int AF_INET = 2, AF_INET6 = 10, SOCK_STREAM = 1, SOCK_DGRAM = 2;
    public static final int SHUT_RD = 0, SHUT_WR = 1, SHUT_RDWR = 2;
    public static final int MSG_OOB = 1;
    /** Bytes of an address: {@code sizeof(struct sockaddr_in6)}. */
    public static final int ADDRESS = 28;
    /** No limit of time. */
    public static final long FOREVER = -1;

    private static final int ENOSYS = 38;

    private static final Sockets SOCKETS = make();

    protected Sockets() {}

    /** Of this process. */
    public static Sockets sockets() {
        return SOCKETS;
    }

    private static Sockets make() {
        return new LinuxSockets();
    }

    /** A new socket's descriptor, patient. */
    public int open(int family, int type) {
        return -ENOSYS;
    }

    /** Whether calls on the descriptor wait. */
    public void setPatient(int descriptor, boolean patient) {}

    /** Ends all that waits for the descriptor, and all that will: nothing comes any more. The number stays taken until it is closed. */
    public int end(int descriptor) {
        return -ENOSYS;
    }

    public int bind(int descriptor, byte[] address) {
        return -ENOSYS;
    }

    public int listen(int descriptor, int backlog) {
        return -ENOSYS;
    }

    public int connect(int descriptor, byte[] address) {
        return -ENOSYS;
    }

    /** The descriptor of the next connection, patient; its other end is put into {@code address}. */
    public int accept(int descriptor, byte[] address) {
        return -ENOSYS;
    }

    /** @param how {@link #SHUT_RD} and so on */
    public int shutdown(int descriptor, int how) {
        return -ENOSYS;
    }

    /** Puts the socket's own address, or that of the other end, into the array. */
    public int address(int descriptor, boolean other, byte[] address) {
        return -ENOSYS;
    }

    /** The size of the option's value, which is put into the array. */
    public int option(int descriptor, int level, int name, byte[] value) {
        return -ENOSYS;
    }

    public int setOption(int descriptor, int level, int name, byte[] value) {
        return -ENOSYS;
    }

    /** {@code ioctl} with an array. */
    public int control(int descriptor, int request, byte[] argument) {
        return -ENOSYS;
    }

    /** The count of bytes read into memory outside the heap; 0 at the end. */
    public int read(int descriptor, long address, int length) {
        return -ENOSYS;
    }

    /** The count of bytes written from memory outside the heap. */
    public int write(int descriptor, long address, int length) {
        return -ENOSYS;
    }

    /** As {@link #read}, into the pieces that {@code count} elements at {@code vectors} name. */
    public long readVector(int descriptor, long vectors, int count) {
        return -ENOSYS;
    }

    /** As {@link #write}, from the pieces that {@code count} elements at {@code vectors} name. */
    public long writeVector(int descriptor, long vectors, int count) {
        return -ENOSYS;
    }

    /** As {@link #read}, a datagram, of which the rest is lost. @param from where its sender's address is put; 0: nowhere */
    public int receive(int descriptor, long address, int length, long from) {
        return -ENOSYS;
    }

    /** As {@link #write}. @param to where the receiver's address is, of {@code size} bytes; 0: the one it is connected with */
    public int send(int descriptor, long address, int length, int flags, long to, int size) {
        return -ENOSYS;
    }

    /**
     * Waits for one of the events, whether the descriptor is patient or not. Gives those that have happened, 0 if the time is over.
     *
     * @param milliseconds {@link #FOREVER}: as long as it takes
     */
    public int await(int descriptor, int events, long milliseconds) {
        return -ENOSYS;
    }

    /** Two descriptors: what is written to one of them is read from the other. */
    public int pair(int[] descriptors) {
        return -ENOSYS;
    }

    /** A descriptor that can be read once {@link #wake} has been called for it. */
    public int event() {
        return -ENOSYS;
    }

    public int wake(int event) {
        return -ENOSYS;
    }

    /** A descriptor for sets of others, as Linux's {@code epoll_create}. */
    public int selector() {
        return -ENOSYS;
    }

    /** As Linux's {@code epoll_ctl}, with the descriptor as data. */
    public int select(int selector, int operation, int descriptor, int events) {
        return -ENOSYS;
    }

    /** As Linux's {@code epoll_wait}: the count of events put at {@code address}. */
    public int awaitAny(int selector, long address, int most, long milliseconds) {
        return -ENOSYS;
    }

    /** For those whose sockets are not of the machine: from memory outside the heap. */
    protected static byte[] bytesAt(long address, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = Memory.getByte(address + i);
        }
        return bytes;
    }

    /** The other direction of {@link #bytesAt}. */
    protected static void put(byte[] bytes, int offset, int length, long address) {
        for (int i = 0; i < length; i++) {
            Memory.putByte(address + i, bytes[offset + i]);
        }
    }
}
