package obol.system.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import obol.channels.Pending;
import obol.channels.supervision.Notes;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.processes.Child;
import obol.system.processes.Processes;
import obol.system.processes.StandardFiles;
import obol.system.servers.ManualFiles;
import obol.system.servers.TreeClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files by which one looks into a process from outside, and speaks to it. */
class ProcessFilesTest {
    private final Fixture fixture = new Fixture();
    private final FakeMachine machine = fixture.machine;
    private Sip shell;
    private Processes processes;
    private Files proc;

    @BeforeEach
    void connect() throws Exception {
        shell = fixture.onLoop(() -> fixture.first.table().start(fixture.first.table().first(), Fixture.start("sh", "a", "b c"), new StandardFiles()));
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

    /** The pending answer of a read. */
    private static Pending<byte[]> begin(OpenFile file) throws FileException {
        return ((OpenFile.Later) file.read(0, 1000)).bytes();
    }

    @Test
    void eachHasItsPage() throws Exception {
        Set<String> names = proc.attach("glenda", "").walk(List.of("2")).open(OpenMode.READ).list(0, 100).stream()
            .map(entry -> entry.status().name()).collect(Collectors.toSet());
        assertEquals(ManualFiles.of("3/proc", "/proc/N"), names);
    }

    @Test
    void argumentsAndMemory() throws Exception {
        assertEquals("sh\na\nb c\n", read("2/args"));
        assertEquals("thread 1\n\tat p.C.m(C.java:5)\n", read("2/stack"));
        assertEquals("000040000000 65536 nursery\n000100000000 8192 stack\n", read("2/maps"));
    }

    /** The first step of four fails, as a collection is under way; then all begins again. */
    @Test
    void heapInSteps() throws Exception {
        machine.collecting = 1;
        assertEquals("128 5 total\n64 1 [B\n64 4 p.C\n", read("2/heap"));
        OpenFile heap = open("2/heap", OpenMode.READ);
        machine.end(2, 0, "");
        fixture.settle();
        machine.collecting = Integer.MAX_VALUE;
        assertEquals("process has ended", assertThrows(FileException.class, () -> TreeClient.readAll(heap, 0)).getMessage());
    }

    /** A read waits for the end of a child, of which there is one line; without children it is the end of the file. */
    @Test
    void waitTellsOfEnds() throws Exception {
        OpenFile wait = open("2/wait", OpenMode.READ);
        assertEquals("", TreeClient.readAll(wait, 0));
        Child one = Fixture.start(processes, "cat");
        Child other = Fixture.start(processes, "sleep");
        Pending<byte[]> next = begin(wait);
        assertFalse(next.ready());
        machine.end(one.number(), 3, "");
        assertEquals(one.number() + " 1234 0 3 cat\n", new String(next.await(), StandardCharsets.UTF_8));
        machine.end(other.number(), 137, "");
        fixture.settle();
        assertEquals(other.number() + " 1234 0 137 sleep\n", TreeClient.readAll(wait, 0));
        begin(openWhile(Fixture.start(processes, "cat"))).close(); // a reader that gives up
        machine.end(2, 0, "");
        fixture.settle();
        assertEquals("", TreeClient.readAll(wait, 0));
    }

    private OpenFile openWhile(Child lives) throws FileException {
        assertTrue(lives.number() > 0);
        return open("2/wait", OpenMode.READ);
    }

    @Test
    void aNoteEndsWhoDoesNotAskForNotes() throws Exception {
        Child one = Fixture.start(processes, "cat");
        Child other = Fixture.start(processes, "cat");
        write(one.number() + "/note", "interrupt\n");
        write(other.number() + "/note", "hello");
        assertEquals(130, one.end().await().status());
        assertEquals(137, other.end().await().status());
        assertThrows(FileException.class, () -> write("1/note", "hello"));
        assertThrows(FileException.class, () -> write("2/note", "x".repeat(Notes.LENGTH_MOST + 1)));
        assertThrows(FileException.class, () -> write("2/note", "\n"));
    }

    @Test
    void notesInTheirOrder() throws Exception {
        Sip cat = fixture.start(shell, "cat");
        String note = cat.number + "/note";
        Notes notes = fixture.connect(Notes.class, cat, "notes");
        Pending<String> first = notes.next();
        write(note, "interrupt");
        assertEquals("interrupt", first.await());
        write(note, "two");
        write(note, "three");
        assertEquals("two", notes.next().await());
        assertEquals("three", notes.next().await());
        for (int i = 0; i < Notes.WAITING_MOST; i++) {
            write(note, "n");
        }
        assertThrows(FileException.class, () -> write(note, "one too many"));
        notes.close();
        Fixture.await(() -> cat.notes == null);
        write(note, "last");
        fixture.settle();
        assertEquals(137, cat.ended.status());
    }

    /** What is traced without a reader is there for the first one. */
    @Test
    void tracedBeforeAnybodyReads() throws Exception {
        write("2/ctl", "trace");
        machine.sent.add(new ChannelTraffic.Sent(7, 1000, 0x5a0040, 3, 2, "call", 40, 1, -1));
        try (OpenFile trace = open("2/trace", OpenMode.READ)) {
            assertEquals("7 1000 5a0040 3 call 40 1 ffffffffffffffff\n", TreeClient.readAll(trace, 0));
        }
        fixture.onLoop(() -> null);
        write("2/ctl", "trace");
        assertTrue(fixture.onLoop(() -> machine.noted.contains(2)));
        write("2/ctl", "notrace");
        assertFalse(fixture.onLoop(() -> machine.noted.contains(2)));
    }
}
