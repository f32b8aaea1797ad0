package obol.host.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import obol.aot.image.ImageLinker;
import obol.aot.image.Suite;
import obol.aot.input.MemorySource;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;
import obol.verifier.VerificationRun;

/**
 * Obol itself for a port: the base image linked with the suite of the system's services and that of the shell.
 * {@code target/obol.elf} and {@code target/obol-hosted}, with their symbols beside them in files that gdb finds.
 */
public final class SystemImage {
    private static final List<String> NAMES = List.of("obol-hosted", "obol.elf");
    private static final String HOST_ONLY = "obol/host/";

    private SystemImage() {}

    /** The executable for Linux, up to date. */
    public static Path hosted() {
        return upToDate(0);
    }

    /** The kernel for the PC, up to date. */
    public static Path booted() {
        return upToDate(1);
    }

    /** @param port index in {@link BaseImages#PORTS} */
    private static Path upToDate(int port) {
        Path image = Project.target().resolve(NAMES.get(port));
        try {
            if (!isNewerThanTheClasses(image)) build();
            return image;
        } catch (IOException e) {
            throw CommandFailure.unable("cannot build " + image + ": " + e.getMessage());
        }
    }

    /** The script leaves a stamp when it has compiled the Java sources; so a start need not read all classes. */
    private static boolean isNewerThanTheClasses(Path image) throws IOException {
        Path stamp = Project.target().resolve("built");
        return Files.exists(image) && (!Files.exists(stamp) || Files.getLastModifiedTime(image).compareTo(Files.getLastModifiedTime(stamp)) > 0);
    }

    /** Makes what is not up to date of the suites, and links both images. */
    public static void build() throws IOException {
        BaseImages base = new BaseImages();
        List<List<Suite>> suites = List.of(
            suite(base, "system", List.of("styx-9p", "system-services"), name -> !BaseImages.isOfBase(name), SystemPrograms.SERVICES, Map.of()),
            suite(base, "shell", List.of("shell"), name -> !name.startsWith(HOST_ONLY), SystemPrograms.BIN, SystemFiles.all()));
        for (int port = 0; port < NAMES.size(); port++) {
            List<Suite> linked = new ArrayList<>();
            for (List<Suite> suite : suites) linked.add(suite.get(port));
            Path image = Project.target().resolve(NAMES.get(port));
            Path symbols = Project.target().resolve(NAMES.get(port) + ".debug");
            ImageLinker.Linked files = ImageLinker.link(base.all().get(port), linked, symbols.getFileName().toString());
            keep(symbols, files.symbols());
            keep(image, files.executable());
        }
    }

    private static void keep(Path file, byte[] bytes) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        else Images.write(file, bytes);
    }

    private static List<Suite> suite(BaseImages base, String name, List<String> modules, Predicate<String> part,
            List<obol.aot.Compilation.Program> programs, Map<String, byte[]> files) {
        Map<String, byte[]> classes = new TreeMap<>();
        List<VerificationRun.Input> inputs = new ArrayList<>();
        for (String module : modules) {
            for (VerificationRun.Input input : ClassFiles.of(Project.classes(module).toString())) {
                String className = input.path().substring(0, input.path().length() - ".class".length());
                if (!part.test(className) || className.endsWith("package-info")) continue;
                classes.put(className, input.bytes());
                inputs.add(input);
            }
        }
        VerifiedClasses verified = Verification.requireSystem(inputs, base.source(new MemorySource(classes)));
        return new SuiteBuild(base, name, classes, Map.of(), verified.unlinkable(), programs, files).suites();
    }
}
