package obol.system.dial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A port at which calls are taken, until it is closed. */
public final class Announcement implements AutoCloseable {
    private final Control control;
    private final Path directory;

    Announcement(Control control) throws IOException {
        this.control = control;
        this.directory = Connection.directory(control);
    }

    /** The directory of the conversation that listens. */
    public Path directory() {
        return directory;
    }

    /** Its address, {@code ADDRESS!PORT}. */
    public String local() throws IOException {
        return Files.readString(directory.resolve("local")).strip();
    }

    /** Waits for the next call, and takes it. Any number of threads may wait. */
    public Connection accept() throws IOException {
        return new Connection(Control.open(directory.resolve("listen")));
    }

    @Override
    public void close() throws IOException {
        control.close();
    }
}
