package obol.system.sockets.files;

import obol.channels.ChannelException;
import obol.channels.Slot;
import obol.nucleus.sockets.Sockets;
import obol.styx.Errno;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenFile.CountLater;
import obol.system.files.OpenFile.Later;
import obol.system.files.OpenFile.Read;
import obol.system.files.OpenFile.Written;
import obol.system.files.Transfer;
import obol.system.posix.NamespacePosix;
import obol.system.sockets.SocketErrors;

/** A connection, or what takes calls, over {@code /net/tcp}. */
final class StreamSocket extends NetworkSocket {
    private static final String PROTOCOL = "tcp";
    private static final int NUMBER = 16;

    private enum State { OPEN, BOUND, LISTENING, CONNECTING, CONNECTED, FAILED }

    private State state = State.OPEN;
    private final Coming<Integer> connecting = new Coming<>();
    /** The file at which a call is waited for. */
    private final Slot<OpenFile> listening = new Slot<>();
    private final Coming<byte[]> calling = new Coming<>();
    /** The number of a call that has come; null: there is none. */
    private byte[] call;
    /** Null if it is not connected. */
    private StreamData data;
    private boolean finished;

    StreamSocket(int family) {
        super(PROTOCOL, family);
    }

    @Override synchronized int bind(byte[] address) {
        return state != State.OPEN ? -EINVAL : result(() -> {
            converse("bind " + Places.text(address));
            state = State.BOUND;
            return 0;
        });
    }

    @Override synchronized int shutdown(int how) {
        if (state == State.LISTENING) {
            return result(() -> {
                conversation.tell("hangup");
                return 0;
            });
        }
        if (state != State.CONNECTED) {
            return -SocketErrors.ENOTCONN;
        }
        if (how != Sockets.SHUT_WR) {
            data.endReading();
            Waits.changed();
        }
        return how == Sockets.SHUT_RD || finished ? 0 : result(() -> {
            finished = true;
            conversation.tell("finish");
            return 0;
        });
    }

    // ---- connecting ----

    @Override int connect(byte[] address) {
        int result = beginToConnect(address);
        if (result == -SocketErrors.EINPROGRESS && isPatient()) {
            Waits.until(() -> isClosed() || ready(OUT) != 0, Waits.deadline(Sockets.FOREVER));
            synchronized (this) {
                result = -failure;
                failure = 0;
            }
        }
        return result;
    }

    private synchronized int beginToConnect(byte[] address) {
        if (state == State.CONNECTED || state == State.CONNECTING) {
            return state == State.CONNECTED ? -Errno.EISCONN.number() : -SocketErrors.EALREADY;
        }
        if (state == State.LISTENING || state == State.FAILED) {
            return -EINVAL;
        }
        return result(() -> {
            if (conversation == null) {
                converse();
            }
            state = State.CONNECTING;
            try {
                Written written = conversation.begin("connect " + Places.text(address));
                if (written instanceof CountLater later) {
                    connecting.begin(later.bytes());
                } else {
                    connected();
                }
            } catch (FileException | ChannelException refused) {
                failed(refused);
            }
            // As Linux says it of each attempt that is not waited for: who selects asks afterwards what has become of it.
            return -SocketErrors.EINPROGRESS;
        });
    }

    private void connected() {
        try {
            if (connecting.isUnderWay()) {
                connecting.take();
            }
            data = new StreamData(conversation.data());
            state = State.CONNECTED;
        } catch (FileException | ChannelException e) {
            failed(e);
        }
    }

    private void failed(Exception why) {
        failure = -NamespacePosix.error(why);
        state = State.FAILED;
    }

    // ---- calls ----

    synchronized int listen(int backlog) {
        if (state == State.LISTENING) {
            return 0;
        }
        return state != State.BOUND ? -EINVAL : result(() -> {
            conversation.tell("announce * " + backlog);
            state = State.LISTENING;
            return 0;
        });
    }

    /** Whether a call is there, or an error; else one is waited for. */
    private boolean isCalled() {
        if (call != null || failure != 0) {
            return true;
        }
        try {
            if (calling.isThere()) {
                call = calling.take();
            } else if (!calling.isUnderWay()) {
                OpenFile file = conversation.listen();
                Read read;
                try {
                    read = file.read(0, NUMBER);
                } catch (FileException | ChannelException refused) {
                    file.close();
                    throw refused;
                }
                listening.put(file);
                if (read instanceof Later) {
                    calling.begin(((Later) read).bytes());
                } else {
                    call = Transfer.bytes(read);
                }
            }
        } catch (FileException | ChannelException e) {
            listening.close();
            failure = -NamespacePosix.error(e);
            return true;
        }
        return call != null;
    }

    /** Waits if it is patient. */
    int accept(StreamSocket[] accepted, byte[] from) {
        return waited(IN, () -> take(accepted, from));
    }

    private synchronized int take(StreamSocket[] accepted, byte[] from) {
        if (state != State.LISTENING) {
            return -EINVAL;
        }
        if (!isCalled()) {
            return -EAGAIN;
        }
        if (failure != 0) {
            int why = failure;
            failure = 0;
            return -why;
        }
        OpenFile control = listening.take();
        Conversation fresh = conversation.call(call, control);
        call = null;
        return result(() -> {
            try {
                fresh.tell("nowait on");
                StreamSocket socket = new StreamSocket(family);
                Places.put(family, fresh.read("remote"), from);
                socket.data = new StreamData(fresh.data());
                socket.conversation = fresh;
                socket.state = State.CONNECTED;
                accepted[0] = socket;
                return 0;
            } catch (FileException | ChannelException failed) {
                fresh.close();
                throw failed;
            }
        });
    }

    // ---- data ----

    @Override synchronized int ready(int wanted) {
        if (state == State.CONNECTING && connecting.isThere()) {
            connected();
        }
        return switch (state) {
            case OPEN, BOUND -> OUT & wanted | HANG_UP;
            case LISTENING -> (wanted & IN) != 0 && isCalled() ? IN : 0;
            case CONNECTING -> 0;
            case CONNECTED -> ((wanted & IN) != 0 && data.isReadable() ? IN : 0)
                | ((wanted & OUT) != 0 && (finished || data.isWritable()) ? OUT : 0);
            case FAILED -> wanted & (IN | OUT) | ERROR | HANG_UP;
        };
    }

    @Override synchronized int read(byte[] to, int offset, int length) {
        if (state == State.CONNECTING && ready(IN) == 0) {
            return -EAGAIN;
        }
        return state == State.CONNECTED ? data.read(to, offset, length) : -told();
    }

    @Override synchronized int write(byte[] from, int offset, int length) {
        if (state == State.CONNECTING && ready(OUT) == 0) {
            return -EAGAIN;
        }
        return state != State.CONNECTED ? -told() : finished ? -EPIPE : data.write(from, offset, length);
    }

    /** Why it is not connected. */
    private int told() {
        int why = failure;
        failure = 0;
        return why != 0 ? why : SocketErrors.ENOTCONN;
    }

    @Override protected synchronized int available() {
        return state == State.CONNECTED ? data.available() : 0;
    }

    @Override synchronized void end() {
        connecting.close();
        calling.close();
        listening.close();
        if (data != null) {
            data.close();
        }
        super.end();
    }
}
