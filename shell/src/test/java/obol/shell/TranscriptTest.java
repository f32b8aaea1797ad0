package obol.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
}
