package obol.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.ToolProvider;
import obol.aot.image.Freezing;
import obol.host.image.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which initialisers can be frozen, with small base images of their own. */
@Tag("slow")
class FreezingRulesTest {
    private static final String PREFIX = "frozen.Initialisers$";
    private static final Path FOLDER = Path.of("target/freezing-rules").toAbsolutePath();
    private static Path classes;

    @BeforeAll
    static void compile() throws IOException {
        classes = Files.createDirectories(FOLDER.resolve("rules"));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-d", classes.toString(),
            "src/programs/frozen/Initialisers.java"));
    }

    private static byte[] base(String name, List<String> report, Set<String> constants) {
        Map<String, String> lazy = Map.of(PREFIX + "Called", "for the test");
        return Images.compileBase(classes, "frozen",
            new Freezing(List.of(PREFIX + name), lazy, constants, Images.seed(FOLDER), report::add));
    }

    @Test
    void theSameEachTime() {
        List<String> report = new ArrayList<>();
        byte[] base = base("Sound", report, Set.of());
        assertArrayEquals(base, base("Sound", report, Set.of()));
        assertEquals(2, report.size());
        assertEquals(report.get(0), report.get(1));
        assertTrue(report.get(0).contains("java.util.HashMap$Node 2400"), report.get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Clock | give something else each time",
        "Failing | frozen.Initialisers$Failing: java.lang.NullPointerException",
        "Calling | initialises frozen.Initialisers$Called, which has to stay lazy: for the test",
        "Interning | interns a String that is no literal",
        "Large | has 20016 bytes, more than",
        "Absent | no class of the image: frozen.Initialisers$Absent"})
    void refused(String name, String message) {
        RuntimeException refusal = assertThrows(RuntimeException.class, () -> base(name, new ArrayList<>(), Set.of()));
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    @Test
    void aConstantIsAFieldOfTheImage() {
        RuntimeException refusal = assertThrows(RuntimeException.class, () -> base("Sound", new ArrayList<>(), Set.of(PREFIX + "Sound.NONE")));
        assertTrue(refusal.getMessage().contains("no static field of the image: frozen.Initialisers$Sound.NONE"), refusal.getMessage());
    }
}
