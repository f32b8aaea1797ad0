package obol.shell.tools.processes;

import java.io.IOException;
import obol.channels.Services;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.system.processes.ProcessException;
import obol.system.processes.Processes;

/** {@code halt [STATUS]}: ends the machine, with status 0 if none is given. */
public final class Halt {
    private static final int MOST = 255;

    private Halt() {}

    public static void main(String[] arguments) {
        Invocation.main("halt", 1, Halt::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "", "");
        options.count(0, 1);
        long status = options.operands().isEmpty() ? 0 : Options.number(options.operands().get(0));
        if (status > MOST) throw new UsageException(status + ": above " + MOST);
        try (Processes processes = Services.connect(Processes.class, "processes")) {
            processes.halt((int) status);
        } catch (ProcessException e) {
            call.complain(e.getMessage());
        }
        return 0;
    }
}
