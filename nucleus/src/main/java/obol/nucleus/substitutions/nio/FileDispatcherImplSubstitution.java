package obol.nucleus.substitutions.nio;

import java.io.FileDescriptor;
import java.io.IOException;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Errors;
import obol.nucleus.port.Files;
import obol.nucleus.port.Port;
import obol.nucleus.port.Posix;

/** Reads and writes of channels, on memory outside the heap. */
@Substitutes("sun.nio.ch.FileDispatcherImpl")
class FileDispatcherImplSubstitution {
    /** The end of the file, and a wait that was ended, as sun.nio.ch.IOStatus has them. */
    private static final int EOF = -1, INTERRUPTED = -3;

    @Substitute(reason = "nothing to register")
    static void init() {}

    static int number(FileDescriptor descriptor) {
        return ((Descriptor) (Object) descriptor).fd;
    }

    private static long orEnd(long count, int size) throws IOException {
        return count == 0 && size != 0 ? EOF : orInterrupted(count);
    }

    private static long orInterrupted(long count) throws IOException {
        return count == -Errors.EINTR ? INTERRUPTED : Files.check(count);
    }

    @Substitute(reason = "native")
    static int read0(FileDescriptor descriptor, long address, int size) throws IOException {
        return (int) orEnd(Port.posix().read(number(descriptor), address, size, Posix.HERE), size);
    }

    @Substitute(reason = "native")
    static int pread0(FileDescriptor descriptor, long address, int size, long position) throws IOException {
        return (int) orEnd(Port.posix().read(number(descriptor), address, size, position), size);
    }

    @Substitute(reason = "native")
    static long readv0(FileDescriptor descriptor, long vectors, int count) throws IOException {
        return orEnd(Port.posix().readVector(number(descriptor), vectors, count), count);
    }

    @Substitute(reason = "native")
    static int write0(FileDescriptor descriptor, long address, int size) throws IOException {
        return (int) orInterrupted(Port.posix().write(number(descriptor), address, size, Posix.HERE));
    }

    @Substitute(reason = "native")
    static int pwrite0(FileDescriptor descriptor, long address, int size, long position) throws IOException {
        return (int) orInterrupted(Port.posix().write(number(descriptor), address, size, position));
    }

    @Substitute(reason = "native")
    static long writev0(FileDescriptor descriptor, long vectors, int count) throws IOException {
        return orInterrupted(Port.posix().writeVector(number(descriptor), vectors, count));
    }

    @Substitute(reason = "native")
    static int force0(FileDescriptor descriptor, boolean metaData) throws IOException {
        return (int) Files.check(Port.posix().sync(number(descriptor), !metaData));
    }

    @Substitute(reason = "native; below 0 asks for the position")
    static long seek0(FileDescriptor descriptor, long offset) throws IOException {
        return Files.seek(number(descriptor), Math.max(0, offset), offset < 0 ? Posix.SEEK_CUR : Posix.SEEK_SET);
    }

    @Substitute(reason = "native")
    static int truncate0(FileDescriptor descriptor, long size) throws IOException {
        Files.truncate(number(descriptor), size);
        return 0;
    }

    @Substitute(reason = "native")
    static long size0(FileDescriptor descriptor) throws IOException {
        return Files.length(number(descriptor));
    }

    @Substitute(reason = "native")
    static void close0(FileDescriptor descriptor) throws IOException {
        Files.close(number(descriptor));
    }

    @Substitute(reason = "native; no thread waits in a call")
    static void preClose0(FileDescriptor descriptor) throws IOException {}

    @Substitute(reason = "native")
    static void closeIntFD(int descriptor) throws IOException {
        Files.close(descriptor);
    }

    @Substitute(reason = "native")
    static boolean canTransferToFromOverlappedMap0() {
        return true;
    }

    @Substitutes("java.io.FileDescriptor")
    private static class Descriptor {
        @Alias int fd;
    }

    @Substitutes("sun.nio.ch.IOUtil")
    private static class InputOutput {
        private static final int VECTORS_MAX = 1024;

        @Substitute(reason = "nothing to register")
        static void initIDs() {}

        @Substitute(reason = "native")
        static int iovMax() {
            return VECTORS_MAX;
        }

        @Substitute(reason = "native")
        public static int fdVal(FileDescriptor descriptor) {
            return number(descriptor);
        }

        @Substitute(reason = "native")
        static void setfdVal(FileDescriptor descriptor, int value) {
            ((Descriptor) (Object) descriptor).fd = value;
        }
    }

    /** A thread that waits for a file is signalled when the channel is closed. */
    @Substitutes("sun.nio.ch.NativeThread")
    private static class HostThread {
        @Substitute(reason = "native")
        private static void init() {}

        @Substitute(reason = "native")
        public static long current() {
            return Port.posix().waiter();
        }

        @Substitute(reason = "native")
        public static void signal(long thread) {
            Port.posix().wake(thread);
        }
    }
}
