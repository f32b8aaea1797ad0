package obol.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import obol.shell.invocation.ManualPage;
import obol.shell.invocation.Surroundings;
import obol.shell.tools.Ran;
import org.junit.jupiter.api.Test;

/** The pages of the manual are complete, of one form, and lead to each other. Those of files are compared with the servers' by their tests. */
class ManualTest {
    private static final Path ROOT = Path.of("src/main/files");
    private static final Pattern REFERENCE = Pattern.compile("([a-z0-9]+)\\(([0-9])\\)");
    /** The files of the image, and nothing else. */
    private static final Surroundings IMAGE = new Surroundings() {
        @Override
        public Path path(String name) {
            return ROOT.resolve(name.substring(1));
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public int number() {
            return 1;
        }
    };

    /** By section and name. */
    private static Map<String, ManualPage> pages() throws IOException {
        Map<String, ManualPage> pages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("man"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String section = file.getParent().getFileName().toString();
                ManualPage page = new ManualPage(section, file.getFileName().toString(), Files.readString(file));
                pages.put(page.name() + '(' + section + ')', page);
            }
        }
        return pages;
    }

    private static String run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(0, Ran.run(List.of(words), IMAGE, InputStream.nullInputStream(), out, OutputStream.nullOutputStream()), words[0]);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eachProgramHasAPageWhoseSynopsisItPrints() throws IOException {
        Map<String, ManualPage> pages = pages();
        Set<String> missing = new TreeSet<>(Programs.BIN.keySet());
        missing.removeIf(name -> pages.containsKey(name + "(1)"));
        assertEquals(Set.of(), missing, "programs without a page in shell/src/main/files/man/1");
        for (String name : Ran.names()) {
            if (!Set.of("echo", "test", "true", "false").contains(name)) {
                assertEquals(String.join("\n", pages.get(name + "(1)").synopsis()) + '\n', run(name, "--help"));
            }
        }
    }

    @Test
    void helpTellsOfEachCommandInOrder() {
        List<String> told = run("help").lines().map(line -> line.split(" ", 2)[0]).toList();
        assertEquals(told.stream().sorted().toList(), told);
        Set<String> commands = new TreeSet<>(Programs.BIN.keySet());
        commands.addAll(List.of("bind", "break", "cd", "close", "continue", "exit", "mount", "set", "unmount", "wait"));
        assertEquals(commands, new TreeSet<>(told));
    }

    @Test
    void allAreOfOneForm() throws IOException {
        pages().forEach((title, page) -> {
            List<String> headings = page.text().lines().filter(line -> !line.isEmpty() && line.charAt(0) != ' ').toList();
            assertEquals(List.of("NAME", "SYNOPSIS", "DESCRIPTION"), headings.subList(0, 3), title);
            assertTrue(Set.of("FILES", "SEE ALSO").containsAll(headings.subList(3, headings.size())), title);
            assertTrue(page.names().contains(page.name()) || page.name().equals("sh"), title);
            assertFalse(page.description().isEmpty() || page.synopsis().isEmpty(), title);
            assertTrue(page.text().lines().allMatch(line -> line.length() <= 80 && line.equals(line.stripTrailing())), title);
            if (page.section().equals("1")) {
                assertTrue(page.synopsis().stream().allMatch(line -> page.names().contains(line.split(" ")[0])), title);
            }
        });
    }

    @Test
    void referencesLeadSomewhere() throws IOException {
        Map<String, ManualPage> pages = pages();
        pages.forEach((title, page) -> {
            Matcher references = REFERENCE.matcher(page.text());
            while (references.find()) {
                assertTrue(pages.containsKey(references.group()) || references.group().equals("mount(8)"), title + " names " + references.group());
            }
            for (String file : page.part("FILES")) {
                boolean ofImage = file.startsWith("/bin") || file.startsWith("/lib") || file.startsWith("/man");
                assertTrue(ofImage || file.matches("/(dev|proc/N|proc|proc/1|env|srv|srv/SERVICE|tmp|n|net|log)(/[a-z0-9]+)?"), title + " names " + file);
            }
        });
    }
}
