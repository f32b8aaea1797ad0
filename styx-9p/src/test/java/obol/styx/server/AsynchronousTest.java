package obol.styx.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.Slice;

/**
 * A server that answers everything at random times, in random order, with success, an error, an
 * abort or a late result; clients that flush, clunk and start over meanwhile. Whatever happens: each
 * request has one answer, or none and an Rflush; nodes and files are let go of exactly once.
 */
class AsynchronousTest {
    private final List<Runnable> waiting = new ArrayList<>();
    private Random random;
    private int nodes;
    private int files;

    private <T> void later(Reply<T> reply, java.util.function.Supplier<T> result) {
        if (random.nextInt(3) == 0) {
            finish(reply, result);
            return;
        }
        waiting.add(() -> finish(reply, result));
        int abort = random.nextInt(3);
        if (abort > 0) {
            reply.onAbort(() -> {
                if (abort == 1 && !reply.answered()) {
                    reply.interrupted();
                } else {
                    waiting.add(() -> finish(reply, result));
                }
            });
        }
    }

    private <T> void finish(Reply<T> reply, java.util.function.Supplier<T> result) {
        if (reply.answered()) {
            return;
        }
        int how = random.nextInt(10);
        if (how == 0) {
            reply.error(Errno.EIO);
        } else {
            reply.ok(result.get());
        }
    }

    private final class Thing implements Node {
        private final boolean directory = random.nextInt(4) != 0;
        private boolean released;

        Thing() {
            nodes++;
        }

        @Override
        public Qid qid() {
            return new Qid(directory ? Mode.QTDIR : 0, 0, 5);
        }

        @Override
        public void attributes(Reply<Attributes> reply) {
            later(reply, Attributes::new);
        }

        @Override
        public void walk(User user, String name, Reply<Node> reply) {
            assertTrue(!released);
            later(reply, Thing::new);
        }

        @Override
        public void duplicate(Reply<Node> reply) {
            later(reply, Thing::new);
        }

        @Override
        public void open(User user, OpenMode mode, Reply<OpenFile> reply) {
            assertTrue(!released);
            later(reply, OpenThing::new);
        }

        @Override
        public void create(User user, Creation what, Reply<Created> reply) {
            later(reply, () -> new Created(new Thing(), new OpenThing()));
        }

        @Override
        public void remove(User user, Reply<Void> reply) {
            assertTrue(!released);
            later(reply, () -> null);
        }

        @Override
        public void release() {
            assertTrue(!released, "released twice");
            released = true;
            nodes--;
        }
    }

    private final class OpenThing implements OpenFile {
        private boolean closed;
        private int calls;

        OpenThing() {
            files++;
        }

        private <T> void call(Reply<T> reply, java.util.function.Supplier<T> result) {
            assertTrue(!closed);
            calls++;
            later(reply, () -> {
                assertTrue(!closed, "closed during a call");
                calls--;
                return result.get();
            });
        }

        @Override
        public void read(long offset, int count, Reply<Slice> reply) {
            call(reply, () -> Slice.EMPTY);
        }

        @Override
        public void write(long offset, Slice data, Reply<Integer> reply) {
            call(reply, () -> 1);
        }

        @Override
        public void list(long after, int most, Reply<List<Entry>> reply) {
            call(reply, List::of);
        }

        @Override
        public void close() {
            assertTrue(!closed, "closed twice");
            closed = true;
            files--;
        }
    }

    @Property(tries = 400, seed = "9000")
    void everyRequestIsAnsweredOnceAndNothingLeaks(@ForAll long seed) {
        AsynchronousTest t = new AsynchronousTest();
        t.random = new Random(seed);
        t.run();
    }

    private void run() {
        List<RuntimeException> faults = new ArrayList<>();
        FileServer server = new FileServer() {
            @Override
            public void attach(User user, String tree, OpenFile authentication, Reply<Node> reply) {
                later(reply, Thing::new);
            }

            @Override
            public void failed(RuntimeException fault) {
                faults.add(fault);
            }
        };
        Peer p = new Peer(server, new Limits(8192, 64, 200, 16384, 1 << 20));
        Dialect d = random.nextBoolean() ? Dialect.P2000 : Dialect.U;
        p.version(d, 8192);
        Map<Integer, Message> outstanding = new HashMap<>();
        int tag = 0;
        for (int i = 0; i < 400; i++) {
            if (random.nextInt(3) == 0 && !waiting.isEmpty()) {
                waiting.remove(random.nextInt(waiting.size())).run();
            } else if (random.nextInt(150) == 0) {
                p.replies.clear();
                outstanding.clear();
                p.version(d, 8192);
            } else {
                Message m = request(tag++);
                outstanding.put(m.tag(), m);
                p.send(m);
            }
            settle(p, outstanding);
        }
        boolean cut = random.nextBoolean();
        if (cut) {
            p.session.close();
        }
        while (!waiting.isEmpty()) {
            waiting.remove(random.nextInt(waiting.size())).run();
            settle(p, outstanding);
        }
        if (!cut) {
            assertEquals(Map.of(), outstanding);
            assertEquals(0, p.session.outstanding());
            p.session.close();
            while (!waiting.isEmpty()) {
                waiting.remove(0).run();
            }
        }
        assertEquals(List.of(), faults);
        assertEquals(0, p.session.fids());
        assertEquals(0, files);
        assertEquals(0, nodes);
    }

    private Message request(int tag) {
        int fid = random.nextInt(6);
        switch (random.nextInt(12)) {
            case 0: return Message.of(MessageType.TATTACH, tag).set(Field.FID, fid).set(Field.AFID, -1);
            case 1: case 2: case 3:
                List<String> names = new ArrayList<>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    names.add(random.nextInt(4) == 0 ? ".." : "x");
                }
                return Message.of(MessageType.TWALK, tag).set(Field.FID, fid)
                        .set(Field.NEWFID, random.nextInt(6)).names(names);
            case 4: return Message.of(MessageType.TOPEN, tag).set(Field.FID, fid)
                    .set(Field.OMODE, random.nextInt(3) | (random.nextInt(4) == 0 ? Mode.ORCLOSE : 0));
            case 5: return Message.of(MessageType.TCREATE, tag).set(Field.FID, fid).set(Field.NAME, "n")
                    .set(Field.OMODE, Mode.ORDWR);
            case 6: return Peer.read(tag, fid, 0, 10);
            case 7: return Peer.write(tag, fid, 0, "x");
            case 8: return Peer.clunk(tag, fid);
            case 9: return Message.of(random.nextInt(3) == 0 ? MessageType.TREMOVE : MessageType.TSTAT, tag)
                    .set(Field.FID, fid);
            default: return Peer.flush(tag, Math.max(0, tag - 1 - random.nextInt(12)));
        }
    }

    private static void settle(Peer p, Map<Integer, Message> outstanding) {
        while (!p.replies.isEmpty()) {
            Message r = p.next();
            Message m = outstanding.remove(r.tag());
            assertNotNull(m, "an answer to nothing: " + r);
            assertTrue(r.type() == m.type().reply() || r.type() == MessageType.RERROR && m.type() != MessageType.TFLUSH,
                    m + " answered by " + r);
            if (r.type() == MessageType.RFLUSH) {
                // from here on the old tag is the client's again
                outstanding.remove(m.integer(Field.OLDTAG));
            }
        }
    }
}
