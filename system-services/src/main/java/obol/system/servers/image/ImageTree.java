package obol.system.servers.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import obol.styx.Slice;
import obol.styx.server.FileServer;

/** Builds the root of the namespace. */
public final class ImageTree {
    /** Directories of the root, most of them to be mounted at. */
    static final List<String> DIRECTORIES = List.of("bin", "dev", "env", "lib", "log", "man", "n", "net", "proc", "srv", "tmp");

    /** Where other machines are mounted, each at a name of the user's choice. */
    private static final String REMOTE = "n";

    /** The one program of the image that nobody starts. */
    private static final String FIRST = "init";

    private ImageTree() {
    }

    /**
     * Programs with a slash in their names are parts of the system, not of {@code /bin}; files that lie in no directory of the root are
     * not for the namespace. The first of a name counts: a suite's jar does not take the place of what the image brings.
     *
     * @param time nanoseconds since 1970, of all files
     */
    public static FileServer of(ImageContents contents, long time) {
        Directory root = Directory.root(time);
        for (String name : DIRECTORIES) {
            root.directory(name);
        }
        root.directory(REMOTE).offerPlaces();
        for (String program : contents.programs()) {
            if (program.indexOf('/') < 0 && !program.equals(FIRST)) {
                byte[] text = ("#!program " + program + "\n").getBytes(StandardCharsets.UTF_8);
                root.directory("bin").file(program, 0555, text.length, (offset, count) ->
                    offset >= text.length ? Slice.EMPTY : Slice.of(text).part((int) offset, count));
            }
        }
        for (String file : contents.files()) {
            String[] names = file.split("/");
            if (names.length > 1 && DIRECTORIES.contains(names[0])) {
                Directory directory = root;
                for (int i = 0; i < names.length - 1 && directory != null; i++) {
                    directory = directory.directory(names[i]);
                }
                if (directory != null) {
                    directory.file(names[names.length - 1], 0444, contents.length(file),
                        (offset, count) -> Slice.of(contents.read(file, offset, count)));
                }
            }
        }
        return (user, tree, authentication, reply) -> reply.ok(root);
    }
}
