package obol.system.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import obol.channels.Block;
import obol.channels.ServerFault;
import obol.channels.contract.compile.Offers;
import obol.channels.supervision.Keeper;
import obol.channels.supervision.Restart;
import obol.channels.supervision.RestartPolicy;
import obol.system.init.Fixture.TestAnswer;
import obol.system.init.Fixture.TestConnector;
import obol.system.processes.Catalogue;
import obol.system.processes.ProcessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceNamesTest {
    private static final Manifest NOTHING_USED = new Manifest(Optional.empty(), Optional.empty(), Optional.of(List.of()), Optional.empty(),
        Optional.empty());

    private static final String PRINT = "0123456789abcdef0123456789abcdef";
    private static final String TEXT = "obol-contract 1\nstart Counter\n";

    private final FakeMachine machine = new FakeMachine();
    private Fixture fixture;
    private Sip client;

    @BeforeEach
    void boot() throws Exception {
        machine.manifests.put("service/counter", new Manifest(Optional.of("counter"), Optional.of(TEXT), Optional.empty(), Optional.empty(),
            Optional.empty()));
        machine.manifests.put("narrow", new Manifest(Optional.empty(), Optional.empty(), Optional.of(List.of("counter")), Optional.empty(),
            Optional.empty()));
        fixture = new Fixture(machine, Long.MAX_VALUE / 2);
        client = fixture.start(fixture.first.table().first(), "sh");
    }

    @AfterEach
    void end() throws InterruptedException {
        fixture.close();
    }

    private TestAnswer connect(Sip sip, String name) throws Exception {
        TestAnswer answer = new TestAnswer();
        fixture.onLoop(() -> {
            fixture.first.names().connect(sip, name, answer);
            return null;
        });
        return answer;
    }

    private TestAnswer contract(Sip sip, String name) throws Exception {
        TestAnswer answer = new TestAnswer();
        fixture.onLoop(() -> {
            fixture.first.names().contract(sip, name, answer);
            return null;
        });
        return answer;
    }

    private TestAnswer register(Sip sip, String name, TestConnector connector) throws Exception {
        TestAnswer answer = new TestAnswer();
        fixture.onLoop(() -> {
            fixture.first.names().register(sip, name, PRINT, TEXT, connector, answer);
            return null;
        });
        return answer;
    }

    private Sip sip(String program) {
        return ((FakeLinks.Named) machine.running.get(machine.number(program)).names).sip();
    }

    private void die(String program, int status) throws Exception {
        machine.end(machine.number(program), status, "");
        fixture.settle();
    }

    /** The first connect starts it, the second one waits with the first, later ones find it. */
    @Test
    void startedAtTheFirstConnect() throws Exception {
        TestAnswer one = connect(client, "counter");
        TestAnswer other = connect(client, "counter");
        assertEquals(List.of("sh", "service/counter"), machine.names());
        assertNull(one.link);
        TestConnector port = new TestConnector();
        assertTrue(register(sip("service/counter"), "counter", port).registered);
        assertNotNull(one.link);
        assertNotNull(other.link);
        assertNotNull(connect(client, "counter").link);
        assertEquals(3, port.connects);
        assertEquals(List.of("sh", "service/counter"), machine.names());
    }

    @Test
    void startedAgainAfterItsEnd() throws Exception {
        connect(client, "counter");
        TestConnector port = new TestConnector();
        register(sip("service/counter"), "counter", port);
        int before = machine.number("service/counter");
        die("service/counter", 137);
        assertTrue(port.dropped);
        assertEquals(List.of("sh"), machine.names());
        TestAnswer again = connect(client, "counter");
        assertNull(again.refusal);
        assertTrue(machine.number("service/counter") > before);
        register(sip("service/counter"), "counter", new TestConnector());
        assertNotNull(again.link);
        assertEquals(List.of(), machine.log);
    }

    @Test
    void endBeforeItServes() throws Exception {
        TestAnswer waiting = connect(client, "counter");
        die("service/counter", 134);
        assertEquals("counter ended with status 134 before it served", waiting.refusal);
    }

    @Test
    void neverServes() throws Exception {
        try (Fixture hasty = new Fixture(new FakeMachine(), 1_000_000)) {
            TestAnswer waiting = new TestAnswer();
            hasty.onLoop(() -> {
                hasty.first.names().connect(hasty.first.table().first(), "ram", waiting);
                return null;
            });
            Fixture.await(() -> waiting.refusal != null);
            assertEquals("ram does not serve", waiting.refusal);
        }
    }

    @Test
    void noSuchService() throws Exception {
        assertEquals("no service nobody", connect(client, "nobody").refusal);
        assertEquals("no service nobody", contract(client, "nobody").refusal);
        machine.programs.remove("system/console");
        assertEquals("console: no program system/console", connect(client, "console").refusal);
    }

    /** A contract of a user's service is known before it runs; asking starts nothing. */
    @Test
    void contracts() throws Exception {
        assertEquals(TEXT, contract(client, "counter").text);
        assertEquals(List.of("sh"), machine.names());
        assertEquals("no service ram", contract(client, "ram").refusal);
    }

    /** One process, two services. */
    @Test
    void oneProgramForSeveralServices() throws Exception {
        TestAnswer tar = connect(client, "tar");
        TestAnswer zip = connect(client, "zip");
        assertEquals(List.of("sh", "system/archive"), machine.names());
        register(sip("system/archive"), "tar", new TestConnector());
        assertNotNull(tar.link);
        assertNull(zip.link);
        register(sip("system/archive"), "zip", new TestConnector());
        assertNotNull(zip.link);
        connect(client, "tar");
        assertEquals(List.of("sh", "system/archive"), machine.names());
    }

    @Test
    void onesThatProgramsServe() throws Exception {
        Catalogue catalogue = fixture.first.connect(Catalogue.class, "catalogue");
        assertEquals(List.of("counter"), catalogue.services());
        TestConnector port = new TestConnector();
        assertTrue(register(client, "mine", port).registered);
        assertEquals(List.of("counter", "mine"), catalogue.services());
        assertEquals(TEXT, contract(client, "mine").text);
        Sip other = fixture.start(fixture.first.table().first(), "cat");
        TestConnector second = new TestConnector();
        assertEquals("the name mine is taken", register(other, "mine", second).refusal);
        assertTrue(second.dropped);
        port.open = false;
        assertEquals("no service mine", connect(other, "mine").refusal);
        assertTrue(register(other, "mine", new TestConnector()).registered);
        machine.end(other.number, 0, "");
        fixture.settle();
        assertEquals(List.of("counter"), catalogue.services());
    }

    /** By the program's family: connections go on, and another program may take the name. */
    @Test
    void aNameIsTakenAway() throws Exception {
        TestConnector port = new TestConnector();
        Sip poster = fixture.start(client, "cat");
        Sip stranger = fixture.start(fixture.first.table().first(), "cat");
        register(poster, "mine", port);
        assertNotNull(connect(stranger, "mine").link);
        refused("permission denied", () -> catalogue(stranger).unpost("mine"));
        refused("Operation not permitted", () -> catalogue(client).unpost("counter"));
        for (String name : List.of("ram", "proc", "none")) {
            refused("file does not exist", () -> catalogue(client).unpost(name));
        }
        assertNotNull(connect(stranger, "mine").link);
        catalogue(client).unpost("mine");
        assertEquals("no service mine", connect(stranger, "mine").refusal);
        assertEquals(List.of("counter"), catalogue(client).services());
        assertTrue(port.open);
        assertTrue(register(stranger, "mine", new TestConnector()).registered);
        refused("permission denied", () -> catalogue(client).unpost("mine"));
        catalogue(stranger).unpost("mine");
        register(client, "mine", new TestConnector());
        catalogue(poster).unpost("mine");
    }

    private Catalogue catalogue(Sip asker) throws Exception {
        return fixture.connect(Catalogue.class, asker, "catalogue");
    }

    private interface Request {
        void run() throws Exception;
    }

    private static void refused(String why, Request request) {
        assertEquals(why, assertThrows(ProcessException.class, request::run).getMessage());
    }

    /** Nobody takes the name of a system's server, or of a service that has a program. */
    @Test
    void namesThatAreNotForAll() throws Exception {
        for (String name : List.of("ram", "processes", "proc", "counter")) {
            assertEquals("the name " + name + " is taken", register(client, name, new TestConnector()).refusal);
        }
    }

    /** What {@code @Uses} lists, what the namespace mounts, and the process service; children reach no further. */
    @Test
    void reach() throws Exception {
        machine.manifests.put("cat", Manifest.NONE);
        register(client, "mine", new TestConnector());
        Sip narrow = fixture.start(client, "narrow");
        Sip below = fixture.start(narrow, "cat");
        for (Sip each : List.of(narrow, below)) {
            assertNull(connect(each, "counter").refusal);
            assertEquals("image: no program system/image", connect(each, "image").refusal);
            assertNotNull(connect(each, "processes").link);
            assertEquals("no service mine", connect(each, "mine").refusal);
            assertEquals("no service mine", contract(each, "mine").refusal);
            assertEquals("no service ram", connect(each, "ram").refusal);
        }
        assertFalse(Reach.ALL.narrowed(NOTHING_USED, List.of("mount -a -c ram /tmp", "mount tcp!a!1 /n")).covers("dev"));
        assertTrue(Reach.ALL.narrowed(NOTHING_USED, List.of("mount -a -c ram /tmp")).covers("ram"));
        assertTrue(Reach.ALL.narrowed(NOTHING_USED, List.of("mount tcp!a!1 /n")).covers("remote"));
    }

    /** A service that says what it sees reaches no other server of the system, whatever it may use besides, nor does what it starts. */
    @Test
    void whatIsNotSeenIsNotReached() {
        Manifest sees = new Manifest(Optional.of("a"), Optional.empty(), Optional.empty(), Optional.of(List.of("/tmp")),
            Optional.empty());
        List<String> namespace = SystemServices.namespace(sees.sees().get());
        assertEquals(List.of("mount -c ram /tmp"), namespace);
        Reach reach = Reach.ALL.narrowed(sees, namespace);
        assertTrue(reach.covers("ram"));
        assertTrue(reach.covers("counter"));
        assertFalse(reach.covers("dev"));
        assertFalse(reach.narrowed(Manifest.NONE, SystemServices.NAMESPACE).covers("dev"));
        Manifest both = new Manifest(Optional.of("a"), Optional.empty(), Optional.of(List.of("counter", "dev")), Optional.of(List.of()),
            Optional.empty());
        Reach none = Reach.ALL.narrowed(both, List.of());
        assertTrue(none.covers("counter"));
        assertFalse(none.covers("dev") || none.covers("ram") || none.covers("other"));
    }

    /** Another service of the same server, and no way to the one by which something can be changed. */
    @Test
    void whatIsReadOnly() {
        Manifest sees = new Manifest(Optional.of("a"), Optional.empty(), Optional.empty(),
            Optional.of(List.of("/srv", Manifest.readOnly("/tmp"), Manifest.readOnly("/dev"), Manifest.readOnly("/proc"))), Optional.empty());
        List<String> namespace = SystemServices.namespace(sees.sees().get());
        assertEquals(List.of("mount ram:r /tmp", "mount dev:r /dev", "mount proc:r /proc", "mount srv /srv"), namespace);
        Reach reach = Reach.ALL.narrowed(sees, namespace);
        for (String seen : List.of("ram:r", "dev:r", "proc:r", "srv")) {
            assertTrue(reach.covers(seen), seen);
        }
        for (String other : List.of("ram", "dev", "proc", "srv:r", "console", "image")) {
            assertFalse(reach.covers(other), other);
        }
    }

    @Test
    void whatCanBeSeenIsTheNamespace() {
        assertEquals(Offers.DIRECTORIES, SystemServices.NAMESPACE.stream().map(line -> line.substring(line.lastIndexOf(' ') + 1)).distinct()
            .sorted().toList());
    }

    private void supervised(Restart.When when, int most) throws Exception {
        fixture.onLoop(() -> {
            fixture.first.names().supervise("service/counter", new RestartPolicy(when, most, 10_000));
            return null;
        });
        connect(client, "counter");
        register(sip("service/counter"), "counter", new TestConnector());
    }

    /** A client that has lost its channel and connects again waits for the next instance. */
    @Test
    void restartedAtOnce() throws Exception {
        supervised(Restart.When.ALWAYS, 2);
        int before = machine.number("service/counter");
        die("service/counter", 0);
        Fixture.await(() -> machine.number("service/counter") > before);
        TestAnswer waiting = connect(client, "counter");
        int second = machine.number("service/counter");
        die("service/counter", 134);
        Fixture.await(() -> machine.number("service/counter") > second);
        assertNull(waiting.refusal);
        register(sip("service/counter"), "counter", new TestConnector());
        assertNotNull(waiting.link);
        die("service/counter", 134);
        assertEquals("counter: ended 2 times in 10000 s; not started again", connect(client, "counter").refusal);
        assertEquals(0, machine.number("service/counter"));
    }

    @Test
    void restartedAfterACrash() throws Exception {
        supervised(Restart.When.ON_CRASH, 9);
        int before = machine.number("service/counter");
        die("service/counter", 137);
        Fixture.await(() -> machine.number("service/counter") > before);
        register(sip("service/counter"), "counter", new TestConnector());
        die("service/counter", 0);
        assertEquals(0, machine.number("service/counter"));
        assertNull(connect(client, "counter").refusal);
    }

    @Test
    void neverRestarted() throws Exception {
        supervised(Restart.When.NEVER, 9);
        die("service/counter", 3);
        assertEquals("counter: ended with status 3; not started again", connect(client, "counter").refusal);
    }

    /** A state goes from one instance to the next, and to no other program. */
    @Test
    void stateIsHandedOver() throws Exception {
        connect(client, "counter");
        Keeper keeper = connect(sip("service/counter"), "keeper").endpoint(Keeper.class);
        keeper.keep(Block.copyOf(new byte[] {1}));
        keeper.keep(Block.copyOf(new byte[] {2, 3}));
        die("service/counter", 137);
        connect(client, "counter");
        Keeper next = connect(sip("service/counter"), "keeper").endpoint(Keeper.class);
        try (Block kept = next.kept(); Block again = next.kept()) {
            assertEquals(List.of(2, 3, 2), List.of(kept.size(), (int) kept.get(1), again.size()));
        }
        Keeper none = connect(client, "keeper").endpoint(Keeper.class);
        assertThrows(ServerFault.class, () -> none.keep(Block.allocate(1)));
        assertThrows(ServerFault.class, () -> next.keep(Block.allocate(Keeper.MOST + 1)));
    }

    /** The program that answers 9P clients is started again, but not for ever. */
    @Test
    void supervised() throws Exception {
        fixture.onLoop(() -> {
            fixture.first.answerClients(false);
            return null;
        });
        for (int i = 0; i < 5; i++) {
            Fixture.await(() -> machine.number("system/9p") != 0);
            die("system/9p", 1);
        }
        assertTrue(machine.log.get(0).matches("9p \\(process \\d+\\) ended with status 1"), machine.log.get(0));
        Fixture.await(() -> machine.log.stream().anyMatch(line -> line.contains("not started again")));
        assertEquals(0, machine.number("system/9p"));
    }
}
