package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import obol.tests.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code obol new service}: the whole way from nothing to a service that is called. */
class NewServiceTest {
    @TempDir Path folder;

    private static Outcome obol(String... arguments) {
        return Outcome.of(Obol.command(arguments), Map.of("PATH", System.getenv("PATH")), "");
    }

    @Test
    void aNameThatIsNoneAndAFolderThatIsNotEmpty() throws IOException {
        for (String name : List.of("Greeter", "a-b", "switch", "1st", "")) assertEquals(2, obol("new", "service", name).status(), name);
        Files.createFile(folder.resolve("there"));
        Outcome outcome = obol("new", "service", "greeter", "-d", folder.toString());
        assertEquals(new Outcome("", "obol: " + folder + " is there already\n", 1), outcome);
        assertEquals(2, obol("new").status());
    }

    @Test
    @Tag("slow")
    void fromNothingToACall() throws IOException {
        Path project = folder.resolve("a project");
        assertEquals(0, obol("new", "service", "greeter", "-d", project.toString()).status());
        Outcome packaged = Outcome.of(List.of("mvn", "-B", "-o", "-f", project.resolve("pom.xml").toString(), "package"),
            Map.of("PATH", System.getenv("PATH"), "HOME", System.getProperty("user.home"), "JAVA_HOME", System.getProperty("java.home")), "");
        assertEquals(0, packaged.status(), packaged.out() + packaged.err());
        assertTrue(packaged.out().contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0"), packaged.out());
        Path jar = project.resolve("target/greeter-1.0.jar");
        Outcome called = Obol.run(Map.of(), "--hosted", "--with", jar.toString(), "-c",
            "call greeter greet ann; call greeter greet ''; greeter-client bob carol; call greeter greeted; "
            + "echo Welcome >/srv/greeter/word; cat /srv/greeter/word; call greeter greet eve; echo ' ' >/srv/greeter/word || call greeter word");
        assertEquals("Hello, ann!\nHello, bob!\nHello, carol!\n3 greeted\n3\nWelcome\nWelcome, eve!\nWelcome\n", called.out(), called.err());
        assertTrue(called.err().contains("greet: argument 1: is blank, at character 1\n"), called.err());
        assertTrue(called.err().endsWith("setWord: argument 1: is blank, at character 1\n"), called.err());
    }
}
