package obol.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Figures that may only fall: the rows {@code | NAME | NUMBER |} of tables in docs/verifier.md and docs/figures.md. */
public final class Ratchets {
    private static final List<Path> TABLES = List.of(Path.of("..", "docs", "verifier.md"), Path.of("..", "docs", "figures.md"));

    private Ratchets() {}

    public static double atMost(String name) throws IOException {
        String row = "| " + name + " | ";
        for (Path table : TABLES) {
            for (String line : Files.readAllLines(table)) {
                if (line.startsWith(row)) return Double.parseDouble(line.substring(row.length()).replace("|", "").strip());
            }
        }
        throw new IllegalStateException("docs/verifier.md and docs/figures.md say nothing of: " + name);
    }
}
