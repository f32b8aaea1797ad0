package obol.tests.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import obol.styx.Codec;
import obol.styx.Dialect;
import obol.styx.Field;
import obol.styx.Malformed;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.net.StreamCarrier;
import obol.styx.server.HostileRequests;
import obol.styx.server.MalformedRequests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * A running Obol and clients of 9P that do what none should. A witness of another connection goes on meanwhile; then processes, threads,
 * handles and memory are what they were.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileClients {
    static final int MESSAGE = 8192;
    /** Of memory in use, what a collection more or less makes. */
    private static final long LEISURE = 24 << 20;
    /** Milliseconds until a request that is never answered fails the test. */
    private static final int PATIENCE = 60_000;

    /** Of each table every so many-th row is sent. */
    private final int step;
    RunningObol obol;
    private int port;
    private RemoteFile tmp;
    private RemoteFile witness;

    HostileClients(int step) {
        this.step = step;
    }

    /** Starts it; the port where its clients come. */
    abstract int startObol() throws Exception;

    @BeforeAll
    void start() throws Exception {
        RunningObol.build();
        port = startObol();
        tmp = root(connect()).walk("tmp");
        folder(tmp, "hostile");
        witness = tmp.walk("");
        witness.create("witness", 0600, OpenMode.READ_WRITE);
        witness.write(0, "hello".getBytes(StandardCharsets.UTF_8));
    }

    /** What the tables of requests are about. */
    private void folder(RemoteFile parent, String name) throws Exception {
        parent.makeDirectory(name, 0777);
        try (RemoteFile folder = parent.walk(name)) {
            try (RemoteFile file = folder.walk("")) {
                file.create("f", 0666, OpenMode.WRITE);
                file.write(0, "hello".getBytes(StandardCharsets.UTF_8));
            }
            folder.makeDirectory("d", 0777);
            try (RemoteFile inside = folder.walk("d")) {
                inside.create("inside", 0666, OpenMode.WRITE);
            }
            folder.makeSymbolicLink("s", "f");
        }
    }

    @AfterAll
    void end() throws Exception {
        obol.close();
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    RemoteFile root(Socket socket) throws Exception {
        return Client.connect(new StreamCarrier(socket.getInputStream(), socket.getOutputStream()), Dialect.L, MESSAGE).attach("root", 0, "");
    }

    /** The witness gets its bytes. */
    void othersGoOn() throws Exception {
        assertEquals("hello", new String(witness.read(0, 100), StandardCharsets.UTF_8));
    }

    /** Does it twice: what is left after the first time, caches and such, is there; the second leaves nothing. */
    void leavesNothing(Attack attack) throws Exception {
        attack.run();
        State calm = State.calm(obol);
        long before = memory();
        attack.run();
        othersGoOn();
        State.becomes(obol, calm);
        long patience = System.nanoTime() + 30_000_000_000L;
        while (memory() > before + LEISURE && System.nanoTime() < patience) {
            Thread.sleep(200);
        }
        assertTrue(memory() <= before + LEISURE, memory() + " bytes in use, " + before + " before");
        assertEquals(List.of(), obol.errors());
    }

    private long memory() throws IOException {
        return Long.parseLong(obol.does("grep total /dev/memory").get(0).split(" ")[1]);
    }

    /** What clients do. */
    interface Attack {
        void run() throws Exception;
    }

    // ---- one connection by hand ----

    private static Message message(MessageType type, int tag) {
        return Message.of(type, tag);
    }

    private static Message walk(int from, int to, String... names) {
        return message(MessageType.TWALK, 1).set(Field.FID, from).set(Field.NEWFID, to).names(List.of(names));
    }

    private Socket attached(Dialect d) throws IOException {
        return attached(d, "tmp", "hostile");
    }

    /** Version and attach, then the fids of {@link HostileRequests}, whose root is a folder here. */
    private Socket attached(Dialect d, String... folder) throws IOException {
        Socket s = connect();
        say(s, d, message(MessageType.TVERSION, Message.NOTAG).set(Field.MSIZE, MESSAGE).set(Field.VERSION, d.version()));
        say(s, d, message(MessageType.TATTACH, 1).set(Field.FID, 9).set(Field.AFID, Message.NOFID).set(Field.UNAME, "root"));
        say(s, d, walk(9, 0, folder));
        say(s, d, walk(0, 1, "f"));
        say(s, d, d == Dialect.L ? message(MessageType.TLOPEN, 1).set(Field.FID, 1).set(Field.FLAGS, Mode.ORDWR)
                : message(MessageType.TOPEN, 1).set(Field.FID, 1).set(Field.OMODE, Mode.ORDWR));
        say(s, d, walk(0, 2, "f"));
        say(s, d, walk(0, 3));
        say(s, d, message(d == Dialect.L ? MessageType.TLOPEN : MessageType.TOPEN, 1).set(Field.FID, 3));
        say(s, d, walk(0, 4, "s"));
        say(s, d, walk(0, 5));
        for (int i = 0; i < 10; i++) {
            Message answer = answer(s, d);
            assertTrue(!isError(answer), answer.toString());
        }
        return s;
    }

    private static void say(Socket s, Dialect d, Message m) throws IOException {
        s.getOutputStream().write(Codec.encode(m, d));
    }

    private static Message answer(Socket s, Dialect d) throws IOException {
        byte[] size = s.getInputStream().readNBytes(4);
        if (size.length < 4) {
            throw new EOFException("the connection has ended");
        }
        byte[] frame = Arrays.copyOf(size, (int) Codec.frameSize(size, 0));
        assertEquals(frame.length - 4, s.getInputStream().readNBytes(frame, 4, frame.length - 4));
        try {
            return Codec.decode(d, frame, 0, frame.length);
        } catch (Malformed e) {
            throw new AssertionError("the server sent nonsense", e);
        }
    }

    private static boolean isError(Message m) {
        return m.type() == MessageType.RERROR || m.type() == MessageType.RLERROR;
    }

    /** Ends at once: what was not sent yet is lost. */
    static void cut(Socket s) throws IOException {
        s.setSoLinger(true, 0);
        s.close();
    }

    // ---- the tables ----

    private <T> List<T> some(List<T> rows) {
        List<T> some = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += step) some.add(rows.get(i));
        return some;
    }

    /** Each in a folder of its own: fid 0 is no root here, and some of what is refused there, as to remove it, is allowed. */
    @Test
    void everyHostileRequest() throws Exception {
        leavesNothing(() -> {
            int errors = 0;
            int number = 0;
            tmp.makeDirectory("rows", 0777);
            RemoteFile rows = tmp.walk("rows");
            for (HostileRequests.Row row : some(HostileRequests.rows())) {
                String name = Integer.toString(number++);
                folder(rows, name);
                try (Socket s = attached(row.dialect(), "tmp", "rows", name)) {
                    boolean closed = false;
                    try {
                        s.getOutputStream().write(row.bytes());
                        errors += isError(answer(s, row.dialect())) ? 1 : 0;
                    } catch (EOFException | SocketException end) {
                        closed = true;
                    }
                    assertEquals(row.expected() == HostileRequests.CLOSED, closed, row.name());
                }
                othersGoOn();
            }
            rows.close();
            assertEquals(List.of(), obol.does("rm -r /tmp/rows"));
            assertTrue(errors >= 350 / step, errors + " errors of " + number);
        });
    }

    @Test
    void everyMalformedRequest() throws Exception {
        leavesNothing(() -> {
            for (MalformedRequests.Row row : some(MalformedRequests.rows())) {
                try (Socket s = attached(row.dialect()); Socket half = attached(row.dialect())) {
                    half.getOutputStream().write(row.frame(), 0, row.frame().length / 2);
                    cut(half);
                    s.getOutputStream().write(row.frame());
                    assertTrue(isError(answer(s, row.dialect())), row.name());
                    say(s, row.dialect(), walk(0, 8));
                    assertEquals(MessageType.RWALK, answer(s, row.dialect()).type(), row.name());
                }
            }
            othersGoOn();
        });
    }

    @Test
    void aDisconnectAtEachByte() throws Exception {
        leavesNothing(() -> {
            for (MessageType t : MessageType.values()) {
                if (t.isRequest() && t.in(Dialect.L)) {
                    byte[] frame = Codec.encode(Message.of(t, 9), Dialect.L);
                    for (int n = 1; n <= frame.length; n += 2 * step) {
                        Socket s = attached(Dialect.L);
                        s.getOutputStream().write(frame, 0, n);
                        cut(s);
                    }
                }
            }
            othersGoOn();
        });
    }

    // ---- too much of something ----

    /** It has as many fids as it may; then it is refused more, and has those that it has. */
    @Test
    void fidsWithoutEnd() throws Exception {
        leavesNothing(() -> {
            try (Socket s = attached(Dialect.L)) {
                int had = 0;
                Message answer;
                do {
                    say(s, Dialect.L, walk(0, 100 + had++));
                    answer = answer(s, Dialect.L);
                } while (!isError(answer) && had < 1_000_000);
                assertTrue(isError(answer), had + " fids");
                say(s, Dialect.L, message(MessageType.TGETATTR, 1).set(Field.FID, 100));
                assertEquals(MessageType.RGETATTR, answer(s, Dialect.L).type());
                othersGoOn();
            }
        });
    }

    /** Requests whose answers nobody reads: what has no room waits in the client's own buffers. */
    @Test
    void aClientThatDoesNotRead() throws Exception {
        leavesNothing(() -> {
            try (Socket s = attached(Dialect.L)) {
                byte[] request = Codec.encode(message(MessageType.TREADDIR, 1).set(Field.FID, 3).set(Field.COUNT, MESSAGE), Dialect.L);
                Thread pusher = new Thread(() -> {
                    try {
                        for (int i = 0; i < 500_000; i++) {
                            s.getOutputStream().write(request);
                        }
                    } catch (IOException cut) {
                        // as it is to be
                    }
                }, "pusher");
                pusher.start();
                for (int i = 0; i < 50; i++) {
                    othersGoOn();
                    Thread.sleep(20);
                }
                cut(s);
                pusher.join();
            }
        });
    }
}
