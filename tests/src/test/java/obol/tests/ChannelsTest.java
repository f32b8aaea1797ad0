package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.aot.Compilation.Program;
import obol.host.image.Images;
import obol.host.Main;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services and clients as processes of one image; what they say over the loopback of a JVM is the oracle. */
class ChannelsTest {
    private static final Path FOLDER = Path.of("target/channels").toAbsolutePath();
    private static final Path CLASSES = FOLDER.resolve("classes");
    private static final String CLEAN = "audit 0, processes 1, others' 0\n";
    private static final String[] STATES = {"kills", "idle", "calling", "connecting", "awaiting", "any", "holding", "server-idle",
        "server-calling", "server-promising", "server-kept", "reading", "writing", "streams", "server-feeding"};
    private static final String KILLS = """
        idle: killed 137, audit 0
        calling: killed 137, audit 0
        connecting: killed 137, audit 0
        awaiting: killed 137, audit 0
        any: killed 137, audit 0
        holding: killed 137, audit 0
        PeerGone
        PeerGone
        server-idle: killed 137, witness exit 0, audit 0
        PeerGone
        PeerGone
        server-calling: killed 137, witness exit 0, audit 0
        PeerGone
        PeerGone
        server-promising: killed 137, witness exit 0, audit 0
        kept 200000 7 PeerGone
        PeerGone
        server-kept: killed 137, witness exit 0, audit 0
        reading: killed 137, audit 0
        writing: killed 137, audit 0
        streams: killed 137, audit 0
        PeerGone
        false false 20000 0 20000 1 PeerGone
        loop 0 5 null
        server-feeding: killed 137, witness exit 0, audit 0
        """;
    /** Processes are on two cores, in turn: so services and clients are mostly on different ones. */
    private static final String TWO_CORES = "two cores ";
    private static Path hosted;
    /** Made when it is asked for. */
    private static Path bootable;
    private static String expected;

    @BeforeAll
    static void compile() throws IOException {
        Files.createDirectories(CLASSES);
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-g", "-d", CLASSES.toString(), "-cp",
            Images.nucleusClasses() + File.pathSeparator + Images.channelsClasses()));
        for (String folder : List.of("channels", "protocols")) {
            try (Stream<Path> sources = Files.list(Path.of("src/programs", folder))) {
                sources.map(Path::toString).sorted().forEach(arguments::add);
            }
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])));
        hosted = image("linux");
        expected = onHotSpot("100");
    }

    private static Path image(String target) {
        return Images.compileWithChannels(CLASSES, List.of(new Program("init", "channels/Init"),
            new Program("counter", "channels/CounterService"), new Program("login", "channels/LoginService"),
            new Program("guestbook", "channels/GuestBookService"), new Program("depot", "channels/DepotService"),
            new Program("scenario", "channels/Scenario"), new Program("victim", "channels/Victim"), new Program("witness", "channels/Witness"), new Program("bounds", "channels/Bounds"),
            new Program("feed", "channels/FeedService"), new Program("example", "protocols/Example"), new Program("hop", "channels/HopService"), new Program("streams", "channels/RandomStreams"), new Program("gauge", "channels/GaugeService"), new Program("rounds", "channels/Rounds")), target, FOLDER.resolve("channels-" + target));
    }

    private static Path bootable() {
        if (bootable == null) bootable = image("pc");
        return bootable;
    }

    private static String onHotSpot(String argument) {
        Outcome outcome = Programs.run(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-cp", CLASSES + File.pathSeparator + System.getProperty("java.class.path"),
            "channels.OnOneMachine", argument), Map.of());
        assertEquals(0, outcome.status(), outcome.err());
        return outcome.out();
    }

    /** @param setting words of OBOL_STRESS, behind {@link #TWO_CORES} if there are to be two */
    private static Outcome run(String setting, String... arguments) {
        List<String> command = new ArrayList<>(List.of(hosted.toString()));
        command.addAll(List.of(arguments));
        boolean two = setting.startsWith(TWO_CORES);
        String stress = two ? setting.substring(TWO_CORES.length()) : setting;
        Map<String, String> environment = new HashMap<>();
        environment.put("OBOL_CPUS", two ? "2" : "1");
        if (!stress.isEmpty()) {
            environment.put("OBOL_STRESS", stress);
        }
        return Programs.run(command, environment);
    }

    private static void check(String expected, Outcome outcome) {
        assertEquals(expected + CLEAN, outcome.out(), outcome.err());
        assertEquals(0, outcome.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "preempt", "collect,every=50,verify,poison", TWO_CORES, TWO_CORES + "preempt", TWO_CORES + "collect,every=50,verify,poison"})
    void asOverTheLoopback(String stress) {
        check(expected + "exit 0\n", run(stress, "scenario", "100"));
    }

    /** The contracts of the design's examples, each with its server as a process. */
    @ParameterizedTest
    @ValueSource(strings = {"", "preempt", "collect,every=50,verify,poison", TWO_CORES, TWO_CORES + "preempt"})
    void examples(String stress) {
        check(onHotSpot("examples") + "exit 0\n", run(stress, "example", "clients"));
    }

    /** Random uses of streams whose halves are in any process, each step as a queue has it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "preempt", "collect,every=50,verify,poison"})
    void streamsAsQueues(String stress) {
        check("sequences 200\nexit 0\n", run(stress, "streams", "200", "7"));
    }

    /** The same, where what one core does is seen on the other a moment later. */
    @ParameterizedTest
    @ValueSource(strings = {TWO_CORES, TWO_CORES + "preempt", TWO_CORES + "collect,every=50,verify,poison"})
    void streamsBetweenCores(String stress) {
        check("sequences 200\nexit 0\n", run(stress, "streams", "200", "7", "later"));
    }

    @Test
    void examplesKeepTheRulesOfOwnership() {
        assertEquals(0, Main.run("verify", CLASSES.resolve("protocols").toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", TWO_CORES})
    void aThousandChannels(String cores) {
        check(expected + "exit 0\n", run(cores, "scenario", "1000"));
    }

    /** Whoever waits for a process that is killed hears of it; what it has sent is there; nothing is left of it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "preempt,poison", "collect,every=50,verify,poison", TWO_CORES, TWO_CORES + "preempt,poison",
        TWO_CORES + "collect,every=50,verify,poison"})
    void killedInEachState(String stress) {
        check(KILLS, run(stress, STATES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "preempt,poison", TWO_CORES, TWO_CORES + "preempt,poison", TWO_CORES + "preempt,poison,verify"})
    void killedAtAnyTime(String stress) {
        check("", run(stress, "chaos", "60", "1"));
    }

    /** Forged and old handles name nothing, what may not be sent stays, quotas hold, and nothing is lost by all that. */
    @ParameterizedTest
    @ValueSource(strings = {"", "preempt,poison", "collect,every=50,verify,poison", TWO_CORES, TWO_CORES + "preempt,poison"})
    void bounds(String stress) {
        check("""
            open 1 true false -1
            call -1
            end true false
            forged -1 -1 false false
            timeout -2 -1 0
            closed 0 -1 -1
            once 0
            -7 -7 -7 -7 -7 -7 -7 -7 -7
            itself -7 -7
            past -2 0
            abandoned -1 true
            circle 0 -7
            nested 1000
            woken 0
            outlived true, audit 0
            no handle left: true, audit 0
            ports true 0
            blocks the process may not have more channels, messages or exchange memory
            messages -8 true true
            the service cannot take what was sent: the process may not have more channels, messages or exchange memory
            small 1
            no handle left: true, audit 0
            exit 0
            """, run(stress, "bounds"));
    }

    /** A program with a contract of its own, compiled as users do; but none may name what lies under the API. */
    @Test
    void programsOfUsers(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Own.java"), """
            import obol.channels.*;
            public final class Own {
                public interface Tick extends Contract { int tick(int by); }
                public static final class Clock implements Tick {
                    private int sum;
                    public int tick(int by) { return sum += by; }
                }
                public static void main(String[] a) {
                    try (Tick tick = Loopback.of(Tick.class, new Clock())) {
                        System.out.println(tick.tick(3) + " " + tick.tick(4));
                    }
                }
            }
            """);
        Path classes = folder.resolve("classes"), image = folder.resolve("own");
        javac(classes, source);
        assertEquals(0, Main.run("compile", classes.toString(), "--main", "Own", "-o", image.toString()));
        assertEquals("3 7\n", Programs.run(List.of(image.toString()), Map.of()).out());
        source = Files.writeString(folder.resolve("Evil.java"),
            "public class Evil { public static void main(String[] a) { obol.channels.runtime.Platform.transport().allocate(1); } }");
        javac(folder.resolve("evil"), source);
        assertEquals(1, Main.run("verify", folder.resolve("evil").toString()));
    }

    private static void javac(Path classes, Path source) {
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), "-cp",
            Images.channelsClasses().toString(), source.toString()));
    }

    /** Instructions of a call there and back, counted by the machine: its clock shows one nanosecond for each. */
    @Test
    @Tag("qemu")
    void aCallTakesNoMoreInstructionsThanItDid() throws IOException {
        List<String> command = new ArrayList<>(Images.bootCommand(bootable(), List.of("rounds", "20")));
        command.addAll(List.of("-icount", "shift=0,sleep=off"));
        List<String> rows = Programs.run(command, Map.of()).booted().out().lines().toList();
        for (String name : List.of("call", "call.record", "call.block.4", "stream")) {
            double most = Ratchets.atMost("instructions, " + name);
            String row = rows.stream().filter(line -> line.startsWith(name + " ")).findFirst().orElseThrow();
            double counted = Double.parseDouble(row.substring(name.length()));
            assertTrue(counted <= most, row + " instructions; docs/figures.md says how many there may be");
        }
    }

    @Test
    @Tag("qemu")
    void booted() {
        check(KILLS, Programs.boot(bootable(), STATES));
        check(expected + "exit 0\n", Programs.boot(bootable(), "scenario", "100"));
    }
}
