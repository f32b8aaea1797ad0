package obol.host.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import obol.aot.Compilation;
import obol.aot.image.ImageLinker;
import obol.aot.image.LinkedImage;
import obol.aot.image.Suite;
import obol.aot.input.MemorySource;
import obol.aot.world.ClassSource;
import obol.host.tools.CommandFailure;
import obol.host.tools.Messages;
import obol.host.tools.Project;
import obol.host.tools.Sha256;

/**
 * Obol itself for a port, in two forms, each with its symbols beside it in a file that gdb finds:
 * <ul>
 * <li>{@code target/obol.elf} and {@code target/obol-hosted}: a closed world of the system's programs, which has of the class library what
 *     these need, and takes no suites;
 * <li>the same in {@code target/open}: the base image linked with the system's own suites, to which others can be added at boot.
 * </ul>
 */
public final class SystemImage {
    private static final List<String> NAMES = List.of("obol-hosted", "obol.elf");
    private static final String OPEN = "open";

    private SystemImage() {}

    /** The executable for Linux, up to date. */
    public static Path hosted() {
        return upToDate(0, false);
    }

    /** The kernel for the PC, up to date. */
    public static Path booted() {
        return upToDate(1, false);
    }

    /** The same as {@link #hosted}, and suites can be added. */
    public static Path openHosted() {
        return upToDate(0, true);
    }

    /** The same as {@link #booted}, and suites can be added. */
    public static Path openBooted() {
        return upToDate(1, true);
    }

    /** @param port index in {@link BaseImages#PORTS} */
    private static Path upToDate(int port, boolean open) {
        Path image = file(port, open);
        try {
            if (!isNewerThanTheClasses(image)) {
                if (open) buildOpen(new BaseImages());
                else buildClosed(new BaseImages());
            }
            return image;
        } catch (IOException e) {
            throw CommandFailure.unable("cannot build " + image + ": " + e.getMessage());
        }
    }

    private static Path file(int port, boolean open) {
        return (open ? Project.folder(Project.target().resolve(OPEN)) : Project.target()).resolve(NAMES.get(port));
    }

    /** The script leaves a stamp when it has compiled the Java sources; so a start need not read all classes. */
    private static boolean isNewerThanTheClasses(Path image) throws IOException {
        Path stamp = Project.target().resolve("built");
        return Files.exists(image) && (!Files.exists(stamp) || Files.getLastModifiedTime(image).compareTo(Files.getLastModifiedTime(stamp)) > 0);
    }

    /** Makes what is not up to date of all images. */
    public static void build() throws IOException {
        BaseImages base = new BaseImages();
        buildClosed(base);
        buildOpen(base);
    }

    private static void buildClosed(BaseImages base) throws IOException {
        Path folder = Project.folder(Project.target().resolve("system"));
        Path stamp = folder.resolve("inputs");
        try (FileChannel lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Builds at the same time make it once. Closing gives the lock back.
            lock.lock();
            SystemParts parts = SystemParts.read();
            String inputs = inputs(base, parts);
            if (Files.exists(stamp) && Files.readString(stamp).equals(inputs) && Files.exists(file(0, false)) && Files.exists(file(1, false))) {
                for (int port = 0; port < NAMES.size(); port++) Files.setLastModifiedTime(file(port, false), FileTime.from(Instant.now()));
                return;
            }
            Messages.say("building the system");
            Files.deleteIfExists(stamp);
            List<LinkedImage> images = compile(base, parts, folder);
            for (int port = 0; port < NAMES.size(); port++) {
                Path image = file(port, false);
                keep(image, images.get(port).toElf(symbols(image).getFileName().toString()));
            }
            Files.writeString(stamp, inputs);
        } catch (Compilation.Failure e) {
            throw CommandFailure.unable("cannot build the system: " + e.getMessage());
        }
    }

    private static List<LinkedImage> compile(BaseImages base, SystemParts parts, Path folder) {
        Map<String, byte[]> classes = new TreeMap<>();
        for (SystemParts.Part part : parts.parts()) classes.putAll(part.classes());
        classes.putAll(SocketClasses.CLOSED.read());
        ClassSource known = base.classesUnder(new MemorySource(classes));
        ClassSource unlinkable = Verification.requireSystem(base.toVerify(parts.inputs()), known).unlinkableSource();
        Set<String> names = base.contracts();
        names.addAll(classes.keySet());
        ContractClasses contracts = ContractClasses.of(names, known);
        Verification.requireTypes(contracts.classes(), contracts.over(known));
        CodePack code = CodePack.named("system");
        Compilation compilation = code.serve(Compilation.ofSystem(contracts.over(base.classesUnder(unlinkable, new MemorySource(classes))), base.assembly(), false));
        List<LinkedImage> images = compilation.system(parts.programs(), parts.files(), FrozenClasses.freezing(folder));
        code.save();
        return images;
    }

    private static String inputs(BaseImages base, SystemParts parts) throws IOException {
        MessageDigest digest = Sha256.start();
        digest.update((base.inputs() + parts.programs()).getBytes(StandardCharsets.UTF_8));
        for (SystemParts.Part part : parts.parts()) {
            update(digest, part.classes());
            update(digest, part.files());
        }
        update(digest, SocketClasses.CLOSED.read());
        return Sha256.text(digest);
    }

    private static void update(MessageDigest digest, Map<String, byte[]> contents) {
        contents.forEach((name, bytes) -> {
            digest.update((name + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
    }

    private static void buildOpen(BaseImages base) throws IOException {
        List<List<Suite>> suites = new ArrayList<>();
        for (SystemParts.Part part : SystemParts.read().parts()) suites.add(suite(base, part));
        for (int port = 0; port < NAMES.size(); port++) {
            List<Suite> linked = new ArrayList<>();
            for (List<Suite> suite : suites) linked.add(suite.get(port));
            Path image = file(port, true);
            keep(image, ImageLinker.link(base.all().get(port), linked, symbols(image).getFileName().toString()));
        }
    }

    private static List<Suite> suite(BaseImages base, SystemParts.Part part) {
        Map<String, byte[]> classes = part.classes();
        VerifiedClasses verified = Verification.requireSystem(part.inputs(), base.source(new MemorySource(classes)));
        return new SuiteBuild(base, part.name(), classes, Map.of(), verified.unlinkable(), part.programs(), part.files()).suites();
    }

    private static Path symbols(Path image) {
        return image.resolveSibling(image.getFileName() + ".debug");
    }

    private static void keep(Path image, ImageLinker.Linked files) throws IOException {
        keep(symbols(image), files.symbols());
        keep(image, files.executable());
    }

    private static void keep(Path file, byte[] bytes) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        else Images.write(file, bytes);
    }
}
