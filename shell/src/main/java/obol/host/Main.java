package obol.host;

import java.io.PrintWriter;
import obol.host.tools.CommandFailure;
import obol.host.tools.Messages;
import obol.host.tools.Status;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./obol}. */
@Command(name = "obol", description = "Obol: a managed operating-system kernel in Java.", mixinStandardHelpOptions = true,
    subcommands = {RunCommand.class, BuildCommand.class, CompileCommand.class, VerifyCommand.class, TestCommand.class, BenchCommand.class,
        DoctorCommand.class, NewCommand.class})
public final class Main implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command line; gives its exit status. */
    public static int run(String... arguments) {
        return new CommandLine(new Main())
            .setExpandAtFiles(false) // an argument is what it is, also if it begins with @
            .setErr(new PrintWriter(System.err, true))
            .setParameterExceptionHandler((e, args) -> {
                Messages.say(e.getMessage());
                return Status.USAGE;
            })
            .setExecutionExceptionHandler((e, commandLine, result) -> {
                if (e instanceof CommandFailure failure) {
                    Messages.say(failure.getMessage());
                    return failure.status;
                }
                Messages.say("internal error: " + e);
                e.printStackTrace();
                return Status.UNABLE;
            })
            .execute(arguments);
    }

    @Override public void run() {
        throw CommandFailure.usage("a command is missing: one of " + String.join(", ", spec.subcommands().keySet()) + " (obol --help)");
    }
}
