package obol.nucleus.substitutions.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Files;
import obol.nucleus.port.Posix;

@Substitutes("java.io.FileOutputStream")
final class FileOutputStreamSubstitution {
    @Alias private FileDescriptorSubstitution fd;

    private FileOutputStreamSubstitution() {}

    @Substitute(reason = "native; nothing to register")
    private static void initIDs() {}

    @Substitute(reason = "native")
    private void open0(String path, boolean append) throws FileNotFoundException {
        fd.fd = Files.open(path, Posix.O_WRONLY | Posix.O_CREAT | (append ? Posix.O_APPEND : Posix.O_TRUNC));
    }

    @Substitute(reason = "native")
    private void write(int b, boolean append) throws IOException {
        Files.write(fd.fd, new byte[] {(byte) b}, 0, 1);
    }

    @Substitute(reason = "native")
    private void writeBytes(byte[] bytes, int offset, int length, boolean append) throws IOException {
        Files.write(fd.fd, bytes, offset, length);
    }
}
