package obol.nucleus.substitutions.io;

import java.io.IOException;
import java.io.SyncFailedException;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Files;
import obol.nucleus.port.Port;

@Substitutes("java.io.FileDescriptor")
final class FileDescriptorSubstitution {
    /** -1: closed. */
    @Alias int fd;

    private FileDescriptorSubstitution() {}

    @Substitute(reason = "native; nothing to register")
    private static void initIDs() {}

    @Substitute(reason = "native; handles are Windows'")
    private static long getHandle(int descriptor) {
        return -1;
    }

    @Constant(value = 0, reason = "native; a descriptor opened for appending appends by itself")
    private static native boolean getAppend(int descriptor);

    @Substitute(reason = "native")
    public void sync() throws SyncFailedException {
        if (Port.posix().sync(fd, false) < 0) {
            throw new SyncFailedException("sync failed");
        }
    }

    @Substitute(reason = "native")
    private void close0() throws IOException {
        int descriptor = fd;
        fd = -1;
        Files.close(descriptor);
    }
}
