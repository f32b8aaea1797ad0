package obol.system.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import obol.channels.Loopback;
import obol.channels.Pending;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.loop.Owed;
import obol.system.processes.Child;
import obol.system.processes.Child.Ended;
import obol.system.processes.ProcessException;
import obol.system.processes.Processes;
import obol.system.processes.Processes.Descriptor;
import obol.system.processes.StandardFiles;
import obol.system.servers.TreeClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessServiceTest {
    private final Fixture fixture = new Fixture();
    private final FakeMachine machine = fixture.machine;
    private Sip shell;
    private Processes processes;
    private Files proc;

    @BeforeEach
    void connect() throws Exception {
        shell = fixture.start(fixture.first.table().first(), "sh");
        processes = fixture.processes(shell);
        proc = fixture.first.connect(Files.class, "proc");
    }

    @AfterEach
    void end() throws InterruptedException {
        fixture.close();
    }

    private String read(String path) throws FileException {
        return TreeClient.readAll(open(path, OpenMode.READ), 0);
    }

    private void write(String path, String text) throws FileException {
        TreeClient.write(open(path, OpenMode.WRITE), 0, text);
    }

    private OpenFile open(String path, OpenMode mode) throws FileException {
        return proc.attach("glenda", "").walk(List.of(path.split("/"))).open(mode);
    }

    private List<String> numbers() throws FileException {
        return proc.attach("glenda", "").open(OpenMode.READ).list(0, 100).stream().map(e -> e.status().name())
            .filter(name -> !name.equals("crashes")).toList();
    }

    @Test
    void aChildGetsWhatItIsGiven() throws Exception {
        Child child = Fixture.start(processes, "cat", "-n", "x");
        FakeMachine.Running running = machine.running.get(child.number());
        assertEquals("cat", running.program);
        assertEquals(List.of("-n", "x"), running.arguments);
        assertEquals("b", running.birth.inheritance().environment().get("A"));
        assertEquals("/tmp", running.birth.inheritance().directory());
        assertEquals(List.of("mount image /"), running.birth.inheritance().namespace());
        assertEquals(child.number(), fixture.processes(((FakeLinks.Named) running.names).sip()).self());
        assertEquals(shell.number, processes.self());
    }

    @Test
    void whatCannotBeStarted() throws Exception {
        NullFile in = new NullFile();
        assertEquals("no program nobody", assertThrows(ProcessException.class, () -> processes.start(Fixture.start("nobody"),
            Loopback.of(OpenFile.class, in), Fixture.file(), Fixture.file())).getMessage());
        Fixture.await(() -> in.closed);
        assertEquals(List.of("1", "2"), numbers());
    }

    @Test
    void status() throws Exception {
        Child child = Fixture.start(processes, "cat");
        assertEquals("name cat\nstate waiting\nparent 2\nthreads 3\nheap 65536\nheapmax 1048576\nexchange 4096\nhandles 5\n"
            + "cpu-us 1234\nstarted 1700000000000000\nprogram cat\ninitialisers 7\ninitialisers-us 89\n"
            + "family-heap 3\nfamily-heapmax 800\nfamily-exchange 3\nfamily-exchangemax 800\nfamily-structures 3\nfamily-structuresmax 800\n"
            + "family-stacks 3\nfamily-stacksmax 800\n"
            + "family-threads 3\nfamily-threadsmax 800\nfamily-processes 3\nfamily-processesmax 800\nhandlesmax 800\npri 10\ncore -1\n", read(child.number() + "/status"));
        assertTrue(read("1/status").startsWith("name init\nstate running\nparent 0\n"));
    }

    /** What a process starts is on the core that it names, and so is what comes from that; on no other than there is. */
    @Test
    void coreOfChildren() throws Exception {
        write("2/ctl", "core 1");
        Child child = Fixture.start(processes, "cat");
        assertEquals(1, machine.running.get(child.number()).core);
        assertTrue(read(child.number() + "/status").endsWith("\ncore 1\n"));
        for (String wrong : List.of("core 2", "core -1", "core x", "core 11")) {
            assertEquals("no such core", assertThrows(FileException.class, () -> write("2/ctl", wrong)).getMessage());
        }
        assertEquals(1, machine.running.get(Fixture.start(processes, "cat").number()).core);
    }

    @Test
    void whatAProcessTellsOfItself() throws Exception {
        assertEquals("mount image /\n", read("2/ns"));
        assertEquals("", read("2/fd"));
        processes.posted("/lib", List.of("mount image /", "bind /a /b"),
            List.of(new Descriptor(0, "r", 12, "/dev/cons"), new Descriptor(3, "rw", 0, "/tmp/a b")));
        assertEquals("mount image /\nbind /a /b\n", read("2/ns"));
        assertEquals("0 r 12 /dev/cons\n3 rw 0 /tmp/a b\n", read("2/fd"));
    }

    @Test
    void channels() throws Exception {
        assertEquals("", read("2/channels"));
        machine.connections.put(2, List.of(new ChannelTraffic.Connection(0x5a0040, 3, "ram", "serve", 2, 40),
            new ChannelTraffic.Connection(0x5a0100, 1, "a name", "idle", 0, 0)));
        assertEquals("5a0040 3 serve 2 40 ram\n5a0100 1 idle 0 0 a name\n", read("2/channels"));
    }

    /** Messages are noted as long as somebody has the file open; each who has gets all lines, by reads that do not wait. */
    @Test
    void trace() throws Exception {
        OpenFile one = open("2/trace", OpenMode.READ);
        OpenFile other = open("2/trace", OpenMode.READ);
        assertEquals(Set.of(2), noted());
        assertEquals("", TreeClient.readAll(one, 0));
        ChannelTraffic.Sent call = new ChannelTraffic.Sent(7, 1000, 0x5a0040, 3, 2, "call", 40, 1, -1);
        machine.sent.addAll(List.of(call, new ChannelTraffic.Sent(8, 1001, 0x5a0040, 3, 4, "reply", 0, 0, 16)));
        String line = "7 1000 5a0040 3 call 40 1 ffffffffffffffff\n";
        assertEquals(line, TreeClient.readAll(one, 0));
        assertEquals("", TreeClient.readAll(one, 0));
        machine.sent.add(call);
        assertEquals(line + line, TreeClient.readAll(other, 0));
        one.close();
        fixture.settle();
        assertEquals(Set.of(2), noted());
        other.close();
        Fixture.await(() -> noted().isEmpty());
        assertEquals("Operation not permitted", assertThrows(FileException.class, () -> open("1/trace", OpenMode.READ)).getMessage());
    }

    /** What is open goes on when its directory has gone, and whoever else closes a trace takes nothing with it. */
    @Test
    void traceOfWhatHasEnded() throws Exception {
        Child child = Fixture.start(processes, "cat");
        int number = child.number();
        OpenFile one = open(number + "/trace", OpenMode.READ);
        OpenFile other = open("2/trace", OpenMode.READ);
        machine.sent.add(new ChannelTraffic.Sent(7, 1000, 0x5a0040, 3, number, "end", 0, 0, 16));
        machine.end(number, 0, "");
        child.close();
        fixture.settle();
        assertFalse(numbers().contains(String.valueOf(number)));
        other.close();
        Fixture.await(() -> noted().isEmpty());
        assertEquals("7 1000 5a0040 3 end 0 0 10\n", TreeClient.readAll(one, 0));
        one.close();
    }

    private Set<Integer> noted() {
        try {
            return fixture.onLoop(() -> Set.copyOf(machine.noted));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What nobody has been told of stays, but not for ever. */
    @Test
    void reportsOfCrashes() throws Exception {
        assertEquals("", read("2/report"));
        List<String> crashed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Child child = Fixture.start(processes, "cat");
            machine.end(child.number(), 134, "thread 1 X\n");
            crashed.add(String.valueOf(child.number()));
            child.close();
            fixture.settle();
        }
        assertEquals("reason exception\nstatus 134\nthread 1 X\n", read(crashed.get(9) + "/report"));
        List<String> there = new ArrayList<>(List.of("1", "2"));
        there.addAll(crashed.subList(2, 10));
        assertEquals(new TreeSet<>(there), new TreeSet<>(numbers()));
        Child killed = Fixture.start(processes, "cat");
        String number = String.valueOf(killed.number());
        machine.end(killed.number(), 137, "");
        killed.close();
        fixture.settle();
        assertFalse(numbers().contains(number));
    }

    /** Also of processes that somebody waited for: theirs are the directories that go at once. */
    @Test
    void crashesAreKeptAsText() throws Exception {
        assertEquals("", read("crashes"));
        List<String> reports = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Child child = Fixture.start(processes, "cat");
            Pending<Ended> end = child.end();
            machine.end(child.number(), 134, "thread 1 X\n");
            assertEquals(134, end.await().status());
            reports.add("process " + child.number() + "\nname cat\nprogram cat\nended " + machine.now() / 1000
                + "\nreason exception\nstatus 134\nthread 1 X\n");
            child.close();
        }
        Child killed = Fixture.start(processes, "cat");
        machine.end(killed.number(), 137, "thread 1\n");
        killed.close();
        fixture.settle();
        assertEquals(String.join("\n", reports.subList(2, 10)), read("crashes"));
    }

    /** A process that has ended is there until its starter knows. */
    @Test
    void endAndZombie() throws Exception {
        Child child = Fixture.start(processes, "cat");
        String number = String.valueOf(child.number());
        machine.end(child.number(), 3, "");
        fixture.settle();
        assertEquals("dead", read(number + "/status").lines().toList().get(1).substring("state ".length()));
        assertEquals(new Ended(3, ""), child.end().await());
        assertEquals(List.of("1", "2"), numbers());
        assertEquals(new Ended(3, ""), child.end().await());
        assertEquals(Integer.parseInt(number), child.number());
    }

    @Test
    void endThatIsWaitedFor() throws Exception {
        Child child = Fixture.start(processes, "cat");
        Pending<Ended> one = child.end();
        Pending<Ended> other = child.end();
        child.end().close();
        assertFalse(one.ready());
        machine.end(child.number(), 134, "thread 1 X\n");
        assertEquals(new Ended(134, "thread 1 X\n"), one.await());
        assertEquals(134, other.await().status());
        assertEquals(List.of("1", "2"), numbers());
    }

    @Test
    void endOfOneThatNobodyHolds() throws Exception {
        Child child = Fixture.start(processes, "cat");
        int number = child.number();
        child.close();
        fixture.settle();
        assertEquals(List.of("1", "2", String.valueOf(number)), numbers());
        machine.end(number, 0, "");
        fixture.settle();
        assertEquals(List.of("1", "2"), numbers());
    }

    @Test
    void control() throws Exception {
        Child child = Fixture.start(processes, "cat");
        String ctl = child.number() + "/ctl";
        write(ctl, "stop\n");
        assertTrue(read(child.number() + "/status").contains("\nstate stopped\n"));
        write(ctl, "start");
        assertTrue(read(child.number() + "/status").contains("\nstate waiting\n"));
        assertEquals("unknown control request", assertThrows(FileException.class, () -> write(ctl, "dance")).getMessage());
        write(ctl, "pri 20");
        write(ctl, "limit processes 12");
        assertTrue(read(child.number() + "/status").contains("\nfamily-processesmax 12\nhandlesmax 800\npri 20\n"));
        // Nobody knows who writes, so a limit does not grow.
        assertEquals("Operation not permitted", assertThrows(FileException.class, () -> write(ctl, "limit processes 13")).getMessage());
        assertEquals("not a number", assertThrows(FileException.class, () -> write(ctl, "limit processes many")).getMessage());
        assertEquals("unknown control request", assertThrows(FileException.class, () -> write(ctl, "limit luck 3")).getMessage());
        write(ctl, "kill\n");
        assertEquals(137, child.end().await().status());
        assertEquals("Operation not permitted", assertThrows(FileException.class, () -> write("1/ctl", "kill")).getMessage());
        assertEquals("Operation not permitted", assertThrows(FileException.class, () -> write("1/ctl", "stop")).getMessage());
    }

    /** Ctrl-C ends what the program in front has started, too, and nothing else. */
    @Test
    void interrupt() throws Exception {
        Child script = Fixture.start(processes, "sh");
        Sip inner = ((FakeLinks.Named) machine.running.get(script.number()).names).sip();
        Child sleep = Fixture.start(fixture.processes(inner), "sleep");
        Child background = Fixture.start(processes, "cat");
        script.interrupt();
        assertEquals(130, script.end().await().status());
        assertEquals(130, sleep.end().await().status());
        assertFalse(background.end().ready());
        background.kill();
        assertEquals(137, background.end().await().status());
        background.kill();
        background.interrupt();
    }

    /** The starter's death closes nothing but what it held. */
    @Test
    void orphans() throws Exception {
        Child script = Fixture.start(processes, "sh");
        Sip inner = ((FakeLinks.Named) machine.running.get(script.number()).names).sip();
        Child sleep = Fixture.start(fixture.processes(inner), "sleep");
        script.kill();
        script.end().await();
        assertTrue(read(sleep.number() + "/status").contains("\nparent 1\n"));
    }

    @Test
    void onlyTheConsolesShellHalts() throws Exception {
        assertEquals("permission denied", assertThrows(ProcessException.class, () -> processes.halt(0)).getMessage());
        Owed<Ended> owed = new Owed<>();
        Pending<Ended> end = owed.promise();
        fixture.onLoop(() -> {
            fixture.first.startShell(Fixture.start("sh"), new StandardFiles(Fixture.file(), Fixture.file(), Fixture.file()), owed);
            return null;
        });
        Sip console = ((FakeLinks.Named) machine.running.get(machine.running.lastKey()).names).sip();
        Child inner = Fixture.start(fixture.processes(console), "sh");
        Processes descendant = fixture.processes(((FakeLinks.Named) machine.running.get(inner.number()).names).sip());
        assertEquals("a status is 0 to 255, not 256", assertThrows(ProcessException.class, () -> descendant.halt(256)).getMessage());
        descendant.halt(7);
        machine.end(await("system/outside"), 1, "");
        Fixture.await(() -> machine.halted == 7);
        assertFalse(end.ready());
    }

    private int await(String program) throws InterruptedException {
        Fixture.await(() -> machine.number(program) != 0);
        return machine.number(program);
    }
}
