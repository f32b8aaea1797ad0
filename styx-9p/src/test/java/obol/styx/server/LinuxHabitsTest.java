package obol.styx.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.DirEntry;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.Stat;
import obol.styx.StyxException;
import obol.styx.ram.RamTree;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What Linux's client sends that no manual says, and what it gets from trees that have next to nothing. */
class LinuxHabitsTest {
    private final RamTree tree = new RamTree();

    private Peer peer(Dialect d) throws StyxException {
        tree.root().file("f", 0644, "one".getBytes(StandardCharsets.UTF_8));
        Peer p = Peer.attached(tree, d);
        p.replies.clear();
        p.walk(1, 0, 1, "f");
        return p;
    }

    private static Message create(int perm, int mode, String extension) {
        return Message.of(MessageType.TCREATE, 1).set(Field.FID, 0).set(Field.NAME, "new").set(Field.PERM, perm)
                .set(Field.OMODE, mode).set(Field.EXTENSION, extension);
    }

    @Test
    void anOpenInUToAppend() throws StyxException {
        Peer p = peer(Dialect.U);
        assertEquals(MessageType.ROPEN, p.open(1, 0x80 | Mode.ORDWR).type());
        assertEquals(3, p.call(Peer.write(1, 1, 0, "two")).integer(Field.COUNT));
        assertEquals("onetwo", p.call(Peer.read(1, 1, 0, 100)).data().text());
    }

    @Test
    void aCreateInUToAppend() throws StyxException {
        Peer p = peer(Dialect.U);
        assertEquals(MessageType.RCREATE, p.call(create(0644, 0x80 | Mode.ORDWR, "")).type());
        p.call(Peer.write(1, 0, 0, "a"));
        p.call(Peer.write(1, 0, 0, "b"));
        assertEquals("ab", p.call(Peer.read(1, 0, 0, 100)).data().text());
    }

    @Test
    void aSymbolicLinkInUIsACreate() throws StyxException {
        Peer p = peer(Dialect.U);
        Message made = p.call(create(Mode.DMSYMLINK | 0777, 0, "to/f"));
        assertEquals(Mode.QTSYMLINK, made.qid().type());
        assertEquals("to/f", p.call(Message.of(MessageType.TSTAT, 1).set(Field.FID, 0)).stat().extension());
    }

    @Test
    void tlopenWithFlagsThatAreTheClientsOwn() throws StyxException {
        Peer p = peer(Dialect.L);
        int noatime = 01000000, largefile = 0100000, cloexec = 02000000, noctty = 0400, nonblock = 04000;
        assertEquals(MessageType.RLOPEN, p.open(1, Mode.O_RDWR | Mode.O_CREAT | noatime | largefile | cloexec | noctty | nonblock).type());
        assertEquals("one", p.call(Peer.read(1, 1, 0, 100)).data().text());
    }

    @Test
    void aRenameInUNamesAModifier() throws StyxException {
        Peer p = peer(Dialect.U);
        assertEquals(MessageType.RWSTAT, p.call(Message.of(MessageType.TWSTAT, 1).set(Field.FID, 1)
                .set(Field.STAT, Stat.UNCHANGED.withName("g").withMuid("root"))).type());
        assertEquals(List.of("g"), tree.root().names());
    }

    @Test
    void aDirectoryReadWithoutRoomForAnEntryGivesNothing() throws StyxException {
        Peer p = peer(Dialect.U);
        p.open(0, Mode.OREAD);
        assertEquals(0, p.call(Peer.read(1, 0, 0, 20)).data().length());
    }

    /** A directory that can be attached, asked for its attributes, and opened; that is all a node must do. */
    private static final class Bare implements Node {
        @Override
        public Qid qid() {
            return new Qid(Mode.QTDIR, 0, 1);
        }

        @Override
        public void attributes(Reply<Attributes> reply) {
            Attributes a = new Attributes();
            a.qid = qid();
            a.mode = Mode.DMDIR | 0555;
            reply.ok(a);
        }

        @Override
        public void open(User user, OpenMode mode, Reply<OpenFile> reply) {
            reply.ok(new OpenFile() {
            });
        }
    }

    /** It renames one name of a file to another one of the same file, and goes on by the fid. */
    @Test
    void aFidIsWhereItWasRenamedToThoughItIsTheSameFile() throws StyxException {
        Peer p = peer(Dialect.L);
        tree.root().directory("d");
        p.walk(1, 0, 2, "d");
        p.call(Message.of(MessageType.TLINK, 1).set(Field.DFID, 2).set(Field.FID, 1).set(Field.NAME, "g"));
        assertEquals(MessageType.RRENAME, p.call(rename("g")).type());
        assertEquals(List.of("f", "d"), tree.root().names());
        tree.root().remove("f");
        assertEquals(MessageType.RRENAME, p.call(rename("h")).type());
        p.walk(1, 2, 3, "h");
        assertEquals(1, p.call(Message.of(MessageType.TGETATTR, 1).set(Field.FID, 3).set(Field.REQUEST_MASK, -1)).integer(Field.NLINK));
    }

    /** As one is that was removed, or moved together with one above it. */
    @Test
    void aDirectoryIsListedThoughItsParentIsNotFound() throws StyxException {
        tree.root().directory("d");
        Peer p = peer(Dialect.L);
        p.walk(1, 0, 2, "d");
        p.open(2, Mode.O_DIRECTORY);
        tree.root().remove("d");
        DirEntry dot = new DirEntry(new Qid(Mode.QTDIR, 0, 0), 1, 0, ".");
        Message read = Message.of(MessageType.TREADDIR, 1).set(Field.FID, 2).set(Field.OFFSET, 0).set(Field.COUNT, 1000);
        assertEquals(dot.size() + new DirEntry(dot.qid(), 2, 0, "..").size(), p.call(read).data().length());
    }

    private static Message rename(String name) {
        return Message.of(MessageType.TRENAME, 1).set(Field.FID, 1).set(Field.DFID, 2).set(Field.NAME, name);
    }

    @TestFactory
    Stream<DynamicTest> whatABareTreeRefuses() {
        record Row(MessageType type, Errno errno) {
        }
        // statfs(2) falls back on numbers of its own with ENOSYS alone; xattrs and locks are left alone with EOPNOTSUPP
        List<Row> rows = List.of(new Row(MessageType.TSTATFS, Errno.ENOSYS), new Row(MessageType.TLCREATE, Errno.EACCES),
                new Row(MessageType.TSYMLINK, Errno.EACCES), new Row(MessageType.TMKNOD, Errno.EACCES),
                new Row(MessageType.TMKDIR, Errno.EACCES), new Row(MessageType.TLINK, Errno.EPERM),
                new Row(MessageType.TRENAMEAT, Errno.EOPNOTSUPP), new Row(MessageType.TUNLINKAT, Errno.EOPNOTSUPP),
                new Row(MessageType.TREADLINK, Errno.EINVAL), new Row(MessageType.TXATTRWALK, Errno.EOPNOTSUPP),
                new Row(MessageType.TSETATTR, Errno.EPERM), new Row(MessageType.TWALK, Errno.ENOENT),
                new Row(MessageType.TREMOVE, Errno.EPERM));
        return rows.stream().map(r -> DynamicTest.dynamicTest(r.type.name(), () -> {
            Peer p = Peer.attached((user, name, authentication, reply) -> reply.ok(new Bare()), Dialect.L, 8192, Limits.DEFAULT);
            p.replies.clear();
            Message m = Message.of(r.type, 1);
            for (int i = 0; i < r.type.fieldCount(); i++) {
                switch (r.type.field(i)) {
                    case NAME, OLDNAME, NEWNAME, SYMTGT -> m.set(r.type.field(i), "x");
                    case WNAMES -> m.names(List.of("x"));
                    case NEWFID -> m.set(Field.NEWFID, 2);
                    case SET_MASK -> m.set(Field.SET_MASK, 1);
                    default -> { }
                }
            }
            assertEquals(r.errno.number(), p.call(m).integer(Field.ECODE));
        }));
    }

    @Test
    void whatABareOpenFileRefuses() {
        Peer p = Peer.attached((user, name, authentication, reply) -> reply.ok(new Bare()), Dialect.L, 8192, Limits.DEFAULT);
        p.replies.clear();
        p.open(0, Mode.O_DIRECTORY);
        assertEquals(Errno.EOPNOTSUPP.number(), p.call(Message.of(MessageType.TLOCK, 1)).integer(Field.ECODE));
        assertEquals(Errno.EOPNOTSUPP.number(), p.call(Message.of(MessageType.TGETLOCK, 1)).integer(Field.ECODE));
        assertEquals(MessageType.RFSYNC, p.call(Message.of(MessageType.TFSYNC, 1)).type());
    }
}
