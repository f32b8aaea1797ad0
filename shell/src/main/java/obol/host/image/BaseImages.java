package obol.host.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import obol.aot.Compilation;
import obol.aot.image.AssemblyObject;
import obol.aot.image.BaseImage;
import obol.aot.input.FolderSource;
import obol.aot.input.JrtSource;
import obol.aot.input.MemorySource;
import obol.aot.input.SourceChain;
import obol.aot.world.ClassSource;
import obol.host.tools.Messages;
import obol.host.tools.Project;
import obol.host.tools.Sha256;
import obol.verifier.VerificationRun;

/**
 * The base image for each port, in {@code target/base}: made when the compiler, the nucleus, the channels or the JDK are other ones. An
 * object is for one build, in which nothing of this changes: it reads and hashes everything once.
 */
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
    private static final Set<String> SYSTEM = Set.of("obol.channels", "obol.channels.codec", "obol.channels.contract",
        "obol.channels.kernel", "obol.channels.naming", "obol.channels.runtime", "obol.channels.supervision", "obol.channels.text",
        "obol.channels.transport", "obol.files", "obol.layout", "obol.layout.image", "obol.net.wire", "obol.nucleus", "obol.nucleus.abi",
        "obol.nucleus.device", "obol.nucleus.port", "obol.nucleus.process", "obol.styx", "obol.styx.ram", "obol.styx.server",
        "obol.system.bridge", "obol.system.capture", "obol.system.carrier", "obol.system.carrier.frames", "obol.system.console",
        "obol.system.dial", "obol.system.files", "obol.system.loop", "obol.system.namespace", "obol.system.posix", "obol.system.processes");
    /** Modules that are in the base image as a whole, and those of which it has the packages named above. */
    private static final List<String> WHOLE = List.of("channels", "nucleus"), PARTS = List.of("styx-9p", "system-services");

    /** The system's contracts that users may name. */
    private static final List<String> SUPERVISION = List.of("obol/channels/supervision/Keeper", "obol/channels/supervision/Notes");

    private final ClassSource library = new JrtSource("java.base");
    private ClassSource own;
    private ClassSource written;
    /** Names of its classes that are of the {@link #PARTS}. */
    private final Set<String> ofParts = new TreeSet<>();
    private String inputs;
    private List<BaseImage> images;

    /** Whether a class of the system is compiled against the base image, not into it. @param name internal */
    static boolean isAbove(String name) {
        return !isOfBase(name) && !SocketClasses.has(name);
    }

    /** Whether the base image has a class of one of the modules of which it has parts. @param name internal */
    static boolean isOfBase(String name) {
        return SYSTEM.contains(name.substring(0, name.lastIndexOf('/')).replace('/', '.'));
    }

    /** The classes of a base image, and above them others. */
    SourceChain source(ClassSource... above) {
        List<ClassSource> sources = new ArrayList<>(List.of(above));
        sources.add(own());
        sources.add(library);
        return new SourceChain(sources.toArray(new ClassSource[0]));
    }

    /** Obol's own classes of the base image, with the generated ones of its contracts. */
    private ClassSource own() {
        if (own == null) own = readOwn();
        return own;
    }

    private ClassSource readOwn() {
        SourceChain all = new SourceChain(written(), new MemorySource(SocketClasses.OPEN.read()));
        return ContractClasses.of(contracts(), classesUnder()).over(all);
    }

    /** Obol's own classes of the base image, without generated ones and those of sockets. */
    private ClassSource written() {
        if (written == null) written = new MemorySource(readWritten());
        return written;
    }

    private Map<String, byte[]> readWritten() {
        Map<String, byte[]> classes = new TreeMap<>();
        for (String module : PARTS) {
            FolderSource folder = new FolderSource(Project.classes(module));
            for (String name : folder.list("")) if (isOfBase(name)) classes.put(name, folder.find(name));
        }
        ofParts.addAll(classes.keySet());
        for (String module : WHOLE) {
            FolderSource folder = new FolderSource(Project.classes(module));
            for (String name : folder.list("")) if (!name.startsWith(Sdk.TESTING)) classes.put(name, folder.find(name));
        }
        return classes;
    }

    /** The classes of the base image without those generated for contracts and those of sockets, and above them others. */
    SourceChain classesUnder(ClassSource... above) {
        List<ClassSource> sources = new ArrayList<>(List.of(above));
        sources.add(written());
        sources.add(library);
        return new SourceChain(sources.toArray(new ClassSource[0]));
    }

    /** The names of the base image's classes among which its contracts are; a new set. */
    Set<String> contracts() {
        written();
        Set<String> contracts = new TreeSet<>(ofParts);
        contracts.addAll(SUPERVISION);
        return contracts;
    }

    /** The nucleus's assembly code for each of the {@link #PORTS}. */
    List<AssemblyObject> assembly() {
        return PORTS.stream().map(NucleusAssembly::of).toList();
    }

    /** All classes of the base image but the trusted and the generated ones, and behind them others. */
    List<VerificationRun.Input> toVerify(List<VerificationRun.Input> others) {
        TrustedClasses trusted = TrustedClasses.read();
        List<VerificationRun.Input> inputs = new ArrayList<>();
        for (String name : written().list("")) if (!trusted.has(name)) inputs.add(new VerificationRun.Input(name, written().find(name)));
        inputs.addAll(others);
        return inputs;
    }

    /** The base images for the {@link #PORTS}, made anew if they are stale. */
    List<BaseImage> all() {
        if (images == null) images = readOrMake();
        return images;
    }

    private List<BaseImage> readOrMake() {
        Path folder = Project.folder(Project.target().resolve("base"));
        Path stamp = folder.resolve("inputs");
        try (FileChannel lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Builds at the same time make it once. Closing gives the lock back.
            lock.lock();
            String inputs = inputs();
            if (!Files.exists(stamp) || !Files.readString(stamp).equals(inputs)) {
                Messages.say("building the base image");
                Files.deleteIfExists(stamp);
                ClassSource verified = verified();
                CodePack code = CodePack.named("base");
                List<BaseImage> images = code.serve(Compilation.ofBase(verified, packages(), assembly(), false))
                    .base(Map.of(), FrozenClasses.freezing(folder));
                code.save();
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

    /** {@link #source}, once all but the trusted classes are verified. */
    private ClassSource verified() {
        TrustedClasses trusted = TrustedClasses.read();
        List<VerificationRun.Input> inputs = new ArrayList<>();
        for (String name : own().list("")) if (!trusted.has(name)) inputs.add(new VerificationRun.Input(name, own().find(name)));
        return source(Verification.requireSystem(inputs, source()).unlinkableSource());
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

    private static void update(MessageDigest digest, ClassSource classes) {
        for (String name : classes.list("")) digest.update(classes.find(name));
    }

    /** A hash of all that the base image is made of, and made by. */
    String inputs() throws IOException {
        if (inputs == null) inputs = hash();
        return inputs;
    }

    private String hash() throws IOException {
        MessageDigest digest = Sha256.start();
        digest.update((Runtime.version() + " " + packages()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (String module : List.of("aot-compiler", "bytecode-verifier")) update(digest, new FolderSource(Project.classes(module)));
        update(digest, own());
        digest.update(FrozenClasses.list());
        for (String port : PORTS) digest.update(Files.readAllBytes(NucleusAssembly.object(port)));
        return Sha256.text(digest);
    }
}
