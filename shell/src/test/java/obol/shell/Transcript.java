package obol.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands for {@code sh -c} and what they do, from a file; its head says how they are written. */
record Transcript(String commands, String output, String errors, int status) {
    static List<Transcript> read(Path file) throws IOException {
        List<Transcript> all = new ArrayList<>();
        String commands = null;
        StringBuilder output = new StringBuilder();
        StringBuilder errors = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("% ")) {
                commands = line.substring(2);
                output.setLength(0);
                errors.setLength(0);
            } else if (commands == null) {
                if (!line.isEmpty() && !line.startsWith("#")) throw new IOException(file + ": a line of no entry: " + line);
            } else if (line.startsWith("= ")) {
                all.add(new Transcript(commands, output.toString(), errors.toString(), Integer.parseInt(line.substring(2))));
                commands = null;
            } else if (line.startsWith("! ")) {
                errors.append(line.substring(2)).append('\n');
            } else {
                output.append(line.equals(".") ? "" : line).append('\n');
            }
        }
        if (commands != null) throw new IOException(file + ": an entry without status: " + commands);
        return all;
    }

    @Override
    public String toString() {
        return commands;
    }
}
