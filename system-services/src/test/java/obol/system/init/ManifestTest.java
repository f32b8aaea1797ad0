package obol.system.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import obol.channels.supervision.Restart;
import obol.channels.supervision.RestartPolicy;
import org.junit.jupiter.api.Test;

class ManifestTest {
    @Test
    void textAndBack() {
        for (Manifest manifest : List.of(Manifest.NONE,
            new Manifest(Optional.of("counter"), Optional.of("obol-contract 1\nstart C\nuses x\n"), Optional.empty(),
                Optional.of(List.of("/tmp", "/")), Optional.empty()),
            new Manifest(Optional.of("a"), Optional.of(""), Optional.of(List.of()), Optional.of(List.of()), Optional.empty()),
            new Manifest(Optional.empty(), Optional.empty(), Optional.of(List.of("a", "b")), Optional.empty(),
                Optional.of(new RestartPolicy(Restart.When.ON_CRASH, 7, 60))))) {
            assertEquals(manifest, Manifest.parse(manifest.text()));
        }
        assertEquals("service counter\nuses a b\nsees /tmp\ncontract\nx\n", new Manifest(Optional.of("counter"), Optional.of("x\n"),
            Optional.of(List.of("a", "b")), Optional.of(List.of("/tmp")), Optional.empty()).text());
        assertThrows(IllegalArgumentException.class, () -> Manifest.parse("service\n"));
        assertThrows(IllegalArgumentException.class, () -> Manifest.parse("\n"));
    }
}
