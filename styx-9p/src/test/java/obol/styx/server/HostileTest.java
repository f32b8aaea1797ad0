package obol.styx.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import obol.styx.Codec;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Mode;
import obol.styx.Slice;
import obol.styx.Stat;
import obol.styx.StyxException;
import obol.styx.ram.RamTree;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * {@link HostileRequests}, a row each. After each row another connection on the same tree works, and closing leaves nothing behind.
 */
class HostileTest {
    /** Fids: 0 the root, 1 the file "f", open for both; 2 "f" unopened; 3 the root, open; 4 the link "s". */
    private static Peer peer(RamTree tree, Dialect d) {
        Peer p = Peer.attached(tree, d, 8192, new Limits(8192, 64, 64, 16384, 1 << 20));
        p.walk(1, 0, 1, "f");
        p.open(1, Mode.ORDWR);
        p.walk(1, 0, 2, "f");
        p.walk(1, 0, 3);
        p.open(3, Mode.OREAD);
        p.walk(1, 0, 4, "s");
        for (Message m : p.replies) {
            assertTrue(m.type() != MessageType.RERROR && m.type() != MessageType.RLERROR, m.toString());
        }
        p.replies.clear();
        return p;
    }

    private static RamTree tree() throws StyxException {
        RamTree tree = new RamTree(() -> 0, 1 << 20, "root", 0777);
        tree.root().file("f", 0666, "hello".getBytes(StandardCharsets.UTF_8));
        tree.root().directory("d").file("inside", 0666, new byte[0]);
        tree.root().symbolicLink("s", "f");
        return tree;
    }

    @TestFactory
    Stream<DynamicTest> eachRow() {
        List<HostileRequests.Row> rows = HostileRequests.rows();
        assertTrue(rows.size() >= 400, "only " + rows.size() + " rows");
        return rows.stream().map(r -> DynamicTest.dynamicTest(r.name(), () -> check(r)));
    }

    private static int errno(Message m) {
        return m.type() == MessageType.RLERROR ? m.integer(Field.ECODE)
                : m.type() == MessageType.RERROR ? Errno.of(m.text(Field.ENAME)).number() : 0;
    }

    private void check(HostileRequests.Row row) throws StyxException {
        RamTree tree = tree();
        Peer other = peer(tree, Dialect.L);
        long used = tree.used();
        Peer p = peer(tree, row.dialect());
        p.bytes(row.bytes());
        if (row.expected() == HostileRequests.CLOSED) {
            assertNotNull(p.closed);
            assertEquals(0, p.session.fids());
            assertTrue(p.replies.isEmpty());
        } else {
            Message m = p.next();
            assertTrue(m.type() == MessageType.RERROR || m.type() == MessageType.RLERROR, m.toString());
            // 9P2000 says it with a text; that of a malformed frame has no number
            boolean byText = row.dialect() == Dialect.P2000;
            if (row.expected() != HostileRequests.SOME_ERROR && !(byText && errno(m) == Errno.EIO.number())) {
                int have = row.dialect() == Dialect.U ? m.integer(Field.ECODE) : errno(m);
                assertEquals(row.expected(), have, m.toString());
            }
            assertNull(p.closed);
            // the session goes on
            assertEquals(MessageType.RREAD, p.call(Peer.read(9, 1, 0, 5)).type());
        }
        assertEquals("hello", other.call(Peer.read(9, 1, 0, 100)).data().text());
        p.session.close();
        assertEquals(used, tree.used());
    }

    /** Nothing but Tversion before a version is agreed on. */
    @TestFactory
    Stream<DynamicTest> everyRequestBeforeTheVersion() {
        return Arrays.stream(MessageType.values()).filter(t -> t.isRequest() && t != MessageType.TVERSION)
                .map(t -> DynamicTest.dynamicTest(t.name(), () -> {
                    Peer p = new Peer(tree());
                    p.bytes(Codec.encode(Message.of(t, 1), t.in(Dialect.P2000) ? Dialect.P2000 : Dialect.L));
                    assertEquals(MessageType.RERROR, p.next().type());
                    assertEquals(0, p.session.fids());
                }));
    }

    /** Every request cut off at every byte, by a disconnect: nothing is left behind. */
    @Test
    void aDisconnectAtEachByte() throws StyxException {
        RamTree tree = tree();
        long used = tree.used();
        for (Dialect d : Dialect.values()) {
            for (MessageType t : MessageType.values()) {
                if (!t.in(d)) {
                    continue;
                }
                byte[] b = Codec.encode(Message.of(t, 9), d);
                for (int n = 0; n <= b.length; n++) {
                    Peer p = peer(tree, d);
                    p.bytes(Arrays.copyOf(b, n));
                    p.session.close();
                    assertEquals(0, p.session.fids());
                }
            }
        }
        assertEquals(used, tree.used());
    }

    /** Many connections with all the fids they may have, gone without a clunk: nothing is left behind. */
    @Test
    void thousandsOfFidsOnHundredsOfConnections() throws StyxException {
        RamTree tree = tree();
        long used = tree.used();
        List<Peer> peers = new ArrayList<>();
        for (int c = 0; c < 200; c++) {
            Peer p = Peer.attached(tree, Dialect.L, 8192, new Limits(8192, 500, 64, 16384, 1 << 20));
            for (int fid = 1; fid < 500; fid++) {
                assertEquals(MessageType.RWALK, p.walk(1, 0, fid, fid % 2 == 0 ? "f" : "d").type());
            }
            assertEquals(Errno.EMFILE.number(), p.walk(1, 0, 500).integer(Field.ECODE));
            p.open(2, Mode.O_RDWR);
            peers.add(p);
        }
        Peer last = Peer.attached(tree, Dialect.L);
        last.walk(1, 0, 1);
        assertEquals(MessageType.RUNLINKAT, last.call(Message.of(MessageType.TUNLINKAT, 9).set(Field.DFID, 1)
                .set(Field.NAME, "f")).type());
        long files = tree.files();
        for (Peer p : peers) {
            p.session.close();
            assertEquals(0, p.session.fids());
        }
        assertEquals(files - 1, tree.files());
        assertTrue(tree.used() < used);
    }

    /** Whole sessions of frames with random and mutated contents: no fault of the server, nothing left behind. */
    @Test
    void randomSessions() throws StyxException {
        List<RuntimeException> faults = new ArrayList<>();
        for (int seed = 0; seed < 600; seed++) {
            Random r = new Random(seed);
            RamTree tree = tree();
            FileServer server = new FileServer() {
                @Override
                public void attach(User u, String aname, OpenFile a, Reply<Node> reply) throws StyxException {
                    tree.attach(u, aname, a, reply);
                }

                @Override
                public void failed(RuntimeException fault) {
                    faults.add(fault);
                }
            };
            Dialect d = Dialect.values()[r.nextInt(3)];
            Peer p = new Peer(server, new Limits(8192, 64, 64, 16384, 1 << 20));
            p.version(d, 8192);
            p.attach(0);
            for (int i = 0; i < 300 && p.closed == null; i++) {
                MessageType[] types = MessageType.values();
                MessageType t;
                do {
                    t = types[r.nextInt(types.length)];
                } while (!t.in(d) || t == MessageType.TVERSION || t == MessageType.RVERSION);
                Message m = Message.of(t, r.nextInt(20));
                for (int f = 0; f < t.fieldCount(); f++) {
                    fill(m, t.field(f), r);
                }
                byte[] b = Codec.encode(m, d);
                if (r.nextInt(8) == 0) {
                    b[4 + r.nextInt(b.length - 4)] = (byte) r.nextInt(256);
                }
                p.bytes(b);
            }
            p.session.close();
            // whoever is left is held by names alone
            assertEquals(0, Peer.attached(tree, Dialect.L).session.outstanding());
        }
        assertEquals(List.of(), faults);
    }

    private static void fill(Message m, Field f, Random r) {
        String[] names = {"f", "d", "s", "x", "y", "..", "inside"};
        switch (f.kind()) {
            case STRING: m.set(f, names[r.nextInt(names.length)]); break;
            case STRINGS:
                List<String> list = new ArrayList<>();
                for (int n = r.nextInt(4); n > 0; n--) {
                    list.add(names[r.nextInt(names.length)]);
                }
                m.names(list);
                break;
            case DATA: m.set(f, Slice.of(new byte[r.nextInt(50)])); break;
            case STAT: m.set(f, Stat.UNCHANGED.withName(names[r.nextInt(names.length)])); break;
            case U8: m.set(f, r.nextInt(5) == 0 ? r.nextLong() : r.nextInt(100)); break;
            case U4: m.set(f, r.nextInt(8) == 0 ? r.nextInt() : r.nextInt(8)); break;
            case U1: m.set(f, r.nextInt(4)); break;
            case U2: m.set(f, r.nextInt(20)); break;
            default: break;
        }
    }
}
