package obol.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import obol.classfile.JdkClasses;
import org.junit.jupiter.api.Test;

/** What HotSpot runs every day is accepted. */
class AcceptanceTest {
    @Test
    void javaBaseIsAcceptedAndLinks() throws Exception {
        Namespace namespace = Namespace.javaBase();
        Verifier verifier = new Verifier(namespace, Policy.trusted());
        List<String> wrong = new ArrayList<>();
        for (String name : namespace.classes().keySet()) {
            Verdict verdict = verifier.verify(namespace.find(name));
            if (!verdict.isAccepted()) {
                wrong.add(verdict.toString());
            }
            verdict.linkage().forEach(problem -> wrong.add(problem.toString()));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theJarsOfTheClassPathAreAccepted() throws Exception {
        List<VerificationRun.Input> inputs = new ArrayList<>();
        for (Path jar : JdkClasses.classPathJars()) {
            JdkClasses.jar(jar).forEach((name, bytes) -> inputs.add(new VerificationRun.Input(name + ".class", bytes)));
        }
        VerificationRun run = new VerificationRun(Namespace.javaBase(), Policy.user(Set.of("obol/nucleus")));
        List<VerificationRun.Checked> results = run.verify(inputs);
        assertEquals(List.of(), VerificationRun.lines(results).stream().filter(line -> !line.startsWith("accepted")).toList());
        assertTrue(results.size() > 3_000, "only " + results.size() + " classes");
    }
}
