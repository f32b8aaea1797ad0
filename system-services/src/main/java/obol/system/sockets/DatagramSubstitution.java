package obol.system.sockets;

import static obol.nucleus.sockets.Sockets.sockets;

import java.io.FileDescriptor;
import java.io.IOException;
import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.IfPresent;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.sockets.Sockets;

/** Datagrams. */
@Substitutes("sun.nio.ch.DatagramChannelImpl")
final class DatagramSubstitution {
    private static final int LARGEST = 65536;

    private DatagramSubstitution() {}

    @Substitute(reason = "native; to connect with nothing")
    private static void disconnect0(FileDescriptor socket, boolean isSix) throws IOException {
        int result = sockets().connect(FileNumbers.of(socket), new byte[Sockets.ADDRESS]);
        if (result != -SocketErrors.EAFNOSUPPORT) {
            SocketErrors.check(result);
        }
    }

    @Substitute(reason = "native; that one of many receivers is not there is no error")
    private static int receive0(FileDescriptor socket, long address, int size, long sender, boolean connected) throws IOException {
        int result;
        do {
            result = sockets().receive(FileNumbers.of(socket), address, Math.min(size, LARGEST), sender);
        } while (result == -SocketErrors.ECONNREFUSED && !connected);
        return SocketErrors.datagram(result);
    }

    @Substitute(reason = "native")
    private static int send0(FileDescriptor socket, long address, int size, long receiver, int receiverSize) throws IOException {
        return SocketErrors.datagram(sockets().send(FileNumbers.of(socket), address, Math.min(size, LARGEST), 0, receiver, receiverSize));
    }

    @Substitutes("sun.nio.ch.DatagramDispatcher")
    private static class Dispatcher {
        @Substitute(reason = "native")
        static int read0(FileDescriptor socket, long address, int size) throws IOException {
            return SocketErrors.datagram(sockets().receive(FileNumbers.of(socket), address, size, 0));
        }

        @Substitute(reason = "native")
        static long readv0(FileDescriptor socket, long vectors, int count) throws IOException {
            return SocketErrors.datagram((int) sockets().readVector(FileNumbers.of(socket), vectors, count));
        }

        @Substitute(reason = "native")
        static int write0(FileDescriptor socket, long address, int size) throws IOException {
            return SocketErrors.datagram(sockets().send(FileNumbers.of(socket), address, size, 0, 0, 0));
        }

        @Substitute(reason = "native")
        static long writev0(FileDescriptor socket, long vectors, int count) throws IOException {
            return SocketErrors.datagram((int) sockets().writeVector(FileNumbers.of(socket), vectors, count));
        }

        @IfPresent
        @Substitute(reason = "the original's way is that of files, which nobody waits for")
        void preClose(FileDescriptor socket) throws IOException {
            end(socket);
        }

        /** As later updates have it: with the threads that wait, which nobody need know here. */
        @IfPresent
        @Substitute(reason = "the original's way is that of files, which nobody waits for")
        void preClose(FileDescriptor socket, long reader, long writer) throws IOException {
            end(socket);
        }

        private static void end(FileDescriptor socket) throws IOException {
            SocketErrors.check(sockets().end(FileNumbers.of(socket)));
        }
    }

    /** Linux's {@code struct sockaddr_in} and {@code sockaddr_in6}. */
    @Substitutes("sun.nio.ch.NativeSocketAddress")
    private static class Layout {
        @Constant(value = Sockets.AF_INET, reason = "native")
        private static int AFINET() {
            return Sockets.AF_INET;
        }

        @Constant(value = Sockets.AF_INET6, reason = "native")
        private static int AFINET6() {
            return Sockets.AF_INET6;
        }

        @Constant(value = 16, reason = "native")
        private static int sizeofSockAddr4() {
            return 16;
        }

        @Constant(value = Sockets.ADDRESS, reason = "native")
        private static int sizeofSockAddr6() {
            return Sockets.ADDRESS;
        }

        @Constant(value = 2, reason = "native")
        private static int sizeofFamily() {
            return 2;
        }

        @Constant(value = 0, reason = "native")
        private static int offsetFamily() {
            return 0;
        }

        @Constant(value = SocketAddresses.PORT, reason = "native")
        private static int offsetSin4Port() {
            return SocketAddresses.PORT;
        }

        @Constant(value = SocketAddresses.HOST4, reason = "native")
        private static int offsetSin4Addr() {
            return SocketAddresses.HOST4;
        }

        @Constant(value = SocketAddresses.PORT, reason = "native")
        private static int offsetSin6Port() {
            return SocketAddresses.PORT;
        }

        @Constant(value = SocketAddresses.HOST6, reason = "native")
        private static int offsetSin6Addr() {
            return SocketAddresses.HOST6;
        }

        @Constant(value = SocketAddresses.SCOPE, reason = "native")
        private static int offsetSin6ScopeId() {
            return SocketAddresses.SCOPE;
        }

        @Constant(value = 4, reason = "native")
        private static int offsetSin6FlowInfo() {
            return 4;
        }
    }
}
