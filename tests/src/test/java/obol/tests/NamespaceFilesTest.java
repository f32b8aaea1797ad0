package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.aot.Compilation;
import obol.host.image.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The class library's files on a namespace: a program in a process of its own, whose files a server in another process has. */
class NamespaceFilesTest {
    private static final Path FOLDER = Path.of("target/namespace-files").toAbsolutePath();
    private static Path hosted;

    @BeforeAll
    static void compile() throws IOException {
        Path classes = Files.createDirectories(FOLDER.resolve("classes"));
        List<String> javac = new ArrayList<>(List.of("-nowarn", "-encoding", "UTF-8", "-d", classes.toString()));
        for (String folder : List.of("files", "library")) {
            try (Stream<Path> sources = Files.list(Path.of("src/programs").resolve(folder))) {
                sources.map(Path::toString).sorted().forEach(javac::add);
            }
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, javac.toArray(new String[0])));
        hosted = image("linux");
    }

    private static Path image(String target) {
        return Images.compileWithSystem(FOLDER.resolve("classes"), List.of(new Compilation.Program("starter", "files/Starter"),
            new Compilation.Program("ram", "obol/system/servers/ram/Ram"), new Compilation.Program("library", "library/Main"),
            new Compilation.Program("streams", "files/StandardStreams")), target, FOLDER.resolve("files-" + target));
    }

    /** What HotSpot's program prints, and then how it ended. The first process has the machine's output. */
    private static String onHotSpot(String program) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Outcome outcome = Outcome.of(List.of(java, "-Xshare:auto", "-cp", FOLDER.resolve("classes").toString(), "library.Main", program),
            Map.of("LC_ALL", "C.UTF-8", "OBOL_TEST", "\u00e4", "PATH", "/usr/bin:/bin", "HOME", "/"), "eins\nzw\u00f6lf");
        return outcome.out() + outcome.err() + "status " + outcome.status() + "\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", "Files", "Standard"})
    void asOnHotSpot(String program) {
        assertEquals(onHotSpot(program), Programs.run(List.of(hosted.toString(), "library", program), Map.of()).out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"preempt", "collect,every=20,verify"})
    void underStress(String stress) {
        assertEquals(onHotSpot("Files"), Programs.run(List.of(hosted.toString(), "library", "Files"), Map.of("OBOL_STRESS", stress)).out());
    }

    /** Input that ends, working directory, an exception that is printed on the process's own standard error. */
    @Test
    void standardStreams() {
        assertEquals("""
            eins
            5-1 \u00e4 /x me
            Exception in thread "main" java.lang.IllegalStateException: as it should
            \tat files.StandardStreams.main(StandardStreams.java:17)
            status 134
            """, Programs.run(List.of(hosted.toString(), "streams"), Map.of()).out());
    }

    @Test
    @Tag("qemu")
    void booted() {
        Outcome outcome = Programs.boot(image("pc"), "library", "Files");
        assertEquals(onHotSpot("Files"), outcome.err() + outcome.out());
    }
}
