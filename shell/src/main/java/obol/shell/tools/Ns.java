package obol.shell.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code ns [PID]}: the namespace of a process as lines that the shell can run; without PID its own, which is that of the shell that started it. */
public final class Ns {
    private Ns() {}

    public static void main(String[] arguments) {
        Invocation.main("ns", 1, Ns::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "", "");
        options.count(0, 1);
        long number = options.operands().isEmpty() ? call.processNumber() : Options.number(options.operands().get(0));
        if (!Files.exists(call.path("/proc/" + number))) throw new UsageException(number + ": no such process");
        try (InputStream in = Files.newInputStream(call.path("/proc/" + number + "/ns"))) {
            call.out.write(in.readAllBytes());
        }
        return 0;
    }
}
