package obol.system.sockets.files;

import obol.channels.ChannelException;
import obol.styx.Errno;
import obol.system.files.FileException;
import obol.system.posix.NamespacePosix;
import obol.system.sockets.SocketAddresses;
import obol.system.sockets.SocketOptions;

/** What sockets of streams and of datagrams have in common: a conversation, which is opened when it is needed, and options. */
abstract class NetworkSocket extends SocketFile {
    private final String protocol;
    final int family;
    final Options options = new Options();
    /** Null before it is bound or connected. */
    Conversation conversation;
    /** Of an attempt that nobody has been told of yet: a number of Linux, 0 for none. */
    int failure;

    NetworkSocket(String protocol, int family) {
        this.protocol = protocol;
        this.family = family;
    }

    /** What may fail with an error of a file or of its server. */
    @FunctionalInterface
    interface Step {
        int run() throws FileException;
    }

    /** The step's result, or its error's number, negated. */
    static int result(Step step) {
        try {
            return step.run();
        } catch (FileException | ChannelException e) {
            return NamespacePosix.error(e);
        }
    }

    /** Makes the conversation, and tells it what was set before. It can be that it refuses. */
    final void converse(String... messages) throws FileException {
        Conversation made = Conversation.open(protocol);
        try {
            made.tell("nowait on");
            for (String message : options.messages()) {
                tellOption(made, message);
            }
            for (String message : messages) {
                made.tell(message);
            }
        } catch (FileException | ChannelException refused) {
            made.close();
            throw refused;
        }
        conversation = made;
    }

    /** What a network does not know is no error: each of these options is a wish, says the class library. */
    private static void tellOption(Conversation conversation, String message) throws FileException {
        try {
            conversation.tell(message);
        } catch (FileException refused) {
            if (Errno.of(refused.getMessage()) != Errno.EOPNOTSUPP) {
                throw refused;
            }
        }
    }

    abstract int bind(byte[] address);

    abstract int connect(byte[] address);

    abstract int shutdown(int how);

    final synchronized int address(boolean other, byte[] to) {
        return result(() -> {
            if (conversation == null) {
                if (other) {
                    return -Errno.ENOTCONN.number();
                }
                Places.put(family, obol.net.wire.Address.ANY6, 0, to);
                return 0;
            }
            Places.put(family, conversation.read(other ? "remote" : "local"), to);
            return other && SocketAddresses.port(to) == 0 ? -Errno.ENOTCONN.number() : 0;
        });
    }

    final synchronized int option(int level, int name, byte[] to) {
        if (level == SocketOptions.SOL_SOCKET && name == SocketOptions.SO_ERROR) {
            SocketAddresses.put(to, 0, failure);
            failure = 0;
            return Integer.BYTES;
        }
        return options.get(level, name, to);
    }

    synchronized int setOption(int level, int name, byte[] value) {
        return result(() -> {
            options.set(level, name, value);
            String message = options.message(level, name);
            if (message != null && conversation != null) {
                tellOption(conversation, message);
            }
            return 0;
        });
    }

    @Override void end() {
        synchronized (this) {
            if (conversation != null) {
                conversation.close();
            }
        }
    }

    @Override protected final String path() {
        Conversation present = conversation;
        return present == null ? protocol : present.directory();
    }
}
