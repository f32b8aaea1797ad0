package obol.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import obol.host.image.ServiceProject;
import obol.host.tools.CommandFailure;
import obol.host.tools.Messages;
import obol.host.tools.Status;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code obol new}: starts projects of users. */
@Command(name = "new", description = "Starts a project.", mixinStandardHelpOptions = true, subcommands = NewCommand.Service.class)
final class NewCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override public void run() {
        throw CommandFailure.usage("what is missing: one of " + String.join(", ", spec.subcommands().keySet()) + " (obol new --help)");
    }

    /** {@code obol new service}. */
    @Command(name = "service", description = "A Maven project: a contract, a service, a client and tests.", mixinStandardHelpOptions = true)
    static final class Service implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The service's name: a Java name in small letters and digits.")
        private String name;
        @Option(names = "-d", paramLabel = "DIR", description = "Where it is put: a folder that is empty, or not there. Default: NAME.")
        private Path folder;

        @Override public Integer call() {
            if (!name.matches("[a-z][a-z0-9]*") || SourceVersion.isKeyword(name)) {
                throw CommandFailure.usage("a service's name is a Java name in small letters and digits, not " + name);
            }
            Path at = folder == null ? Path.of(name) : folder;
            if (Files.exists(at) && !ServiceProject.isEmptyFolder(at)) throw CommandFailure.failed(at + " is there already");
            ServiceProject.write(name, at);
            Messages.say("made " + at + ": cd " + at + ", then mvn test, and README.md says how it is run");
            return Status.GOOD;
        }
    }
}
