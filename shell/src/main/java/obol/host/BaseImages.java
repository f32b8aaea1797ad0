package obol.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import obol.aot.Compilation;
import obol.aot.image.AssemblyObject;
import obol.aot.image.BaseImage;
import obol.aot.input.FolderSource;
import obol.aot.input.JrtSource;
import obol.aot.input.SourceChain;
import obol.aot.world.ClassSource;

/** The base image for each port, in {@code target/base}: made when the compiler, the nucleus, the channels or the JDK are other ones. */
final class BaseImages {
    /** The ports, in the order of {@link #all}. */
    static final List<String> PORTS = List.of("linux", "pc");

    /** Packages of java.base whose public and protected members suites may use. */
    private static final Set<String> LIBRARY = Set.of("java.io", "java.lang", "java.lang.annotation", "java.lang.ref", "java.math", "java.net",
        "java.nio", "java.nio.channels", "java.nio.charset", "java.nio.file", "java.nio.file.attribute", "java.nio.file.spi", "java.security",
        "java.text", "java.time", "java.time.chrono", "java.time.format", "java.time.temporal", "java.time.zone", "java.util",
        "java.util.concurrent", "java.util.concurrent.atomic", "java.util.concurrent.locks", "java.util.function", "java.util.regex",
        "java.util.stream", "java.util.zip");
    /** Packages of ours, for the system's own suites and the channels' users. */
    private static final Set<String> SYSTEM = Set.of("obol.channels", "obol.channels.codec", "obol.channels.kernel", "obol.channels.runtime",
        "obol.channels.text", "obol.channels.transport", "obol.layout", "obol.nucleus", "obol.nucleus.abi", "obol.nucleus.port",
        "obol.nucleus.process");

    private BaseImages() {}

    /** The classes of a base image, and above them others. */
    static SourceChain source(ClassSource... above) {
        List<ClassSource> sources = new ArrayList<>(List.of(above));
        sources.addAll(List.of(new FolderSource(Project.classes("channels")), new FolderSource(Project.nucleusClasses()), new JrtSource("java.base")));
        return new SourceChain(sources.toArray(new ClassSource[0]));
    }

    /** The base images for the {@link #PORTS}, made anew if they are stale. */
    static List<BaseImage> all() {
        Path folder = Project.folder(Project.target().resolve("base"));
        List<AssemblyObject> assembly = PORTS.stream().map(NucleusAssembly::of).toList();
        Path stamp = folder.resolve("inputs");
        try {
            String inputs = inputs();
            if (!Files.exists(stamp) || !Files.readString(stamp).equals(inputs)) {
                Files.deleteIfExists(stamp);
                List<BaseImage> images = Compilation.ofBase(source(), packages(), assembly, false).base(Map.of());
                for (int i = 0; i < images.size(); i++) replace(file(folder, i), images.get(i).bytes());
                Files.writeString(stamp, inputs);
                return images;
            }
            List<BaseImage> images = new ArrayList<>();
            for (int i = 0; i < PORTS.size(); i++) images.add(BaseImage.read(Files.readAllBytes(file(folder, i))));
            return images;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path folder, int port) {
        return folder.resolve(PORTS.get(port) + ".base");
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, bytes);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Set<String> packages() {
        return Stream.concat(LIBRARY.stream(), SYSTEM.stream()).map(p -> p.replace('.', '/') + '/').collect(Collectors.toCollection(TreeSet::new));
    }

    /** A hash of all that the base image is made of, and made by. */
    private static String inputs() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((Runtime.version() + " " + packages()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (String module : List.of("aot-compiler", "bytecode-verifier", "channels", "nucleus")) {
                FolderSource classes = new FolderSource(Project.classes(module));
                for (String name : classes.list("")) digest.update(classes.find(name));
            }
            for (String port : PORTS) digest.update(Files.readAllBytes(NucleusAssembly.object(port)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
