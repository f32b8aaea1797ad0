package obol.system.init;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import obol.channels.Contract;
import obol.channels.Loopback;
import obol.channels.naming.Answer;
import obol.channels.naming.Connector;
import obol.channels.runtime.Endpoint;
import obol.channels.runtime.Platform;
import obol.channels.transport.Link;
import obol.system.files.OpenFile;
import obol.system.processes.Child;
import obol.system.processes.ProcessException;
import obol.system.processes.Processes;
import obol.system.processes.StandardFiles;
import obol.system.processes.Start;

/** The first process on a fake machine, its loop on a thread. Closing it ends the loop. */
final class Fixture implements AutoCloseable {
    final FakeMachine machine;
    final FirstProcess first;
    private final Thread thread;

    Fixture() {
        this(new FakeMachine(), TimeUnit.MINUTES.toNanos(5));
    }

    /** @param patience for services that are started, in nanoseconds */
    Fixture(FakeMachine machine, long patience) {
        this.machine = machine;
        first = new FirstProcess(machine, FakeMachine.FIRST, FakeLinks::new, patience);
        thread = new Thread(first.loop()::run, "init");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws InterruptedException {
        first.loop().stop();
        thread.join(TimeUnit.SECONDS.toMillis(10));
    }

    <T> T onLoop(Callable<T> action) throws Exception {
        return first.loop().call(action);
    }

    /** Waits until the loop has seen all ends. */
    void settle() throws Exception {
        await(() -> !machine.ends().ready());
        onLoop(() -> null);
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        if (!condition.getAsBoolean()) {
            throw new AssertionError("it does not come true");
        }
    }

    /** The process service as a process sees it. */
    Processes processes(Sip sip) throws Exception {
        return connect(Processes.class, sip, "processes");
    }

    /** A service of the first process as a process sees it. */
    <C extends Contract> C connect(Class<C> contract, Sip sip, String name) throws Exception {
        TestAnswer answer = new TestAnswer();
        onLoop(() -> {
            first.names().connect(sip, name, answer);
            return null;
        });
        return answer.endpoint(contract);
    }

    Sip start(Sip starter, String program) throws Exception {
        return onLoop(() -> {
            Sip sip = first.table().start(starter, start(program), new StandardFiles());
            first.table().hold(sip);
            return sip;
        });
    }

    static Start start(String program, String... arguments) {
        return new Start(program, program, List.of(arguments), Map.of("A", "b"), "/tmp", List.of("mount image /"), 0);
    }

    /** Starts a program by the contract, with files that nobody closes. */
    static Child start(Processes processes, String program, String... arguments) throws ProcessException {
        return processes.start(start(program, arguments), file(), file(), file());
    }

    static OpenFile file() {
        return Loopback.of(OpenFile.class, new NullFile());
    }

    /** An answer that is looked at. */
    static final class TestAnswer implements Answer {
        volatile Link link;
        volatile String text;
        volatile String refusal;
        volatile boolean registered;

        @Override
        public void link(Link given) {
            link = given;
        }

        @Override
        public void contract(String canonicalText) {
            text = canonicalText;
        }

        @Override
        public void registered() {
            registered = true;
        }

        @Override
        public void noService(String why) {
            refusal = why;
        }

        @Override
        public void refused(String why) {
            refusal = why;
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        <C extends Contract> C endpoint(Class<C> contract) {
            return contract.cast(Platform.contracts().skeleton(contract).stub(new Endpoint(link)));
        }
    }

    /** The port of a service that is only counted. */
    static final class TestConnector implements Connector {
        volatile int connects;
        volatile boolean open = true;
        volatile boolean dropped;

        @Override
        public Link connect() {
            if (!open) {
                return null;
            }
            connects++;
            return new FakeLinks.Named(null);
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void drop() {
            dropped = true;
        }
    }
}
