package obol.system.sockets;

import static obol.nucleus.sockets.Sockets.sockets;

import java.io.FileDescriptor;
import java.io.IOException;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.IfPresent;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** Reading and writing of connections and pipes. */
@Substitutes("sun.nio.ch.SocketDispatcher")
class DispatcherSubstitution {
    DispatcherSubstitution() {}

    private static long read(long result, long size) throws IOException {
        if (result == -SocketErrors.ECONNRESET) {
            throw (IOException) (Object) new Reset("Connection reset");
        }
        return result == 0 && size != 0 ? SocketErrors.EOF : SocketErrors.written(result);
    }

    @Substitute(reason = "native")
    private static int read0(FileDescriptor socket, long address, int size) throws IOException {
        return (int) read(sockets().read(FileNumbers.of(socket), address, size), size);
    }

    @Substitute(reason = "native")
    private static long readv0(FileDescriptor socket, long vectors, int count) throws IOException {
        return read(sockets().readVector(FileNumbers.of(socket), vectors, count), count);
    }

    @Substitute(reason = "the original writes as to a file, which waits")
    int write(FileDescriptor socket, long address, int size) throws IOException {
        return (int) SocketErrors.written(sockets().write(FileNumbers.of(socket), address, size));
    }

    @Substitute(reason = "as write")
    long writev(FileDescriptor socket, long vectors, int count) throws IOException {
        return SocketErrors.written(sockets().writeVector(FileNumbers.of(socket), vectors, count));
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

    @Substitutes("sun.net.ConnectionResetException")
    private static class Reset extends Exception {
        private static final long serialVersionUID = 1L;

        Reset(String text) {}
    }

    @Substitutes("sun.nio.ch.NativeDispatcher")
    private static class Dispatcher {}

    /** A pipe is two sockets. */
    @Substitutes("sun.nio.ch.SourceChannelImpl")
    private static class Source {
        @Alias static boolean $assertionsDisabled;
        @Alias private static Dispatcher nd;

        @Substitute(reason = "the original reads as from a file, which waits")
        static void initializer() {
            $assertionsDisabled = true;
            nd = (Dispatcher) (Object) new DispatcherSubstitution();
        }
    }

    @Substitutes("sun.nio.ch.SinkChannelImpl")
    private static class Sink {
        @Alias static boolean $assertionsDisabled;
        @Alias private static Dispatcher nd;

        @Substitute(reason = "the original writes as to a file, which waits")
        static void initializer() {
            $assertionsDisabled = true;
            nd = (Dispatcher) (Object) new DispatcherSubstitution();
        }
    }

    /** The kind that is only for programs of this machine. */
    @Substitutes("sun.nio.ch.UnixDomainSockets")
    private static class Local {
        @Constant(value = 0, reason = "they are not sockets of a network")
        static boolean isSupported() {
            return false;
        }
    }
}
