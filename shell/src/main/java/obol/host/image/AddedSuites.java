package obol.host.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.aot.image.Suite;
import obol.host.tools.CommandFailure;
import obol.verifier.VerificationRun;

/** The jars of {@code --with} as suites. A jar in which anything is refused is reported on standard error, and nothing of it is taken. */
public final class AddedSuites {
    private final List<List<Suite>> suites = new ArrayList<>();

    /** Jars may use classes of each other, such as contracts. Throws CommandFailure (usage) if there is no such jar. */
    public AddedSuites(List<String> jars) {
        List<List<VerificationRun.Input>> contents = new ArrayList<>();
        for (String jar : jars) contents.add(ClassFiles.of(jar));
        Map<String, Map<String, byte[]>> accepted = new LinkedHashMap<>();
        Map<String, byte[]> all = new TreeMap<>();
        for (int i = 0; i < jars.size(); i++) {
            Map<String, byte[]> classes = verified(contents.get(i));
            if (classes == null) continue;
            accepted.put(jars.get(i), classes);
            classes.forEach(all::putIfAbsent);
        }
        BaseImages base = new BaseImages();
        accepted.forEach((jar, classes) -> {
            String name = "with-" + Path.of(jar).getFileName();
            Map<String, byte[]> others = new TreeMap<>(all);
            others.keySet().removeAll(classes.keySet());
            try {
                Map<String, byte[]> files = ClassPathFiles.of(List.of(jar), classes.values());
                suites.add(new SuiteBuild(base, name, classes, others, List.of(), files).suites());
            } catch (ContractClasses.Refused e) {
                e.lines.forEach(System.err::println);
            }
        });
    }

    /** The classes by internal name; null, and a line for each that is refused, if one is. */
    private static Map<String, byte[]> verified(List<VerificationRun.Input> contents) {
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
        return refused ? null : classes;
    }

    public boolean isEmpty() {
        return suites.isEmpty();
    }

    /** A new file with the suites for a port, one behind the other. @param port index in {@link BaseImages#PORTS} */
    public Path file(int port) {
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
