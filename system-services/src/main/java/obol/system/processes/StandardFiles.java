package obol.system.processes;

import obol.channels.Slots;
import obol.system.files.OpenFile;

/** Standard input, output and error of a process that is to be born, owned by this until they are taken. For one thread. */
public final class StandardFiles implements AutoCloseable {
    /** How many there are: descriptors are 0 to 2. */
    public static final int COUNT = 3;

    private final Slots<Integer, OpenFile> files = new Slots<>();

    /** The machine's own: empty input, and its log. */
    public StandardFiles() {
    }

    /** Takes over files; null stands for the machine's own. */
    public StandardFiles(OpenFile in, OpenFile out, OpenFile err) {
        if (in != null) {
            put(0, in);
        }
        if (out != null) {
            put(1, out);
        }
        if (err != null) {
            put(2, err);
        }
    }

    /** Takes over a file. */
    public void put(int descriptor, OpenFile file) {
        files.put(descriptor, file);
    }

    /** The file, which is the caller's then; null: the machine's own. */
    public OpenFile take(int descriptor) {
        return files.take(descriptor);
    }

    /** Closes those that nobody has taken. */
    @Override
    public void close() {
        files.close();
    }
}
