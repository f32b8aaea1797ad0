package obol.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import obol.channels.contract.ContractModel;
import obol.channels.contract.StateMachine;
import obol.channels.contract.compile.Fault;
import obol.channels.contract.compile.Offers;
import obol.host.image.ClassFiles;
import obol.host.image.Verification;
import obol.host.tools.Status;
import obol.system.init.Manifest;
import obol.verifier.VerificationRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code obol verify}: a line for each class, and one for each service. */
@Command(name = "verify", description = "Verifies classes: a line for each.", mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private static final String ACCEPTED = "accepted ";

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Jars, class files or folders of classes.")
    private List<String> files;
    @Option(names = "--states", description = "Prints the states of each service's contract too.")
    private boolean states;
    @Option(names = "--graphviz", description = "Prints them as a digraph for Graphviz instead, and nothing else.")
    private boolean graphviz;

    @Override public Integer call() {
        List<VerificationRun.Input> inputs = new ArrayList<>();
        for (String file : files) inputs.addAll(ClassFiles.of(file));
        List<VerificationRun.Checked> results = Verification.of(inputs);
        Offers offers = Verification.offers(results, Verification.sourcesBeside(files));
        Map<String, List<Fault>> faults = offers.faults().stream().collect(Collectors.groupingBy(Fault::className));
        if (graphviz && offers.faults().isEmpty() && VerificationRun.status(results) == Status.GOOD) {
            for (StateMachine machine : machines(offers)) System.out.print(machine.graphviz());
            return Status.GOOD;
        }
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
        if (states) for (StateMachine machine : machines(offers)) System.out.print(machine.text());
        offers.warnings().forEach(warning -> System.err.println("obol: warning: " + warning));
        return offers.faults().isEmpty() ? VerificationRun.status(results) : Status.FAILED;
    }

    /** Those of the services; of classes without any, of all contracts in which no other one leads. */
    private static List<StateMachine> machines(Offers offers) {
        List<ContractModel> contracts = new ArrayList<>(offers.services().stream().map(Offers.Service::contract).distinct().toList());
        if (contracts.isEmpty()) {
            contracts.addAll(offers.contracts());
            contracts.removeIf(contract -> offers.contracts().stream()
                .anyMatch(other -> other != contract && other.states().containsKey(contract.start()) && !contract.states().containsKey(other.start())));
        }
        return contracts.stream().map(StateMachine::new).toList();
    }

    private static String listed(List<String> words) {
        return words.isEmpty() ? "-" : String.join(",", words);
    }
}
