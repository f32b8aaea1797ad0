package obol.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dependencies of the packages point one way, and none is large. */
class LayersTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?((?:[a-z]\\w*\\.)+)([A-Z]\\w*)", Pattern.MULTILINE);
    private static final int MOST_FILES = 25;

    /** What a package may use besides java.*; a class name allows that class alone. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("obol.channels", Set.of("obol.channels.runtime", "obol.channels.stream",
                    "obol.channels.transport.Memory", "obol.channels.transport.Transport")),
            Map.entry("obol.channels.transport", Set.of()),
            Map.entry("obol.channels.bounds", Set.of()),
            Map.entry("obol.channels.codec", Set.of("obol.channels.bounds", "obol.channels.transport")),
            Map.entry("obol.channels.contract", Set.of("obol.channels.bounds")),
            Map.entry("obol.channels.contract.generate", Set.of("obol.channels.bounds", "obol.channels.contract", "org.objectweb.asm")),
            Map.entry("obol.channels.contract.compile", Set.of("obol.channels.bounds", "obol.channels.contract",
                    "obol.channels.contract.generate.Generator", "obol.channels.supervision", "obol.classfile")),
            Map.entry("obol.channels.supervision", Set.of("obol.channels.Block", "obol.channels.Contract", "obol.channels.Pending")),
            Map.entry("obol.channels.runtime", Set.of("obol.channels", "obol.channels.codec", "obol.channels.stream",
                    "obol.channels.transport", "obol.channels.contract", "obol.channels.remote.RemoteServices",
                    "obol.channels.loopback.LoopbackTransport", "obol.channels.loopback.GeneratedClasses")),
            Map.entry("obol.channels.stream", Set.of("obol.channels", "obol.channels.codec", "obol.channels.runtime",
                    "obol.channels.transport")),
            Map.entry("obol.channels.remote", Set.of("obol.channels", "obol.channels.codec.Limits", "obol.channels.transport")),
            Map.entry("obol.channels.loopback", Set.of("obol.channels", "obol.channels.runtime", "obol.channels.transport",
                    "obol.channels.contract", "obol.channels.contract.compile", "obol.channels.contract.generate")),
            Map.entry("obol.channels.naming", Set.of("obol.channels", "obol.channels.codec", "obol.channels.runtime", "obol.channels.transport")),
            Map.entry("obol.channels.kernel", Set.of("obol.channels", "obol.channels.codec", "obol.channels.naming", "obol.channels.runtime",
                    "obol.channels.transport", "obol.nucleus", "obol.nucleus.abi", "obol.nucleus.annotation", "obol.nucleus.channel.Result", "obol.layout",
                    "obol.layout.KernelLayout")),
            Map.entry("obol.channels.recording", Set.of("obol.channels", "obol.channels.contract", "obol.channels.runtime",
                    "obol.channels.text", "obol.channels.transport")),
            Map.entry("obol.channels.testing", Set.of("obol.channels", "obol.channels.bounds", "obol.channels.contract",
                    "obol.channels.contract.compile", "obol.channels.loopback.Audit", "obol.channels.loopback.Ledger",
                    "obol.channels.runtime", "obol.channels.text", "obol.channels.transport", "net.jqwik.api", "net.jqwik.api.arbitraries", "net.jqwik.api.sessions")),
            Map.entry("obol.channels.text", Set.of("obol.channels", "obol.channels.bounds", "obol.channels.codec",
                    "obol.channels.contract", "obol.channels.runtime", "obol.channels.stream", "obol.channels.transport")));

    @Test
    void packagesUseWhatTheyMay() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<Path> files = sources();
        assertTrue(files.size() > 100);
        for (Path file : files) {
            String own = SOURCES.relativize(file.getParent()).toString().replace('/', '.');
            Set<String> allowed = ALLOWED.get(own);
            Matcher imports = IMPORT.matcher(Files.readString(file));
            while (imports.find()) {
                String used = imports.group(1).substring(0, imports.group(1).length() - 1);
                boolean fine = used.startsWith("java.") || used.equals(own)
                        || allowed != null && (allowed.contains(used) || allowed.contains(used + "." + imports.group(2)));
                if (!fine) {
                    wrong.add(file.getFileName() + " uses " + used + "." + imports.group(2));
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Reflection and method handles are the JVM's own affair. Views of arrays are compiled as any other access is. */
    @Test
    void theLoopbackAloneDefinesClasses() throws IOException {
        for (Path file : sources()) {
            String text = Files.readString(file).replaceAll("import java\\.lang\\.invoke\\.(VarHandle|MethodHandles);", "");
            boolean loopback = file.getParent().endsWith("loopback");
            assertTrue(loopback || !text.contains("java.lang.invoke") && !text.contains("MethodHandles.lookup") && !text.contains("java.lang.reflect")
                    && !text.contains("Class.forName"), file.toString());
        }
    }

    @Test
    void packagesAreSmallAndSayWhatTheyAre() throws IOException {
        for (String name : ALLOWED.keySet()) {
            Path folder = SOURCES.resolve(name.replace('.', '/'));
            try (Stream<Path> files = Files.list(folder)) {
                long count = files.filter(file -> file.toString().endsWith(".java")).count();
                // The API has the names that users import: their number is laid down.
                assertTrue(count <= MOST_FILES || name.equals("obol.channels") && count <= MOST_FILES + 12, name + ": " + count);
            }
            assertTrue(Files.exists(folder.resolve("package-info.java")), name);
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
