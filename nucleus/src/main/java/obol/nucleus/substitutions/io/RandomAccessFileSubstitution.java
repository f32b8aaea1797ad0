package obol.nucleus.substitutions.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Files;
import obol.nucleus.port.Posix;

@Substitutes("java.io.RandomAccessFile")
final class RandomAccessFileSubstitution {
    /** The target's own constants. */
    private static final int O_RDWR = 2, O_SYNC = 4, O_DSYNC = 8;

    @Alias private FileDescriptorSubstitution fd;

    private RandomAccessFileSubstitution() {}

    @Substitute(reason = "native; nothing to register")
    private static void initIDs() {}

    @Substitute(reason = "native")
    private void open0(String path, int mode) throws FileNotFoundException {
        int flags = (mode & O_RDWR) == 0 ? Posix.O_RDONLY : Posix.O_RDWR | Posix.O_CREAT;
        if ((mode & O_SYNC) != 0) {
            flags |= Posix.O_SYNC;
        } else if ((mode & O_DSYNC) != 0) {
            flags |= Posix.O_DSYNC;
        }
        fd.fd = Files.open(path, flags);
    }

    @Substitute(reason = "native")
    private int read0() throws IOException {
        byte[] one = new byte[1];
        return Files.read(fd.fd, one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Substitute(reason = "native")
    private int readBytes(byte[] bytes, int offset, int length) throws IOException {
        return Files.read(fd.fd, bytes, offset, length);
    }

    @Substitute(reason = "native")
    private void write0(int b) throws IOException {
        Files.write(fd.fd, new byte[] {(byte) b}, 0, 1);
    }

    @Substitute(reason = "native")
    private void writeBytes(byte[] bytes, int offset, int length) throws IOException {
        Files.write(fd.fd, bytes, offset, length);
    }

    @Substitute(reason = "native")
    public long getFilePointer() throws IOException {
        return Files.seek(fd.fd, 0, Posix.SEEK_CUR);
    }

    @Substitute(reason = "native")
    private void seek0(long position) throws IOException {
        Files.seek(fd.fd, position, Posix.SEEK_SET);
    }

    @Substitute(reason = "native")
    public long length() throws IOException {
        return Files.length(fd.fd);
    }

    @Substitute(reason = "native")
    public void setLength(long length) throws IOException {
        long position = Files.seek(fd.fd, 0, Posix.SEEK_CUR);
        Files.truncate(fd.fd, length);
        // The position moves only if it would lie behind the end.
        if (position > length) {
            Files.seek(fd.fd, 0, Posix.SEEK_END);
        }
    }
}
