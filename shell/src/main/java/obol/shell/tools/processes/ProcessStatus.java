package obol.shell.tools.processes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
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

    /** Those of all processes, by number. */
    static SortedMap<Long, ProcessStatus> all(Invocation call) throws IOException {
        SortedMap<Long, ProcessStatus> all = new TreeMap<>();
        List<Path> entries;
        try (Stream<Path> listed = Files.list(call.path("/proc"))) {
            entries = listed.toList();
        }
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            if (!isNumber(name)) continue;
            try {
                all.put(Long.parseLong(name), of(call, name));
            } catch (IOException e) {
                // it has gone since
            }
        }
        return all;
    }

    static boolean isNumber(String name) {
        for (int i = 0; i < name.length(); i++) if (name.charAt(i) < '0' || name.charAt(i) > '9') return false;
        return !name.isEmpty() && name.length() <= 10;
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
