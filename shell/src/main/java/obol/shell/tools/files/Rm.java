package obol.shell.tools.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import obol.shell.invocation.ErrorText;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code rm [-fr] FILE…}: {@code -r} removes directories with all in them, {@code -f} takes files that are not there. */
public final class Rm {
    private Rm() {}

    public static void main(String[] arguments) {
        Invocation.main("rm", 1, Rm::run, arguments);
    }

    public static int run(Invocation call) throws UsageException {
        Options options = Options.parse(call.operands, "frR", "");
        boolean force = options.has('f');
        options.count(force ? 0 : 1, Integer.MAX_VALUE);
        boolean recursive = options.has('r') || options.has('R');
        for (String name : options.operands()) {
            Path file = call.path(name);
            if (isProtected(file)) {
                call.complain(name + ": is not removed");
                continue;
            }
            remove(call, name, file, recursive, force);
        }
        return 0;
    }

    private static boolean isProtected(Path file) {
        Path last = file.getFileName();
        return last == null || last.toString().equals(".") || last.toString().equals("..");
    }

    private static void remove(Invocation call, String name, Path file, boolean recursive, boolean force) {
        try {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                if (!recursive) throw new IOException(ErrorText.IS_A_DIRECTORY);
                if (removed(file)) return;
                for (Path entry : entries(file)) remove(call, name + "/" + entry.getFileName(), entry, true, force);
            }
            Files.delete(file);
        } catch (NoSuchFileException e) {
            if (!force) call.complain(name, e);
        } catch (IOException e) {
            call.complain(name, e);
        }
    }

    /** Whether a directory could be removed at once: one that is empty, or what is in it is not there to be removed, as with a service's. */
    private static boolean removed(Path directory) throws IOException {
        try {
            Files.delete(directory);
            return true;
        } catch (AccessDeniedException | NoSuchFileException refused) {
            throw refused;
        } catch (IOException notEmpty) {
            return false;
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return new ArrayList<>(entries.toList());
        }
    }
}
