package obol.shell.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import obol.shell.invocation.Invocation;

/** What {@code /proc/N/status} says: lines {@code key value}. */
final class ProcessStatus {
    private final Map<String, String> values = new HashMap<>();

    private ProcessStatus(String text) {
        for (String line : text.split("\n")) {
            int blank = line.indexOf(' ');
            if (blank > 0) values.put(line.substring(0, blank), line.substring(blank + 1).strip());
        }
    }

    static ProcessStatus of(Invocation call, String number) throws IOException {
        Path file = call.path("/proc/" + number + "/status");
        try (InputStream in = Files.newInputStream(file)) {
            return new ProcessStatus(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The value of a key; {@code -} when it is not there. */
    String text(String key) {
        return values.getOrDefault(key, "-");
    }

    /** The value as a number; 0 when it is none. */
    long number(String key) {
        try {
            return Long.parseLong(text(key));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
