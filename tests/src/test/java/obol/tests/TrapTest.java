package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import obol.host.image.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes to code, to a literal, and to the null area are refused by the machine, even to trusted code. */
class TrapTest {
    private static final Path FOLDER = Path.of("target/traps").toAbsolutePath();
    private static final int FAULT = 134;

    @BeforeAll
    static void compile() throws IOException {
        Path classes = Files.createDirectories(FOLDER.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-d", classes.toString(),
            "-cp", Images.nucleusClasses().toString(), Path.of("src/programs/trusted/Trap.java").toString());
        assertEquals(0, status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "literal", "null"})
    void hosted(String where) {
        Path image = Images.compileTrusted(FOLDER.resolve("classes"), "obol/nucleus/Trap", "linux", FOLDER.resolve("trap"));
        refused(Programs.run(List.of(image.toString(), where), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "literal", "null"})
    @Tag("qemu")
    void booted(String where) {
        Path image = Images.compileTrusted(FOLDER.resolve("classes"), "obol/nucleus/Trap", "pc", FOLDER.resolve("trap.elf"));
        refused(Programs.boot(image, where));
    }

    private static void refused(Outcome outcome) {
        // A status has seven bits where QEMU's debug exit carries it.
        assertTrue(outcome.status() == FAULT || outcome.status() == (FAULT & 0x7F), outcome.toString());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().startsWith("obol: trap "), outcome.err());
        assertTrue(outcome.err().contains("\tat obol.nucleus.Trap.main"), outcome.err());
    }
}
