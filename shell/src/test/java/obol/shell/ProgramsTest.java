package obol.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import obol.shell.invocation.Surroundings;
import obol.shell.tools.Ran;
import org.junit.jupiter.api.Test;

class ProgramsTest {

    @Test
    void everyUtilityIsAProgram() {
        Set<String> expected = new TreeSet<>(Ran.names());
        expected.add("sh");
        assertEquals(expected, Programs.BIN.keySet());
    }

    @Test
    void helpTellsOfEachCommandOnceInOrder() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(0, Ran.run(List.of("help"), Surroundings.OWN, InputStream.nullInputStream(), out, OutputStream.nullOutputStream()));
        List<String> told = out.toString(StandardCharsets.UTF_8).lines().map(line -> line.split("[ ,]", 2)[0]).toList();
        assertEquals(told.stream().sorted().distinct().toList(), told);
        Set<String> commands = new TreeSet<>(Programs.BIN.keySet());
        commands.addAll(List.of("bind", "break", "cd", "close", "exit", "mount", "set", "unmount", "wait"));
        commands.removeAll(Set.of("false")); // with true
        assertEquals(commands, new TreeSet<>(told));
    }
}
