package obol.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Figures that may only fall: the rows {@code | NAME | NUMBER |} of a table in docs/verifier.md. */
public final class Ratchets {
    private static final Path TABLE = Path.of("..", "docs", "verifier.md");

    private Ratchets() {}

    public static double atMost(String name) throws IOException {
        String row = "| " + name + " | ";
        for (String line : Files.readAllLines(TABLE)) {
            if (line.startsWith(row)) return Double.parseDouble(line.substring(row.length()).replace("|", "").strip());
        }
        throw new IllegalStateException("docs/verifier.md says nothing of: " + name);
    }
}
