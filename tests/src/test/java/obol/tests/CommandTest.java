package obol.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import obol.host.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: statuses, messages of one line, and what a compiled program needs of its surroundings. */
class CommandTest {
    @TempDir Path folder;

    private record Result(int status, String out, String err) {}

    private static Result obol(String... arguments) {
        PrintStream out = System.out, err = System.err;
        ByteArrayOutputStream o = new ByteArrayOutputStream(), e = new ByteArrayOutputStream();
        System.setOut(new PrintStream(o, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(e, true, StandardCharsets.UTF_8));
        try {
            return new Result(Main.run(arguments), o.toString(StandardCharsets.UTF_8), e.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private Path hello() throws IOException {
        Path source = folder.resolve("Hello.java");
        Files.writeString(source, "public class Hello { public static void main(String[] a) { System.out.println(\"Hello, \" + String.join(\" \", a)); System.exit(a.length); } }");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString()));
        return folder.resolve("Hello.class");
    }

    /** For a program that fails no check; the code of the checks is gone, also where a handler waits for what they throw. */
    @Test
    void checksAreLeftOutToMeasureThem() throws IOException {
        Path source = folder.resolve("Sum.java");
        Files.writeString(source, """
            public class Sum {
                public static void main(String[] a) {
                    Object[] numbers = new Integer[100];
                    int sum = 0;
                    for (int i = 0; i < numbers.length; i++) numbers[i] = i;
                    try {
                        for (int i = 0; i < Integer.parseInt(a[0]); i++) sum += (Integer) numbers[i];
                    } catch (ArrayIndexOutOfBoundsException | ClassCastException | NullPointerException e) {
                        System.out.println(e);
                    }
                    System.out.println(sum);
                }
            }
            """);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString()));
        Path whole = folder.resolve("whole"), without = folder.resolve("without");
        String input = folder.resolve("Sum.class").toString();
        assertEquals(new Result(0, "", ""), obol("compile", input, "-o", whole.toString()));
        assertEquals(new Result(0, "", ""), obol("compile", input, "--checks", "-o", without.toString(),
            "--without", "BOUNDS", "--without", "NULL", "--without", "TYPE", "--without", "POLL"));
        for (Path image : List.of(whole, without)) {
            assertEquals(new Outcome("4950\n", "", 0), Programs.run(List.of(image.toString(), "100"), Map.of()));
        }
        long saved = Files.size(whole) - Files.size(without);
        assertTrue(saved > Files.size(whole) / 50, "only " + saved + " bytes less");
    }

    @Test
    void aProgramRunsInAnEmptyFolderWithAnEmptyEnvironment() throws IOException {
        Path image = folder.resolve("hello");
        assertEquals(new Result(0, "", ""), obol("compile", hello().toString(), "-o", image.toString()));
        assertEquals(new Outcome("Hello, a b\n", "", 2), Programs.run(List.of(image.toString(), "a", "b"), Map.of()));
        byte[] elf = Files.readAllBytes(image);
        assertTrue(elf.length < 3_000_000, "hello has " + elf.length + " bytes");
        assertFalse(new String(elf, StandardCharsets.ISO_8859_1).contains("ld-linux"), "it needs a dynamic linker");
        assertFalse(new String(elf, StandardCharsets.ISO_8859_1).contains(folder.toString()), "it names a path of the machine it was built on");
    }

    @Test
    void filesOfTheClassPathAreFoundInJarsAndFolders() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/p")).getParent(), source = folder.resolve("Reader.java");
        Files.writeString(source, """
            package p;
            public class Reader {
                public static void main(String[] a) throws Exception {
                    for (String name : new String[] {"near.txt", "/far.txt", "/p/near.txt", "far.txt", "/META-INF/note"}) {
                        var in = Reader.class.getResourceAsStream(name);
                        System.out.println(name + " " + (in == null ? null : new String(in.readAllBytes(), "UTF-8")));
                    }
                }
            }
            """);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString()));
        Files.writeString(classes.resolve("p/near.txt"), "n\u00e4her");
        Files.writeString(classes.resolve("far.txt"), "");
        Path jar = folder.resolve("more.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("far.txt", "META-INF/note")) {
                out.putNextEntry(new ZipEntry(name));
                out.write("of the jar".getBytes(StandardCharsets.US_ASCII));
            }
        }
        Path image = folder.resolve("reader");
        assertEquals(new Result(0, "", ""), obol("compile", classes.toString(), "-cp", jar.toString(), "--main", "p.Reader",
            "-o", image.toString()));
        assertEquals(new Outcome("near.txt n\u00e4her\n/far.txt \n/p/near.txt n\u00e4her\nfar.txt null\n"
            + "/META-INF/note of the jar\n", "", 0),
            Programs.run(List.of(image.toString()), Map.of()));
    }

    @Test
    void twoBuildsAreEqual() throws IOException {
        Path one = folder.resolve("one"), two = folder.resolve("two");
        String hello = hello().toString();
        obol("compile", hello, "-o", one.toString());
        obol("compile", hello, "-o", two.toString());
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    }

    @Test
    void badUse() throws IOException {
        String hello = hello().toString();
        String out = folder.resolve("out").toString();
        usage("missing.jar: no such file or folder", "compile", "missing.jar", "-o", out);
        usage("compile: -o FILE is missing", "compile", hello);
        usage("compile: --target arm: the targets are linux and pc", "compile", hello, "-o", out, "--target", "arm");
        usage("Unknown option: '--nonsense'", "compile", "--nonsense", hello, "-o", out);
        usage("Unmatched argument at index 0: 'frobnicate'", "frobnicate");
        String[] many = {"compile", hello, "-o", folder.resolve("many").toString(), "--target", "pc", "--run"};
        int options = many.length;
        many = java.util.Arrays.copyOf(many, options + 64);
        java.util.Arrays.fill(many, options, many.length, "x");
        usage("a PC image takes at most 63 arguments, of 4000 bytes together", many);
        Files.writeString(folder.resolve("not.jar"), "no jar at all");
        Result notJar = obol("compile", folder.resolve("not.jar").toString(), "-o", out);
        assertEquals(1, notJar.status);
        Result noMain = obol("compile", hello, "--main", "Other", "-o", out);
        assertEquals(new Result(1, "", "obol: cannot find the main class Other\n"), noMain);
        assertFalse(Files.exists(Path.of(out)));
    }

    private static void usage(String message, String... arguments) {
        assertEquals(new Result(2, "", "obol: " + message + "\n"), obol(arguments));
    }

    @Test
    void aClassThatBreaksTheRulesIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(hello());
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("println");
        bytes[at] = 'q';
        // Still well typed: a method that is not there is a linkage error at its use, no refusal.
        Files.write(folder.resolve("Hello.class"), bytes);
        assertEquals(new Result(0, "accepted Hello\n", ""), obol("verify", folder.resolve("Hello.class").toString()));

        Path bad = folder.resolve("Bad.class");
        Files.write(bad, badClass());
        Result refused = obol("verify", bad.toString());
        assertEquals(1, refused.status);
        assertTrue(refused.out.startsWith("refused Bad f()I @0 line 0: 4.10.1.9.ireturn: found "), refused.out);
        Result compiled = obol("compile", bad.toString(), "-o", folder.resolve("bad").toString());
        assertEquals(1, compiled.status);
        assertTrue(compiled.err.startsWith("refused Bad"), compiled.err);
    }

    /** A class whose method f returns an int that nobody pushed. */
    private static byte[] badClass() {
        org.objectweb.asm.ClassWriter w = new org.objectweb.asm.ClassWriter(0);
        w.visit(61, 1, "Bad", null, "java/lang/Object", null);
        org.objectweb.asm.MethodVisitor m = w.visitMethod(9, "f", "()I", null, null);
        m.visitCode();
        m.visitInsn(org.objectweb.asm.Opcodes.IRETURN);
        m.visitMaxs(1, 0);
        m.visitEnd();
        w.visitEnd();
        return w.toByteArray();
    }
}
