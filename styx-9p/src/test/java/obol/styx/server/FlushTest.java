package obol.styx.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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
import obol.styx.StyxException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** flush(5), with a file whose reads are answered by hand, and other tags that go on meanwhile. */
class FlushTest {
    private final List<Reply<Slice>> reads = new ArrayList<>();
    private final List<Reply<Slice>> aborted = new ArrayList<>();
    private final List<Reply<Node>> walks = new ArrayList<>();
    private final List<Reply<Created>> creates = new ArrayList<>();
    private boolean canAbort = true;
    private boolean answerAborts = true;
    private int nodes;
    private int files;

    /** The root; its child "x" is a file. Walks to "later" wait, without a way to give up. */
    private final class Thing implements Node {
        private final Qid qid;

        Thing(Qid qid) {
            this.qid = qid;
            nodes++;
        }

        @Override
        public Qid qid() {
            return qid;
        }

        @Override
        public void attributes(Reply<Attributes> reply) {
            reply.ok(new Attributes());
        }

        @Override
        public void walk(User user, String name, Reply<Node> reply) {
            if (name.equals("later")) {
                walks.add(reply);
            } else {
                reply.ok(new Thing(new Qid(0, 0, 2)));
            }
        }

        @Override
        public void duplicate(Reply<Node> reply) {
            reply.ok(new Thing(qid));
        }

        @Override
        public void open(User user, OpenMode mode, Reply<OpenFile> reply) {
            files++;
            reply.ok(new OpenFile() {
                @Override
                public void read(long offset, int count, Reply<Slice> r) {
                    reads.add(r);
                    if (canAbort) {
                        r.onAbort(() -> {
                            aborted.add(r);
                            if (answerAborts) {
                                r.interrupted();
                            }
                        });
                    }
                }

                @Override
                public void close() {
                    files--;
                }
            });
        }

        @Override
        public void create(User user, Creation what, Reply<Created> reply) {
            creates.add(reply);
        }

        @Override
        public void release() {
            nodes--;
        }
    }

    private final FileServer server = (user, tree, authentication, reply) -> reply.ok(new Thing(new Qid(Mode.QTDIR, 0, 1)));
    private Peer peer;

    @BeforeEach
    void openFile() {
        peer = Peer.attached(server, Dialect.P2000);
        peer.replies.clear();
        peer.walk(1, 0, 1, "x");
        peer.open(1, Mode.OREAD);
        peer.replies.clear();
    }

    private void expect(String... wanted) {
        List<String> have = new ArrayList<>();
        for (Message m : peer.replies) {
            have.add(m.type() + " " + m.tag());
        }
        assertEquals(List.of(wanted), have);
        peer.replies.clear();
    }

    private static Slice text(String s) {
        return Slice.of(s.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void aWaitingReadIsGivenUp() {
        peer.send(Peer.read(10, 1, 0, 10));
        expect();
        peer.send(Peer.flush(11, 10));
        expect("RFLUSH 11");
        assertEquals(0, peer.session.outstanding());
        // the tag is free again
        peer.send(Peer.read(10, 1, 0, 10));
        reads.get(1).ok(text("x"));
        expect("RREAD 10");
    }

    @Test
    void otherTagsGoOn() {
        peer.send(Peer.read(10, 1, 0, 10));
        peer.send(Message.of(MessageType.TSTAT, 11).set(Field.FID, 0));
        expect("RSTAT 11");
        peer.send(Peer.read(12, 1, 0, 10));
        reads.get(1).ok(text("second"));
        expect("RREAD 12");
        reads.get(0).ok(text("first"));
        expect("RREAD 10");
    }

    @Test
    void anOperationThatCantBeGivenUpAnswersBeforeTheFlush() {
        canAbort = false;
        peer.send(Peer.read(10, 1, 0, 10));
        peer.send(Peer.flush(11, 10));
        expect();
        reads.get(0).ok(text("x"));
        expect("RREAD 10", "RFLUSH 11");
    }

    @Test
    void anErrorAlsoAnswersBeforeTheFlush() {
        canAbort = false;
        peer.send(Peer.read(10, 1, 0, 10));
        peer.send(Peer.flush(11, 10));
        reads.get(0).error(Errno.EIO);
        expect("RERROR 10", "RFLUSH 11");
    }

    @Test
    void anAbortMayCompleteInstead() {
        answerAborts = false;
        peer.send(Peer.read(10, 1, 0, 10));
        peer.send(Peer.flush(11, 10));
        expect();
        aborted.get(0).ok(text("it had happened already"));
        expect("RREAD 10", "RFLUSH 11");
    }

    @Test
    void anAbortMayTakeTime() {
        answerAborts = false;
        peer.send(Peer.read(10, 1, 0, 10));
        peer.send(Peer.flush(11, 10));
        peer.send(Peer.flush(12, 10));
        peer.send(Peer.flush(13, 10));
        expect();
        assertEquals(1, aborted.size());
        aborted.get(0).interrupted();
        expect("RFLUSH 11", "RFLUSH 12", "RFLUSH 13");
    }

    @Test
    void flushesOfOneRequestAreAnsweredInTheirOrder() {
        canAbort = false;
        peer.send(Peer.read(10, 1, 0, 10));
        peer.send(Peer.flush(30, 10));
        peer.send(Peer.flush(20, 10));
        peer.send(Peer.flush(25, 10));
        reads.get(0).ok(text("x"));
        expect("RREAD 10", "RFLUSH 30", "RFLUSH 20", "RFLUSH 25");
    }

    @Test
    void aFlushOfAFlushIsAnsweredBehindIt() {
        canAbort = false;
        peer.send(Peer.read(10, 1, 0, 10));
        peer.send(Peer.flush(11, 10));
        peer.send(Peer.flush(12, 11));
        expect();
        reads.get(0).ok(text("x"));
        expect("RREAD 10", "RFLUSH 11", "RFLUSH 12");
    }

    @Test
    void aFlushOfNothingIsAnsweredAtOnce() {
        peer.send(Peer.flush(11, 99));
        peer.send(Peer.flush(11, 11));
        peer.send(Peer.flush(11, Message.NOTAG));
        expect("RFLUSH 11", "RFLUSH 11", "RFLUSH 11");
    }

    @Test
    void aFlushOfWhatIsAnsweredIsAnsweredAtOnce() {
        peer.send(Peer.read(10, 1, 0, 10));
        reads.get(0).ok(text("x"));
        peer.send(Peer.flush(11, 10));
        expect("RREAD 10", "RFLUSH 11");
    }

    /** A walk that is flushed but finds its file all the same has made the fid: its answer says so. */
    @Test
    void aFlushedWalkThatSucceedsMadeItsFid() {
        peer.send(Message.of(MessageType.TWALK, 10).set(Field.FID, 0).set(Field.NEWFID, 5).names(List.of("later")));
        peer.send(Peer.flush(11, 10));
        expect();
        walks.get(0).ok(new Thing(new Qid(0, 0, 3)));
        expect("RWALK 10", "RFLUSH 11");
        assertEquals(MessageType.RCLUNK, peer.call(Peer.clunk(1, 5)).type());
    }

    @Test
    void aFlushedWalkThatIsGivenUpMadeNone() {
        peer.send(Message.of(MessageType.TWALK, 10).set(Field.FID, 0).set(Field.NEWFID, 5).names(List.of("later")));
        peer.send(Peer.flush(11, 10));
        walks.get(0).interrupted();
        expect("RFLUSH 11");
        assertEquals(MessageType.RERROR, peer.call(Peer.clunk(1, 5)).type());
        peer.walk(1, 0, 5);
        assertEquals(MessageType.RCLUNK, peer.call(Peer.clunk(1, 5)).type());
    }

    @Test
    void aFidInTheMakingIsTakenButUnknown() {
        peer.send(Message.of(MessageType.TWALK, 10).set(Field.FID, 0).set(Field.NEWFID, 5).names(List.of("later")));
        assertEquals("fid already in use", peer.walk(1, 0, 5).text(Field.ENAME));
        assertEquals("fid unknown or out of range", peer.walk(1, 5, 6).text(Field.ENAME));
        assertEquals("fid unknown or out of range", peer.call(Peer.clunk(1, 5)).text(Field.ENAME));
        walks.get(0).error(Errno.ENOENT);
        expect("RERROR 10");
        assertEquals(MessageType.RWALK, peer.walk(1, 0, 5).type());
    }

    @Test
    void aClunkGivesUpWhatWaitsOnTheFid() {
        peer.send(Peer.read(10, 1, 0, 10));
        peer.send(Peer.read(11, 1, 0, 10));
        peer.send(Peer.clunk(12, 1));
        expect("RERROR 10", "RERROR 11", "RCLUNK 12");
        assertEquals(0, files);
    }

    @Test
    void aClunkLeavesTheFileOpenForWhatCantBeGivenUp() {
        canAbort = false;
        peer.send(Peer.read(10, 1, 0, 10));
        peer.send(Peer.clunk(12, 1));
        expect("RCLUNK 12");
        assertEquals(1, files);
        reads.get(0).ok(text("x"));
        expect("RREAD 10");
        assertEquals(0, files);
    }

    @Test
    void aNewVersionGivesUpEverything() {
        peer.send(Peer.read(10, 1, 0, 10));
        canAbort = false;
        peer.send(Peer.read(11, 1, 0, 10));
        peer.send(Message.of(MessageType.TWALK, 12).set(Field.FID, 0).set(Field.NEWFID, 5).names(List.of("later")));
        peer.send(Peer.flush(13, 11));
        peer.version(Dialect.P2000, 8192);
        expect();
        assertEquals(1, aborted.size());
        assertEquals(0, peer.session.fids());
        assertEquals(0, peer.session.outstanding());
        assertEquals(1, files);
        reads.get(1).ok(text("late"));
        walks.get(0).ok(new Thing(new Qid(0, 0, 3)));
        expect();
        assertEquals(0, files);
        assertEquals(0, nodes);
    }

    /** What a create made after its session was over is let go of, the node and the open file. */
    @Test
    void aCreateThatComesTooLate() {
        Message create = Message.of(MessageType.TCREATE, 10).set(Field.FID, 0).set(Field.NAME, "n");
        peer.send(create);
        assertEquals("bad use of fid", peer.walk(1, 0, 5).text(Field.ENAME));
        peer.version(Dialect.P2000, 8192);
        int[] closed = {0};
        creates.get(0).ok(new Created(new Thing(new Qid(0, 0, 3)), new OpenFile() {
            @Override
            public void close() {
                closed[0]++;
            }
        }));
        expect();
        assertEquals(1, closed[0]);
        assertEquals(0, nodes);
        assertEquals(0, files);
    }

    /** One that is flushed but made its file says so, and the fid is the new file. */
    @Test
    void aFlushedCreateThatSucceeds() {
        peer.send(Message.of(MessageType.TCREATE, 10).set(Field.FID, 0).set(Field.NAME, "n"));
        peer.send(Peer.flush(11, 10));
        expect();
        creates.get(0).ok(new Created(new Thing(new Qid(0, 0, 3)), new OpenFile() {
        }));
        expect("RCREATE 10", "RFLUSH 11");
        assertEquals("permission denied", peer.call(Peer.read(10, 0, 0, 1)).text(Field.ENAME));
    }

    @Test
    void theEndOfTheConnectionGivesUpEverything() {
        peer.send(Peer.read(10, 1, 0, 10));
        peer.session.close();
        expect();
        assertEquals(1, aborted.size());
        assertEquals(0, files);
        assertEquals(0, nodes);
        assertTrue(peer.session.isClosed());
        assertEquals(0, peer.session.receive(new byte[10], 0, 10));
    }

    @Test
    void answeringTwiceIsTheServersFault() {
        peer.send(Peer.read(10, 1, 0, 10));
        reads.get(0).ok(text("x"));
        org.junit.jupiter.api.Assertions.assertThrows(IllegalStateException.class, () -> reads.get(0).ok(text("y")));
        expect("RREAD 10");
    }

    /** A server that throws, checked or not, has answered with an error and harmed nobody else. */
    @Test
    void faultsOfTheServerAreErrors() throws StyxException {
        List<RuntimeException> faults = new ArrayList<>();
        Peer p = new Peer(new FileServer() {
            @Override
            public void attach(User user, String tree, OpenFile authentication, Reply<Node> reply) throws StyxException {
                if (tree.isEmpty()) {
                    throw new IllegalStateException("bug");
                }
                throw new StyxException(Errno.ENOSPC);
            }

            @Override
            public void failed(RuntimeException fault) {
                faults.add(fault);
            }
        });
        p.version(Dialect.P2000, 8192);
        assertEquals("i/o error", p.attach(0).text(Field.ENAME));
        assertEquals(1, faults.size());
        assertEquals("file system is full", p.call(Message.of(MessageType.TATTACH, 1).set(Field.AFID, -1)
                .set(Field.ANAME, "x")).text(Field.ENAME));
        assertEquals(0, p.session.fids());
        assertEquals(0, p.session.outstanding());
    }
}
