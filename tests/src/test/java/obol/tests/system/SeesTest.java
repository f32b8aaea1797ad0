package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import obol.tests.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service sees of the namespace what {@code @Sees} says, and {@code obol verify} tells. */
class SeesTest {
    @TempDir Path folder;

    @Test
    void verifyTells() throws IOException {
        Path jar = Obol.jar("seeing", folder);
        Outcome outcome = Outcome.of(Obol.command("verify", jar.toString()), Map.of("PATH", System.getenv("PATH")), "");
        assertTrue(outcome.out().endsWith("accepted seeing.SeeingService\n"
            + "service blind seeing.BlindService uses * sees -\nservice seeing seeing.SeeingService uses blind sees /tmp\n"), outcome.out());
        assertEquals(0, outcome.status());
    }

    @Test
    void nothingElseIsThere() throws IOException {
        Path jar = Obol.jar("seeing", folder);
        Outcome outcome = Obol.run(Map.of(), "--hosted", "--with", jar.toString(), "-c", """
            echo hello >/tmp/note
            call seeing line /tmp/note
            call seeing write /tmp/other text
            cat /tmp/other; echo
            call seeing line /dev/sysname || echo hidden
            call seeing list /srv || echo hidden
            call seeing reaches blind; call seeing reaches ram; call seeing reaches dev
            call blind line /tmp/note || echo hidden
            call blind list /proc || echo hidden
            call blind write /tmp/x y || echo hidden
            call blind reaches seeing; call blind reaches ram
            """);
        assertEquals("hello\ntext\nhidden\nhidden\ntrue\ntrue\nfalse\nhidden\nhidden\nhidden\ntrue\nfalse\n", outcome.out(), outcome.err());
    }
}
