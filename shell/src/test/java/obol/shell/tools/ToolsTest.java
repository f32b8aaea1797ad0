package obol.shell.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the utilities are our own: texts of errors, output that closes, what is refused. */
class ToolsTest {
    @TempDir
    Path folder;

    private Ran run(String line) {
        List<String> command = new ArrayList<>();
        for (String word : line.split(" ")) command.add(word.replace("@", folder.toString()));
        return Ran.ours(command, new byte[0]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
        cat @/nosuch          ~ 1 ~ cat: @/nosuch: file does not exist
        cat @/dir             ~ 1 ~ cat: @/dir: file is a directory
        cat @/file/x          ~ 1 ~ cat: @/file/x: not a directory
        ls @/nosuch           ~ 2 ~ ls: @/nosuch: file does not exist
        rm @/nosuch           ~ 1 ~ rm: @/nosuch: file does not exist
        rm @/dir              ~ 1 ~ rm: @/dir: file is a directory
        rm -r /               ~ 1 ~ rm: /: is not removed
        rm -r @/dir/..        ~ 1 ~ rm: @/dir/..: is not removed
        mkdir @/dir           ~ 1 ~ mkdir: @/dir: file already exists
        mkdir @/a/b           ~ 1 ~ mkdir: @/a/b: file does not exist
        mv @/nosuch @/x       ~ 1 ~ mv: @/nosuch: file does not exist
        cp @/dir @/x          ~ 1 ~ cp: @/dir: file is a directory (-r copies it)
        cp -r @/dir @/dir/sub ~ 1 ~ cp: @/dir: cannot go into itself
        mv @/dir @/dir/sub    ~ 1 ~ mv: @/dir: cannot go into itself
        cp @/file @/file      ~ 1 ~ cp: @/file: @/file: the same file
        head -n               ~ 1 ~ head: option -n wants a value
        head -n x             ~ 1 ~ head: x: not a number
        wc -Z                 ~ 1 ~ wc: unknown option -Z
        grep ( -E             ~ 2 ~ grep: -E: file does not exist
        grep -E (             ~ 2 ~ grep: (: parenthesis without its end
        grep -E a** @/nosuch  ~ 2 ~ grep: @/nosuch: file does not exist
        grep [a               ~ 2 ~ grep: [a: [ without its ]
        date +%Q              ~ 1 ~ date: %Q is not supported
        sort -k 0             ~ 2 ~ sort: 0: fields count from 1
        test 1 -eq x          ~ 2 ~ test: x: not a number
        sleep 1x              ~ 1 ~ sleep: 1x: not a number of seconds
        """)
    void textsOfErrors(String line, int status, String message) throws IOException {
        Files.createDirectory(folder.resolve("dir"));
        Files.writeString(folder.resolve("file"), "x");
        Ran ran = run(line);
        assertEquals(new Ran(status, "", message.replace("@", folder.toString()) + "\n"), ran);
        assertTrue(Files.exists(folder.resolve("file")) && Files.isDirectory(folder.resolve("dir")));
        assertFalse(Files.exists(folder.resolve("dir/sub")));
    }

    /** Input without end: a utility whose output is closed, or that has seen enough, ends all the same. */
    @ParameterizedTest
    @Timeout(60)
    @CsvSource({"cat", "grep y", "head -n 1000000000", "tail -n +1", "uniq -c -u", "tail -c +1"})
    void endsWhenOutputCloses(String line) {
        InputStream endless = new InputStream() {
            private long at;

            @Override
            public int read() {
                return "y\nn\n".charAt((int) (at++ % 4));
            }
        };
        OutputStream closing = new OutputStream() {
            private int left = 20_000;

            @Override
            public void write(int b) throws IOException {
                if (left-- <= 0) throw new IOException("closed");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> words = List.of(line.split(" "));
        assertEquals(1, Math.min(1, Ran.run(words, endless, closing, err)));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    @Timeout(60)
    void endsWhenItHasSeenEnough() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '\n';
            }
        };
        for (String line : List.of("head -n 5", "head -c 5", "grep -q ^$")) {
            assertEquals(0, Ran.run(List.of(line.split(" ")), endless, new ByteArrayOutputStream(), new ByteArrayOutputStream()), line);
        }
    }

    /** What was found is written before the input has to be waited for, so that a person sees it. */
    @Test
    void writesBeforeItWaits() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream typed = new InputStream() {
            private int line;

            @Override
            public int read() {
                throw new AssertionError("reads single bytes");
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                assertEquals("line\n".repeat(line), out.toString(StandardCharsets.UTF_8));
                if (++line > 3) return -1;
                System.arraycopy("line\n".getBytes(StandardCharsets.UTF_8), 0, bytes, from, 5);
                return 5;
            }
        };
        assertEquals(0, Ran.run(List.of("grep", "l"), typed, out, new ByteArrayOutputStream()));
    }

    @Test
    void dateHasPosixForm() throws UsageException {
        Instant time = Instant.parse("2026-11-01T03:04:05.000000678Z");
        assertEquals("Sun Nov  1 03:04:05 UTC 2026", Date.format("%a %b %e %H:%M:%S %Z %Y", time));
        assertEquals("1793502245 000000678 03:04:05 AM 03:04 305", Date.format("%s %N %r %R %j", time));
        assertThrows(UsageException.class, () -> Date.format("%E", time));
    }

    @Test
    void moveReplacesInOneStep() throws IOException {
        Files.writeString(folder.resolve("a"), "new");
        Files.writeString(folder.resolve("b"), "old");
        assertEquals(new Ran(0, "", ""), run("mv @/a @/b"));
        assertEquals("new", Files.readString(folder.resolve("b")));
        assertFalse(Files.exists(folder.resolve("a")));
    }

    @Test
    void usageErrorsKeepOutputWrittenBefore() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Invocation.run("x", 3, call -> {
            call.out.print("before\n");
            throw new UsageException("wrong");
        }, List.of(), Surroundings.OWN, InputStream.nullInputStream(), out, err);
        assertEquals(3, status);
        assertEquals("before\n", out.toString(StandardCharsets.UTF_8));
        assertEquals("x: wrong\n", err.toString(StandardCharsets.UTF_8));
    }
}
