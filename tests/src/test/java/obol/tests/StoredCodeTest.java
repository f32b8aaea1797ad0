package obol.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.tools.ToolProvider;
import obol.aot.Compilation;
import obol.aot.input.FolderSource;
import obol.aot.input.JrtSource;
import obol.aot.input.SourceChain;
import obol.aot.store.CodeKey;
import obol.aot.store.CodeStore;
import obol.host.image.Images;
import obol.host.image.NucleusAssembly;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executables of programs are the same whether the code of their methods was in a store or was generated; and how much is generated anew. */
class StoredCodeTest {
    private static final String VERSION = "of the test";
    /** Methods with loops around calls of unknown code are not inlined. */
    private static final String PROGRAM = """
        import java.util.*;
        public class Program {
            interface Shape { int area(); }
            record Square(int side) implements Shape { public int area() { return side * side; } }
            record Circle(int radius) implements Shape { public int area() { return 3 * radius * radius; } }
            static int count;
            static final Map<String, Integer> SEEN = new TreeMap<>();
            static int sum(List<Shape> shapes, int rounds) {
                int sum = 17;
                for (int i = 0; i < rounds; i++) for (Shape s : shapes) { sum += s.area(); SEEN.merge(s.getClass().getName(), sum, Integer::sum); count++; }
                return sum;
            }
            public static void main(String[] a) {
                List<Shape> shapes = new ArrayList<>(List.of(new Square(3), new Circle(2)));
                System.out.println(sum(shapes, 3) + sum(shapes, a.length) + " " + count + SEEN);
            }
        }
        """;
    /** A class with a static field, an initialiser, a mirror, and an interface with two classes. */
    private static final String MORE = """
        class More {
            interface Added { int more(int n); }
            record One(int a) implements Added { public int more(int n) { return a + n; } }
            record Two(int b) implements Added { public int more(int n) { return b - n; } }
            static final Object[] LIST = {new One(1), new Two(2), null};
            static String text(int n) {
                int sum = 0;
                for (Object o : LIST) if (o instanceof Added added) sum += added.more(n);
                return More.class.getName() + sum;
            }
        }
        """;

    private static final class Kept implements CodeStore {
        private final Map<CodeKey, byte[]> entries = new HashMap<>();

        @Override public byte[] find(CodeKey key) {
            return entries.get(key);
        }

        @Override public void keep(CodeKey key, byte[] entry) {
            entries.put(key, entry);
        }

        /** Another store, of this one's entries changed. */
        Kept with(UnaryOperator<byte[]> change) {
            Kept other = new Kept();
            entries.forEach((key, entry) -> other.entries.put(key, change.apply(entry)));
            return other;
        }
    }

    private record Compiled(byte[] image, int methods, int generated) {}

    @TempDir
    static Path folder;
    /** The program's code. */
    private static final Kept KEPT = new Kept();
    private static Compiled cold;

    @BeforeAll
    static void compileProgram() throws IOException {
        cold = compile(PROGRAM, KEPT);
    }

    private static Compiled compile(String text, CodeStore store) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        Path source = Files.writeString(classes.resolve("Program.java"), text);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-g", "-d", classes.toString(), source.toString()));
        SourceChain chain = new SourceChain(new FolderSource(classes), new FolderSource(Images.nucleusClasses()), new JrtSource("java.base"));
        Compilation compilation = new Compilation(chain, NucleusAssembly.of("linux"), false).with(store, VERSION);
        byte[] image = compilation.compile("Program");
        return new Compiled(image, compilation.compiled(), compilation.generated());
    }

    private static Kept copy() {
        return KEPT.with(UnaryOperator.identity());
    }

    @Test
    void warmAsCold() throws IOException {
        assertTrue(cold.generated > 1000);
        Compiled warm = compile(PROGRAM, copy());
        assertArrayEquals(cold.image, warm.image);
        assertEquals(cold.methods, warm.methods);
        assertEquals(0, warm.generated);
    }

    @Test
    void withADamagedStore() throws IOException {
        Random random = new Random(20261121);
        Kept damaged = KEPT.with(entry -> {
            if (random.nextInt(4) != 0) return entry;
            byte[] wrong = entry.clone();
            wrong[random.nextInt(wrong.length)] ^= 1 << random.nextInt(8);
            return wrong;
        });
        Compiled warm = compile(PROGRAM, damaged);
        assertArrayEquals(cold.image, warm.image);
        assertTrue(warm.generated > cold.generated / 8, warm.generated + " generated");
    }

    /** With the store of another program; and lines that move change no code. */
    @Test
    void anotherProgram() throws IOException {
        String other = "\n\n" + PROGRAM.replace("TreeMap", "HashMap").replace("sum = 17", "sum = 18");
        Compiled expected = compile(other, CodeStore.NONE);
        Compiled found = compile(other, copy());
        assertArrayEquals(expected.image, found.image);
        assertTrue(found.generated < cold.generated / 4, found.generated + " generated");
    }

    @Test
    void aChangedMethodIsTheOnlyOne() throws IOException {
        assertEquals(1, compile("\n" + PROGRAM.replace("sum = 17", "sum = 18"), copy()).generated);
    }

    /** Numbers of classes, interfaces and statics move. */
    @Test
    void addedClasses() throws IOException {
        String more = PROGRAM.replace("\" \" + count", "\" \" + count + More.text(a.length)") + MORE;
        Compiled expected = compile(more, CodeStore.NONE);
        Compiled found = compile(more, copy());
        assertArrayEquals(expected.image, found.image);
        assertTrue(found.generated <= 30, found.generated + " generated");
    }
}
