package obol.host.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.aot.Compilation;
import obol.aot.image.Suite;
import obol.aot.input.MemorySource;
import obol.aot.ir.Linkage;
import obol.aot.world.ClassSource;
import obol.channels.contract.generate.Generated;
import obol.channels.contract.generate.Generator;
import obol.host.tools.CommandFailure;
import obol.host.tools.Messages;
import obol.host.tools.Project;
import obol.host.tools.Sha256;

/**
 * A suite from classes that have been verified: compiled against the base images, with the generated classes of its contracts. What was
 * made of the same classes and base is taken from {@code target/suites}.
 */
final class SuiteBuild {
    private final BaseImages base;
    private final String name;
    private final Map<String, byte[]> classes;
    private final Map<String, byte[]> visible;
    private final Map<String, Linkage> unlinkable;
    private final List<Compilation.Program> programs;
    private final Map<String, byte[]> files;

    /**
     * @param base what it is compiled against
     * @param name for messages, and of the files that are kept
     * @param classes by internal name
     * @param visible further classes that these may use, such as contracts of others; they offer nothing here
     * @param unlinkable of those, what loading them throws
     * @param programs besides those that annotations make
     * @param files contents by name
     */
    SuiteBuild(BaseImages base, String name, Map<String, byte[]> classes, Map<String, byte[]> visible, Map<String, Linkage> unlinkable,
            List<Compilation.Program> programs, Map<String, byte[]> files) {
        this.base = base;
        this.name = name;
        this.classes = new TreeMap<>(classes);
        this.visible = new TreeMap<>(visible);
        this.unlinkable = new TreeMap<>(unlinkable);
        this.programs = programs;
        this.files = new TreeMap<>(files);
    }

    /**
     * For each of {@link BaseImages#PORTS}.
     *
     * @throws CommandFailure if there is a fault in a contract or the classes need what the base image does not have
     */
    List<Suite> suites() {
        Path folder = Project.folder(Project.target().resolve("suites"));
        Path stamp = folder.resolve(name + ".inputs");
        try (FileChannel lock = FileChannel.open(folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Another run may have a jar of the same file name. Closing gives the lock back.
            lock.lock();
            String inputs = inputs();
            if (Files.exists(stamp) && Files.readString(stamp).equals(inputs)) {
                List<Suite> suites = new ArrayList<>();
                for (String port : BaseImages.PORTS) suites.add(Suite.read(Files.readAllBytes(folder.resolve(name + "." + port))));
                return suites;
            }
            Messages.say("building suite " + name);
            Files.deleteIfExists(stamp);
            List<Suite> suites = compile();
            for (int i = 0; i < suites.size(); i++) Images.write(folder.resolve(name + "." + BaseImages.PORTS.get(i)), suites.get(i).bytes());
            Files.writeString(stamp, inputs);
            return suites;
        } catch (IOException e) {
            throw CommandFailure.unable("cannot keep suite " + name + ": " + e.getMessage());
        } catch (Compilation.Failure e) {
            throw CommandFailure.failed(name + ": " + e.getMessage());
        }
    }

    private List<Suite> compile() {
        ClassSource ofBase = base.source();
        Map<String, byte[]> all = new TreeMap<>(visible);
        all.putAll(classes);
        ClassSource source = base.source(new MemorySource(all, unlinkable));
        ContractClasses contracts = ContractClasses.of(all.keySet(), source, ContractClasses.SUITE_INDEX);
        OfferedPrograms offered = new OfferedPrograms(ContractClasses.offers(classes.keySet(), source));
        contracts.classes().forEach((generated, bytes) -> {
            if (ofBase.find(generated) == null) all.put(generated, bytes);
        });
        all.putAll(offered.classes());
        Map<String, byte[]> allFiles = new TreeMap<>(files);
        allFiles.putAll(offered.manifests());
        List<Compilation.Program> entries = new ArrayList<>();
        for (List<Compilation.Program> some : List.of(programs, offered.programs())) {
            for (Compilation.Program program : some) {
                Generated entry = Generator.entry(program.mainClass().replace('/', '.'), ContractClasses.SUITE_INDEX);
                all.put(entry.name().replace('.', '/'), entry.bytes());
                entries.add(new Compilation.Program(program.name(), entry.name().replace('.', '/')));
            }
        }
        Map<String, byte[]> generated = new TreeMap<>(all);
        generated.keySet().removeAll(classes.keySet());
        generated.keySet().removeAll(visible.keySet());
        Verification.requireTypes(generated, base.source(new MemorySource(all)));
        CodePack code = CodePack.named("suites");
        Compilation compilation = code.serve(Compilation.ofSuite(base.source(new MemorySource(all, unlinkable)), base.all(), false));
        List<Suite> suites = compilation.suite(entries, allFiles);
        code.save();
        return suites;
    }

    private String inputs() {
        MessageDigest digest = Sha256.start();
        try {
            digest.update(base.inputs().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw CommandFailure.unable("cannot read the classes of Obol: " + e.getMessage());
        }
        for (Compilation.Program program : programs) digest.update((program.name() + " " + program.mainClass() + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update((unlinkable + "\n").getBytes(StandardCharsets.UTF_8));
        for (Map<String, byte[]> part : List.of(classes, visible, files)) {
            part.forEach((each, bytes) -> {
                digest.update((each + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
        }
        return Sha256.text(digest);
    }
}
