package obol.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import obol.host.image.ClassFiles;
import obol.host.image.Verification;
import obol.verifier.VerificationRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code obol verify}: a line for each class. */
@Command(name = "verify", description = "Verifies classes: a line for each.", mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Jars, class files or folders of classes.")
    private List<String> files;

    @Override public Integer call() {
        List<VerificationRun.Input> inputs = new ArrayList<>();
        for (String file : files) inputs.addAll(ClassFiles.of(file));
        List<VerificationRun.Checked> results = Verification.of(inputs);
        VerificationRun.lines(results).forEach(System.out::println);
        return VerificationRun.status(results);
    }
}
