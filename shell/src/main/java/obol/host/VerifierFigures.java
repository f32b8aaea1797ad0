package obol.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import obol.aot.input.JarSource;
import obol.aot.input.JrtSource;
import obol.aot.world.ClassSource;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.host.tools.CommandFailure;
import obol.verifier.Policy;
import obol.verifier.VerificationRun;
import obol.verifier.Verdict;
import obol.verifier.Verifier;

/** Figures of the verifier: how fast it reads and verifies java.base and the two libraries of Obol's own, by the thread's processor time. */
final class VerifierFigures {
    static final String NAMES = "verifier.";
    private static final String LIBRARY = "java.base";
    /** Names of jars begin so. */
    private static final List<String> JARS = List.of("asm", "eclipse-collections");
    private static final int ROUNDS = 3;

    private final BenchCommand bench;
    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();

    VerifierFigures(BenchCommand bench) {
        this.bench = bench;
    }

    void measure() {
        Map<String, byte[]> library = classes(new JrtSource(LIBRARY));
        row(LIBRARY, library, () -> {
            Map<String, ClassFile> read = new HashMap<>();
            Verifier verifier = new Verifier(name -> read.computeIfAbsent(name, n -> parse(library.get(n))), Policy.trusted());
            for (byte[] each : library.values()) require(verifier.verify(parse(each)));
        });
        Map<String, ClassFile> read = new HashMap<>();
        obol.verifier.ClassSource source = name -> read.computeIfAbsent(name, n -> parse(library.get(n)));
        for (String jar : JARS) {
            Map<String, byte[]> classes = jars(jar);
            List<VerificationRun.Input> inputs = new ArrayList<>();
            classes.forEach((name, bytes) -> inputs.add(new VerificationRun.Input(name + ".class", bytes)));
            row(jar, classes, () -> new VerificationRun(source, Policy.user(Set.of())).verify(inputs).forEach(checked -> require(checked.verdict())));
        }
    }

    /** The fastest of some rounds: the first ones are of a verifier that HotSpot still compiles. */
    private void row(String name, Map<String, byte[]> classes, Runnable verification) {
        if (!bench.wanted(NAMES + name)) return;
        long bytes = classes.values().stream().mapToLong(each -> each.length).sum();
        double best = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long start = clock.getCurrentThreadCpuTime();
            verification.run();
            best = Math.max(best, bytes / 1e6 / ((clock.getCurrentThreadCpuTime() - start) / 1e9));
        }
        bench.row(NAMES + name, best, "MB/s", "-");
    }

    private static void require(Verdict verdict) {
        if (!verdict.isAccepted()) throw CommandFailure.failed(verdict.toString());
    }

    private static ClassFile parse(byte[] bytes) {
        try {
            return bytes == null ? null : ClassFile.read(bytes);
        } catch (ClassFormatException e) {
            throw CommandFailure.failed(e.getMessage());
        }
    }

    private static Map<String, byte[]> classes(ClassSource source) {
        Map<String, byte[]> classes = new HashMap<>();
        for (String name : source.list("")) classes.put(name, source.find(name));
        return classes;
    }

    /** Of the jars on the class path of this process whose names begin so. */
    private static Map<String, byte[]> jars(String prefix) {
        Map<String, byte[]> classes = new HashMap<>();
        for (String entry : Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).sorted().toList()) {
            String file = Path.of(entry).getFileName().toString();
            if (!file.startsWith(prefix) || !file.endsWith(".jar")) continue;
            try (JarSource jar = new JarSource(Path.of(entry))) {
                classes(jar).forEach(classes::putIfAbsent);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (classes.isEmpty()) throw CommandFailure.unable("no jar " + prefix + " on the class path");
        return classes;
    }
}
