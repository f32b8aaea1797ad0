package obol.styx.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Message;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.net.Loopback;
import obol.styx.ram.RamTree;
import obol.styx.server.FileServer;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Authentication, devices, owners and locks as a client asks for them. */
class RemoteFileTest {
    /** Wants the user's name written backwards to the authentication file, which first tells it to; one tree, "home". */
    private static final class Guarded implements FileServer {
        private final RamTree tree = new RamTree();
        private final Set<OpenFile> proven = new HashSet<>();

        @Override
        public void attach(User user, String name, OpenFile authentication, Reply<Node> reply) throws StyxException {
            if (authentication == null || !proven.contains(authentication)) {
                throw new StyxException(Errno.EACCES);
            }
            tree.attach(user, "", null, reply);
        }

        @Override
        public void authenticate(User user, String name, Reply<OpenFile> reply) {
            reply.ok(new OpenFile() {
                @Override
                public void read(long offset, int count, Reply<Slice> r) {
                    byte[] question = "backwards?".getBytes();
                    r.ok(Slice.of(question).part((int) Math.min(offset, question.length), count));
                }

                @Override
                public void write(long offset, Slice data, Reply<Integer> r) {
                    if (new StringBuilder(user.name()).reverse().toString().equals(data.text())) {
                        proven.add(this);
                    }
                    r.ok(data.length());
                }

                @Override
                public void close() {
                    proven.remove(this);
                }
            });
        }
    }

    private static void fails(Errno errno, Executable action) {
        assertEquals(errno, Assertions.assertThrows(StyxException.class, action).errno());
    }

    @ParameterizedTest
    @EnumSource
    void proofLetsInItsUserToItsTree(Dialect d) throws StyxException {
        Guarded server = new Guarded();
        Loopback link = new Loopback(server);
        Client client = Client.connect(link, d, 8192);
        fails(Errno.EACCES, () -> client.attach("glenda", 7, "home"));
        RemoteFile proof = client.authenticate("glenda", 7, "home");
        assertEquals(Mode.QTAUTH, proof.qid().type());
        assertEquals("backwards?", new String(proof.readAll()));
        fails(Errno.EACCES, () -> client.attach("glenda", 7, "home", proof));
        proof.write(0, "adnelg".getBytes());
        for (int i = 0; i < 2; i++) {
            try (RemoteFile root = client.attach("glenda", 7, "home", proof)) {
                root.makeDirectory("d" + i, 0755);
            }
        }
        fails(Errno.EPERM, () -> client.attach("root", 7, "home", proof));
        fails(Errno.EPERM, () -> client.attach("glenda", 7, "", proof));
        if (d != Dialect.P2000) {
            fails(Errno.EPERM, () -> client.attach("glenda", 0, "home", proof));
        }
        proof.close();
        assertTrue(server.proven.isEmpty());
        assertEquals(0, link.session().fids());
    }

    @Test
    void aServerThatWantsNoProofSaysSo() throws StyxException {
        Client client = Client.connect(new Loopback(new RamTree()), Dialect.L, 8192);
        fails(Errno.ECONNREFUSED, () -> client.authenticate("root", 0, ""));
        client.attach("root", 0, "").close();
    }

    private static RemoteFile root(Dialect d) throws StyxException {
        return Client.connect(new Loopback(new RamTree()), d, 8192).attach("root", 0, "");
    }

    @ParameterizedTest
    @EnumSource(names = {"U", "L"})
    void devicesPipesAndSockets(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        root.makeNode("disk", Mode.DMDEVICE | 0660, true, 8, 300);
        root.makeNode("tty", Mode.DMDEVICE | 0600, false, 4, 1);
        root.makeNode("pipe", Mode.DMNAMEDPIPE | 0600, false, 0, 0);
        root.makeNode("socket", Mode.DMSOCKET | 0600, false, 0, 0);
        Attributes disk = root.walk("disk").attributes();
        assertEquals("true 8 300", disk.block + " " + disk.major + " " + disk.minor);
        Attributes tty = root.walk("tty").attributes();
        assertEquals("false 4 1", tty.block + " " + tty.major + " " + tty.minor);
        assertTrue((root.walk("pipe").attributes().mode & Mode.DMNAMEDPIPE) != 0);
        assertTrue((root.walk("socket").attributes().mode & Mode.DMSOCKET) != 0);
        fails(Errno.EEXIST, () -> root.makeNode("pipe", Mode.DMNAMEDPIPE | 0600, false, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"U", "L"})
    void ownersAndLinks(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        try (RemoteFile f = root.walk("")) {
            f.create("f", 0644, OpenMode.WRITE);
            f.setOwner(12, Message.NONUNAME);
            assertEquals("12 0", f.attributes().uid + " " + f.attributes().gid);
            f.setOwner(Message.NONUNAME, 34);
            assertEquals("12 34", f.attributes().uid + " " + f.attributes().gid);
            root.makeLink("g", f);
            assertEquals(2, f.attributes().links);
        }
    }

    @Test
    void whatADialectLacks() throws StyxException {
        RemoteFile root = root(Dialect.P2000);
        fails(Errno.EOPNOTSUPP, () -> root.makeNode("x", Mode.DMNAMEDPIPE, false, 0, 0));
        fails(Errno.EOPNOTSUPP, () -> root.setOwner(1, 1));
        fails(Errno.EOPNOTSUPP, () -> root.findLock(Mode.LOCK_READ, 0, 0, 1, "a"));
        fails(Errno.EOPNOTSUPP, () -> root.extendedAttribute("user.x"));
        fails(Errno.EOPNOTSUPP, root::space);
    }

    @Test
    void locksInTheWay() throws StyxException {
        RemoteFile root = root(Dialect.L);
        try (RemoteFile f = root.walk("")) {
            f.create("f", 0644, OpenMode.READ_WRITE);
            assertNull(f.findLock(Mode.LOCK_WRITE, 0, 0, 2, "b"));
            assertEquals(Mode.LOCK_SUCCESS, f.lock(Mode.LOCK_READ, 10, 20, 1, "a"));
            assertEquals(new RemoteFile.RecordLock(Mode.LOCK_READ, 10, 20, 1, "a"), f.findLock(Mode.LOCK_WRITE, 0, 0, 2, "b"));
            assertNull(f.findLock(Mode.LOCK_READ, 0, 0, 2, "b"));
            assertNull(f.findLock(Mode.LOCK_WRITE, 30, 1, 2, "b"));
            assertNull(f.findLock(Mode.LOCK_WRITE, 0, 0, 1, "a"));
        }
    }
}
