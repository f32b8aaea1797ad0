package obol.shell.tools.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code touch [-c] FILE…}: changed now; made when it is not there, but not with {@code -c}. */
public final class Touch {
    private Touch() {}

    public static void main(String[] arguments) {
        Invocation.main("touch", 1, Touch::run, arguments);
    }

    public static int run(Invocation call) throws UsageException {
        Options options = Options.parse(call.operands, "c", "");
        options.count(1, Integer.MAX_VALUE);
        for (String name : options.operands()) {
            try {
                touch(call.path(name), !options.has('c'));
            } catch (IOException e) {
                call.complain(name, e);
            }
        }
        return 0;
    }

    private static void touch(Path file, boolean create) throws IOException {
        if (!Files.exists(file)) {
            if (!create) return;
            try {
                Files.createFile(file);
                return;
            } catch (FileAlreadyExistsException e) {
                // another made it in between
            }
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
    }
}
