package obol.system.sockets.files;

import java.util.Arrays;
import obol.nucleus.Memory;
import obol.nucleus.port.Errors;
import obol.nucleus.sockets.Sockets;
import obol.system.posix.ThisProcess;
import obol.system.sockets.SocketAddresses;

/** Sockets by descriptors of this process's table of files. */
final class FileSockets extends Sockets {
    private static final int FIONREAD = 0x541B, ENOTTY = 25, EDESTADDRREQ = 89;
    /** Most bytes that one call moves: more come with the next. */
    private static final int MOST = 1 << 18;
    /** Of struct iovec. */
    private static final int VECTOR = 16, VECTOR_SIZE = 8;
    /** Of struct epoll_event. */
    private static final int EVENT = 12, EVENT_DATA = 4;

    private static SocketFile file(int descriptor) {
        return ThisProcess.posix().description(descriptor) instanceof SocketFile file ? file : null;
    }

    /** The number for a descriptor that is no socket. */
    private static int none(int descriptor) {
        return ThisProcess.posix().description(descriptor) == null ? -Errors.EBADF : -SocketFile.ENOTSOCK;
    }

    private static NetworkSocket socket(int descriptor) {
        return file(descriptor) instanceof NetworkSocket socket ? socket : null;
    }

    private static int add(SocketFile file) {
        return ThisProcess.posix().add(file);
    }

    @Override public int open(int family, int type) {
        return add(type == SOCK_STREAM ? new StreamSocket(family) : new PacketSocket(family));
    }

    @Override public void setPatient(int descriptor, boolean patient) {
        SocketFile file = file(descriptor);
        if (file != null) {
            file.setPatient(patient);
        }
    }

    @Override public int end(int descriptor) {
        return ThisProcess.posix().replace(descriptor, new EndedFile());
    }

    @Override public int bind(int descriptor, byte[] address) {
        NetworkSocket socket = socket(descriptor);
        return socket == null ? none(descriptor) : socket.bind(address);
    }

    @Override public int listen(int descriptor, int backlog) {
        return file(descriptor) instanceof StreamSocket socket ? socket.listen(backlog) : none(descriptor);
    }

    @Override public int connect(int descriptor, byte[] address) {
        NetworkSocket socket = socket(descriptor);
        return socket == null ? none(descriptor) : socket.connect(address);
    }

    @Override public int accept(int descriptor, byte[] address) {
        if (!(file(descriptor) instanceof StreamSocket socket)) {
            return none(descriptor);
        }
        StreamSocket[] accepted = new StreamSocket[1];
        int result = socket.accept(accepted, address);
        return accepted[0] == null ? Math.min(result, -1) : add(accepted[0]);
    }

    @Override public int shutdown(int descriptor, int how) {
        NetworkSocket socket = socket(descriptor);
        return socket == null ? none(descriptor) : socket.shutdown(how);
    }

    @Override public int address(int descriptor, boolean other, byte[] address) {
        NetworkSocket socket = socket(descriptor);
        return socket == null ? none(descriptor) : socket.address(other, address);
    }

    @Override public int option(int descriptor, int level, int name, byte[] value) {
        NetworkSocket socket = socket(descriptor);
        return socket == null ? none(descriptor) : socket.option(level, name, value);
    }

    @Override public int setOption(int descriptor, int level, int name, byte[] value) {
        NetworkSocket socket = socket(descriptor);
        return socket == null ? none(descriptor) : socket.setOption(level, name, value);
    }

    @Override public int control(int descriptor, int request, byte[] argument) {
        SocketFile file = file(descriptor);
        if (file == null || request != FIONREAD) {
            return file == null ? none(descriptor) : -ENOTTY;
        }
        SocketAddresses.put(argument, 0, file.available());
        return 0;
    }

    // ---- data ----

    @Override public int read(int descriptor, long address, int length) {
        SocketFile file = file(descriptor);
        if (file == null) {
            return none(descriptor);
        }
        byte[] bytes = new byte[Math.min(length, MOST)];
        int count = file.waited(SocketFile.IN, () -> file.read(bytes, 0, bytes.length));
        if (count > 0) {
            put(bytes, 0, count, address);
        }
        return count;
    }

    @Override public int write(int descriptor, long address, int length) {
        SocketFile file = file(descriptor);
        if (file == null) {
            return none(descriptor);
        }
        byte[] bytes = bytesAt(address, file instanceof PacketSocket ? length : Math.min(length, MOST));
        return file.waited(SocketFile.OUT, () -> file.write(bytes, 0, bytes.length));
    }

    private static int total(long vectors, int count) {
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += Memory.getLong(vectors + i * VECTOR + VECTOR_SIZE);
        }
        return (int) Math.min(MOST, total);
    }

    @Override public long readVector(int descriptor, long vectors, int count) {
        SocketFile file = file(descriptor);
        if (file == null) {
            return none(descriptor);
        }
        byte[] bytes = new byte[total(vectors, count)];
        int read = file.waited(SocketFile.IN, () -> file.read(bytes, 0, bytes.length));
        for (int i = 0, at = 0; at < read; i++) {
            int part = (int) Math.min(read - at, Memory.getLong(vectors + i * VECTOR + VECTOR_SIZE));
            put(bytes, at, part, Memory.getLong(vectors + i * VECTOR));
            at += part;
        }
        return read;
    }

    @Override public long writeVector(int descriptor, long vectors, int count) {
        SocketFile file = file(descriptor);
        if (file == null) {
            return none(descriptor);
        }
        byte[] bytes = new byte[total(vectors, count)];
        for (int i = 0, at = 0; at < bytes.length; i++) {
            int part = (int) Math.min(bytes.length - at, Memory.getLong(vectors + i * VECTOR + VECTOR_SIZE));
            System.arraycopy(bytesAt(Memory.getLong(vectors + i * VECTOR), part), 0, bytes, at, part);
            at += part;
        }
        return file.waited(SocketFile.OUT, () -> file.write(bytes, 0, bytes.length));
    }

    @Override public int receive(int descriptor, long address, int length, long from) {
        if (!(file(descriptor) instanceof PacketSocket socket)) {
            return file(descriptor) instanceof EndedFile ? 0 : none(descriptor);
        }
        byte[] bytes = new byte[length];
        byte[] sender = new byte[ADDRESS];
        int count = socket.receive(bytes, 0, length, sender);
        if (count >= 0) {
            put(bytes, 0, count, address);
            if (from != 0) {
                put(sender, 0, ADDRESS, from);
            }
        }
        return count;
    }

    /** Urgent data are not a part of the files. */
    @Override public int send(int descriptor, long address, int length, int flags, long to, int size) {
        SocketFile file = file(descriptor);
        if (file == null || flags != 0) {
            return file == null ? none(descriptor) : -SocketFile.EOPNOTSUPP;
        }
        byte[] bytes = bytesAt(address, length);
        byte[] receiver = to == 0 ? null : Arrays.copyOf(bytesAt(to, size), ADDRESS);
        return file.waited(SocketFile.OUT, () -> file instanceof PacketSocket socket ? socket.send(bytes, 0, length, receiver)
            : receiver == null ? file.write(bytes, 0, length) : -EDESTADDRREQ);
    }

    // ---- waiting ----

    @Override public int await(int descriptor, int events, long milliseconds) {
        SocketFile file = file(descriptor);
        if (file == null) {
            return none(descriptor);
        }
        int[] happened = new int[1];
        Waits.until(() -> (happened[0] = file.isClosed() ? events : file.ready(events)) != 0, Waits.deadline(milliseconds));
        return happened[0];
    }

    @Override public int pair(int[] descriptors) {
        PipeFile[] ends = PipeFile.pair();
        for (int i = 0; i < ends.length; i++) {
            descriptors[i] = add(ends[i]);
        }
        if (descriptors[1] < 0 && descriptors[0] >= 0) {
            ThisProcess.posix().close(descriptors[0]);
        }
        return Math.min(0, Math.min(descriptors[0], descriptors[1]));
    }

    @Override public int event() {
        return add(new EventFile());
    }

    @Override public int wake(int event) {
        if (!(file(event) instanceof EventFile file)) {
            return none(event);
        }
        file.wake();
        return 0;
    }

    @Override public int selector() {
        return add(new SelectorFile());
    }

    @Override public int select(int selector, int operation, int descriptor, int events) {
        SocketFile file = file(descriptor);
        if (!(file(selector) instanceof SelectorFile set) || file == null) {
            return none(file == null ? descriptor : selector);
        }
        return set.change(operation, descriptor, file, events);
    }

    @Override public int awaitAny(int selector, long address, int most, long milliseconds) {
        if (!(file(selector) instanceof SelectorFile set)) {
            return none(selector);
        }
        int[] count = new int[1];
        Waits.until(() -> set.isClosed() || (count[0] = set.tell(most, new SelectorFile.Told() {
            private long at = address;

            @Override public void take(int descriptor, int events) {
                Memory.putInt(at, events);
                Memory.putInt(at + EVENT_DATA, descriptor);
                at += EVENT;
            }
        })) > 0, Waits.deadline(milliseconds));
        return set.isClosed() ? -Errors.EBADF : count[0];
    }
}
