package obol.files;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import obol.styx.Errno;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.ram.Directory;
import obol.styx.ram.RamTree;
import obol.styx.ram.Synthetic;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;
import obol.system.bridge.FileService;

/**
 * Files whose texts a program makes, served under a name that others mount: {@code mount /srv/NAME DIRECTORY}. All calls of what was given
 * here come one at a time, on the thread that serves.
 *
 * <pre>new ServedFiles().file("time", () -> Instant.now() + "\n").serve("clock");</pre>
 */
public final class ServedFiles {
    private static final int READ = 0444;
    private static final int READ_AND_WRITE = 0666;

    private final RamTree tree = new RamTree();

    /**
     * A file that can be read: each open that reads has one text, made at that moment.
     *
     * @param path names with slashes between them; directories are made
     * @throws IllegalArgumentException if there is a file of that path, or it can be none
     */
    public ServedFiles file(String path, Supplier<String> text) {
        return add(path, READ, new TextFile(text, null));
    }

    /**
     * A file that can be read and written.
     *
     * @param written gets the text of each write, without the newline at its end; what it throws is that write's error
     */
    public ServedFiles file(String path, Supplier<String> text, Consumer<String> written) {
        return add(path, READ_AND_WRITE, new TextFile(text, written));
    }

    private ServedFiles add(String path, int mode, Synthetic file) {
        try {
            Directory at = tree.root();
            int from = 0;
            for (int slash; (slash = path.indexOf('/', from)) >= 0; from = slash + 1) {
                at = at.directory(path.substring(from, slash));
            }
            at.synthetic(path.substring(from), mode, file);
            return this;
        } catch (StyxException refused) {
            throw new IllegalArgumentException(path + ": " + refused.getMessage(), refused);
        }
    }

    /**
     * Serves the files on this thread, until it is interrupted.
     *
     * @throws IllegalStateException if the name is taken
     */
    public void serve(String name) {
        new FileService(tree).serve(name);
    }

    /** @param written null if it can't be written */
    private record TextFile(Supplier<String> text, Consumer<String> written) implements Synthetic {
        @Override
        public OpenFile open(User user, OpenMode mode) {
            byte[] contents = mode.reads() ? text.get().getBytes(StandardCharsets.UTF_8) : new byte[0];
            return new OpenFile() {
                @Override
                public void read(long offset, int count, Reply<Slice> reply) {
                    reply.ok(offset >= contents.length ? Slice.EMPTY : Slice.of(contents).part((int) offset, count));
                }

                @Override
                public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
                    String line = data.text();
                    try {
                        written.accept(line.endsWith("\n") ? line.substring(0, line.length() - 1) : line);
                    } catch (RuntimeException refused) {
                        throw new StyxException(Errno.EINVAL, refused.getMessage() == null ? refused.toString() : refused.getMessage());
                    }
                    reply.ok(data.length());
                }
            };
        }
    }
}
