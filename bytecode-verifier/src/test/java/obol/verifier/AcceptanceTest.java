package obol.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import obol.classfile.JdkClasses;
import org.junit.jupiter.api.Test;

/** What HotSpot runs every day is accepted. */
class AcceptanceTest {
    /** Reading and verifying, by the time that this thread itself had: the machine may be busy. */
    private static void printSpeed(String what, long bytes, long startCpu) {
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startCpu) / 1e9;
        System.out.printf("verifier: %s, %.1f MB of class files, %.1f MB a second%n", what, bytes / 1e6, bytes / 1e6 / seconds);
    }

    @Test
    void javaBaseIsAcceptedAndLinks() throws Exception {
        Namespace namespace = Namespace.javaBase();
        Verifier verifier = new Verifier(namespace, Policy.trusted());
        List<String> wrong = new ArrayList<>();
        long bytes = namespace.classes().values().stream().mapToLong(each -> each.length).sum();
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (String name : namespace.classes().keySet()) {
            Verdict verdict = verifier.verify(namespace.find(name));
            if (!verdict.isAccepted()) {
                wrong.add(verdict.toString());
            }
            verdict.linkage().forEach(problem -> wrong.add(problem.toString()));
        }
        printSpeed("java.base", bytes, start);
        assertEquals(List.of(), wrong);
    }

    @Test
    void asmIsAccepted() throws Exception {
        jarsAreAccepted("ASM", "asm", 100);
    }

    @Test
    void eclipseCollectionsAreAccepted() throws Exception {
        jarsAreAccepted("Eclipse Collections", "eclipse-collections", 2_000);
    }

    @Test
    void theJarsOfTheClassPathAreAccepted() throws Exception {
        jarsAreAccepted("jars of the class path", "", 3_000);
    }

    /** Those of the class path whose names begin so, together. */
    private static void jarsAreAccepted(String what, String prefix, int least) throws Exception {
        List<VerificationRun.Input> inputs = new ArrayList<>();
        for (Path jar : JdkClasses.classPathJars()) {
            if (jar.getFileName().toString().startsWith(prefix)) {
                JdkClasses.jar(jar).forEach((name, bytes) -> inputs.add(new VerificationRun.Input(name + ".class", bytes)));
            }
        }
        VerificationRun run = new VerificationRun(Namespace.javaBase(), Policy.user(Set.of("obol/nucleus")));
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        List<VerificationRun.Checked> results = run.verify(inputs);
        printSpeed(what, inputs.stream().mapToLong(input -> input.bytes().length).sum(), start);
        assertEquals(List.of(), VerificationRun.lines(results).stream().filter(line -> !line.startsWith("accepted")).toList());
        assertTrue(results.size() > least, "only " + results.size() + " classes");
    }
}
