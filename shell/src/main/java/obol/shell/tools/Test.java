package obol.shell.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.language.OperatingSystem.FileStatus;
import obol.shell.language.TestExpression;

/** {@code test EXPRESSION}: status 0 when it is true, 1 when not, 2 when it is no expression. */
public final class Test {
    private Test() {}

    public static void main(String[] arguments) {
        Invocation.main("test", 2, Test::run, arguments);
    }

    public static int run(Invocation call) throws UsageException {
        try {
            return TestExpression.evaluate(call.operands, file -> status(call.path(file))) ? 0 : 1;
        } catch (TestExpression.Malformed e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static FileStatus status(Path path) {
        if (!Files.exists(path)) return null;
        return new FileStatus(Files.isDirectory(path), Files.isRegularFile(path), size(path), Files.isReadable(path), Files.isWritable(path), Files.isExecutable(path));
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0; // it went away in between
        }
    }
}
