package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import obol.tests.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code top}, {@code trace}, {@code channels}, and reports of crashes, in a hosted system with a service. */
class ToolsTest {
    @TempDir static Path folder;
    private static Path jar;

    @BeforeAll
    static void compile() throws IOException {
        jar = Obol.jar("crash", folder);
    }

    private static List<String> lines(String commands) {
        return lines(1, commands);
    }

    private static List<String> lines(int cores, String commands) {
        Outcome outcome = Obol.run(Map.of(), "--hosted", "--cpus", Integer.toString(cores), "--with", jar.toString(), "-c", commands);
        assertEquals(0, outcome.status(), outcome.toString());
        return outcome.out().lines().toList();
    }

    /** Which line has which form, in this order. */
    private static void assertForms(List<String> forms, List<String> lines) {
        assertEquals(forms.size(), lines.size(), lines::toString);
        for (int i = 0; i < forms.size(); i++) assertTrue(Pattern.matches(forms.get(i), lines.get(i)), forms.get(i) + " is not " + lines.get(i));
    }

    @Test
    void messagesToAService() {
        messagesToAService(1, 0, 0);
    }

    /** The service is started on the core with the least processes; who looks on is on core 0. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void messagesToAServiceBetweenCores(int client) {
        messagesToAService(2, 1, client);
    }

    private static void messagesToAService(int cores, int service, int client) {
        String on = "on " + client + " ";
        // The trace is on once it has opened its file, which shows in what it has open.
        List<String> lines = lines(cores, "call fragile halve 4; for p in /proc/[0-9]*; do "
            + "if grep -q fragile $p/status; then grep ^core $p/status; fi; done; "
            + "trace fragile > /tmp/t & while ! grep -q trace /proc/$!/fd; do sleep 0.1; done; "
            + on + "call fragile halve 6; " + on + "call fragile shatter; wait; cat /tmp/t");
        assertForms(List.of("2", "core " + service, "3", "0.000000 \\d+ 1 call \\d+ 0 Fragile.halve", "\\d+\\.\\d{6} \\d+ 1 reply \\d+ 0 Fragile.halve",
            "\\d+\\.\\d{6} \\d+ 1 end 0 0 Fragile.halve", "\\d+\\.\\d{6} \\d+ 2 call \\d+ 0 Fragile.shatter", "\\d+\\.\\d{6} \\d+ 2 end 0 0 Fragile.shatter"),
            lines);
    }

    @Test
    void whoIsConnectedToWhom() {
        List<String> lines = lines("channels");
        assertTrue(lines.get(0).matches("PID NAME +PEER PNAME +TURN +QUEUED BYTES DOOR"), lines::toString);
        assertTrue(lines.stream().anyMatch(l -> l.matches(" *\\d+ channels +1 init +\\w+ +\\d+ +\\d+ .+")), lines::toString);
        List<String> graph = lines("channels -g");
        assertEquals("digraph channels {", graph.get(0));
        assertEquals("}", graph.get(graph.size() - 1));
        assertTrue(graph.contains("  1 [label=\"1 init\"];"), graph::toString);
        assertTrue(graph.stream().anyMatch(l -> l.matches("  \\d+ -> 1 \\[label=\".* \\d+\"\\];")), graph::toString);
    }

    /** A channel stands there once, with the names at both ends, whichever core they are on and whoever looks. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whoIsConnectedToWhomBetweenCores(int looker) {
        String channels = "on " + looker + " channels";
        List<String> lines = lines(2, "on 1 sleep 100 & while ! channels | grep -q 'sleep .*init'; do sleep 0.1; done; " + channels + "; " + channels + " -g; kill $!");
        assertEquals(1, lines.stream().filter(l -> l.matches(" *\\d+ sleep +1 init +idle +0 +0 name service")).count(), lines::toString);
        assertEquals(1, lines.stream().filter(l -> l.matches(" *\\d+ channels +1 init +serve +0 +\\d+ export")).count(), lines::toString);
        assertEquals(1, lines.stream().filter(l -> l.matches(" *\\d+ sh +\\d+ dev +.*")).count(), lines::toString);
        assertEquals(1, lines.stream().filter(l -> l.matches("  \\d+ \\[label=\"\\d+ sleep\"\\];")).count(), lines::toString);
    }

    @Test
    void whatProcessesTake() {
        List<String> lines = lines("while true; do true; done & top -n 2 -d 0.5; kill $!");
        assertEquals(2, lines.stream().filter(l -> l.matches("-- \\d+\\.\\d\\d")).count(), lines::toString);
        assertTrue(lines.get(1).matches(" *PID STATE +THREADS +HEAP LOAD +CPU NAME"), lines::toString);
        assertTrue(lines.get(2).matches(" *\\d+ (running|ready|waiting) +\\d+ +\\d+K +\\d+% +\\d+\\.\\d\\d .+"), lines::toString);
    }

    /** Of a service, for which nobody waits; with the stacks of all threads. */
    @Test
    void reportsOfCrashes() {
        List<String> lines = lines("call fragile shatter; while ! cat /proc/*/report | grep -q reason; do sleep 0.1; done; cat /proc/*/report; true");
        assertEquals(List.of("reason exception", "status 134"), lines.subList(0, 2));
        assertTrue(lines.get(2).matches("thread \\d+ java.lang.AssertionError"), lines::toString);
        assertTrue(lines.contains("\tat crash.FragileService.shatter(FragileService.java:19)"), lines::toString);
        assertEquals(2, lines.stream().filter(line -> line.startsWith("thread ")).count(), lines::toString);
        List<String> foreground = lines("fails; grep '^[nrs]' /proc/crashes");
        assertEquals(List.of("name fails", "reason exception", "status 134"), foreground);
    }
}
