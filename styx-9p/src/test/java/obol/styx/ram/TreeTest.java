package obol.styx.ram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Message;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Stat;
import obol.styx.StyxException;
import obol.styx.client.RemoteFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What files do, seen by a client in each dialect. */
class TreeTest extends TreeFixture {
    @AfterEach
    void nothingLeaks() throws StyxException {
        checkNothingLeaks();
    }

    @ParameterizedTest
    @EnumSource
    void writesAndReadsBack(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        put(root, "a", "hello");
        assertEquals("hello", get(root, "a"));
        assertEquals(5, stat(root, "a").length);
        assertEquals(0644, stat(root, "a").mode & 0777);
        byte[] big = new byte[3_000_001];
        new Random(1).nextBytes(big);
        try (RemoteFile f = root.walk("")) {
            f.create("big", 0600, OpenMode.READ_WRITE);
            f.write(0, big);
            assertArrayEquals(big, f.readAll());
            byte[] part = new byte[200_000];
            assertEquals(200_000, f.read(65_530, part, 0, part.length));
            assertArrayEquals(java.util.Arrays.copyOfRange(big, 65_530, 265_530), part);
            assertEquals(1, f.read(3_000_000, part, 0, 100));
            assertEquals(0, f.read(3_000_001, part, 0, 100));
            assertEquals(0, f.read(Long.MAX_VALUE, part, 0, 100));
        }
    }

    @ParameterizedTest
    @EnumSource
    void holesReadAsZeros(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        try (RemoteFile f = root.walk("")) {
            f.create("a", 0600, OpenMode.READ_WRITE);
            f.write(200_000, bytes("x"));
            byte[] all = f.readAll();
            assertEquals(200_001, all.length);
            for (int i = 0; i < 200_000; i++) {
                assertEquals(0, all[i]);
            }
            f.write(10, bytes("yyyyyyyyyy"));
            f.truncate(15);
            f.truncate(30);
            assertArrayEquals(bytes("yyyyy\0\0\0\0\0\0\0\0\0\0"), f.read(10, 15));
            assertTrue(tree.used() < 100_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void openTruncates(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        put(root, "a", "hello");
        try (RemoteFile f = root.walk("a")) {
            f.open(OpenMode.WRITE.truncating());
            assertEquals(0, f.attributes().length);
            f.write(0, bytes("by"));
        }
        assertEquals("by", get(root, "a"));
    }

    @ParameterizedTest
    @EnumSource(names = {"U", "L"})
    void appendByOpenMode(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        put(root, "a", "one");
        try (RemoteFile f = root.walk("a"); RemoteFile g = root.walk("a")) {
            f.open(OpenMode.WRITE.appending());
            g.open(OpenMode.WRITE.appending());
            f.write(0, bytes("two"));
            g.write(0, bytes("three"));
        }
        assertEquals("onetwothree", get(root, "a"));
    }

    @ParameterizedTest
    @EnumSource(names = {"P2000", "U"})
    void appendOnlyFiles(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        try (RemoteFile f = root.walk("")) {
            f.create("log", Mode.DMAPPEND | 0666, OpenMode.WRITE);
            assertEquals(Mode.QTAPPEND, f.qid().type());
            f.write(0, bytes("a"));
            f.write(0, bytes("b"));
        }
        try (RemoteFile f = root.walk("log")) {
            f.open(OpenMode.WRITE.truncating());
            f.write(0, bytes("c"));
        }
        assertEquals("abc", get(root, "log"));
    }

    @ParameterizedTest
    @EnumSource(names = {"P2000", "U"})
    void exclusiveUse(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        try (RemoteFile f = root.walk("")) {
            f.create("lock", Mode.DMEXCL | 0666, OpenMode.WRITE);
            try (RemoteFile g = root.walk("lock")) {
                fails(Errno.EAGAIN, () -> g.open(OpenMode.READ));
            }
        }
        assertEquals("", get(root, "lock"));
    }

    @ParameterizedTest
    @EnumSource(names = {"P2000", "U"})
    void removedOnClose(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        try (RemoteFile f = root.walk("")) {
            f.create("a", 0600, new OpenMode(Mode.ORDWR, false, false, true, true, false));
            assertEquals(List.of("a"), names(root, ""));
        }
        assertEquals(List.of(), names(root, ""));
        put(root, "b", "");
        RemoteFile f = root.walk("b");
        f.open(new OpenMode(Mode.OREAD, false, false, true, true, false));
        links.get(0).session().close();
        assertEquals(List.of(), names(root(d), ""));
    }

    @ParameterizedTest
    @EnumSource
    void createRefusesWhatExists(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        put(root, "a", "old");
        root.makeDirectory("d", 0777);
        OpenMode exclusive = new OpenMode(Mode.OWRITE, false, false, false, true, false);
        try (RemoteFile f = root.walk("")) {
            fails(Errno.EEXIST, () -> f.create("a", 0600, exclusive));
            fails(Errno.EEXIST, () -> f.makeDirectory("a", 0700));
            fails(Errno.EEXIST, () -> f.makeDirectory("d", 0700));
            fails(Errno.EINVAL, () -> f.create(".", 0600, exclusive));
            fails(Errno.EINVAL, () -> f.create("..", 0600, exclusive));
            fails(Errno.EINVAL, () -> f.create("", 0600, exclusive));
            fails(Errno.EINVAL, () -> f.create("x/y", 0600, exclusive));
            fails(Errno.ENAMETOOLONG, () -> f.create("\u00e9".repeat(128), 0600, exclusive));
            f.create("\u00e9".repeat(127) + "x", 0600, exclusive);
        }
        try (RemoteFile f = root.walk("a")) {
            fails(Errno.ENOTDIR, () -> f.create("b", 0600, exclusive));
        }
        assertEquals("old", get(root, "a"));
    }

    /** Tlcreate without O_EXCL is open(2) with O_CREAT. */
    @Test
    void linuxCreateOpensWhatExists() throws StyxException {
        RemoteFile root = root(Dialect.L);
        put(root, "a", "old");
        root.makeDirectory("d", 0777);
        root.makeSymbolicLink("s", "a");
        try (RemoteFile f = root.walk("")) {
            fails(Errno.EISDIR, () -> f.create("d", 0600, OpenMode.WRITE));
            fails(Errno.ELOOP, () -> f.create("s", 0600, OpenMode.WRITE));
            f.create("a", 0600, OpenMode.READ_WRITE);
            assertArrayEquals(bytes("old"), f.readAll());
        }
        try (RemoteFile f = root.walk("")) {
            f.create("a", 0600, OpenMode.WRITE.truncating());
        }
        assertEquals("", get(root, "a"));
        assertEquals(0644, stat(root, "a").mode & 0777);
    }

    @ParameterizedTest
    @EnumSource
    void directories(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        root.makeDirectory("d", 0755);
        try (RemoteFile dir = root.walk("d")) {
            assertTrue(dir.qid().isDirectory());
            for (int i = 0; i < 300; i++) {
                put(dir, "file" + i, "");
            }
            fails(Errno.EISDIR, () -> dir.open(OpenMode.WRITE));
            fails(Errno.EISDIR, () -> dir.open(OpenMode.READ.truncating()));
        }
        assertEquals(300, names(root, "d").size());
        assertEquals(300, new TreeSet<>(names(root, "d")).size());
        fails(Errno.ENOTEMPTY, () -> remove(root, "d"));
        for (int i = 0; i < 300; i++) {
            remove(root, "d/file" + i);
        }
        remove(root, "d");
        assertEquals(List.of(), names(root, ""));
        fails(Errno.ENOENT, () -> root.walk("d"));
    }

    @ParameterizedTest
    @EnumSource
    void deepWalks(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        RemoteFile at = root.walk("");
        List<String> path = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            at.makeDirectory("d" + i, 0755);
            path.add("d" + i);
            RemoteFile next = at.walk("d" + i);
            at.close();
            at = next;
        }
        try (RemoteFile f = root.walk(path)) {
            assertEquals(at.qid(), f.qid());
        }
        List<String> up = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            up.add("..");
        }
        try (RemoteFile f = at.walk(up)) {
            assertEquals(root.qid().path(), f.qid().path());
        }
        try (RemoteFile f = at.walk("../../d38/../d38/d39")) {
            assertEquals(at.qid().path(), f.qid().path());
        }
        fails(Errno.ENOENT, () -> root.walk("d0/d1/x/d3"));
        put(root, "f", "");
        fails(Errno.ENOTDIR, () -> root.walk("f/x"));
        fails(Errno.ENOTDIR, () -> root.walk("f/.."));
    }

    /** Entries that are there all the time are listed once, whatever comes and goes meanwhile. */
    @ParameterizedTest
    @EnumSource
    void listingWhileTheDirectoryChanges(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        for (int i = 0; i < 300; i++) {
            put(root, "stay" + i, "");
            put(root, "go" + i, "");
        }
        Random r = new Random(7);
        RemoteFile other = root(d);
        int[] made = {0};
        Set<String> gone = new TreeSet<>();
        List<String> seen = new ArrayList<>();
        try (RemoteFile dir = root.walk("")) {
            dir.open(OpenMode.READ);
            dir.listInParts(part -> {
                for (Attributes a : part) {
                    seen.add(a.name);
                }
                for (int i = 0; i < 20; i++) {
                    String victim = "go" + r.nextInt(300);
                    if (gone.add(victim)) {
                        remove(other, victim);
                    }
                    int n = r.nextInt(300);
                    if (gone.add("renamed" + n)) {
                        try (RemoteFile f = other.walk("stay" + n)) {
                            f.rename(other, "moved" + n);
                            f.rename(other, "stay" + n);
                        }
                    }
                    put(other, "new" + made[0]++, "");
                }
                return seen.size() < 1500;
            });
        }
        for (int i = 0; i < 300; i++) {
            int n = i;
            assertEquals(1, seen.stream().filter(s -> s.equals("stay" + n)).count(), "stay" + i);
        }
        assertEquals(seen.size(), new TreeSet<>(seen).size());
    }

    @ParameterizedTest
    @EnumSource
    void renameInOneDirectory(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        put(root, "a", "A");
        try (RemoteFile f = root.walk("a")) {
            f.rename(root, "b");
            assertEquals("b", d == Dialect.L ? "b" : f.attributes().name);
            f.rename(root, "b");
            fails(Errno.EINVAL, () -> f.rename(root, "x/y"));
        }
        assertEquals(List.of("b"), names(root, ""));
        put(root, "c", "C");
        root.makeDirectory("d", 0755);
        try (RemoteFile f = root.walk("b")) {
            if (d == Dialect.P2000) {
                fails(Errno.EEXIST, () -> f.rename(root, "c"));
                fails(Errno.EEXIST, () -> f.rename(root, "d"));
            } else {
                fails(Errno.EISDIR, () -> f.rename(root, "d"));
                f.rename(root, "c");
                assertEquals("A", get(root, "c"));
                assertEquals(List.of("c", "d"), names(root, ""));
            }
        }
    }

    /** Linux's client sets muid in every rename; it is no reason to refuse. */
    @ParameterizedTest
    @EnumSource(names = {"P2000", "U"})
    void renameWithMuid(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        put(root, "a", "A");
        try (RemoteFile f = root.walk("a")) {
            f.wstat(Stat.UNCHANGED.withName("b").withMuid("nobody"));
        }
        assertEquals(List.of("b"), names(root, ""));
        assertEquals("root", stat(root, "b").modifier);
    }

    @Test
    void renameAcrossDirectories() throws StyxException {
        RemoteFile root = root(Dialect.L);
        root.makeDirectory("a", 0755);
        root.makeDirectory("b", 0755);
        try (RemoteFile a = root.walk("a"); RemoteFile b = root.walk("b")) {
            put(a, "f", "F");
            a.makeDirectory("sub", 0755);
            a.renameAt("f", b, "g");
            assertEquals("F", get(root, "b/g"));
            assertEquals(List.of("sub"), names(root, "a"));
            try (RemoteFile sub = root.walk("a/sub")) {
                fails(Errno.EINVAL, () -> root.renameAt("a", sub, "x"));
                fails(Errno.EINVAL, () -> root.renameAt("a", a, "x"));
                sub.rename(b, "under");
                try (RemoteFile up = sub.walk("..")) {
                    assertEquals(b.qid().path(), up.qid().path());
                }
            }
            put(b, "h", "H");
            fails(Errno.EISDIR, () -> b.renameAt("h", b, "under"));
            fails(Errno.ENOTDIR, () -> b.renameAt("under", b, "h"));
            fails(Errno.ENOENT, () -> b.renameAt("none", b, "h"));
            b.renameAt("h", b, "g");
            assertEquals("H", get(root, "b/g"));
            put(a, "f", "");
            fails(Errno.ENOTEMPTY, () -> root.renameAt("b", root, "a"));
            remove(root, "a/f");
            root.renameAt("b", root, "a");
            assertEquals(List.of("a"), names(root, ""));
            assertEquals(List.of("g", "under"), names(root, "a"));
            fails(Errno.ENOENT, () -> put(a, "late", ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOpenFileOutlivesItsRemoval(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        put(root, "a", "hello");
        long used = tree.used();
        try (RemoteFile f = root.walk("a"); RemoteFile unopened = root.walk("a")) {
            f.open(OpenMode.READ_WRITE);
            remove(root, "a");
            assertEquals(List.of(), names(root, ""));
            assertArrayEquals(bytes("hello"), f.readAll());
            f.write(5, bytes("!"));
            assertEquals(6, f.attributes().length);
            f.truncate(3);
            assertArrayEquals(bytes("hel"), f.readAll());
            put(root, "a", "new");
            assertNotEquals(f.qid().path(), stat(root, "a").qid.path());
            unopened.open(OpenMode.READ);
            assertArrayEquals(bytes("hel"), unopened.readAll());
            fails(Errno.ENOENT, () -> f.rename(root, "back"));
            if (d == Dialect.L) {
                assertEquals(0, f.attributes().links);
                try (RemoteFile clone = f.walk("")) {
                    clone.open(OpenMode.READ);
                    assertArrayEquals(bytes("hel"), clone.readAll());
                }
            }
        }
        remove(root, "a");
        put(root, "a", "hello");
        assertEquals(used, tree.used());
    }

    @ParameterizedTest
    @EnumSource(names = {"U", "L"})
    void symbolicLinks(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        root.makeSymbolicLink("s", "over/there");
        try (RemoteFile f = root.walk("s")) {
            assertEquals(Mode.QTSYMLINK, f.qid().type());
            assertEquals("over/there", f.readLink());
            assertEquals(10, f.attributes().length);
            fails(Errno.EPERM, () -> f.open(OpenMode.WRITE));
            fails(Errno.ENOTDIR, () -> f.walk("x"));
        }
        put(root, "f", "");
        try (RemoteFile f = root.walk("f")) {
            fails(Errno.EINVAL, f::readLink);
        }
        fails(Errno.EEXIST, () -> root.makeSymbolicLink("f", "x"));
        fails(Errno.ENOENT, () -> root.makeSymbolicLink("e", ""));
        // 9P2000 can't say it: there a link is a file that holds where it leads
        RemoteFile plain = root(Dialect.P2000);
        assertEquals("over/there", get(plain, "s"));
        assertEquals(0, stat(plain, "s").qid.type());
        assertEquals(0777, stat(plain, "s").mode);
    }

    @ParameterizedTest
    @EnumSource(names = {"U", "L"})
    void hardLinks(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        root.makeDirectory("d", 0755);
        put(root, "a", "A");
        try (RemoteFile a = root.walk("a"); RemoteFile dir = root.walk("d")) {
            dir.makeLink("b", a);
            assertEquals(a.qid().path(), stat(root, "d/b").qid.path());
            assertEquals(2, a.attributes().links);
            fails(Errno.EEXIST, () -> dir.makeLink("b", a));
            fails(Errno.EPERM, () -> dir.makeLink("c", root));
            remove(root, "a");
            assertEquals("A", get(root, "d/b"));
            remove(root, "d/b");
            fails(Errno.ENOENT, () -> dir.makeLink("again", a));
        }
    }

    @Test
    void renameOntoAnotherNameOfTheSameFileDoesNothing() throws StyxException {
        RemoteFile root = root(Dialect.L);
        put(root, "a", "A");
        try (RemoteFile a = root.walk("a")) {
            root.makeLink("b", a);
        }
        root.renameAt("a", root, "b");
        assertEquals(List.of("a", "b"), names(root, ""));
    }

    @ParameterizedTest
    @EnumSource
    void modesAndTimes(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        put(root, "a", "A");
        root.makeDirectory("d", 0755);
        try (RemoteFile f = root.walk("a"); RemoteFile dir = root.walk("d")) {
            Attributes before = f.attributes();
            f.setMode(0600);
            assertEquals(0600, f.attributes().mode & 0777);
            f.setModified(1_234_567_890);
            assertEquals(1_234_567_890L * 1_000_000_000L, f.attributes().modified);
            dir.setMode(0700);
            assertEquals(Mode.DMDIR | 0700, dir.attributes().mode);
            if (d == Dialect.L) {
                fails(Errno.EBADF, f::sync);
                f.open(OpenMode.READ);
            }
            f.sync();
            assertEquals(before.qid.version(), f.attributes().qid.version());
            f.truncate(10);
            assertNotEquals(before.qid.version(), f.attributes().qid.version());
            assertTrue(f.attributes().modified > START);
            fails(Errno.EISDIR, () -> dir.truncate(1));
            dir.truncate(0);
            fails(Errno.EINVAL, () -> f.truncate(Long.MIN_VALUE));
            fails(Errno.EFBIG, () -> f.truncate(Long.MAX_VALUE));
        }
        Attributes dir = stat(root, "d");
        now += 5_000_000_000L;
        put(root, "z", "");
        assertTrue(stat(root, "").modified > dir.modified);
    }

    /** All or nothing: the name can't be taken, so the mode stays. */
    @Test
    void wstatIsAtomic() throws StyxException {
        RemoteFile root = root(Dialect.P2000);
        put(root, "a", "A");
        put(root, "b", "B");
        try (RemoteFile f = root.walk("a")) {
            fails(Errno.EEXIST, () -> f.wstat(Stat.UNCHANGED.withMode(0400).withLength(0).withName("b")));
            assertEquals(0644, f.attributes().mode);
            assertEquals(1, f.attributes().length);
            fails(Errno.EFBIG, () -> f.wstat(Stat.UNCHANGED.withName("c").withLength(Long.MAX_VALUE)));
            assertEquals("a", f.attributes().name);
        }
    }

    @Test
    void wstatOfWhatNeverChanges() throws StyxException {
        RemoteFile root = root(Dialect.P2000);
        put(root, "a", "A");
        try (RemoteFile f = root.walk("a")) {
            fails(Errno.EPERM, () -> f.wstat(Stat.UNCHANGED.withMode(Mode.DMDIR | 0777)));
            fails(Errno.EPERM, () -> f.wstat(Stat.UNCHANGED.withQid(new obol.styx.Qid(0, 99, 99))));
            f.wstat(Stat.UNCHANGED.withQid(f.attributes().qid).withMode(0600));
            assertEquals(0600, f.attributes().mode);
            fails(Errno.EPERM, () -> root.wstat(Stat.UNCHANGED.withName("r")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRootStays(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        RemoteFile again = root.walk("..");
        fails(Errno.EPERM, again::remove);
        assertEquals(List.of(), names(root, ""));
    }

    @ParameterizedTest
    @EnumSource
    void permissions(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        tree.users().add("eve", 1001);
        tree.users().add("bob", 1002);
        tree.users().add("staff", 50);
        tree.users().join("bob", "staff");
        root.makeDirectory("home", 0777);
        RemoteFile eve = root(d, "eve", 1001);
        RemoteFile bob = root(d, "bob", 1002);
        try (RemoteFile e = eve.walk("home"); RemoteFile b = bob.walk("home")) {
            put(e, "secret", "x");
            try (RemoteFile f = e.walk("secret")) {
                f.setMode(0600);
                assertEquals("eve", d == Dialect.L ? "eve" : f.attributes().owner);
                assertEquals(d == Dialect.P2000 ? -1 : 1001, f.attributes().uid);
            }
            try (RemoteFile f = b.walk("secret")) {
                fails(Errno.EACCES, () -> f.open(OpenMode.READ));
                fails(d == Dialect.P2000 ? Errno.EACCES : Errno.EPERM, () -> f.setMode(0666));
                fails(Errno.EACCES, () -> f.truncate(0));
            }
            e.makeDirectory("closed", 0700);
            fails(Errno.EACCES, () -> b.walk("closed/x"));
            try (RemoteFile c = b.walk("closed")) {
                fails(Errno.EACCES, () -> put(c, "y", ""));
                fails(Errno.EACCES, () -> c.open(OpenMode.READ));
            }
            if (d != Dialect.L) {
                try (RemoteFile f = root.walk("home/secret")) {
                    f.wstat(Stat.UNCHANGED.withGid("staff").withMode(0640));
                }
                assertEquals("x", get(b, "secret"));
            }
        }
        if (d.numeric()) {
            try (RemoteFile home = root.walk("home")) {
                home.setMode(Mode.DMSETVTX | 0777);
            }
            fails(Errno.EPERM, () -> remove(bob, "home/secret"));
            // the sticky bit also keeps a file from being replaced
            try (RemoteFile b = bob.walk("home")) {
                put(b, "mine", "");
                try (RemoteFile f = b.walk("mine")) {
                    fails(Errno.EPERM, () -> f.rename(b, "secret"));
                }
            }
        }
        remove(d.numeric() ? eve : bob, "home/secret");
    }

    /** open(5): a directory's permissions narrow those of what is made in it. */
    @Test
    void newFilesInheritInPlan9() throws StyxException {
        RemoteFile root = root(Dialect.P2000);
        root.makeDirectory("d", 0750);
        try (RemoteFile d = root.walk("d"); RemoteFile f = root.walk("d")) {
            f.create("a", 0777, OpenMode.WRITE);
            assertEquals(0751, f.attributes().mode & 0777);
            d.makeDirectory("sub", 0777);
            assertEquals(0750, stat(d, "sub").mode & 0777);
        }
    }

    @Test
    void extendedAttributes() throws StyxException {
        RemoteFile root = root(Dialect.L);
        put(root, "a", "A");
        try (RemoteFile f = root.walk("a")) {
            fails(Errno.ENODATA, () -> f.extendedAttribute("user.x"));
            f.setExtendedAttribute("user.x", bytes("one"), 0);
            fails(Errno.EEXIST, () -> f.setExtendedAttribute("user.x", bytes("two"), Mode.XATTR_CREATE));
            fails(Errno.ENODATA, () -> f.setExtendedAttribute("user.y", bytes("two"), Mode.XATTR_REPLACE));
            assertArrayEquals(bytes("one"), f.extendedAttribute("user.x"));
            f.setExtendedAttribute("user.y", bytes("two"), 0);
            assertArrayEquals(bytes("user.x\0user.y\0"), f.extendedAttribute(""));
            f.setExtendedAttribute("user.x", new byte[0], 0);
            assertArrayEquals(bytes("user.y\0"), f.extendedAttribute(""));
            fails(Errno.E2BIG, () -> f.setExtendedAttribute("user.z", new byte[65537], 0));
        }
    }

    @Test
    void space() throws StyxException {
        RemoteFile root = root(Dialect.L);
        Message before = root.space();
        try (RemoteFile f = root.walk("")) {
            f.create("a", 0600, OpenMode.WRITE);
            f.write(0, new byte[1 << 20]);
            assertTrue(root.space().number(obol.styx.Field.BFREE) <= before.number(obol.styx.Field.BFREE) - 256);
            fails(Errno.ENOSPC, () -> f.write(1 << 20, new byte[9 << 20]));
            f.truncate(0);
        }
        remove(root, "a");
        assertEquals(before.number(obol.styx.Field.BFREE), root.space().number(obol.styx.Field.BFREE));
    }

    @ParameterizedTest
    @EnumSource(names = {"L"})
    void locks(Dialect d) throws StyxException {
        RemoteFile root = root(d);
        put(root, "a", "");
        try (RemoteFile f = root.walk("a"); RemoteFile g = root.walk("a")) {
            f.open(OpenMode.READ_WRITE);
            g.open(OpenMode.READ_WRITE);
            assertEquals(Mode.LOCK_SUCCESS, f.lock(Mode.LOCK_WRITE, 0, 100, 1, "h"));
            assertEquals(Mode.LOCK_BLOCKED, g.lock(Mode.LOCK_READ, 50, 10, 2, "h"));
            assertEquals(Mode.LOCK_BLOCKED, g.lock(Mode.LOCK_READ, 50, 10, 1, "other host"));
            assertEquals(Mode.LOCK_SUCCESS, g.lock(Mode.LOCK_READ, 100, 0, 2, "h"));
            assertEquals(Mode.LOCK_SUCCESS, f.lock(Mode.LOCK_UNLOCK, 40, 20, 1, "h"));
            assertEquals(Mode.LOCK_SUCCESS, g.lock(Mode.LOCK_WRITE, 40, 20, 2, "h"));
            assertEquals(Mode.LOCK_BLOCKED, g.lock(Mode.LOCK_WRITE, 40, 21, 2, "h"));
            assertEquals(Mode.LOCK_SUCCESS, f.lock(Mode.LOCK_READ, 1000, 1, 1, "h"));
            assertEquals(Mode.LOCK_BLOCKED, f.lock(Mode.LOCK_WRITE, 1000, 1, 1, "h"));
            f.close();
            assertEquals(Mode.LOCK_SUCCESS, g.lock(Mode.LOCK_WRITE, 0, 0, 2, "h"));
        }
    }

    @Test
    void anUnknownTreeIsRefused() {
        fails(Errno.ENOENT, () -> client(Dialect.L).attach("root", 0, "elsewhere"));
    }
}
