package obol.tests.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.host.Main;
import obol.tests.Outcome;
import obol.verifier.ClassSource;
import obol.verifier.Policy;
import obol.verifier.Verdict;
import obol.verifier.Verifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Each mutant that the verifier accepts is compiled with checks of the verified types and run on Obol: no object is of another class than
 * it said, and nothing traps. {@code -Dobol.mutants=N} sets how many are made, {@code -Dobol.seed=S} the seed.
 */
@Tag("slow")
class MutantsTest {
    private static final int MUTANTS = Integer.getInteger("obol.mutants", 1_500);
    private static final long SEED = Long.getLong("obol.seed", 1);
    private static final Path SOURCES = Path.of("src/programs/mutants").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void whatIsAcceptedNeverConfusesTypes() throws Exception {
        Path classes = compileSources();
        Map<String, byte[]> sample = new TreeMap<>();
        Set<String> interfaces = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.getFileName().toString().matches("Sample.*\\.class"))::iterator) {
                byte[] bytes = Files.readAllBytes(file);
                ClassFile cf = ClassFile.read(bytes, file.toString());
                sample.put(cf.name(), bytes);
                if (cf.isInterface()) {
                    interfaces.add(cf.name());
                }
                Files.delete(file);
            }
        }
        List<String> names = List.copyOf(sample.keySet());
        Random random = new Random(SEED);
        Verifier verifier = new Verifier(namespace(sample), Policy.user(Set.of()));
        int accepted = 0;
        int written = 0;
        for (int i = 0; i < MUTANTS; i++) {
            String name = i % 3 == 0 ? names.get(i / 3 % names.size()) : "mutants/Sample";
            byte[] mutant = mutate(sample.get(name), random);
            Verdict verdict = verifier.verify(mutant, name);
            if (!verdict.isAccepted() || !verdict.linkage().isEmpty() || !verdict.className().equals(name)) {
                continue;
            }
            accepted++;
            Map<String, byte[]> changed = new HashMap<>(sample);
            changed.put(name, mutant);
            written += write(classes, new CheckedMutant(written, sample.keySet(), interfaces), changed) ? 1 : 0;
        }
        assertTrue(written > MUTANTS / 20, written + " of " + MUTANTS);
        Files.write(classes.resolve("mutants/Driver.class"), driver(written));
        Path image = folder.resolve("mutants");
        assertEquals(0, Main.run("compile", classes.toString(), "--main", "mutants.Main", "--checks", "-o", image.toString()));
        Outcome outcome = Outcome.of(List.of(image.toString()), Map.of(), "");
        System.out.printf("mutants: %d made, %d accepted, %d compiled and run; %s", MUTANTS, accepted, written, outcome.out());
        assertTrue(outcome.out().matches("mutants: [1-9][0-9]+ ended, [0-9]+ threw, [0-9]+ checks\n"), outcome.toString());
        assertEquals(0, outcome.status(), outcome.toString());
    }

    /** One or two bytes are others: of code, of tables, of the constant pool, as it comes. */
    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] mutant = bytes.clone();
        for (int i = random.nextInt(2); i >= 0; i--) {
            int at = 10 + random.nextInt(mutant.length - 10);
            mutant[at] = (byte) (random.nextBoolean() ? random.nextInt() : mutant[at] + random.nextInt(5) - 2);
        }
        return mutant;
    }

    private Path compileSources() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-g", "-d", classes.toString()));
        try (Stream<Path> files = Files.list(SOURCES)) {
            files.forEach(file -> arguments.add(file.toString()));
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])));
        return classes;
    }

    /** False if ASM, which puts the checks in, reads the class otherwise: it keeps to what compilers write. */
    private static boolean write(Path classes, CheckedMutant mutant, Map<String, byte[]> changed) throws IOException {
        Map<Path, byte[]> files = new HashMap<>();
        try {
            for (Map.Entry<String, byte[]> each : changed.entrySet()) {
                files.put(classes.resolve(mutant.renamed(each.getKey()) + ".class"), mutant.instrument(each.getValue()));
            }
        } catch (RuntimeException unreadable) {
            return false;
        }
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            Files.createDirectories(file.getKey().getParent());
            Files.write(file.getKey(), file.getValue());
        }
        return true;
    }

    private static ClassSource namespace(Map<String, byte[]> sample) {
        Map<String, ClassFile> read = new HashMap<>();
        return name -> read.computeIfAbsent(name, key -> {
            try (java.io.InputStream in = ClassLoader.getSystemResourceAsStream(key + ".class")) {
                byte[] bytes = sample.containsKey(key) ? sample.get(key) : in == null ? null : in.readAllBytes();
                return bytes == null ? null : ClassFile.read(bytes, key);
            } catch (IOException | ClassFormatException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Calls the mutants by number. */
    private static byte[] driver(int count) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS | ClassWriter.COMPUTE_FRAMES);
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, "mutants/Driver", null, "java/lang/Object", null);
        writer.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, "COUNT", "I", null, count).visitEnd();
        MethodVisitor run = writer.visitMethod(Opcodes.ACC_STATIC, "run", "(I)V", null, null);
        run.visitCode();
        Label[] labels = Stream.generate(Label::new).limit(count).toArray(Label[]::new);
        Label none = new Label();
        run.visitVarInsn(Opcodes.ILOAD, 0);
        run.visitTableSwitchInsn(0, count - 1, none, labels);
        for (int i = 0; i < count; i++) {
            run.visitLabel(labels[i]);
            run.visitMethodInsn(Opcodes.INVOKESTATIC, "mutants/m" + i + "/Sample", "run", "()V", false);
            run.visitInsn(Opcodes.RETURN);
        }
        run.visitLabel(none);
        run.visitInsn(Opcodes.RETURN);
        run.visitMaxs(0, 0);
        run.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
