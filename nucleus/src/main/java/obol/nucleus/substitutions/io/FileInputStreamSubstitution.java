package obol.nucleus.substitutions.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Files;
import obol.nucleus.port.Posix;

@Substitutes("java.io.FileInputStream")
final class FileInputStreamSubstitution {
    @Alias private FileDescriptorSubstitution fd;

    private FileInputStreamSubstitution() {}

    @Substitute(reason = "native; nothing to register")
    private static void initIDs() {}

    @Substitute(reason = "native")
    private void open0(String path) throws FileNotFoundException {
        fd.fd = Files.open(path, Posix.O_RDONLY);
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
    private long length0() throws IOException {
        return Files.length(fd.fd);
    }

    @Substitute(reason = "native")
    private long position0() throws IOException {
        return Files.seek(fd.fd, 0, Posix.SEEK_CUR);
    }

    @Substitute(reason = "native")
    private long skip0(long count) throws IOException {
        long before = Files.seek(fd.fd, 0, Posix.SEEK_CUR);
        return Files.seek(fd.fd, count, Posix.SEEK_CUR) - before;
    }

    @Substitute(reason = "native")
    private int available0() throws IOException {
        return Files.available(fd.fd);
    }
}
