package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dependencies between modules point one way, as docs/design.md says, and every package says what it is. */
class ModulesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern NAME = Pattern.compile("\\bobol\\.([a-z]+)\\b");

    /** The packages below {@code obol} that each module may name, besides its own. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
        "nucleus", List.of(),
        "bytecode-verifier", List.of(),
        "styx-9p", List.of(),
        "channels", List.of("classfile", "layout", "nucleus"),
        // Of the layouts the rows of traffic, which the nucleus fills for init.
        "system-services", List.of("channels", "layout", "nucleus", "styx"),
        "aot-compiler", List.of("classfile", "layout"),
        "shell", List.of("aot", "channels", "classfile", "layout", "nucleus", "styx", "system", "verifier", "importer"));

    private static final Map<String, List<String>> OWN = Map.of(
        "nucleus", List.of("nucleus", "layout"),
        "bytecode-verifier", List.of("classfile", "verifier", "importer"),
        "styx-9p", List.of("styx"),
        "channels", List.of("channels"),
        "aot-compiler", List.of("aot"),
        "system-services", List.of("system", "net", "files"),
        "shell", List.of("host", "shell"));

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }

    @Test
    void dependenciesPointOneWay() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String module : MAY_USE.keySet()) {
            List<Path> files = sources(module);
            assertFalse(files.isEmpty(), module);
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    if (!line.startsWith("import ")) continue;
                    Matcher name = NAME.matcher(line);
                    while (name.find()) {
                        String used = name.group(1);
                        if (!OWN.get(module).contains(used) && !MAY_USE.get(module).contains(used)) wrong.add(ROOT.relativize(file) + ": " + line);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Only package obol.host of the shell's module sees the compiler, the verifier and the nucleus. */
    @Test
    void theShellItselfSeesChannelsAndServicesOnly() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources("shell")) {
            if (file.toString().contains("/obol/host/")) continue;
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("import ") && line.contains(" obol.") && !line.contains(" obol.shell.") && !line.contains(" obol.channels.") && !line.contains(" obol.system.")) {
                    wrong.add(ROOT.relativize(file) + ": " + line);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<String> silent = new ArrayList<>();
        for (String module : MAY_USE.keySet()) {
            for (Path file : sources(module)) {
                if (!Files.exists(file.resolveSibling("package-info.java"))) silent.add(ROOT.relativize(file.getParent()).toString());
            }
        }
        assertEquals(List.of(), silent.stream().distinct().toList());
    }
}
