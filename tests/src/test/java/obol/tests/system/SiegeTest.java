package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import obol.aot.Compilation;
import obol.host.image.AddedSuites;
import obol.host.image.Images;
import obol.tests.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that misuses a service, or takes what it can, on the whole system: others go on, and afterwards everything is in its place. */
class SiegeTest {
    private static final int KILLS = 1000;
    private static final double SLOWER_MOST = 1.1;
    /** What has become slower is slower each time; a host that had other things to do is not. */
    private static final int ATTEMPTS = 3;
    /** How often the client that is alone is measured, before and after: that its process lies well or badly in caches is no matter of kills. */
    private static final int ALONE = 3;
    private static final Pattern FASTEST = Pattern.compile("tally-one alone: the fastest \\d+ calls took (\\d+) ns");
    /** In each round it sleeps a millisecond. */
    private static final String BYSTANDER = "bystander 200", CLIENT = "client tally-one 300";

    @TempDir static Path folder;
    private static Path jar, suites;

    @BeforeAll
    static void compile() throws IOException {
        jar = Obol.jar("siege", folder);
        // Asks Linux for the processor time of all, so it may not be of a jar, which is verified.
        Path classes = Files.createDirectories(folder.resolve("bystander"));
        Path sources = Path.of("src/programs/processes");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-g", "-d", classes.toString(), "-cp",
            Images.nucleusClasses().toString(), sources.resolve("BystanderCommand.java").toString(), sources.resolve("Lateness.java").toString()));
        Obol.hosted();
        byte[] bystander = Images.compileSuite(classes, List.of(new Compilation.Program("bystander", "processes/BystanderCommand"))).get("linux").bytes();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(Files.readAllBytes(new AddedSuites(List.of(jar.toString())).file(0)));
        all.write(bystander);
        suites = Files.write(folder.resolve("suites"), all.toByteArray());
    }

    private static Outcome run(String commands) {
        Outcome outcome = Outcome.of(List.of(Obol.openHosted().toString(), "--with", suites.toString(), "-c", commands), Map.of(), "");
        System.out.print(outcome.err());
        return outcome;
    }

    /** The attack is on, others do something meanwhile, it ends. The last line is the audit's. */
    private static String attack(String how, String meanwhile) {
        return """
            siege HOW > /tmp/attack & attacker=$!
            while ! grep -q met /tmp/attack; do sleep 0.01; done
            MEANWHILE
            cat /tmp/attack | tail -n 1
            kill $attacker; wait $attacker; echo $?
            check | tail -n 1
            """.replace("HOW", how).replace("MEANWHILE", meanwhile);
    }

    /** A client of another service does its work, and who sleeps wakes in time, before the attack runs into something as afterwards. */
    @ParameterizedTest
    @ValueSource(strings = {"channels", "flood", "faults", "recursion", "memory", "huge", "deep"})
    void othersGoOn(String how) {
        Outcome outcome = run(BYSTANDER + " > /tmp/first & first=$!\n" + attack(how, BYSTANDER + " > /tmp/second & second=$!\n" + CLIENT
            + "\nwait $first; wait $second; cat /tmp/first /tmp/second"));
        assertEquals("client done\nin time\nin time\nmet\n137\nclean\n", outcome.out(), outcome.err());
        assertEquals(0, outcome.status());
    }

    @ParameterizedTest
    @Tag("qemu")
    @ValueSource(strings = {"flood", "faults", "huge"})
    void othersGoOnBooted(String how) {
        Outcome outcome = Obol.run(Map.of(), "--with", jar.toString(), "-c", attack(how, CLIENT));
        assertEquals("client done\nmet\n137\nclean\n", outcome.out(), outcome.err());
        assertEquals(0, outcome.status());
    }

    /** A script that starts itself twice, again and again: the one that is limited meets its limit, with all that it has started. */
    @Test
    void forkBomb() {
        Outcome outcome = run("""
            echo 'sh /tmp/bomb & sh /tmp/bomb & sleep 1000' > /tmp/bomb
            sh -c 'echo limit processes 20 > /proc/$$/ctl; sh /tmp/bomb' 2> /tmp/errors & bomb=$!
            while ! grep -q 'too many processes' /tmp/errors; do sleep 0.01; done
            BYSTANDER > /tmp/late & bystander=$!
            CLIENT
            wait $bystander; cat /tmp/late
            grep family-processes /proc/$bomb/status
            check | tail -n 1
            """.replace("BYSTANDER", BYSTANDER).replace("CLIENT", CLIENT));
        String[] lines = outcome.out().split("\n");
        assertEquals(5, lines.length, outcome::toString);
        assertEquals(List.of("client done", "in time"), List.of(lines[0], lines[1]), outcome.err());
        assertTrue(lines[2].startsWith("family-processes ") && Integer.parseInt(lines[2].split(" ")[1]) <= 20, lines[2]);
        assertEquals(List.of("family-processesmax 20", "clean"), List.of(lines[3], lines[4]));
    }

    /**
     * Whichever service is killed, and however often: its clients go on with the next instance, which knows the sum of the one before, and
     * afterwards calls are as fast as before.
     */
    @Test
    void killsUnderLoad() {
        double slower = Double.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && slower > SLOWER_MOST; i++) slower = slowerAfterKills();
        assertTrue(slower <= SLOWER_MOST, slower + " times the time");
    }

    /** How many times as long the fastest calls of a client that is alone take after the kills: others of the host have disturbed those least. */
    private static double slowerAfterKills() {
        StringBuilder script = new StringBuilder();
        String[] names = {"one", "two", "three"};
        String alone = "client tally-one 2000 > /dev/null\n";
        // Each service that is there, and has a state kept, costs the calls of others a few per cent, killed or not: so all are from the start.
        script.append("client tally-two 20 > /dev/null; client tally-three 20 > /dev/null\n").append(alone.repeat(ALONE));
        for (int i = 0; i < 2 * names.length; i++) {
            script.append("client tally-").append(names[i % names.length]).append(" 2000 /tmp/over > /tmp/out").append(i).append(" & c").append(i)
                .append("=$!\n");
        }
        // Each client makes a file when it has done its first calls.
        script.append("while ! ls -d /tmp/over-* 2> /dev/null | wc -l | grep -q '^ *").append(2 * names.length).append("$'; do sleep 0.01; done\n");
        script.append("chaos ").append(KILLS).append(" tally- /tmp/over\n");
        for (int i = 0; i < 2 * names.length; i++) script.append("wait $c").append(i).append("; echo $?\n");
        script.append(alone.repeat(ALONE)).append("cat /tmp/out*\ncheck | tail -n 1\n");
        Outcome outcome = run(script.toString());
        assertEquals("chaos done\n" + "0\n".repeat(2 * names.length) + "client done\n".repeat(2 * names.length) + "clean\n", outcome.out(),
            outcome.err());
        List<Long> times = FASTEST.matcher(outcome.err()).results().map(found -> Long.parseLong(found.group(1))).toList();
        assertEquals(2 * ALONE, times.size(), outcome.err());
        return (double) Collections.min(times.subList(ALONE, 2 * ALONE)) / Collections.min(times.subList(0, ALONE));
    }
}
