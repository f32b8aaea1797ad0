package obol.shell.tools.files;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import obol.shell.invocation.ErrorText;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code mv [-f] FROM… TO}: renames a file, or moves files into a directory; to another file system it copies. */
public final class Mv {
    private Mv() {}

    public static void main(String[] arguments) {
        Invocation.main("mv", 1, Mv::run, arguments);
    }

    public static int run(Invocation call) throws UsageException {
        Options options = Options.parse(call.operands, "f", "");
        options.count(2, Integer.MAX_VALUE);
        List<String> operands = options.operands();
        String to = operands.get(operands.size() - 1);
        boolean into = Files.isDirectory(call.path(to));
        if (!into && operands.size() > 2) throw new UsageException(to + ": " + ErrorText.NOT_A_DIRECTORY);
        for (String from : operands.subList(0, operands.size() - 1)) {
            Path source = call.path(from);
            Path target = into ? Cp.inside(call.path(to), source) : call.path(to);
            try {
                move(call, source, target);
            } catch (IOException e) {
                call.complain(from, e);
            }
        }
        return 0;
    }

    private static void move(Invocation call, Path source, Path target) throws IOException {
        if (Files.isDirectory(source) && !Files.isSymbolicLink(source)) Cp.refuseLoop(source, target);
        else if (Files.exists(source) && Files.exists(target) && Files.isSameFile(source, target)) throw new IOException(target + ": the same file");
        if (Files.exists(target) && Files.isDirectory(target) != Files.isDirectory(source)) {
            throw new IOException(target + ": " + (Files.isDirectory(target) ? ErrorText.IS_A_DIRECTORY : ErrorText.NOT_A_DIRECTORY));
        }
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            if (Cp.copyTree(call, source, target)) removeTree(source);
        }
    }

    private static void removeTree(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
