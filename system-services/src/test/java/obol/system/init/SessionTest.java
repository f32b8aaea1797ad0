package obol.system.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import obol.channels.Contract;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.naming.Connector;
import obol.channels.runtime.Door;
import obol.channels.runtime.Platform;
import obol.channels.runtime.Skeleton;
import obol.channels.transport.Link;
import obol.styx.StyxException;
import obol.styx.ram.RamTree;
import obol.system.bridge.FileService;
import obol.system.carrier.Outside;
import obol.system.carrier.Stream;
import obol.system.carrier.Unreachable;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From boot to the end, with an outside and a console that are objects of the test. */
class SessionTest {
    private final FakeMachine machine = new FakeMachine();
    private final Fixture fixture = new Fixture(machine, Long.MAX_VALUE / 2);
    private volatile int ready;
    private volatile int left = -1;
    private boolean portTaken;
    private Outside.Boot boot = new Outside.Boot(List.of(), Map.of());

    /** A service on a thread of its own; its connector makes channels to one object. */
    private static final class Served implements Connector {
        private final Door door = Door.unnamed();
        private final Class<?> contract;
        private final Contract object;
        private final Link own;

        Served(Class<?> contract, Contract object) {
            this.contract = contract;
            this.object = object;
            own = connect();
            Thread thread = new Thread(() -> {
                while (door.isOpen()) {
                    door.serve();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public Link connect() {
            return door.link(contract, object);
        }

        @Override
        public boolean isOpen() {
            return door.isOpen();
        }

        @Override
        public void drop() {
            own.drop();
        }
    }

    private final class TestOutside implements Outside {
        @Override
        public Pending<Boot> boot() {
            return Pending.of(boot);
        }

        @Override
        public Pending<Accepted> accept() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Stream console() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Stream errors() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Window window() {
            return new Window(80, 25, true);
        }

        @Override
        public Pending<Accepted> dial(String address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Pending<Integer> ready() {
            ready++;
            if (!portTaken) {
                return Pending.of(5640);
            }
            Promise<Integer> promise = Promise.make();
            promise.fail(new Unreachable("port 5640: Address already in use"));
            return promise.pending();
        }

        @Override
        public Pending<Integer> leave(int status) {
            left = status;
            return Pending.of(status);
        }
    }

    private Thread begin(List<String> arguments, Map<String, String> environment) {
        Thread session = new Thread(new Session(fixture.first, machine, arguments, environment));
        session.setDaemon(true);
        session.start();
        return session;
    }

    private void serve(String program, String service, Class<?> contract, Contract object) throws Exception {
        Fixture.await(() -> machine.number(program) != 0);
        Skeleton skeleton = Platform.contracts().skeleton(contract);
        Served served = new Served(contract, object);
        Sip sip = ((FakeLinks.Named) machine.running.get(machine.number(program)).names).sip();
        fixture.onLoop(() -> {
            fixture.first.names().register(sip, service, skeleton.fingerprint(), skeleton.canonicalText(), served,
                new Fixture.TestAnswer());
            return null;
        });
    }

    private void serveAll() throws Exception {
        serve("system/outside", "outside", Outside.class, new TestOutside());
        RamTree console = new RamTree();
        try {
            console.root().file("cons", 0666, new byte[0]);
            console.root().file("errors", 0666, new byte[0]);
        } catch (StyxException impossible) {
            throw new IllegalStateException(impossible);
        }
        serve("system/console", "console", Files.class, new FileService(console));
        Fixture.await(() -> machine.number("sh") != 0);
    }

    @AfterEach
    void end() throws InterruptedException {
        fixture.close();
    }

    @Test
    void aShellForSomebody() throws Exception {
        boot = new Outside.Boot(List.of(), Map.of("TERM", "vt100"));
        Thread session = begin(List.of(), Map.of());
        serveAll();
        FakeMachine.Running shell = machine.running.get(machine.number("sh"));
        assertEquals(List.of(), shell.arguments);
        assertEquals(Map.of("PATH", "/bin", "HOME", "/", "USER", "obol", "TERM", "vt100"), shell.birth.inheritance().environment());
        assertEquals(SystemServices.NAMESPACE, shell.birth.inheritance().namespace());
        assertEquals(1, ready);
        assertTrue(machine.names().contains("system/9p"));
        OpenFile out = shell.birth.files().take(1);
        assertEquals(2, ((OpenFile.Count) out.write(0, new byte[] {'h', 'i'})).bytes());
        machine.end(machine.number("sh"), 3, "");
        session.join(10_000);
        assertEquals(3, left);
        assertEquals(3, machine.halted);
    }

    /** The machine's own arguments go before those of outside; without a port nobody is let in. */
    @Test
    void commands() throws Exception {
        boot = new Outside.Boot(List.of("-c", "no"), Map.of());
        Thread session = begin(List.of("-c", "echo hello; ps"), Map.of("X", "y"));
        serveAll();
        FakeMachine.Running shell = machine.running.get(machine.number("sh"));
        assertEquals(List.of("-c", "echo hello; ps"), shell.arguments);
        assertEquals("y", shell.birth.inheritance().environment().get("X"));
        assertEquals(0, ready);
        assertEquals(0, machine.number("system/9p"));
        machine.kill(machine.number("sh"), 137);
        session.join(10_000);
        assertEquals(137, machine.halted);
    }

    @Test
    void wrongUse() throws Exception {
        Thread session = begin(List.of("--prot", "1"), Map.of());
        serve("system/outside", "outside", Outside.class, new TestOutside());
        session.join(10_000);
        assertEquals(2, machine.halted);
        assertEquals(List.of("unknown option --prot"), machine.log);
    }

    @Test
    void portTaken() throws Exception {
        portTaken = true;
        Thread session = begin(List.of("--port", "5640", "-c", "ls"), Map.of());
        serve("system/outside", "outside", Outside.class, new TestOutside());
        session.join(10_000);
        assertEquals(125, machine.halted);
        assertEquals("port 5640: Address already in use", machine.log.get(machine.log.size() - 1));
    }

    @Test
    void nothingOutside() throws Exception {
        machine.programs.remove("system/outside");
        begin(List.of(), Map.of()).join(10_000);
        assertEquals(125, machine.halted);
        assertEquals("no shell: obol.channels.NoService: outside: no program system/outside", machine.log.get(0));
    }
}
