package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import obol.nucleus.port.SystemCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code target/obol-hosted} as a Linux process: what it needs, what it asks of Linux, what it may write. */
class HostedTest {
    private static final String COMMANDS = "echo hello; ls /bin | wc -l; sleep 100 & kill $!; wait $!; echo $?; cat /dev/sysname";
    /** Of x86-64: fork, vfork, execveat, clone3. */
    private static final Set<Integer> MAKE_PROCESSES = Set.of(57, 58, 322, 435);
    /** Of x86-64: clone, which makes a thread with this flag. */
    private static final int CLONE = 56, CLONE_THREAD = 0x10000;

    @TempDir Path folder;

    /** Starts a command in an empty folder with an empty environment. */
    private Process start(List<String> command) throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(empty.toFile()).redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
        builder.environment().clear();
        return builder.start();
    }

    private void works(Process process) throws Exception {
        process.getOutputStream().close();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it did not end");
        String out = Files.readString(folder.resolve("out"));
        assertTrue(out.matches("hello\n\\d+\n137\nobol\n"), out);
        assertEquals(0, process.exitValue());
        try (Stream<Path> left = Files.list(folder.resolve("empty"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void needsNoFilesAndNoEnvironment() throws Exception {
        Path alone = Files.copy(Obol.hosted(), folder.resolve("obol"));
        works(start(List.of(alone.toString(), "-c", COMMANDS)));
        assertFalse(new String(Files.readAllBytes(alone), StandardCharsets.ISO_8859_1).contains("ld-linux"), "it needs a dynamic linker");
    }

    @Test
    void makesNoProcessesOfLinux() throws Exception {
        // Where ./obol test has been it is there.
        assumeTrue(Boolean.getBoolean("obol.complete") || Files.isExecutable(Path.of("/usr/bin/strace")), "there is no strace");
        Path log = folder.resolve("log");
        works(start(List.of("/usr/bin/strace", "-f", "-e", "trace=process", "-o", log.toString(),
            Obol.hosted().toString(), "-c", COMMANDS)));
        List<String> calls = new ArrayList<>();
        Matcher call = Pattern.compile("(?m)^\\d+ +(\\w+)\\(").matcher(Files.readString(log));
        while (call.find()) calls.add(call.group(1));
        // The first one is strace's own, that of the image.
        assertEquals(List.of("execve", "exit_group"), calls);
    }

    /** Also without strace: no such number is among those that the nucleus knows. */
    @Test
    void knowsNoCallThatMakesProcesses() throws Exception {
        Set<Integer> known = new TreeSet<>();
        for (Field field : SystemCalls.class.getFields()) if (field.getType() == int.class) known.add(field.getInt(null));
        Path assembly = Obol.ROOT.resolve("nucleus/src/main/nasm/linux");
        try (Stream<Path> sources = Files.list(assembly)) {
            for (Path source : (Iterable<Path>) sources.sorted()::iterator) {
                Matcher number = Pattern.compile("(?m)^SYS_\\w+ +equ +(\\d+)").matcher(Files.readString(source));
                while (number.find()) known.add(Integer.parseInt(number.group(1)));
            }
        }
        assertTrue(known.containsAll(List.of(SystemCalls.READ, SystemCalls.OPENAT, 231)), "these are not all: " + known);
        known.retainAll(MAKE_PROCESSES);
        assertEquals(Set.of(), known);
        assertEquals(CLONE, constant(assembly.resolve("linux.asm"), "SYS_CLONE"));
        assertEquals(CLONE_THREAD, constant(assembly.resolve("cores.asm"), "CLONE_CORE") & CLONE_THREAD, "the one use of clone makes a thread");
        Matcher execve = Pattern.compile("lea rdi, \\[(\\w+)]\\s+mov rsi, .*\\s+mov rdx, .*\\s+mov eax, SYS_EXECVE")
            .matcher(Files.readString(assembly.resolve("linux.asm")));
        assertTrue(execve.find());
        assertEquals("own_executable", execve.group(1), "what it executes, at a reboot, is itself");
        assertFalse(execve.find(), "and nothing else");
        assertTrue(Files.readString(assembly.resolve("linux.asm")).contains("own_executable: db \"/proc/self/exe\", 0"));
    }

    /** A constant of an assembly source: numbers joined by |. */
    private static int constant(Path source, String name) throws IOException {
        Matcher line = Pattern.compile("(?m)^" + name + " +equ +([0-9a-fx| ]+)$").matcher(Files.readString(source));
        assertTrue(line.find(), name);
        return Stream.of(line.group(1).split("\\|")).mapToInt(number -> Integer.decode(number.strip())).reduce(0, (a, b) -> a | b);
    }

    /** Shared objects and code are mapped from the file, and what is mapped from it nobody can write. */
    @Test
    void writesNothingOfTheImage() throws Exception {
        Process process = start(List.of(Obol.hosted().toString(), "-c", "echo hello; cat"));
        List<String> ofTheImage = new ArrayList<>();
        try {
            for (int i = 0; i < 600 && Files.size(folder.resolve("out")) == 0; i++) Thread.sleep(20);
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "maps"))) {
                String access = line.split(" ")[1];
                assertFalse(access.contains("w") && access.contains("x"), line);
                if (line.endsWith("/obol-hosted")) ofTheImage.add(access);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertEquals(Set.of("r-xp", "r--p"), new TreeSet<>(ofTheImage));
    }
}
