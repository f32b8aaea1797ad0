package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import obol.tests.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How little Obol needs. */
class SmallTest {
    private static final long IMAGE_MOST = 12_000_000;

    @Test
    void theImage() throws IOException {
        long size = Files.size(Obol.booted());
        System.out.println("image: " + size + " bytes");
        assertTrue(size <= IMAGE_MOST, size + " bytes");
    }

    @Test
    @Tag("qemu")
    void theMemory() {
        assertEquals(new Outcome("hello\n1\n", "", 0), Obol.run(Map.of(), "--mem", "24M", "-c", "echo hello; ls /proc | grep -c '^1$'"));
    }
}
