package obol.system.dial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A conversation that is connected. It lasts until it is closed. */
public final class Connection implements AutoCloseable {
    private final Control control;
    private final Path directory;
    private final InputStream input;
    private final OutputStream output;

    /** Takes over the control file, also if this fails. */
    Connection(Control control) throws IOException {
        this.control = control;
        InputStream in = null;
        try {
            directory = directory(control);
            in = Files.newInputStream(directory.resolve("data"));
            output = Files.newOutputStream(directory.resolve("data"), StandardOpenOption.WRITE);
            input = in;
        } catch (IOException e) {
            if (in != null) {
                in.close();
            }
            control.close();
            throw e;
        }
    }

    /** Of a conversation by its open {@code clone}, {@code ctl} or {@code listen}; of the last one it waits for the call. */
    static Path directory(Control control) throws IOException {
        return control.protocol().resolve(control.number());
    }

    /** The conversation's directory. */
    public Path directory() {
        return directory;
    }

    /** The bytes that arrive; of datagrams each read gives one. */
    public InputStream input() {
        return input;
    }

    /** What is to be sent; of datagrams each write is one. */
    public OutputStream output() {
        return output;
    }

    /** Writes a message to {@code ctl}, such as {@code keepalive}. */
    public void control(String message) throws IOException {
        control.write(message);
    }

    /** Ends what this side sends; what arrives can still be read. */
    public void finish() throws IOException {
        control("finish");
    }

    /** This side's address, {@code ADDRESS!PORT}. */
    public String local() throws IOException {
        return Files.readString(directory.resolve("local")).strip();
    }

    /** The other side's. */
    public String remote() throws IOException {
        return Files.readString(directory.resolve("remote")).strip();
    }

    @Override
    public void close() throws IOException {
        try (control; output) {
            input.close();
        }
    }
}
