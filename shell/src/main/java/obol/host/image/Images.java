package obol.host.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import obol.aot.Compilation;
import obol.aot.image.BaseImage;
import obol.aot.image.Freezing;
import obol.aot.image.ImageLinker;
import obol.aot.image.Suite;
import obol.aot.input.FolderSource;
import obol.aot.input.JrtSource;
import obol.aot.input.MemorySource;
import obol.aot.input.SourceChain;
import obol.host.tools.Project;
import obol.host.tools.Qemu;

/** What tests and benchmarks need of images beyond the command line. */
public final class Images {
    private Images() {}

    /** The compiled classes of the nucleus. */
    public static Path nucleusClasses() {
        return Project.nucleusClasses();
    }

    /** Compiles classes without verifying them, so that they may belong to the nucleus; gives {@code image}. */
    public static Path compileTrusted(Path classes, String mainClass, String target, Path image) {
        return compileTrusted(classes, List.of(new Compilation.Program(mainClass.replace('/', '.'), mainClass)), target, image);
    }

    /** As {@link #compileTrusted(Path, String, String, Path)}, several programs in one image. */
    public static Path compileTrusted(Path classes, List<Compilation.Program> programs, String target, Path image) {
        return compileTrusted(classes, programs, Map.of(), target, image);
    }

    /** As {@link #compileTrusted(Path, List, String, Path)}, with files in the image. */
    public static Path compileTrusted(Path classes, List<Compilation.Program> programs, Map<String, byte[]> files, String target, Path image) {
        SourceChain source = new SourceChain(new FolderSource(classes), new FolderSource(Project.nucleusClasses()), new JrtSource("java.base"));
        write(image, new Compilation(source, NucleusAssembly.of(target), true).compile(programs, files));
        return image;
    }

    /** The compiled classes of channels. */
    public static Path channelsClasses() {
        return Project.channelsClasses();
    }

    /** The compiled classes of system-services. */
    public static Path systemClasses() {
        return Project.classes("system-services");
    }

    /** As {@link #compileTrusted(Path, List, String, Path)}, programs that talk over channels: with the generated classes of their contracts. */
    public static Path compileWithChannels(Path classes, List<Compilation.Program> programs, String target, Path image) {
        FolderSource own = new FolderSource(classes);
        SourceChain source = new SourceChain(own, new FolderSource(Project.channelsClasses()), new FolderSource(Project.nucleusClasses()),
            new JrtSource("java.base"));
        ContractClasses contracts = ContractClasses.of(own.list(""), source);
        write(image, new Compilation(contracts.over(source), NucleusAssembly.of(target), true).compile(programs));
        return image;
    }

    /**
     * Compiles classes, without verifying them, into a suite against the base image, which is made if need be.
     *
     * @return the suite for each of the ports, by the port's name
     */
    public static Map<String, Suite> compileSuite(Path classes, List<Compilation.Program> programs) {
        BaseImages base = new BaseImages();
        List<Suite> suites = Compilation.ofSuite(base.source(new FolderSource(classes)), base.all(), true).suite(programs, Map.of());
        Map<String, Suite> byPort = new TreeMap<>();
        for (int i = 0; i < suites.size(); i++) byPort.put(BaseImages.PORTS.get(i), suites.get(i));
        return byPort;
    }

    /** Links the base image and suites for a port; gives {@code image}. */
    public static Path link(String port, List<Suite> suites, Path image) {
        write(image, ImageLinker.link(new BaseImages().all().get(BaseImages.PORTS.indexOf(port)), suites));
        return image;
    }

    /** A base image for Linux of the nucleus and one package, without verifying it; what {@link BaseImage#bytes} gives. */
    public static byte[] compileBase(Path classes, String packageName, Freezing freezing) {
        SourceChain source = new SourceChain(new FolderSource(classes), new FolderSource(Project.nucleusClasses()), new JrtSource("java.base"));
        Set<String> packages = Set.of(packageName.replace('.', '/') + '/');
        return Compilation.ofBase(source, packages, List.of(NucleusAssembly.of("linux")), true).base(Map.of(), freezing).get(0).bytes();
    }

    /** Runs seed processes as the build does, with files in this folder. */
    public static Freezing.Seed seed(Path folder) {
        return (image, arguments) -> FrozenClasses.run(folder, image, arguments);
    }

    /** As {@link #compileWithChannels}, programs that use the system's services, which are in the image as far as they do. */
    public static Path compileWithSystem(Path classes, List<Compilation.Program> programs, String target, Path image) {
        FolderSource own = new FolderSource(classes);
        FolderSource services = new FolderSource(Project.classes("system-services"));
        Map<String, byte[]> inObol = new TreeMap<>();
        for (String name : services.list("")) if (!SocketClasses.has(name)) inObol.put(name, services.find(name));
        inObol.putAll(SocketClasses.CLOSED.read());
        MemorySource system = new MemorySource(inObol);
        SourceChain source = new SourceChain(own, system, new FolderSource(Project.classes("styx-9p")),
            new FolderSource(Project.channelsClasses()), new FolderSource(Project.nucleusClasses()), new JrtSource("java.base"));
        List<String> names = new ArrayList<>(own.list(""));
        names.addAll(system.list(""));
        ContractClasses contracts = ContractClasses.of(names, source);
        write(image, new Compilation(contracts.over(source), NucleusAssembly.of(target), true).compile(programs));
        return image;
    }

    /** The command that boots a PC image in QEMU with these arguments. */
    public static List<String> bootCommand(Path image, List<String> arguments) {
        return Qemu.command(image, arguments);
    }

    /** The program's status by QEMU's; -1 if QEMU ended before the program did. */
    public static int statusOf(int qemuStatus) {
        return Qemu.programStatus(qemuStatus);
    }

    /** Writes an executable at once: whoever looks sees the old file or the new one. */
    public static void write(Path file, byte[] bytes) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, bytes);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
