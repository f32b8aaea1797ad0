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
        Map<String, VerifiedClasses> accepted = verified(jars, contents);
        BaseImages base = new BaseImages();
        accepted.forEach((jar, classes) -> {
            VerifiedClasses all = new VerifiedClasses();
            all.addAll(classes);
            accepted.values().forEach(all::addAll);
            Map<String, byte[]> others = new TreeMap<>(all.bytes());
            others.keySet().removeAll(classes.bytes().keySet());
            try {
                Map<String, byte[]> files = ClassPathFiles.of(List.of(jar), classes.bytes().values());
                suites.add(new SuiteBuild(base, "with-" + Path.of(jar).getFileName(), classes.bytes(), others, all.unlinkable(), List.of(), files).suites());
            } catch (ContractClasses.Refused e) {
                e.lines.forEach(System.err::println);
            }
        });
    }

    /**
     * The classes of each jar of which none is refused, by the jar's name; a line is printed for each class that is. Each is verified against
     * those of the other jars that it will be compiled with, so when a jar falls out the others are verified anew.
     */
    private static Map<String, VerifiedClasses> verified(List<String> jars, List<List<VerificationRun.Input>> contents) {
        Map<String, List<VerificationRun.Input>> left = new LinkedHashMap<>();
        for (int i = 0; i < jars.size(); i++) left.put(jars.get(i), contents.get(i));
        Map<String, VerifiedClasses> verified = new LinkedHashMap<>();
        int before;
        do {
            before = left.size();
            Map<String, byte[]> all = new TreeMap<>();
            left.values().forEach(inputs -> inputs.forEach(input -> all.putIfAbsent(input.path().replaceFirst("\\.class$", ""), input.bytes())));
            verified.clear();
            for (String jar : List.copyOf(left.keySet())) {
                VerifiedClasses classes = verified(left.get(jar), all);
                if (classes != null) verified.put(jar, classes);
                else left.remove(jar);
            }
        } while (left.size() < before);
        return verified;
    }

    /** Null, and a line for each that is refused, if one is. */
    private static VerifiedClasses verified(List<VerificationRun.Input> contents, Map<String, byte[]> others) {
        VerifiedClasses classes = new VerifiedClasses();
        boolean refused = false;
        for (VerificationRun.Checked checked : Verification.of(contents, others)) {
            if (checked.verdict().isAccepted()) {
                classes.add(checked);
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
