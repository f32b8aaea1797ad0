package obol.host.image;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import obol.aot.input.FolderSource;
import obol.aot.input.JrtSource;
import obol.aot.input.MemorySource;
import obol.aot.input.SourceChain;
import obol.channels.contract.generate.Generator;
import obol.channels.contract.compile.Offers;
import obol.channels.contract.compile.SourceText;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;
import obol.verifier.ClassSource;
import obol.verifier.Policy;
import obol.verifier.VerificationRun;

/** Users' classes against the verifier, with the JDK's java.base and what Obol offers as the library. */
public final class Verification {
    private Verification() {}

    private static final String LIBRARY = "java.base";
    private static final String SOURCES = "src/main/java";
    /** In and below which no user's class may lie, and whose classes none may name but those of the open ones. */
    private static final Set<String> TRUSTED_PACKAGES = Set.of("obol/nucleus", "obol/layout", "obol/channels", "obol/system",
        "obol/files", "obol/net", "obol/styx");
    private static final Set<String> OPEN_PACKAGES = Set.of("obol/channels", "obol/channels/supervision", "obol/files");

    public static List<VerificationRun.Checked> of(List<VerificationRun.Input> inputs) {
        return of(inputs, Map.of());
    }

    /** @param others further classes of users, by internal name, which these may use and which are verified elsewhere */
    static List<VerificationRun.Checked> of(List<VerificationRun.Input> inputs, Map<String, byte[]> others) {
        SourceChain library = new SourceChain(new MemorySource(others), new FolderSource(Project.classes("channels")),
            new FolderSource(Project.classes("system-services")), new JrtSource(LIBRARY));
        return new VerificationRun(new Library(library), Policy.user(TRUSTED_PACKAGES, OPEN_PACKAGES)).verify(inputs);
    }

    /** What classes offer if all of them were accepted, with the faults of their contracts; else nothing. */
    public static Offers offers(List<VerificationRun.Checked> results) {
        return offers(results, SourceText.NONE);
    }

    /** The same. @param sources for the lines of faults */
    public static Offers offers(List<VerificationRun.Checked> results, SourceText sources) {
        Map<String, byte[]> classes = new TreeMap<>();
        for (VerificationRun.Checked checked : results) {
            if (!checked.verdict().isAccepted()) return Offers.NONE;
            classes.putIfAbsent(checked.verdict().className(), checked.bytes());
        }
        SourceChain source = new SourceChain(new MemorySource(classes), new FolderSource(Project.classes("channels")), new JrtSource(LIBRARY));
        List<String> names = classes.keySet().stream().filter(n -> !n.endsWith("-info")).map(n -> n.replace('/', '.')).toList();
        return Offers.read(names, source::find, sources);
    }

    /**
     * The sources of classes, if these lie in a Maven project: in {@code src/main/java} of the folder of a file or one above it. Methods of
     * interfaces have no lines in class files.
     */
    public static SourceText sourcesBeside(List<String> files) {
        Set<Path> folders = new LinkedHashSet<>();
        for (String file : files) {
            for (Path at = Path.of(file).toAbsolutePath().normalize(); at != null; at = at.getParent()) {
                if (Files.isDirectory(at.resolve(SOURCES))) folders.add(at.resolve(SOURCES));
            }
        }
        return path -> {
            for (Path folder : folders) {
                try {
                    if (Files.isRegularFile(folder.resolve(path))) return Files.readString(folder.resolve(path));
                } catch (IOException | InvalidPathException unreadable) {
                    return null;
                }
            }
            return null;
        };
    }

    /**
     * Obol's own classes, which lie where users' may not, and may use the trusted ones. Some are for the host, and cannot be linked here.
     *
     * @param all finds them and all that they use
     * @throws CommandFailure if one is refused; its line has been printed
     */
    static VerifiedClasses requireSystem(List<VerificationRun.Input> inputs, obol.aot.world.ClassSource all) {
        VerifiedClasses verified = new VerifiedClasses();
        boolean refused = false;
        for (VerificationRun.Checked checked : new VerificationRun(new Library(all), Policy.user(Set.of()).withoutOwnership(Verification::makesLinearValues)).verify(inputs)) {
            if (checked.verdict().isAccepted()) {
                verified.add(checked);
            } else {
                System.err.println(checked.verdict());
                refused = true;
            }
        }
        if (refused) throw CommandFailure.unable("the verifier refused classes of Obol's own");
        return verified;
    }

    /**
     * Classes that were generated for contracts and programs: the type rules alone.
     *
     * @param all finds them and all that they use
     * @throws IllegalStateException if one is refused: the generator is wrong
     */
    static void requireTypes(Map<String, byte[]> generated, obol.aot.world.ClassSource all) {
        List<VerificationRun.Input> inputs = new ArrayList<>();
        generated.forEach((name, bytes) -> inputs.add(new VerificationRun.Input(name + ".class", bytes)));
        for (VerificationRun.Checked checked : new VerificationRun(new Library(all), Policy.trusted()).verify(inputs)) {
            if (!checked.verdict().isAccepted()) throw new IllegalStateException("generated: " + checked.verdict());
        }
    }

    /** Whether the ownership rules are not asked of a class of Obol's own: those of the channels, and those generated for contracts. */
    private static boolean makesLinearValues(String name) {
        return name.startsWith("obol/channels/") || isGenerated(name);
    }

    private static boolean isGenerated(String name) {
        String of = name.substring(0, Math.max(name.lastIndexOf('$'), 0));
        return Stream.of(Generator.stubName(of), Generator.skeletonName(of), Generator.codecName(of)).anyMatch(name::equals);
    }

    private static final class Library implements ClassSource {
        private final obol.aot.world.ClassSource classes;
        private final Map<String, ClassFile> read = new HashMap<>();
        private final Set<String> exported = new HashSet<>();

        /** @param classes java.base, and what else there is beside the classes to be verified */
        Library(obol.aot.world.ClassSource classes) {
            this.classes = classes;
            ModuleDescriptor module = ModuleFinder.ofSystem().find(LIBRARY).orElseThrow().descriptor();
            for (ModuleDescriptor.Exports e : module.exports()) if (!e.isQualified()) exported.add(e.source().replace('.', '/'));
        }

        @Override public ClassFile find(String name) {
            if (read.containsKey(name)) return read.get(name);
            byte[] bytes = classes.find(name);
            ClassFile file = null;
            try {
                if (bytes != null) file = ClassFile.read(bytes, name);
            } catch (ClassFormatException e) {
                // As if it were not there: when it is verified itself, it is refused.
            }
            read.put(name, file);
            return file;
        }

        @Override public boolean isExported(String packageName) {
            return exported.contains(packageName);
        }
    }
}
