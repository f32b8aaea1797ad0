package obol.shell.tools.processes;

import java.io.IOException;
import java.nio.file.Files;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code reboot}: ends the machine, which then starts again as it was started. */
public final class Reboot {
    private static final String FILE = "/dev/reboot", COMMAND = "reboot";

    private Reboot() {}

    public static void main(String[] arguments) {
        Invocation.main("reboot", 1, Reboot::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options.parse(call.operands, "", "").count(0, 0);
        Files.writeString(call.path(FILE), COMMAND);
        return 0;
    }
}
