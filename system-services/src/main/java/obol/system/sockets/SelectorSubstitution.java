package obol.system.sockets;

import static obol.nucleus.sockets.Sockets.sockets;
import static obol.system.sockets.SocketErrors.check;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** Selectors, and what wakes them. */
@Substitutes("sun.nio.ch.EPoll")
final class SelectorSubstitution {
    private SelectorSubstitution() {}

    @Constant(value = 12, reason = "native; sizeof(struct epoll_event)")
    private static int eventSize() {
        return 12;
    }

    @Constant(value = 0, reason = "native; in struct epoll_event")
    private static int eventsOffset() {
        return 0;
    }

    @Constant(value = 4, reason = "native; in struct epoll_event")
    private static int dataOffset() {
        return 4;
    }

    @Substitute(reason = "native")
    static int create() throws IOException {
        return check(sockets().selector());
    }

    @Substitute(reason = "native; gives the error's number")
    static int ctl(int selector, int operation, int descriptor, int events) {
        return -sockets().select(selector, operation, descriptor, events);
    }

    @Substitute(reason = "native")
    static int wait(int selector, long events, int most, int milliseconds) throws IOException {
        int count = sockets().awaitAny(selector, events, most, milliseconds);
        return SocketErrors.isRetried(count) ? SocketErrors.retried(count) : check(count);
    }

    /** A process's threads change only at polls, and there is none between a look at a field and a store into it. */
    @Substitutes("java.nio.channels.spi.AbstractSelector")
    private abstract static class Closing {
        @Alias private boolean closed;

        @Alias protected abstract void implCloseSelector() throws IOException;

        @Substitute(reason = "compares and sets a boolean through a VarHandle")
        public final void close() throws IOException {
            if (!closed) {
                closed = true;
                implCloseSelector();
            }
        }
    }

    @Substitutes("java.nio.channels.spi.AbstractSelectionKey")
    private abstract static class Cancelling {
        @Alias private boolean invalid;

        @Substitute(reason = "as that of selectors")
        public final void cancel() {
            if (!invalid) {
                invalid = true;
                ((Cancelled) (Object) ((SelectionKey) (Object) this).selector()).cancel((Key) (Object) this);
            }
        }
    }

    @Substitutes("sun.nio.ch.SelectionKeyImpl")
    private static class Key {}

    @Substitutes("sun.nio.ch.SelectorImpl")
    private abstract static class Cancelled {
        @Alias public abstract void cancel(Key key);
    }

    @Substitutes("sun.nio.ch.EventFD")
    private static class Event {
        @Substitute(reason = "native")
        private static int eventfd0() throws IOException {
            return check(sockets().event());
        }

        @Substitute(reason = "native")
        private static int set0(int event) throws IOException {
            return check(sockets().wake(event));
        }
    }

    @Substitutes("sun.nio.ch.IOUtil")
    private static class InputOutput {
        /** An event is read by 8 bytes at least. */
        private static final int ROOM = 128;

        @Substitute(reason = "native; two sockets, as what is written to a pipe may have to wait")
        static long makePipe(boolean patient) throws IOException {
            int[] ends = new int[2];
            check(sockets().pair(ends));
            sockets().setPatient(ends[0], patient);
            sockets().setPatient(ends[1], patient);
            return (long) ends[0] << 32 | ends[1];
        }

        @Substitute(reason = "native")
        static int write1(int descriptor, byte value) throws IOException {
            try (Scratch one = Scratch.of(value)) {
                return (int) SocketErrors.written(sockets().write(descriptor, one.address(), 1));
            }
        }

        @Substitute(reason = "native")
        static boolean drain(int descriptor) throws IOException {
            try (Scratch some = Scratch.of(ROOM)) {
                boolean any = false;
                int count;
                do {
                    count = (int) SocketErrors.written(sockets().read(descriptor, some.address(), ROOM));
                    any |= count > 0;
                } while (count == ROOM);
                return any;
            }
        }

        @Substitute(reason = "native")
        static int drain1(int descriptor) throws IOException {
            try (Scratch one = Scratch.of(1)) {
                return (int) SocketErrors.written(sockets().read(descriptor, one.address(), 1));
            }
        }

        @Substitute(reason = "native")
        public static void configureBlocking(FileDescriptor descriptor, boolean blocking) throws IOException {
            sockets().setPatient(FileNumbers.of(descriptor), blocking);
        }

        @Constant(value = 1024, reason = "native; bounds only how many events come at once")
        static int fdLimit() {
            return 1024;
        }
    }

    @Substitutes("sun.nio.ch.UnixAsynchronousSocketChannelImpl")
    private static class Asynchronous {
        @Substitute(reason = "native")
        private static void checkConnect(int socket) throws IOException {
            NetSubstitution.checkConnected(socket);
        }
    }
}
