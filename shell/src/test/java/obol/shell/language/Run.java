package obol.shell.language;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a script did: in our interpreter, or in the machine's {@code sh}, each in an empty folder of its own. */
record Run(int status, String out, String err, Map<String, String> files) {
    static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C");

    static Run ours(String script, String... parameters) throws IOException {
        return in(folder -> {
            LinuxSystem system = new LinuxSystem(Files.createDirectory(folder.resolve("pipes")));
            String work = folder.resolve("work").toString();
            OperatingSystem.Streams streams = new OperatingSystem.Streams(
                    system.open("/dev/null", OperatingSystem.OpenMode.READ),
                    system.open(folder.resolve("out").toString(), OperatingSystem.OpenMode.TRUNCATE),
                    system.open(folder.resolve("err").toString(), OperatingSystem.OpenMode.TRUNCATE));
            int status = new Interpreter(system, "sh", List.of(parameters), new HashMap<>(ENVIRONMENT), work, streams).run(script);
            streams.in().close();
            streams.out().close();
            streams.err().close();
            return status;
        });
    }

    static Run theirs(String script, String... parameters) throws IOException {
        return in(folder -> {
            List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
            command.addAll(List.of(parameters));
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.resolve("work").toFile());
            builder.environment().clear();
            builder.environment().putAll(ENVIRONMENT);
            builder.redirectInput(new File("/dev/null")).redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile());
            return builder.start().waitFor();
        });
    }

    private interface Action {
        int in(Path folder) throws IOException, InterruptedException;
    }

    private static Run in(Action action) throws IOException {
        Path folder = Files.createTempDirectory("obol-shell");
        try {
            Path work = Files.createDirectory(folder.resolve("work"));
            int status = action.in(folder);
            Map<String, String> files = new TreeMap<>();
            try (Stream<Path> left = Files.list(work)) {
                for (Path file : left.filter(Files::isRegularFile).toList()) files.put(file.getFileName().toString(), Files.readString(file));
            }
            return new Run(status, Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")), files);
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            }
        }
    }
}
