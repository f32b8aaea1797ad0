package obol.shell.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.shell.editing.Completion;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameCompletionTest {
    @TempDir
    Path folder;

    /** What is typed, where the word begins, and the candidates, {@code _} for a blank. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
        ec               ~ 0  ~ echo_
        my               ~ 0  ~ mytool_
        if tes           ~ 3  ~ test_
        echo a; my       ~ 8  ~ mytool_
        echo a|my        ~ 7  ~ mytool_
        cat my           ~ 4  ~
        cat no           ~ 4  ~ notes_
        cat a            ~ 4  ~ a\\_b_,ab_
        cat a\\ b        ~ 4  ~ a\\_b_
        cat <a           ~ 5  ~ a\\_b_,ab_
        cat bin/         ~ 4  ~ bin/mytool_
        bin/m            ~ 0  ~ bin/mytool_
        cat b            ~ 4  ~ bin/
        cat .            ~ 4  ~ .hidden_
        cat "a           ~ 4  ~
        cat nosuch/x     ~ 4  ~
        """)
    void candidates(String typed, int start, String words) throws IOException {
        Files.createDirectory(folder.resolve("bin"));
        for (String file : List.of("bin/mytool", "notes", "a b", "ab", ".hidden")) Files.createFile(folder.resolve(file));
        LinuxSystem system = new LinuxSystem(folder);
        Interpreter shell = new Interpreter(system, "sh", List.of(), new HashMap<>(Map.of("PATH", "bin")), folder.toString(), new OperatingSystem.Streams(null, null, null));
        Completion.Candidates found = new NameCompletion(system, shell).complete(typed);
        assertEquals(start, found.start());
        assertEquals(words == null ? "" : words, String.join(",", found.words()).replace(' ', '_'));
    }
}
