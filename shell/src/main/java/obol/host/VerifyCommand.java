package obol.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import obol.channels.contract.compile.Fault;
import obol.channels.contract.compile.Offers;
import obol.host.image.ClassFiles;
import obol.host.image.Verification;
import obol.host.tools.Status;
import obol.system.init.Manifest;
import obol.verifier.VerificationRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code obol verify}: a line for each class, and one for each service. */
@Command(name = "verify", description = "Verifies classes: a line for each.", mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private static final String ACCEPTED = "accepted ";

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Jars, class files or folders of classes.")
    private List<String> files;

    @Override public Integer call() {
        List<VerificationRun.Input> inputs = new ArrayList<>();
        for (String file : files) inputs.addAll(ClassFiles.of(file));
        List<VerificationRun.Checked> results = Verification.of(inputs);
        Offers offers = Verification.offers(results, Verification.sourcesBeside(files));
        Map<String, List<Fault>> faults = offers.faults().stream().collect(Collectors.groupingBy(Fault::className));
        for (String line : VerificationRun.lines(results)) {
            List<Fault> ofContract = line.startsWith(ACCEPTED) ? faults.remove(line.substring(ACCEPTED.length())) : null;
            if (ofContract == null) System.out.println(line);
            else ofContract.forEach(fault -> System.out.println(fault.refusal()));
        }
        faults.values().forEach(others -> others.forEach(fault -> System.out.println(fault.refusal())));
        for (Offers.Service service : offers.services()) {
            List<String> sees = Stream.concat(service.sees().stream(), service.reads().stream().map(Manifest::readOnly)).toList();
            System.out.println("service " + service.name() + " " + service.className() + " uses "
                + service.uses().map(VerifyCommand::listed).orElse("*") + " sees " + listed(sees));
        }
        offers.warnings().forEach(warning -> System.err.println("obol: warning: " + warning));
        return offers.faults().isEmpty() ? VerificationRun.status(results) : Status.FAILED;
    }

    private static String listed(List<String> words) {
        return words.isEmpty() ? "-" : String.join(",", words);
    }
}
