package obol.system.sockets;

import java.io.FileDescriptor;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitutes;

/** The number of a FileDescriptor. */
final class FileNumbers {
    private FileNumbers() {}

    static int of(FileDescriptor descriptor) {
        return ((Descriptor) (Object) descriptor).fd;
    }

    static void set(FileDescriptor descriptor, int number) {
        ((Descriptor) (Object) descriptor).fd = number;
    }

    @Substitutes("java.io.FileDescriptor")
    private static class Descriptor {
        @Alias int fd;
    }
}
