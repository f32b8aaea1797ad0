package obol.shell.tools.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import obol.channels.Services;
import obol.shell.Shell;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.system.processes.Processes;

/** {@code on CORE COMMAND [ARGUMENT…]}: runs the command, and what that starts, on a core of the machine, from 0; status is the command's. */
public final class On {
    /** The command's words are the shell's arguments, which stay as they are. */
    private static final List<String> SHELL = List.of("-c", "\"$@\"", "on");
    /** Of a command that was not run. */
    private static final int USAGE = 2;

    private On() {}

    public static void main(String[] arguments) {
        Invocation.main("on", USAGE, On::run, arguments);
    }

    public static int run(Invocation call) throws UsageException, IOException {
        // What follows the core is the command's, also what looks like an option.
        if (call.operands.size() < 2) {
            throw new UsageException("on CORE COMMAND [ARGUMENT…]");
        }
        String core = call.operands.get(0);
        Options.number(core);
        int self;
        try (Processes processes = Services.connect(Processes.class, "processes")) {
            self = processes.self();
        }
        Path control = call.path("/proc/" + self + "/ctl");
        try {
            Files.writeString(control, "core " + core);
        } catch (IOException refused) {
            call.complain(core, refused);
            return USAGE;
        }
        List<String> words = call.operands.subList(1, call.operands.size());
        Shell.main(Stream.concat(SHELL.stream(), words.stream()).toArray(String[]::new));
        return 0;
    }
}
