package obol.styx.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.MessageType;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.Attributes;
import obol.styx.net.Loopback;
import obol.styx.ram.RamTree;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading ahead: the same bytes, and no more requests than worth while. */
class RemoteInputTest {
    private static final int MSIZE = 1024;
    private static final int UNIT = MSIZE - 24;

    /** Counts the reads that are sent, and how many of them before the first answer after them is taken. */
    private static final class Counting implements Carrier {
        private final Loopback behind;
        private int reads;
        private int flushes;
        private int burst;
        private int longestBurst;

        Counting(Loopback behind) {
            this.behind = behind;
        }

        @Override
        public void send(byte[] bytes, int offset, int length) throws IOException {
            if (bytes[offset + 4] == MessageType.TREAD.code()) {
                reads++;
                longestBurst = Math.max(longestBurst, ++burst);
            }
            flushes += bytes[offset + 4] == MessageType.TFLUSH.code() ? 1 : 0;
            behind.send(bytes, offset, length);
        }

        @Override
        public int receive(byte[] bytes, int offset, int length) throws IOException {
            burst = 0;
            return behind.receive(bytes, offset, length);
        }
    }

    private final RamTree tree = new RamTree();
    private final Counting carrier = new Counting(new Loopback(tree));

    private RemoteFile open(byte[] contents) throws StyxException {
        tree.root().file("f", 0644, contents);
        RemoteFile file = Client.connect(carrier, Dialect.L, MSIZE).attach("root", 0, "").walk("f");
        file.open(OpenMode.READ);
        return file;
    }

    private static byte[] random(int length) {
        byte[] b = new byte[length];
        new Random(length).nextBytes(b);
        return b;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, UNIT - 1, UNIT, UNIT + 1, 2 * UNIT, 100 * UNIT, 100 * UNIT + 7})
    void theSameBytes(int length) throws Exception {
        byte[] b = random(length);
        try (RemoteFile f = open(b); RemoteInput in = new RemoteInput(f, 0)) {
            assertArrayEquals(b, in.readAllBytes());
            assertEquals(-1, in.read());
        }
    }

    @Test
    void byteByByteAndFromTheMiddle() throws Exception {
        byte[] b = random(3 * UNIT);
        try (RemoteFile f = open(b); RemoteInput in = new RemoteInput(f, UNIT + 3)) {
            for (int i = UNIT + 3; i < b.length; i++) {
                assertEquals(b[i] & 0xff, in.read());
            }
            assertEquals(-1, in.read());
        }
    }

    @Test
    void aSmallFileIsAskedForTwice() throws Exception {
        try (RemoteFile f = open(random(10)); RemoteInput in = new RemoteInput(f, 0)) {
            in.readAllBytes();
            assertEquals(2, carrier.reads);
        }
    }

    @Test
    void aLargeFileFillsTheWindow() throws Exception {
        try (RemoteFile f = open(random(100 * UNIT)); RemoteInput in = new RemoteInput(f, 0)) {
            in.readAllBytes();
            assertTrue(carrier.reads <= 100 + Client.WINDOW, carrier.reads + " reads");
            assertTrue(f.client().calls().inFlight() == 0);
        }
    }

    @Test
    void closingInTheMiddleLeavesNothingInFlight() throws Exception {
        try (RemoteFile f = open(random(100 * UNIT))) {
            RemoteInput in = new RemoteInput(f, 0);
            in.readNBytes(10 * UNIT);
            assertTrue(f.client().calls().inFlight() > 0);
            in.close();
            assertEquals(0, f.client().calls().inFlight());
            assertThrows(IOException.class, in::read);
            // the file is still the caller's
            assertEquals(UNIT, f.read(0, UNIT).length);
        }
    }

    /** A file that gives at most 7 bytes at a time, at any offset, and an error at 50. */
    private static final class Scant implements Node {
        @Override
        public Qid qid() {
            return new Qid(0, 0, 1);
        }

        @Override
        public void attributes(Reply<Attributes> reply) {
            reply.ok(new Attributes());
        }

        @Override
        public void open(User user, OpenMode mode, Reply<OpenFile> reply) {
            reply.ok(new OpenFile() {
                @Override
                public void read(long offset, int count, Reply<Slice> r) throws StyxException {
                    if (offset >= 50) {
                        throw new StyxException(Errno.EIO);
                    }
                    byte[] b = new byte[(int) Math.min(7, 50 - offset)];
                    for (int i = 0; i < b.length; i++) {
                        b[i] = (byte) (offset + i);
                    }
                    r.ok(Slice.of(b));
                }
            });
        }
    }

    @Test
    void shortAnswersAreNoEndAndAnErrorIsOne() throws Exception {
        Client client = Client.connect(new Loopback((user, name, authentication, reply) -> reply.ok(new Scant())), Dialect.P2000, MSIZE);
        RemoteFile f = client.attach("glenda", -1, "");
        f.open(OpenMode.READ);
        RemoteInput in = new RemoteInput(f, 0);
        byte[] first = in.readNBytes(50);
        byte[] want = new byte[50];
        for (int i = 0; i < 50; i++) {
            want[i] = (byte) i;
        }
        assertArrayEquals(want, Arrays.copyOf(first, 50));
        StyxException cause = (StyxException) assertThrows(IOException.class, in::read).getCause();
        assertSame(Errno.EIO, cause.errno());
        assertEquals(0, client.calls().inFlight());
    }
}
