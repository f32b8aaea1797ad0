package obol.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.aot.image.Suite;
import obol.verifier.VerificationRun;

/** The jars of {@code --with} as suites. A jar in which anything is refused is reported on standard error, and nothing of it is taken. */
final class AddedSuites {
    private final List<List<Suite>> suites = new ArrayList<>();

    /** @throws CommandFailure (usage) if there is no such jar */
    AddedSuites(List<String> jars) {
        List<List<VerificationRun.Input>> contents = new ArrayList<>();
        for (String jar : jars) contents.add(ClassFiles.of(jar));
        for (int i = 0; i < jars.size(); i++) {
            try {
                add(jars.get(i), contents.get(i));
            } catch (ContractClasses.Refused e) {
                e.lines.forEach(System.err::println);
            }
        }
    }

    private void add(String jar, List<VerificationRun.Input> contents) {
        Map<String, byte[]> classes = new TreeMap<>();
        boolean refused = false;
        for (VerificationRun.Checked checked : Verification.of(contents)) {
            if (checked.verdict().isAccepted()) {
                classes.putIfAbsent(checked.verdict().className(), checked.bytes());
            } else {
                System.err.println(checked.verdict());
                refused = true;
            }
        }
        if (refused) return;
        String name = "with-" + Path.of(jar).getFileName();
        suites.add(new SuiteBuild(name, classes, List.of(), ClassPathFiles.of(List.of(jar), classes.values())).suites());
    }

    boolean isEmpty() {
        return suites.isEmpty();
    }

    /** A new file with the suites for a port, one behind the other. @param port index in {@link BaseImages#PORTS} */
    Path file(int port) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (List<Suite> suite : suites) bytes.write(suite.get(port).bytes());
            Path file = Files.createTempFile("obol", ".suites");
            file.toFile().deleteOnExit();
            return Files.write(file, bytes.toByteArray());
        } catch (IOException e) {
            throw CommandFailure.unable("cannot write the suites of --with: " + e.getMessage());
        }
    }
}
