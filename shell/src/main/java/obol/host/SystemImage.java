package obol.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import obol.aot.Compilation;
import obol.aot.input.FolderSource;
import obol.aot.input.JrtSource;
import obol.aot.input.MemorySource;
import obol.aot.input.SourceChain;
import obol.verifier.VerificationRun;

/** The image of Obol itself for a port, with all programs that it brings: {@code target/obol.elf} and {@code target/obol-hosted}. */
final class SystemImage {
    /** Whose classes are in it, besides the nucleus's. Of the shell's module the command line on the host is left out. */
    private static final List<String> MODULES = List.of("channels", "styx-9p", "system-services", "shell");
    private static final String HOST_ONLY = "obol/host/";
    /** What decides how classes become an image. */
    private static final List<String> COMPILERS = List.of("nucleus", "bytecode-verifier", "aot-compiler");

    private SystemImage() {}

    /** The image for {@code pc}, up to date. */
    static Path booted() {
        return of("pc", "obol.elf");
    }

    /** The executable for {@code linux}, up to date. */
    static Path hosted() {
        return of("linux", "obol-hosted");
    }

    private static Path of(String port, String name) {
        Path image = Project.target().resolve(name);
        Path stamp = Project.folder(Project.target().resolve("image")).resolve(name + ".inputs");
        try {
            if (isNewerThanTheClasses(image)) return image;
            NucleusAssembly.of(port);
            Map<String, byte[]> classes = classes();
            Map<String, byte[]> files = SystemFiles.all();
            String inputs = fingerprint(port, classes, files);
            if (Files.exists(image) && Files.exists(stamp) && Files.readString(stamp).equals(inputs)) {
                Files.setLastModifiedTime(image, FileTime.from(Instant.now()));
                return image;
            }
            Main.complain("building target/" + name);
            SourceChain source = new SourceChain(new MemorySource(classes), new FolderSource(Project.nucleusClasses()), new JrtSource("java.base"));
            verify(classes, source);
            // What contracts are made of is none itself.
            List<String> names = classes.keySet().stream().filter(n -> !n.startsWith("obol/channels/")).toList();
            ContractClasses contracts = ContractClasses.of(names, source);
            Compilation compilation = new Compilation(contracts.over(source), NucleusAssembly.of(port), false);
            Files.deleteIfExists(stamp);
            Images.write(image, compilation.compile(SystemPrograms.of(port), files));
            Files.writeString(stamp, inputs);
            return image;
        } catch (IOException e) {
            throw CommandFailure.unable("cannot build target/" + name + ": " + e.getMessage());
        } catch (Compilation.Failure e) {
            throw CommandFailure.unable("cannot build target/" + name + ": " + e.getMessage());
        }
    }

    /** The script leaves a stamp when it has compiled the Java sources; so a start need not read all classes. */
    private static boolean isNewerThanTheClasses(Path image) throws IOException {
        Path stamp = Project.target().resolve("built");
        return Files.exists(image) && (!Files.exists(stamp) || Files.getLastModifiedTime(image).compareTo(Files.getLastModifiedTime(stamp)) > 0);
    }

    private static Map<String, byte[]> classes() throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        for (String module : MODULES) {
            for (VerificationRun.Input input : ClassFiles.of(Project.classes(module).toString())) {
                String name = input.path().substring(0, input.path().length() - ".class".length());
                if (!name.startsWith(HOST_ONLY) && !name.endsWith("package-info")) classes.put(name, input.bytes());
            }
        }
        return classes;
    }

    /** Each class that is not trusted must be accepted, or there is no image. */
    private static void verify(Map<String, byte[]> classes, SourceChain all) {
        TrustedClasses trusted = TrustedClasses.read();
        List<VerificationRun.Input> inputs = new ArrayList<>();
        classes.forEach((name, bytes) -> {
            if (!trusted.has(name)) inputs.add(new VerificationRun.Input(name, bytes));
        });
        boolean refused = false;
        for (VerificationRun.Checked checked : Verification.ofSystem(inputs, all)) {
            if (checked.verdict().isAccepted()) continue;
            System.err.println(checked.verdict());
            refused = true;
        }
        if (refused) throw CommandFailure.unable("the verifier refused classes of Obol's own");
    }

    private static String fingerprint(String port, Map<String, byte[]> classes, Map<String, byte[]> files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
            update(digest, classes);
            update(digest, files);
            for (String module : COMPILERS) {
                try (Stream<Path> found = Files.walk(Project.classes(module))) {
                    for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile).sorted()::iterator) digest.update(Files.readAllBytes(file));
                }
            }
            digest.update(Files.readAllBytes(NucleusAssembly.object(port)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(MessageDigest digest, Map<String, byte[]> entries) {
        entries.forEach((name, bytes) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
    }
}
