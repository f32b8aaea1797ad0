package obol.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import obol.shell.tools.Ran;
import org.junit.jupiter.api.Test;

class ProgramsTest {

    @Test
    void everyUtilityIsAProgram() {
        Set<String> expected = new TreeSet<>(Ran.names());
        expected.add("sh");
        assertEquals(expected, Programs.BIN.keySet());
    }
}
