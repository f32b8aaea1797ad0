package obol.system.servers.srv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import obol.channels.NoService;
import obol.channels.Pending;
import obol.channels.Pipe;
import obol.channels.Server;
import obol.channels.Sink;
import obol.channels.Slot;
import obol.channels.Source;
import obol.channels.runtime.Platform;
import obol.channels.text.TextCall;
import obol.channels.transport.Link;
import obol.styx.Mode;
import obol.system.bridge.FileService;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.servers.TreeClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceTreeTest {
    private final List<String> listed = new ArrayList<>(List.of("tally"));
    private final FileService[] service = new FileService[1];
    private final CountDownLatch slowMayEnd = new CountDownLatch(1);
    private final CountDownLatch slowBegan = new CountDownLatch(1);
    private volatile int connects;
    private Server door;
    private TreeClient srv;

    /** One tally that all its clients share. */
    private final class Shared implements Tally {
        private final Slot<Sink<String>> silence = new Slot<>();
        private long sum;

        @Override
        public long add(long n) throws Overflow {
            if (n > 1000) {
                throw new Overflow("more than 1000");
            }
            return sum += n;
        }

        @Override
        public long value() {
            return sum;
        }

        @Override
        public void reset() {
            sum = 0;
        }

        @Override
        public String label(String name, List<Integer> marks) {
            return name + marks;
        }

        @Override
        public long slow() {
            slowBegan.countDown();
            try {
                slowMayEnd.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException ended) {
                return -1;
            }
            return 7;
        }

        @Override
        public long crash() {
            throw new IllegalStateException("broken");
        }

        @Override
        public Closed freeze(String reason) {
            return new Closed(this);
        }

        @Override
        public Tally another() {
            return this;
        }

        @Override
        public Source<Long> below(long end) {
            Pipe<Long> numbers = Pipe.of((int) end + 1);
            try (Sink<Long> sink = numbers.sink()) {
                for (long i = 0; i < end; i++) {
                    sink.put(i);
                }
            }
            return numbers.source();
        }

        @Override
        public Source<String> broken() {
            Pipe<String> lines = Pipe.of(1);
            lines.sink().put("one");
            lines.sink().fail("broken on purpose");
            return lines.source();
        }

        @Override
        public Source<String> silence() {
            Pipe<String> lines = Pipe.of(1);
            silence.put(lines.sink());
            return lines.source();
        }

        @Override
        public boolean heard() {
            Sink<String> sink = silence.take();
            boolean open = sink != null && sink.open();
            if (sink != null) {
                silence.put(sink);
            }
            return open;
        }

        @Override
        public void into(Sink<String> lines) {
            lines.close();
        }
    }

    @BeforeEach
    void serve() throws InterruptedException {
        CountDownLatch open = new CountDownLatch(1);
        Thread server = new Thread(() -> {
            door = Server.open(Tally.class, "tally", new Shared());
            open.countDown();
            while (door.isOpen()) {
                door.serve();
            }
        });
        server.setDaemon(true);
        server.start();
        open.await();
        service[0] = new FileService(new ServiceTree(new ServiceSource() {
            @Override
            public List<String> services() {
                return listed;
            }

            @Override
            public String contract(String name) {
                try {
                    return Platform.transport().contractOf(name);
                } catch (NoService none) {
                    return null;
                }
            }

            @Override
            public TextCall connect(String name) {
                connects++;
                return TextCall.to(name);
            }

            @Override
            public Link link(String name, long deadline) {
                return Platform.transport().connect(name, deadline);
            }
        }, work -> service[0].run(work), 0));
        srv = new TreeClient(service[0]);
    }

    @AfterEach
    void end() {
        slowMayEnd.countDown();
        door.close();
    }

    @Test
    void listing() throws FileException {
        assertEquals(List.of("tally"), srv.names(""));
        assertEquals(List.of("contract", "session", "add", "another", "below", "broken", "crash", "freeze", "heard", "into", "label",
                "reset", "silence", "slow", "value"), srv.names("tally"));
        assertEquals(0444, srv.status("tally/value").mode());
        assertEquals(0666, srv.status("tally/add").mode());
        refused("file does not exist", () -> srv.fid("other"));
        refused("file does not exist", () -> srv.fid("tally/other"));
        assertTrue(srv.read("tally/contract").startsWith("start Tally\n    add   stays, long\n"), srv.read("tally/contract"));
    }

    /** The three lines of the interface: the offset of the read counts what was written. */
    @Test
    void writeThenRead() throws FileException {
        OpenFile add = srv.open("tally/add", TreeClient.READ_WRITE);
        TreeClient.write(add, 0, "2\n");
        assertEquals("2\n", TreeClient.readAll(add, 2));
        TreeClient.write(add, 4, "40\n");
        assertEquals("42\n", TreeClient.readAll(add, 7));
        assertEquals("", TreeClient.readAll(add, 0));
        assertEquals("42\n", srv.read("tally/value"));
        assertEquals(2, connects);
    }

    @Test
    void linesInPiecesAndSeveralInOne() throws FileException {
        OpenFile add = srv.open("tally/add", TreeClient.READ_WRITE);
        TreeClient.write(add, 0, "1");
        TreeClient.write(add, 1, "0\n20\n3");
        assertEquals("30\n", TreeClient.readAll(add, 0));
        TreeClient.write(add, 6, "\n");
        assertEquals("33\n", TreeClient.readAll(add, 0));
        OpenFile label = srv.open("tally/label", TreeClient.READ_WRITE);
        TreeClient.write(label, 0, "\"\u00e4\" [1,2]\n");
        assertEquals("\u00e4[1, 2]\n", TreeClient.readAll(label, 0));
    }

    /** Each open calls once, however it is read. */
    @Test
    void withoutArguments() throws FileException {
        srv.write("tally/add", "5\n");
        OpenFile value = srv.open("tally/value", OpenMode.READ);
        assertEquals("5\n", TreeClient.readAll(value, 0));
        srv.write("tally/add", "5\n");
        assertEquals("5\n", TreeClient.readAll(value, 0));
        assertEquals("10\n", srv.read("tally/value"));
        assertEquals("", srv.read("tally/reset"));
        assertEquals("0\n", srv.read("tally/value"));
    }

    @Test
    void failuresAreErrorsOfTheFile() throws FileException {
        OpenFile add = srv.open("tally/add", TreeClient.READ_WRITE);
        refused("Overflow: more than 1000", () -> TreeClient.write(add, 0, "1001\n"));
        refused("add: argument 1: expected a number (Long), found \"x\", at character 1", () -> TreeClient.write(add, 0, "\"x\"\n"));
        refused("add takes 1 argument (long), not 2", () -> TreeClient.write(add, 0, "1 2\n"));
        refused("write the arguments first: (long)", () -> TreeClient.read(srv.open("tally/add", OpenMode.READ), 0, 10));
        TreeClient.write(add, 0, "1000\n");
        assertEquals("1000\n", TreeClient.readAll(add, 0));
        refused("permission denied", () -> srv.open("tally/value", OpenMode.WRITE));
    }

    @Test
    void stateChangingMethods() throws FileException {
        refused("state-changing method", () -> srv.read("tally/freeze"));
        refused("state-changing method", () -> srv.write("tally/freeze", "\"x\"\n"));
        refused("another: a channel (Tally) has no text form", () -> srv.read("tally/another"));
    }

    /** Each item of a stream is a line, whatever pieces are read. */
    @Test
    void streams() throws Exception {
        OpenFile below = srv.open("tally/below", TreeClient.READ_WRITE);
        TreeClient.write(below, 0, "12\n");
        assertEquals("0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n", TreeClient.readAll(below, 3));
        assertEquals(0, TreeClient.read(below, 0, 5).length);
        TreeClient.write(below, 3, "2\n");
        assertEquals("0\n", new String(TreeClient.read(below, 5, 100), StandardCharsets.UTF_8));
        TreeClient.write(below, 5, "0\n");
        assertEquals("", TreeClient.readAll(below, 7));
        OpenFile broken = srv.open("tally/broken", OpenMode.READ);
        assertEquals("one\n", new String(TreeClient.read(broken, 0, 100), StandardCharsets.UTF_8));
        refused("StreamFailed: broken on purpose", () -> TreeClient.read(broken, 4, 100));
        refused("into: a stream (Sink<String>) has no text form", () -> srv.write("tally/into", "1\n"));
    }

    @Test
    void aStreamEndsWithItsFile() throws Exception {
        OpenFile silence = srv.open("tally/silence", OpenMode.READ);
        Pending<byte[]> waiting = ((OpenFile.Later) silence.read(0, 10)).bytes();
        while (srv.read("tally/heard").equals("false\n")) {
            Thread.onSpinWait();
        }
        waiting.close();
        service[0].giveUpCancelled();
        while (srv.read("tally/heard").equals("true\n")) {
            Thread.onSpinWait();
        }
        silence.close();
    }

    /** A fault ends the channel; the next call has another one. */
    @Test
    void faultOfTheService() throws FileException {
        OpenFile crash = srv.open("tally/crash", OpenMode.READ);
        String text = assertThrows(FileException.class, () -> TreeClient.read(crash, 0, 10)).getMessage();
        assertTrue(text.startsWith("ServerFault: tally: IllegalStateException: broken"), text);
        assertEquals("0\n", srv.read("tally/value"));
    }

    /** While one call waits, other files answer, and further operations on its file stand behind it. */
    @Test
    void aSlowCallHoldsUpNobody() throws Exception {
        OpenFile slow = srv.open("tally/slow", OpenMode.READ);
        Pending<byte[]> waiting = ((OpenFile.Later) slow.read(0, 10)).bytes();
        assertTrue(slowBegan.await(10, TimeUnit.SECONDS));
        Pending<byte[]> second = ((OpenFile.Later) slow.read(2, 10)).bytes();
        assertEquals(List.of("tally"), srv.names(""));
        assertTrue(srv.read("tally/contract").contains("slow"));
        assertFalse(waiting.ready());
        slowMayEnd.countDown();
        assertEquals("7\n", new String(waiting.await(), StandardCharsets.UTF_8));
        assertEquals(0, second.await().length);
    }

    /** A read that nobody wants any more gives up its call; the file can be used again. */
    @Test
    void cancelled() throws Exception {
        OpenFile slow = srv.open("tally/slow", OpenMode.READ);
        Pending<byte[]> unwanted = ((OpenFile.Later) slow.read(0, 10)).bytes();
        assertTrue(slowBegan.await(10, TimeUnit.SECONDS));
        unwanted.close();
        service[0].giveUpCancelled();
        slowMayEnd.countDown();
        assertEquals("7\n", TreeClient.readAll(slow, 0));
    }

    @Test
    void servicesComeAndGo() throws FileException {
        door.close();
        refused("file does not exist", () -> srv.fid("tally"));
        assertEquals(List.of(), srv.names(""));
        listed.clear();
        assertEquals(List.of(), srv.names(""));
    }

    private interface Action {
        void run() throws FileException;
    }

    private static void refused(String text, Action action) {
        assertEquals(text, assertThrows(FileException.class, action::run).getMessage());
    }

    private void converse(String name) throws FileException {
        srv.fid("tally").make(name, Mode.DMDIR | 0777, true, "");
    }

    private String called(String path, String line) throws FileException {
        OpenFile file = srv.open(path, TreeClient.READ_WRITE);
        try {
            TreeClient.write(file, 0, line + "\n");
            return TreeClient.readAll(file, 0);
        } finally {
            file.close();
        }
    }

    /** A directory made in a service's is a conversation, in which methods that move the channel can be called. */
    @Test
    void aConversation() throws Exception {
        converse("mine");
        assertTrue(srv.names("tally").contains("mine"));
        assertEquals("1 Tally\n", srv.read("tally/mine/state"));
        assertEquals("5\n", called("tally/mine/add", "5"));
        assertEquals("{\"next\":\"@1\"}\n", called("tally/mine/freeze", "\"cold\""));
        assertEquals("5\n", srv.read("tally/mine/value"));
        assertEquals("\"@2\"\n", srv.read("tally/mine/another"));
        assertEquals("1 Tally\n2 Tally\n", srv.read("tally/mine/state"));
        assertEquals("7\n", called("tally/mine/2/add", "2"));
        assertEquals("a[1, 2]\n", called("tally/mine/label", "\"a\" [1,2]"));
        assertEquals("Overflow: more than 1000", assertThrows(FileException.class, () -> called("tally/mine/add", "2000")).getMessage());
        srv.fid("tally/mine/2").remove();
        assertEquals("1 Tally\n", srv.read("tally/mine/state"));
        assertThrows(FileException.class, () -> converse("mine"));
        assertThrows(FileException.class, () -> converse("value"));
        assertThrows(FileException.class, () -> srv.fid("tally").create("file", 0666, false, OpenMode.WRITE));
        OpenFile value = srv.open("tally/mine/value", OpenMode.READ);
        srv.fid("tally/mine").remove();
        assertThrows(FileException.class, () -> TreeClient.readAll(value, 0));
        assertFalse(srv.names("tally").contains("mine"));
        assertThrows(FileException.class, () -> srv.fid("tally/mine"));
    }

    /** A fault ends the channel, and a new conversation of that name begins at the start. */
    @Test
    void aConversationAfterAFault() throws Exception {
        converse("mine");
        assertTrue(assertThrows(FileException.class, () -> srv.read("tally/mine/crash")).getMessage().startsWith("ServerFault: tally: "));
        assertEquals("", srv.read("tally/mine/state"));
        assertEquals(List.of("state"), srv.names("tally/mine"));
        srv.fid("tally/mine").remove();
        converse("mine");
        assertEquals("1 Tally\n", srv.read("tally/mine/state"));
    }
}
