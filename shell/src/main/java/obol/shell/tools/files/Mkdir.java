package obol.shell.tools.files;

import java.io.IOException;
import java.nio.file.Files;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code mkdir [-p] DIRECTORY…}: {@code -p} makes those above it too, and takes what is there. */
public final class Mkdir {
    private Mkdir() {}

    public static void main(String[] arguments) {
        Invocation.main("mkdir", 1, Mkdir::run, arguments);
    }

    public static int run(Invocation call) throws UsageException {
        Options options = Options.parse(call.operands, "p", "");
        options.count(1, Integer.MAX_VALUE);
        for (String name : options.operands()) {
            try {
                if (options.has('p')) Files.createDirectories(call.path(name));
                else Files.createDirectory(call.path(name));
            } catch (IOException e) {
                call.complain(name, e);
            }
        }
        return 0;
    }
}
