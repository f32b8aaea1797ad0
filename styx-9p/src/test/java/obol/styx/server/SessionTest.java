package obol.styx.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import obol.styx.Codec;
import obol.styx.Dialect;
import obol.styx.DirEntry;
import obol.styx.Field;
import obol.styx.Malformed;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.Stat;
import obol.styx.StyxException;
import obol.styx.ram.RamTree;
import obol.styx.ram.Synthetic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions, fids, walks, limits and back-pressure. */
class SessionTest {
    private final RamTree tree = new RamTree();

    @Test
    void versions() {
        String[][] cases = {
            {"9P2000", "9P2000"}, {"9P2000.u", "9P2000.u"}, {"9P2000.L", "9P2000.L"},
            {"9P2000.x", "9P2000"}, {"9P2000.", "9P2000"}, {"9P2000.l", "9P2000"}, {"9P2000.LL", "9P2000"},
            {"9P", "unknown"}, {"9P1999", "unknown"}, {"9P3000.L", "unknown"}, {"", "unknown"}, {"9p2000", "unknown"},
            {"9P20000", "unknown"},
        };
        for (String[] c : cases) {
            Peer p = new Peer(tree);
            p.send(Message.of(MessageType.TVERSION, Message.NOTAG).set(Field.MSIZE, 8192).set(Field.VERSION, c[0]));
            assertEquals(c[1], p.next().text(Field.VERSION), c[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {256, 4096, 8192, 65536, 1 << 20, (1 << 20) + 1, 0x7fffffff, 0xffffffffL})
    void messageSizes(long msize) {
        Peer p = new Peer(tree);
        p.send(Message.of(MessageType.TVERSION, Message.NOTAG).set(Field.MSIZE, msize).set(Field.VERSION, "9P2000"));
        assertEquals(Math.min(msize, 1 << 20), p.next().number(Field.MSIZE));
    }

    @Test
    void aServerMayWantLessThanTheClient() {
        Peer p = new Peer(tree, new Limits(8192, 10, 10, 8192, 1 << 20));
        assertEquals(8192, p.version(Dialect.L, 65536).number(Field.MSIZE));
    }

    /** A message split at every byte, and many in one piece, are the same messages, wherever their bytes lie. */
    @Test
    void framesInPieces() throws StyxException {
        tree.root().file("a", 0644, "hello".getBytes(StandardCharsets.UTF_8));
        List<Message> script = List.of(
                Message.of(MessageType.TVERSION, Message.NOTAG).set(Field.MSIZE, 8192).set(Field.VERSION, "9P2000"),
                Message.of(MessageType.TATTACH, 1).set(Field.AFID, -1).set(Field.UNAME, "root"),
                Message.of(MessageType.TWALK, 2).set(Field.NEWFID, 1).names(List.of("a")),
                Message.of(MessageType.TOPEN, 3).set(Field.FID, 1).set(Field.OMODE, 2),
                Peer.read(4, 1, 0, 100), Peer.write(5, 1, 0, "HE"), Peer.read(6, 1, 0, 100), Peer.clunk(7, 1));
        byte[] all = new byte[0];
        for (Message m : script) {
            byte[] b = Codec.encode(m, Dialect.P2000);
            int n = all.length;
            all = java.util.Arrays.copyOf(all, n + b.length);
            System.arraycopy(b, 0, all, n, b.length);
        }
        byte[] bytes = all;
        Source elsewhere = (from, to, offset, count) -> System.arraycopy(bytes, from, to, offset, count);
        for (int piece = 1; piece <= 2 * all.length; piece++) {
            boolean array = piece <= all.length;
            int most = array ? piece : piece - all.length;
            RamTree t = new RamTree(() -> 0, 1 << 20, "root", 0777);
            t.root().file("a", 0644, "hello".getBytes(StandardCharsets.UTF_8));
            Peer p = new Peer(t);
            for (int at = 0; at < all.length; at += most) {
                int n = Math.min(most, all.length - at);
                assertEquals(n, array ? p.session.receive(all, at, n) : p.session.receive(elsewhere, at, n));
            }
            assertEquals(8, p.replies.size());
            assertEquals("hello", p.replies.get(4).data().text());
            assertEquals("HEllo", p.replies.get(6).data().text());
        }
    }

    @Test
    void partialWalks() throws StyxException {
        tree.root().directory("a").directory("b").file("f", 0644, new byte[0]);
        Peer p = Peer.attached(tree, Dialect.P2000);
        assertEquals(3, p.walk(1, 0, 1, "a", "b", "f").qids().size());
        assertEquals(2, p.walk(1, 0, 2, "a", "b", "x").qids().size());
        assertEquals(1, p.walk(1, 0, 2, "a", "x", "b").qids().size());
        assertEquals(3, p.walk(1, 0, 2, "a", "b", "f", "f").qids().size());
        assertEquals(1, p.walk(1, 0, 2, "a", ".").qids().size());
        assertEquals(1, p.walk(1, 0, 2, "a", "b/f").qids().size());
        assertEquals(1, p.walk(1, 0, 2, "a", "x".repeat(256)).qids().size());
        assertEquals("file does not exist", p.walk(1, 0, 2, "x").text(Field.ENAME));
        assertEquals("not a directory", p.walk(1, 1, 2, "x").text(Field.ENAME));
        // none of these made fid 2
        assertEquals("fid unknown or out of range", p.walk(1, 2, 3).text(Field.ENAME));
        assertEquals(2, p.session.fids());
        // 16 names are enough, 17 too many
        String[] names = new String[16];
        java.util.Arrays.fill(names, "..");
        assertEquals(16, p.walk(1, 0, 2, names).qids().size());
        byte[] seventeen = Codec.encode(Message.of(MessageType.TWALK, 1).set(Field.NEWFID, 9)
                .names(java.util.Collections.nCopies(17, "..")), Dialect.P2000);
        p.bytes(seventeen);
        assertEquals(MessageType.RERROR, p.next().type());
    }

    @Test
    void walksOntoTheSameFid() throws StyxException {
        tree.root().directory("a").directory("b");
        Peer p = Peer.attached(tree, Dialect.P2000);
        assertEquals(MessageType.RWALK, p.walk(1, 0, 1).type());
        assertEquals(1, p.walk(1, 1, 1, "a").qids().size());
        assertEquals(1, p.walk(1, 1, 1, "b", "x").qids().size());
        // only a whole walk moves the fid
        assertEquals(1, p.walk(1, 1, 1, "b").qids().size());
        assertEquals("file does not exist", p.walk(1, 1, 1, "b").text(Field.ENAME));
        assertEquals(0, p.walk(1, 1, 1).qids().size());
        assertEquals(2, p.session.fids());
    }

    /** ".." ends at the root that was attached to, also below the server's root. */
    @Test
    void dotDotEndsAtTheAttachedRoot() throws StyxException {
        tree.root().directory("sub").directory("x");
        Peer all = Peer.attached(tree, Dialect.P2000);
        assertEquals(4, all.walk(1, 0, 1, "sub", "..", "..", "sub").qids().size());
        List<Node> sub = new ArrayList<>();
        Request byHand = new Request(all.session, 99, 0);
        tree.attach(new User("root", 0), "", null, new RequestReply<>(byHand, root ->
                root.walk(new User("root", 0), "sub", new RequestReply<>(byHand, sub::add))));
        Peer export = Peer.attached((user, aname, authentication, reply) -> sub.get(0).duplicate(reply), Dialect.P2000);
        assertEquals(4, export.walk(1, 0, 1, "x", "..", "..", "x").qids().size());
        assertEquals(1, export.walk(1, 0, 2, "..", "sub").qids().size());
    }

    @Test
    void fidsHaveOneUse() throws StyxException {
        tree.root().file("a", 0644, new byte[3]);
        Peer p = Peer.attached(tree, Dialect.P2000);
        p.walk(1, 0, 1, "a");
        assertEquals("fid already in use", p.attach(1).text(Field.ENAME));
        assertEquals("fid already in use", p.walk(1, 0, 1, "a").text(Field.ENAME));
        assertEquals("fid unknown or out of range", p.attach(Message.NOFID).text(Field.ENAME));
        assertEquals("bad use of fid", p.call(Peer.read(1, 1, 0, 1)).text(Field.ENAME));
        assertEquals("bad use of fid", p.call(Peer.write(1, 1, 0, "")).text(Field.ENAME));
        p.open(1, Mode.OREAD);
        assertEquals("bad use of fid", p.open(1, Mode.OREAD).text(Field.ENAME));
        assertEquals("bad use of fid", p.walk(1, 1, 2).text(Field.ENAME));
        assertEquals("bad use of fid", p.call(Peer.write(1, 1, 0, "x")).text(Field.ENAME));
        assertEquals("bad use of fid", p.call(Message.of(MessageType.TCREATE, 1).set(Field.FID, 1)
                .set(Field.NAME, "n")).text(Field.ENAME));
        p.call(Peer.clunk(1, 1));
        assertEquals("fid unknown or out of range", p.call(Peer.clunk(1, 1)).text(Field.ENAME));
        p.walk(1, 0, 1, "a");
        p.open(1, Mode.OWRITE);
        assertEquals("bad use of fid", p.call(Peer.read(1, 1, 0, 1)).text(Field.ENAME));
        // remove(5): the fid is gone even though the root stays
        assertEquals(MessageType.RERROR, p.call(Message.of(MessageType.TREMOVE, 1).set(Field.FID, 0)).type());
        assertEquals("fid unknown or out of range", p.walk(1, 0, 1).text(Field.ENAME));
    }

    /** Reads of a directory: whole entries, from the beginning or where the last one ended. */
    @ParameterizedTest
    @EnumSource(names = {"P2000", "U"})
    void directoryOffsets(Dialect d) throws StyxException, Malformed {
        for (int i = 0; i < 10; i++) {
            tree.root().file("name" + i, 0644, new byte[0]);
        }
        Peer p = Peer.attached(tree, d);
        p.walk(1, 0, 1);
        p.open(1, Mode.OREAD);
        Slice all = p.call(Peer.read(1, 1, 0, 8000)).data();
        List<Stat> stats = Codec.stats(all, d);
        assertEquals(10, stats.size());
        int one = stats.get(0).size(d);
        assertEquals(0, p.call(Peer.read(1, 1, all.length(), 8000)).data().length());
        // too small for an entry: 0 bytes, no error, and nothing is skipped
        assertEquals(0, p.call(Peer.read(1, 1, 0, one - 1)).data().length());
        assertEquals(one, p.call(Peer.read(1, 1, 0, one)).data().length());
        assertEquals(0, p.call(Peer.read(1, 1, one, one - 1)).data().length());
        assertEquals(2 * one, p.call(Peer.read(1, 1, one, 3 * one - 1)).data().length());
        assertEquals("bad offset in directory read", p.call(Peer.read(1, 1, one, one)).text(Field.ENAME));
        assertEquals("name3", Codec.stats(p.call(Peer.read(1, 1, 3L * one, one)).data(), d).get(0).name());
        assertEquals("name0", Codec.stats(p.call(Peer.read(1, 1, 0, one)).data(), d).get(0).name());
        assertEquals(0, p.call(Peer.read(1, 1, one, 0)).data().length());
    }

    @Test
    void directoryOffsetsInLinux() throws StyxException, Malformed {
        for (int i = 0; i < 5; i++) {
            tree.root().file("name" + i, 0644, new byte[0]);
        }
        Peer p = Peer.attached(tree, Dialect.L);
        p.walk(1, 0, 1);
        p.open(1, Mode.O_DIRECTORY);
        List<String> names = new ArrayList<>();
        long offset = 0;
        while (true) {
            Message m = p.call(Message.of(MessageType.TREADDIR, 1).set(Field.FID, 1).set(Field.OFFSET, offset)
                    .set(Field.COUNT, 60));
            List<DirEntry> part = Codec.entries(m.data());
            if (part.isEmpty()) {
                break;
            }
            for (DirEntry e : part) {
                names.add(e.name());
                offset = e.offset();
                assertEquals(e.name().startsWith(".") ? 4 : 8, e.type());
            }
        }
        assertEquals(List.of(".", "..", "name0", "name1", "name2", "name3", "name4"), names);
        for (int small = 0; small < 25; small++) {
            assertEquals(0, p.call(Message.of(MessageType.TREADDIR, 1).set(Field.FID, 1)
                    .set(Field.COUNT, small)).data().length());
        }
        assertEquals(21, p.call(Peer.read(1, 1, 0, 10)).integer(Field.ECODE));
    }

    @Test
    void tooManyFids() {
        Peer p = Peer.attached(tree, Dialect.L, 8192, new Limits(8192, 100, 10, 8192, 1 << 20));
        for (int i = 1; i < 100; i++) {
            assertEquals(MessageType.RWALK, p.walk(1, 0, i).type());
        }
        assertEquals(24, p.walk(1, 0, 100).integer(Field.ECODE));
        assertEquals(24, p.attach(100).integer(Field.ECODE));
        p.call(Peer.clunk(1, 7));
        assertEquals(MessageType.RWALK, p.walk(1, 0, 100).type());
    }

    private Peer waiting(Limits limits) throws StyxException {
        obol.styx.ram.Pipe pipe = new obol.styx.ram.Pipe(100);
        tree.root().synthetic("pipe", 0666, pipe);
        Peer p = Peer.attached(tree, Dialect.L, 8192, limits);
        p.walk(1, 0, 1, "pipe");
        p.open(1, Mode.O_RDWR);
        p.replies.clear();
        return p;
    }

    @Test
    void tooManyRequests() throws StyxException {
        Peer p = waiting(new Limits(8192, 100, 10, 8192, 1 << 20));
        for (int i = 0; i < 10; i++) {
            p.send(Peer.read(i, 1, 0, 10));
        }
        assertTrue(p.replies.isEmpty());
        assertEquals(11, p.call(Peer.read(10, 1, 0, 10)).integer(Field.ECODE));
        // flushes still get in
        for (int i = 0; i < 10; i++) {
            assertEquals(MessageType.RFLUSH, p.call(Peer.flush(20 + i, i)).type());
        }
        assertEquals(0, p.session.outstanding());
    }

    /** Waiting writes keep their bytes; so do extended attributes. */
    @Test
    void tooManyBytesOfRequests() throws StyxException {
        Peer p = waiting(new Limits(8192, 100, 100, 8192, 1 << 16));
        p.call(Peer.write(99, 1, 0, "x".repeat(100)));
        int waiting = 0;
        while (p.replies.isEmpty()) {
            p.send(Peer.write(waiting++, 1, 0, "x".repeat(8000)));
        }
        assertEquals(9, waiting);
        assertEquals(11, p.next().integer(Field.ECODE));
        for (int i = 0; i < 8; i++) {
            p.send(Peer.flush(50, i));
        }
        assertEquals(0, p.session.outstanding());
        p.replies.clear();
        tree.root().file("f", 0666, new byte[0]);
        for (int i = 0; i < 10; i++) {
            p.walk(1, 0, 10 + i, "f");
            Message m = p.call(Message.of(MessageType.TXATTRCREATE, 1).set(Field.FID, 10 + i)
                    .set(Field.NAME, "user.x").set(Field.ATTR_SIZE, 10_000));
            assertEquals(i < 6 ? MessageType.RXATTRCREATE : MessageType.RLERROR, m.type());
        }
        p.call(Peer.clunk(1, 10));
        assertEquals(MessageType.RXATTRCREATE, p.call(Message.of(MessageType.TXATTRCREATE, 1).set(Field.FID, 18)
                .set(Field.NAME, "user.x").set(Field.ATTR_SIZE, 10_000)).type());
    }

    /** A value that no message can carry is the server's fault, and an error for the client. */
    @Test
    void aServersTextTooLongForAString() {
        List<RuntimeException> faults = new ArrayList<>();
        FileServer server = new FileServer() {
            @Override
            public void attach(User user, String aname, OpenFile authentication, Reply<Node> reply) {
                reply.ok(new Node() {
                    @Override
                    public obol.styx.Qid qid() {
                        return new obol.styx.Qid(0, 0, 0);
                    }

                    @Override
                    public void attributes(Reply<obol.styx.Attributes> r) {
                        obol.styx.Attributes a = new obol.styx.Attributes();
                        a.name = "x".repeat(70_000);
                        r.ok(a);
                    }

                    @Override
                    public void open(User user, OpenMode mode, Reply<OpenFile> r) {
                        r.error(obol.styx.Errno.EACCES);
                    }
                });
            }

            @Override
            public void failed(RuntimeException fault) {
                faults.add(fault);
            }
        };
        Peer p = Peer.attached(server, Dialect.P2000, 1 << 20, Limits.DEFAULT);
        p.replies.clear();
        assertEquals("i/o error", p.call(Message.of(MessageType.TSTAT, 1).set(Field.FID, 0)).text(Field.ENAME));
        assertEquals(1, faults.size());
        assertEquals(0, p.session.outstanding());
    }

    @Test
    void duplicateTags() throws StyxException {
        Peer p = waiting(Limits.DEFAULT);
        p.send(Peer.read(5, 1, 0, 10));
        assertEquals(71, p.call(Peer.read(5, 1, 0, 10)).integer(Field.ECODE));
        assertEquals(71, p.call(Peer.flush(5, 5)).integer(Field.ECODE));
        assertEquals(1, p.session.outstanding());
        assertEquals(MessageType.RFLUSH, p.call(Peer.flush(6, 5)).type());
    }

    /** A client that does not read: nothing more is taken from it, and nothing is lost when it reads again. */
    @Test
    void backPressure() throws StyxException {
        tree.root().file("big", 0644, new byte[4000]);
        Peer p = Peer.attached(tree, Dialect.L, 8192, new Limits(8192, 100, 100, 10_000, 1 << 20));
        p.walk(1, 0, 1, "big");
        p.open(1, 0);
        p.replies.clear();
        p.window = 0;
        int sent = 0;
        byte[] request = Codec.encode(Peer.read(1, 1, 0, 4000), Dialect.L);
        while (p.session.receive(request, 0, request.length) > 0) {
            sent++;
        }
        assertEquals(3, sent);
        assertTrue(p.session.congested());
        p.window = 4100;
        assertFalse(p.session.drain());
        assertFalse(p.session.congested());
        assertEquals(1, p.replies.size());
        p.window = Integer.MAX_VALUE;
        assertTrue(p.session.drain());
        assertEquals(3, p.replies.size());
        assertEquals(request.length, p.session.receive(request, 0, request.length));
        assertEquals(4, p.replies.size());
    }

    /** Late answers can't be held back; a client that lets them pile up is cut off. */
    @Test
    void lateAnswersToWhoDoesNotRead() throws StyxException {
        obol.styx.ram.Pipe pipe = new obol.styx.ram.Pipe(8000);
        tree.root().synthetic("pipe", 0666, pipe);
        Peer p = Peer.attached(tree, Dialect.L, 8192, new Limits(8192, 100, 100, 10_000, 30_000));
        p.walk(1, 0, 1, "pipe");
        p.open(1, 0);
        for (int i = 0; i < 50; i++) {
            p.send(Peer.read(i, 1, 0, 8000));
        }
        p.window = 0;
        for (int i = 0; i < 50 && p.closed == null; i++) {
            pipe.offer(new byte[4000], 0, 4000);
        }
        assertNotNull(p.closed);
        assertEquals(0, p.session.outstanding());
    }

    @Test
    void anAnswerLargerThanTheMessageSizeIsAnError() throws StyxException {
        tree.root().symbolicLink("s", "x".repeat(400));
        Peer p = Peer.attached(tree, Dialect.L, 256, Limits.DEFAULT);
        p.walk(1, 0, 1, "s");
        assertEquals(90, p.call(Message.of(MessageType.TREADLINK, 1).set(Field.FID, 1)).integer(Field.ECODE));
    }

    @Test
    void authentication() throws StyxException {
        List<String> secrets = new ArrayList<>();
        Peer p = new Peer(new FileServer() {
            @Override
            public void attach(User user, String aname, OpenFile authentication, Reply<Node> reply) throws StyxException {
                if (authentication == null || !secrets.contains(user.name())) {
                    throw new StyxException(obol.styx.Errno.EACCES);
                }
                tree.attach(user, aname, authentication, reply);
            }

            @Override
            public void authenticate(User user, String aname, Reply<OpenFile> reply) throws StyxException {
                reply.ok(Synthetic.command((u, text) -> secrets.add(text)).open(user, OpenMode.READ_WRITE));
            }
        });
        p.version(Dialect.P2000, 8192);
        assertEquals("permission denied", p.attach(0).text(Field.ENAME));
        assertEquals(Mode.QTAUTH, p.call(Message.of(MessageType.TAUTH, 1).set(Field.AFID, 9)
                .set(Field.UNAME, "root")).qid().type());
        Message attach = Message.of(MessageType.TATTACH, 1).set(Field.FID, 0).set(Field.AFID, 9).set(Field.UNAME, "root");
        assertEquals("permission denied", p.call(attach).text(Field.ENAME));
        assertEquals("bad use of fid", p.walk(1, 9, 1).text(Field.ENAME));
        assertEquals("bad use of fid", p.call(Message.of(MessageType.TSTAT, 1).set(Field.FID, 9)).text(Field.ENAME));
        assertEquals(4, p.call(Peer.write(1, 9, 0, "root")).integer(Field.COUNT));
        assertEquals(MessageType.RATTACH, p.call(attach).type());
        p.walk(1, 0, 1);
        assertEquals("bad use of fid", p.call(Message.of(MessageType.TATTACH, 1).set(Field.FID, 5).set(Field.AFID, 1))
                .text(Field.ENAME));
        assertEquals("authentication not required", Peer.attached(tree, Dialect.P2000)
                .call(Message.of(MessageType.TAUTH, 1).set(Field.AFID, 9)).text(Field.ENAME));
    }
}
