package obol.nucleus.substitutions.nio;

import java.io.FileDescriptor;
import java.io.IOException;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Files;
import obol.nucleus.port.Port;

@Substitutes("sun.nio.ch.FileChannelImpl")
class FileChannelImplSubstitution {
    private static final long PAGE = 4096;
    /** The target's numbers for how a file is mapped. */
    private static final int READ_ONLY = 0, PRIVATE = 2;
    /** sun.nio.ch.IOStatus: do it otherwise. */
    private static final int UNSUPPORTED = -4;

    @Alias private FileDescriptor fd;

    @Substitute(reason = "native; gives the unit of mappings")
    private static long initIDs() {
        return PAGE;
    }

    @Constant(value = 0x7FFFF000, reason = "native; Linux's limit")
    private static native int maxDirectTransferSize0();

    @Substitute(reason = "native")
    private long map0(int how, long position, long length, boolean synchronous) throws IOException {
        return Files.check(Port.posix().map(FileDispatcherImplSubstitution.number(fd), how != READ_ONLY, how == PRIVATE, position, length));
    }

    @Substitute(reason = "native")
    private static int unmap0(long address, long length) {
        return Port.posix().unmap(address, length);
    }

    @Substitute(reason = "native; copies through a buffer instead")
    private long transferTo0(FileDescriptor from, long position, long count, FileDescriptor to) {
        return UNSUPPORTED;
    }
}
