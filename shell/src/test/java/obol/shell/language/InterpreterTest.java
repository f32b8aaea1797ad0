package obol.shell.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the language is its own: values are one word, all variables are in the environment, texts of errors, Ctrl-C. */
class InterpreterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
        x='a   b'; for i in $x; do echo "<$i>"; done           ~ <a   b>
        x='*'; > f; echo $x                                    ~ *
        x=; for i in $x; do echo "<$i>"; done                  ~ <>
        for i in $@; do echo "<$i>"; done                      ~ <one>^<two words>^<>
        x=5; sh -c 'exit 4'; env | grep ^x=                    ~ x=5
        x=1; true & wait $!; echo $? $x                        ~ 0 1
        for i in a b; do echo $i $1; done | cat                ~ a one^b one
        x="it's"; set | grep ^x                                ~ x='it'\\''s'
        > xé; > xè; echo x[é]                                  ~ xé
        echo a\\nb                                             ~ anb
        test -n "$PWD"; cd /usr; echo $PWD                     ~ /usr
        """)
    void ownMeaning(String script, String output) throws IOException {
        Run run = Run.ours(script.replace("\\\\", "\\"), "one", "two words", "");
        assertEquals(output.replace("\\\\", "\\").replace('^', '\n') + "\n", run.out(), run.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
        nosuch                       ~ 127 ~ sh: 1: nosuch: not found
        ^^ nosuch a b                ~ 127 ~ sh: 3: nosuch: not found
        /nosuch/x                    ~ 127 ~ sh: 1: /nosuch/x: not found
        /etc                         ~ 126 ~ sh: 1: /etc: permission denied
        cat < nosuch                 ~ 2   ~ sh: 1: cannot open nosuch: file does not exist
        echo > nosuch/x              ~ 2   ~ sh: 1: cannot create nosuch/x: file does not exist
        echo > .                     ~ 2   ~ sh: 1: cannot create .: file is a directory
        ^cd nosuch                   ~ 1   ~ sh: 2: cd: nosuch: file does not exist
        > f; cd f                    ~ 1   ~ sh: 1: cd: f: not a directory
        cd a b                       ~ 2   ~ sh: 1: cd: too many operands
        exit abc                     ~ 2   ~ sh: 1: exit: abc: not a number
        wait abc                     ~ 2   ~ sh: 1: wait: abc: not a process number
        for i in 1; do break 0; done ~ 2   ~ sh: 1: break: 0: not a number of loops
        set -e                       ~ 2   ~ sh: 1: set: -e: unknown option
        test 1 -eq x                 ~ 2   ~ sh: 1: test: x: not a number
        [ a                          ~ 2   ~ sh: 1: [: ] expected
        true |^ for i in a; do^^ nosuch; done ~ 127 ~ sh: 4: nosuch: not found
        """)
    void errors(String script, int status, String message) throws IOException {
        Run run = Run.ours(script.replace('^', '\n'));
        assertEquals(message + "\n", run.err());
        assertEquals(status, run.status());
    }

    /** A system without programs; what is written to a file is kept. */
    private static final class Bare implements OperatingSystem, OperatingSystem.OpenFile {
        final ByteArrayOutputStream written = new ByteArrayOutputStream();
        final CountDownLatch begun = new CountDownLatch(1);
        final Set<String> files = new TreeSet<>();
        Program started;
        int awaited;

        @Override
        public Program start(String file, List<String> arguments, Map<String, String> environment, String directory, Streams streams) {
            CountDownLatch ended = new CountDownLatch(1);
            begun.countDown();
            return started = new Program() {
                @Override
                public long pid() {
                    return 7;
                }

                private volatile boolean enough;

                @Override
                public int await() throws InterruptedException {
                    awaited++;
                    ended.await();
                    if (enough) throw new InterruptedException();
                    return 130;
                }

                @Override
                public void stopWaiting() {
                    enough = true;
                    ended.countDown();
                }

                @Override
                public boolean ended() {
                    return ended.getCount() == 0;
                }

                @Override
                public void interrupt() {
                    ended.countDown();
                }
            };
        }

        @Override
        public OpenFile open(String path, OpenMode mode) {
            return this;
        }

        @Override
        public Pipe pipe() {
            return new Pipe(this, this);
        }

        @Override
        public List<String> list(String directory) {
            return List.copyOf(files);
        }

        @Override
        public FileStatus status(String path) {
            return path.startsWith("/bin/") ? new FileStatus(false, true, 1, true, true, true) : null;
        }

        @Override
        public long pid() {
            return 3;
        }

        @Override
        public void write(byte[] bytes) {
            written.writeBytes(bytes);
            begun.countDown();
        }

        @Override
        public void close() { }
    }

    @ParameterizedTest
    @Timeout(60)
    @ValueSource(strings = {
        "echo x; while true; do true; done; echo never", "program; echo never", "program | program; echo never", "program & wait; echo never",
        "program & wait $!; echo never", "for i in a b c; do program; echo never; done", "if program; then echo never; else echo never; fi", "program || echo never", "echo x | program; echo never",
    })
    void controlC(String script) throws InterruptedException {
        Bare system = new Bare();
        Interpreter interpreter = new Interpreter(system, "sh", List.of(), new HashMap<>(), "/", new OperatingSystem.Streams(system, system, system));
        int[] status = new int[1];
        Thread shell = new Thread(() -> status[0] = interpreter.run(script));
        shell.start();
        system.begun.await();
        interpreter.interrupt();
        shell.join();
        assertEquals(130, status[0]);
        assertFalse(system.written.toString(StandardCharsets.UTF_8).contains("never"));
        assertFalse(interpreter.exited());
        assertEquals(0, interpreter.run("echo again"));
    }

    /** A process that has ended stays in the system's table until somebody has asked how. */
    @Test
    void whatHasEndedBehindIsAskedForAtTheNextLine() {
        Bare system = new Bare();
        Interpreter interpreter = new Interpreter(system, "sh", List.of(), new HashMap<>(), "/", new OperatingSystem.Streams(system, system, system));
        interpreter.run("program &");
        interpreter.run("true");
        assertEquals(0, system.awaited);
        system.started.interrupt();
        interpreter.run("true");
        assertEquals(1, system.awaited);
        interpreter.run("wait $!; echo $?");
        assertEquals("130\n", system.written.toString(StandardCharsets.UTF_8));
    }

    @Test
    void variablesAndDirectoryStayFromLineToLine() {
        Bare system = new Bare();
        Map<String, String> variables = new HashMap<>(Map.of("HOME", "/h", "not-a-name", "1"));
        Interpreter interpreter = new Interpreter(system, "sh", List.of("p"), variables, "/", new OperatingSystem.Streams(system, system, system));
        interpreter.run("x=5");
        interpreter.run("echo $x $1 $0 $$ $#; exit 3");
        assertEquals("5 p sh 3 1\n", system.written.toString(StandardCharsets.UTF_8));
        assertTrue(interpreter.exited());
        assertEquals("5", interpreter.variable("x"));
        assertEquals(Map.of("HOME", "/h", "not-a-name", "1", "x", "5"), variables);
    }

    @ParameterizedTest
    @CsvSource({"/a/../b, /b", "/.., /", "/a//b/./c/, /a/b/c", "/, /", "/a/b/../../.., /"})
    void pathsWithoutDots(String path, String expected) {
        assertEquals(expected, Paths.normalize(path));
    }
}
