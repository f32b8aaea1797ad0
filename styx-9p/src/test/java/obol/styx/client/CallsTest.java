package obol.styx.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import obol.styx.Codec;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Slice;
import obol.styx.StyxException;
import org.junit.jupiter.api.Test;

/** The client's engine against servers that answer in any order, late, or nonsense. */
class CallsTest {
    private final List<Message> sent = new ArrayList<>();
    private final Calls calls = new Calls((b, offset, length) -> {
        try {
            sent.add(Codec.decode(Dialect.P2000, b, offset, length));
        } catch (obol.styx.Malformed e) {
            throw new AssertionError(e);
        }
    }, 8192);

    private Call read() {
        return calls.send(calls.request(MessageType.TREAD).set(Field.FID, 1).set(Field.COUNT, 10));
    }

    private void answer(Message m) {
        byte[] b = Codec.encode(m, Dialect.P2000);
        calls.receive(b, 0, b.length);
    }

    private static Message data(int tag, String text) {
        return Message.of(MessageType.RREAD, tag).set(Field.DATA, Slice.of(text.getBytes()));
    }

    @Test
    void answersInAnyOrderAndInPieces() throws StyxException {
        List<Call> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(read());
        }
        assertEquals(100, calls.inFlight());
        byte[] stream = new byte[0];
        for (int i = 99; i >= 0; i--) {
            byte[] b = Codec.encode(data(sent.get(i).tag(), "answer " + i), Dialect.P2000);
            int n = stream.length;
            stream = java.util.Arrays.copyOf(stream, n + b.length);
            System.arraycopy(b, 0, stream, n, b.length);
        }
        Random r = new Random(1);
        for (int at = 0; at < stream.length; ) {
            int n = Math.min(stream.length - at, 1 + r.nextInt(30));
            calls.receive(stream, at, n);
            at += n;
        }
        for (int i = 0; i < 100; i++) {
            assertEquals("answer " + i, all.get(i).reply().data().text());
        }
        assertEquals(0, calls.inFlight());
    }

    /** flush(5): the old tag stays taken until the Rflush. */
    @Test
    void aTagIsNotUsedAgainBeforeItsFlushIsAnswered() {
        Call old = read();
        Call flush = calls.flush(old);
        int oldTag = old.request().tag();
        for (int i = 0; i < 10; i++) {
            assertNotEquals(oldTag, read().request().tag());
        }
        assertFalse(old.isDone());
        answer(Message.of(MessageType.RFLUSH, flush.request().tag()));
        assertEquals(Errno.EINTR, assertThrows(StyxException.class, old::reply).errno());
        List<Integer> tags = List.of(read().request().tag(), read().request().tag());
        assertTrue(tags.contains(oldTag));
    }

    @Test
    void anAnswerBeforeTheRflushCounts() throws StyxException {
        Call old = read();
        Call flush = calls.flush(old);
        answer(data(old.request().tag(), "in time"));
        answer(Message.of(MessageType.RFLUSH, flush.request().tag()));
        assertEquals("in time", old.reply().data().text());
        assertEquals(0, calls.inFlight());
    }

    @Test
    void nonsenseEndsTheConnectionAndAllCalls() {
        byte[][] nonsense = {
            {0, 0, 0, 0}, {6, 0, 0, 0, 1, 1}, {0, 0, 1, 0}, {-1, -1, -1, -1},
            Codec.encode(data(77, "unasked"), Dialect.P2000),
            Codec.encode(Message.of(MessageType.RWRITE, 0), Dialect.P2000),
            Codec.encode(Message.of(MessageType.TREAD, 0), Dialect.P2000),
            {9, 0, 0, 0, 117, 0, 0, 5, 0}, {8, 0, 0, 0, 121, 0, 0, 0}, {7, 0, 0, 0, 3, 0, 0},
        };
        for (byte[] b : nonsense) {
            CallsTest t = new CallsTest();
            Call c = t.read();
            t.calls.receive(b, 0, b.length);
            assertNotNull(t.calls.broken());
            assertEquals(Errno.EPROTO, assertThrows(StyxException.class, c::reply).errno());
            assertEquals(Errno.EPROTO, assertThrows(StyxException.class, t.read()::reply).errno());
            assertEquals(1, t.sent.size());
        }
    }

    @Test
    void randomBytesNeverDoMoreThanEndTheConnection() {
        for (int seed = 0; seed < 2000; seed++) {
            CallsTest t = new CallsTest();
            Call c = t.read();
            byte[] b = new byte[200];
            new Random(seed).nextBytes(b);
            b[1] = 0;
            b[2] = 0;
            b[3] = 0;
            t.calls.receive(b, 0, b.length);
            assertTrue(c.isDone() || t.calls.broken() == null);
        }
    }

    @Test
    void aRequestTooLargeIsNotSent() {
        Call c = calls.send(calls.request(MessageType.TWRITE).set(Field.DATA, Slice.of(new byte[9000])));
        assertEquals(Errno.EMSGSIZE, assertThrows(StyxException.class, c::reply).errno());
        assertTrue(sent.isEmpty());
    }

    @Test
    void aServerOfAnotherVersionIsRefused() {
        for (String version : new String[] {"unknown", "9P2000", "9P2000.u", "junk"}) {
            obol.styx.client.Carrier carrier = new Carrier() {
                @Override
                public void send(byte[] bytes, int offset, int length) {
                }

                @Override
                public int receive(byte[] bytes, int offset, int length) {
                    Message m = Message.of(MessageType.RVERSION, Message.NOTAG).set(Field.MSIZE, 8192)
                            .set(Field.VERSION, version);
                    return Codec.encode(m, Dialect.P2000, bytes, offset) - offset;
                }
            };
            assertThrows(StyxException.class, () -> Client.connect(carrier, Dialect.L, 8192));
        }
    }
}
