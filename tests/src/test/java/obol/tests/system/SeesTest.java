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
            + "service blind seeing.BlindService uses * sees -\n"
            + "service reading seeing.ReadingService uses * sees /tmp:r,/dev:r\nservice seeing seeing.SeeingService uses blind sees /tmp\n"), outcome.out());
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
            call blind reaches seeing; call blind reaches ram; call blind reaches proc
            """);
        assertEquals("hello\ntext\nhidden\nhidden\ntrue\ntrue\nfalse\nhidden\nhidden\nhidden\ntrue\nfalse\nfalse\n", outcome.out(), outcome.err());
    }

    /** What it sees as read-only it reads, and changes nothing there; nor does it reach the server by which it could. */
    @Test
    void readOnly() throws IOException {
        Path jar = Obol.jar("seeing", folder);
        Outcome outcome = Obol.run(Map.of(), "--hosted", "--with", jar.toString(), "-c", """
            echo hello >/tmp/note
            call reading line /tmp/note
            call reading line /dev/sysname
            call reading write /tmp/note text || echo refused
            call reading write /tmp/other text || echo refused
            call reading write /dev/null text || echo refused
            call reading list /tmp; cat /tmp/note
            call reading line /dev/cons || echo hidden
            call reading reaches ram; call reading reaches ram:r; call reading reaches srv:r
            """);
        assertEquals("hello\nobol\nrefused\nrefused\nrefused\n[\"note\"]\nhello\nhidden\nfalse\ntrue\nfalse\n", outcome.out(), outcome.err());
    }
}
