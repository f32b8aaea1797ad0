package obol.tests.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.verifier.Mutator;
import obol.verifier.Policy;
import obol.verifier.Verdict;
import obol.verifier.Verifier;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Mutants of the seeds in {@code src/programs/mutants}, those that the verifier accepts, in one folder of class files that can be run as it is.
 * Each has a name of its own: those of the seeds have six letters, and so has what takes their place, so that nothing else of the bytes changes.
 */
final class Mutants {
    private static final Path SOURCES = Path.of("src/programs/mutants").toAbsolutePath();
    private static final String PACKAGE = "mutants/";
    private static final List<String> SEEDS = List.of("Fields", "Arrays", "Branch", "Invoke", "Throws", "Switch", "Widths", "Create", "Lambda",
            "Record", "Nested");
    /** Calls in one method of the driver. */
    private static final int CHUNK = 500;

    private final Path folder;
    private final Map<String, byte[]> classes = new TreeMap<>();
    private final Map<String, ClassFile> others = new HashMap<>();
    private final List<String> accepted = new ArrayList<>();
    private final BitSet unlinked = new BitSet();
    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private long longestNanoseconds;

    /** @param folder is made, and gets the classes */
    Mutants(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-g", "-d", folder.toString()));
        try (Stream<Path> files = Files.list(SOURCES)) {
            files.sorted().forEach(file -> arguments.add(file.toString()));
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])) != 0) {
            throw new IllegalStateException("the seeds do not compile");
        }
        try (Stream<Path> files = Files.list(folder.resolve(PACKAGE))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                classes.put(PACKAGE + file.getFileName().toString().replace(".class", ""), Files.readAllBytes(file));
            }
        }
    }

    /** Internal names; the first are the seeds as they are. */
    List<String> accepted() {
        return accepted;
    }

    /** Whether an accepted class uses nothing that is not there or not allowed. */
    boolean links(int number) {
        return !unlinked.get(number);
    }

    /** Where the classes are. */
    Path folder() {
        return folder;
    }

    /** What the verifier needed for one class, in milliseconds of the processor's time. */
    double longestMilliseconds() {
        return longestNanoseconds / 1e6;
    }

    /** Makes so many, has them verified, and writes those that are accepted. */
    void make(int count, long randomSeed) throws IOException {
        for (String seed : SEEDS) {
            add(seed, classes.get(PACKAGE + seed));
        }
        if (accepted.size() != SEEDS.size()) {
            throw new IllegalStateException("of the seeds only " + accepted + " are accepted");
        }
        Mutator mutator = new Mutator(randomSeed);
        for (int i = 0; i < count; i++) {
            String seed = SEEDS.get(i % SEEDS.size());
            add(seed, mutator.mutate(classes.get(PACKAGE + seed)));
        }
        for (int chunk = 0; chunk * CHUNK < accepted.size(); chunk++) {
            int end = Math.min(accepted.size(), (chunk + 1) * CHUNK);
            write("Driver" + chunk, driver("Driver" + chunk, chunk * CHUNK, 1, accepted.subList(chunk * CHUNK, end)));
        }
        List<String> drivers = new ArrayList<>();
        for (int chunk = 0; chunk * CHUNK < accepted.size(); chunk++) {
            drivers.add(PACKAGE + "Driver" + chunk);
        }
        write("Driver", driver("Driver", 0, CHUNK, drivers));
    }

    private void add(String seed, byte[] mutant) throws IOException {
        String simpleName = String.format("M%05d", accepted.size());
        byte[] bytes = renamed(mutant, PACKAGE + seed, PACKAGE + simpleName);
        long start = clock.getCurrentThreadCpuTime();
        Verdict verdict = verify(bytes, PACKAGE + simpleName);
        longestNanoseconds = Math.max(longestNanoseconds, clock.getCurrentThreadCpuTime() - start);
        if (verdict != null && verdict.isAccepted() && verdict.className().equals(PACKAGE + simpleName)) {
            if (!verdict.linkage().isEmpty()) {
                unlinked.set(accepted.size());
            }
            accepted.add(PACKAGE + simpleName);
            write(simpleName, bytes);
        }
    }

    /** Null: it is no class file. */
    private Verdict verify(byte[] bytes, String name) {
        try {
            ClassFile mutant = ClassFile.read(bytes, name);
            return new Verifier(wanted -> wanted.equals(name) ? mutant : find(wanted), Policy.user(Set.of())).verify(mutant);
        } catch (ClassFormatException e) {
            return null;
        }
    }

    /** A class that no mutant is. */
    private ClassFile find(String name) {
        return others.computeIfAbsent(name, key -> {
            try (InputStream in = ClassLoader.getSystemResourceAsStream(key + ".class")) {
                byte[] found = classes.containsKey(key) ? classes.get(key) : in == null ? null : in.readAllBytes();
                return found == null ? null : ClassFile.read(found, key);
            } catch (IOException | ClassFormatException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void write(String simpleName, byte[] bytes) throws IOException {
        Files.write(folder.resolve(PACKAGE + simpleName + ".class"), bytes);
    }

    private static byte[] renamed(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** {@code static String run(int number)}, which calls {@code run} of the class for {@code number}, {@code each} numbers to a class. */
    private static byte[] driver(String simpleName, int first, int each, List<String> targets) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS | ClassWriter.COMPUTE_FRAMES);
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, PACKAGE + simpleName, null, "java/lang/Object", null);
        MethodVisitor run = writer.visitMethod(Opcodes.ACC_STATIC, "run", "(I)Ljava/lang/String;", null, null);
        run.visitCode();
        Label[] labels = Stream.generate(Label::new).limit(targets.size()).toArray(Label[]::new);
        Label none = new Label();
        run.visitVarInsn(Opcodes.ILOAD, 0);
        run.visitIntInsn(Opcodes.SIPUSH, each);
        run.visitInsn(Opcodes.IDIV);
        run.visitTableSwitchInsn(first / each, first / each + targets.size() - 1, none, labels);
        for (int i = 0; i < targets.size(); i++) {
            run.visitLabel(labels[i]);
            if (each > 1) {
                run.visitVarInsn(Opcodes.ILOAD, 0);
            }
            run.visitMethodInsn(Opcodes.INVOKESTATIC, targets.get(i), "run", each > 1 ? "(I)Ljava/lang/String;" : "()Ljava/lang/String;", false);
            run.visitInsn(Opcodes.ARETURN);
        }
        run.visitLabel(none);
        run.visitInsn(Opcodes.ACONST_NULL);
        run.visitInsn(Opcodes.ARETURN);
        run.visitMaxs(0, 0);
        run.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
