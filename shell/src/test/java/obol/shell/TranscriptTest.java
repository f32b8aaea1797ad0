package obol.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TranscriptTest {
    static List<Transcript> transcripts() throws IOException {
        return Transcript.read(Path.of("src/test/transcripts/commands.txt"));
    }

    @ParameterizedTest
    @Timeout(30)
    @MethodSource("transcripts")
    void does(Transcript transcript) throws Exception {
        Person person = new Person(0);
        person.endInput();
        try (Machine machine = new Machine(person)) {
            int status = machine.run("-c", transcript.commands());
            assertEquals(transcript.output(), person.shown(), person.errorsShown());
            assertEquals(transcript.errors(), person.errorsShown());
            assertEquals(transcript.status(), status);
        }
    }

    @Test
    void anExecutableFileThatNamesNoProgramIsAScript() throws Exception {
        Person person = new Person(0);
        try (Machine machine = new Machine(person)) {
            assertEquals(0, machine.run("-c", "script a b; echo $?"));
            assertEquals("script /bin/script a 2\n3\n", person.shown());
        }
    }

    @Test
    void commandsComeFromStandardInputUntilAMistake() throws Exception {
        Person person = new Person(0);
        person.type("x=1\nif true; then\n echo $x\nfi\nnosuch\nfi\necho never\n");
        person.endInput();
        try (Machine machine = new Machine(person)) {
            assertEquals(2, machine.run());
            assertEquals("1\n", person.shown());
            assertEquals("sh: 5: nosuch: not found\nsh: 6: unexpected \"fi\"\n", person.errorsShown());
        }
    }

    @Test
    void theRestOfStandardInputIsThePrograms() throws Exception {
        Person person = new Person(0);
        person.type("echo a\ncat\nrest\nof input");
        person.endInput();
        try (Machine machine = new Machine(person)) {
            assertEquals(0, machine.run());
            assertEquals("a\nrest\nof input", person.shown());
        }
    }
}
