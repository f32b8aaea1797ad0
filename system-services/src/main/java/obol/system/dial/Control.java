package obol.system.dial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An open file that is read and written in short texts, such as {@code clone} and {@code ctl}. */
final class Control implements AutoCloseable {
    private static final int MOST = 1024;

    private final Path path;
    private final SeekableByteChannel channel;

    private Control(Path path) throws IOException {
        this.path = path;
        this.channel = Files.newByteChannel(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    static Control open(Path path) throws IOException {
        return new Control(path);
    }

    /** The directory with those of the conversations. */
    Path protocol() {
        Path directory = path.getParent();
        return path.endsWith("clone") ? directory : directory.getParent();
    }

    /** What one read gives; nothing at the end. */
    String read() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST);
        channel.read(bytes);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    /** The number of the conversation, from the beginning of the file whatever was written before. */
    String number() throws IOException {
        channel.position(0);
        return read();
    }

    void write(String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
