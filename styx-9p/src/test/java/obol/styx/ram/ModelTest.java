package obol.styx.ram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.RemoteFile;

/**
 * Random operations by three clients of three dialects on one tree, each step compared with a model
 * that is nothing but maps and byte arrays.
 */
class ModelTest {
    /** A file of the model: a directory if {@link #children} is not null, a link if {@link #target} is not. */
    private static final class File {
        TreeMap<String, File> children;
        byte[] bytes = new byte[0];
        String target;
        int mode;
        int names = 1;

        String kind() {
            return children != null ? "directory" : target != null ? "link" : "file";
        }
    }

    /** A file that a client has open, with the model's file behind it. */
    private record Handle(RemoteFile remote, File file, OpenMode mode) {
    }

    private static final String[] NAMES = {"a", "b", "c"};

    private final TreeFixture fixture = new TreeFixture();
    private final File root = new File();
    private final List<RemoteFile> roots = new ArrayList<>();
    private final List<Handle> handles = new ArrayList<>();
    private Random random;
    private Dialect dialect;
    private RemoteFile remoteRoot;

    @Property(tries = 200, seed = "9000")
    void agreesWithTheModel(@ForAll long seed) throws StyxException {
        ModelTest t = new ModelTest();
        t.random = new Random(seed);
        t.run();
    }

    private void run() throws StyxException {
        root.children = new TreeMap<>();
        root.mode = 0777;
        for (Dialect d : Dialect.values()) {
            roots.add(fixture.root(d));
        }
        for (int i = 0; i < 200; i++) {
            dialect = Dialect.values()[random.nextInt(3)];
            remoteRoot = roots.get(dialect.ordinal());
            step();
        }
        for (Dialect d : Dialect.values()) {
            dialect = d;
            remoteRoot = roots.get(d.ordinal());
            compare(remoteRoot, root);
        }
        for (Handle h : handles) {
            h.remote.close();
        }
        fixture.checkNothingLeaks();
    }

    private void step() throws StyxException {
        List<String> path = path();
        switch (random.nextInt(13)) {
            case 0: case 1: create(path); break;
            case 2: makeDirectory(path); break;
            case 3: remove(path); break;
            case 4: rename(path); break;
            case 5: open(path); break;
            case 6: case 7: write(); break;
            case 8: read(); break;
            case 9: close(); break;
            case 10: truncate(path); break;
            case 11: link(path); break;
            default: chmod(path); break;
        }
    }

    // ---- the model's side of things ----

    private List<String> path() {
        List<String> p = new ArrayList<>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            p.add(NAMES[random.nextInt(NAMES.length)]);
        }
        return p;
    }

    private File find(List<String> path) throws StyxException {
        File f = root;
        for (String name : path) {
            if (f.children == null) {
                throw new StyxException(Errno.ENOTDIR);
            }
            f = f.children.get(name);
            if (f == null) {
                throw new StyxException(Errno.ENOENT);
            }
        }
        return f;
    }

    private static List<String> parent(List<String> path) {
        return path.subList(0, path.size() - 1);
    }

    private static String last(List<String> path) {
        return path.get(path.size() - 1);
    }

    private File directory(List<String> path) throws StyxException {
        File f = find(path);
        if (f.children == null) {
            throw new StyxException(Errno.ENOTDIR);
        }
        return f;
    }

    private interface Step<T> {
        T run() throws StyxException;
    }

    /** Both sides do it: both succeed, or both fail alike. True if they succeeded. */
    private boolean both(String what, Step<Void> model, Step<Void> remote) {
        Errno wanted = null;
        Errno have = null;
        try {
            model.run();
        } catch (StyxException e) {
            wanted = e.errno();
        }
        try {
            remote.run();
        } catch (StyxException e) {
            have = e.errno();
        }
        assertEquals(wanted, have, dialect + " " + what);
        return wanted == null;
    }

    /** open(5) of Plan 9: no more than the directory allows. */
    private int narrowed(int mode, File directory) {
        return dialect == Dialect.P2000 ? mode & directory.mode : mode;
    }

    // ---- steps ----

    private void create(List<String> path) throws StyxException {
        OpenMode mode = new OpenMode(Mode.ORDWR, false, false, false, true, false);
        RemoteFile[] opened = new RemoteFile[1];
        File f = new File();
        if (both("create " + path, () -> {
            File d = directory(parent(path));
            if (d.children.containsKey(last(path))) {
                throw new StyxException(Errno.EEXIST);
            }
            f.mode = narrowed(0666, d);
            d.children.put(last(path), f);
            return null;
        }, () -> {
            RemoteFile r = remoteRoot.walk(parent(path));
            try {
                r.create(last(path), 0666, mode);
                opened[0] = r;
            } catch (StyxException e) {
                r.close();
                throw e;
            }
            return null;
        })) {
            keep(new Handle(opened[0], f, mode));
        }
    }

    private void keep(Handle h) {
        if (handles.size() >= 8) {
            handles.remove(random.nextInt(handles.size())).remote.close();
        }
        handles.add(h);
    }

    private void makeDirectory(List<String> path) {
        both("mkdir " + path, () -> {
            File d = directory(parent(path));
            if (d.children.containsKey(last(path))) {
                throw new StyxException(Errno.EEXIST);
            }
            File f = new File();
            f.children = new TreeMap<>();
            f.mode = narrowed(0777, d);
            d.children.put(last(path), f);
            return null;
        }, () -> {
            try (RemoteFile d = remoteRoot.walk(parent(path))) {
                d.makeDirectory(last(path), 0777);
            }
            return null;
        });
    }

    private void remove(List<String> path) {
        both("remove " + path, () -> {
            File f = find(path);
            if (f.children != null && !f.children.isEmpty()) {
                throw new StyxException(Errno.ENOTEMPTY);
            }
            find(parent(path)).children.remove(last(path));
            f.names--;
            return null;
        }, () -> {
            remoteRoot.walk(path).remove();
            return null;
        });
    }

    private static boolean inside(File f, File tree) {
        if (f == tree) {
            return true;
        }
        if (tree.children != null) {
            for (File c : tree.children.values()) {
                if (inside(f, c)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void rename(List<String> path) {
        List<String> to = path();
        boolean linux = dialect == Dialect.L;
        List<String> target = linux ? to : new ArrayList<>(parent(path));
        if (!linux) {
            target.add(last(to));
        }
        both("rename " + path + " to " + target, () -> {
            // the order in which a client finds out
            File f;
            File d;
            if (linux) {
                find(parent(path));
                find(parent(target));
                directory(parent(path));
                d = directory(parent(target));
                f = find(path);
            } else {
                f = find(path);
                d = directory(parent(target));
            }
            File victim = d.children.get(last(target));
            if (f.children != null && inside(d, f)) {
                throw new StyxException(Errno.EINVAL);
            }
            if (victim == f) {
                return null;
            }
            if (victim != null) {
                if (dialect == Dialect.P2000) {
                    throw new StyxException(Errno.EEXIST);
                }
                if (victim.children != null && f.children == null) {
                    throw new StyxException(Errno.EISDIR);
                }
                if (victim.children == null && f.children != null) {
                    throw new StyxException(Errno.ENOTDIR);
                }
                if (victim.children != null && !victim.children.isEmpty()) {
                    throw new StyxException(Errno.ENOTEMPTY);
                }
                victim.names--;
            }
            find(parent(path)).children.remove(last(path));
            d.children.put(last(target), f);
            return null;
        }, () -> {
            if (linux) {
                try (RemoteFile from = remoteRoot.walk(parent(path)); RemoteFile d = remoteRoot.walk(parent(target))) {
                    from.renameAt(last(path), d, last(target));
                }
            } else {
                try (RemoteFile f = remoteRoot.walk(path)) {
                    f.rename(null, last(target));
                }
            }
            return null;
        });
    }

    private void open(List<String> path) throws StyxException {
        OpenMode mode = new OpenMode(random.nextInt(3), random.nextInt(4) == 0, dialect != Dialect.P2000
                && random.nextInt(4) == 0, false, false, false);
        RemoteFile[] opened = new RemoteFile[1];
        File[] found = new File[1];
        if (both("open " + path + " " + mode, () -> {
            File f = find(path);
            if (f.children != null) {
                throw new StyxException(mode.access() != Mode.OREAD || mode.truncate() ? Errno.EISDIR : Errno.EINTR);
            }
            if (f.target != null) {
                throw new StyxException(mode.writes() ? Errno.EPERM : Errno.EINTR);
            }
            if (mode.truncate()) {
                f.bytes = new byte[0];
            }
            found[0] = f;
            return null;
        }, () -> {
            RemoteFile r = remoteRoot.walk(path);
            try {
                r.open(mode);
                // directories and links open too, but only files are kept: EINTR stands for that
                if ((r.qid().type() & (Mode.QTDIR | Mode.QTSYMLINK)) != 0 || isLink(path)) {
                    throw new StyxException(Errno.EINTR);
                }
                opened[0] = r;
            } catch (StyxException e) {
                r.close();
                throw e;
            }
            return null;
        })) {
            keep(new Handle(opened[0], found[0], mode));
        }
    }

    private boolean isLink(List<String> path) throws StyxException {
        return find(path).target != null;
    }

    private void write() {
        if (handles.isEmpty()) {
            return;
        }
        Handle h = handles.get(random.nextInt(handles.size()));
        int offset = random.nextInt(5) == 0 ? 60_000 + random.nextInt(20_000) : random.nextInt(100);
        byte[] data = new byte[random.nextInt(5) == 0 ? random.nextInt(70_000) : 1 + random.nextInt(50)];
        random.nextBytes(data);
        both("write", () -> {
            if (!h.mode.writes()) {
                throw new StyxException(Errno.EBADF);
            }
            int at = h.mode.append() ? h.file.bytes.length : offset;
            if (at + data.length > h.file.bytes.length) {
                h.file.bytes = Arrays.copyOf(h.file.bytes, at + data.length);
            }
            System.arraycopy(data, 0, h.file.bytes, at, data.length);
            return null;
        }, () -> {
            h.remote.write(offset, data);
            return null;
        });
    }

    private void read() {
        if (handles.isEmpty()) {
            return;
        }
        Handle h = handles.get(random.nextInt(handles.size()));
        int offset = random.nextInt(Math.max(1, h.file.bytes.length + 10));
        int count = random.nextInt(80_000);
        both("read", () -> {
            if (!h.mode.reads()) {
                throw new StyxException(Errno.EBADF);
            }
            return null;
        }, () -> {
            byte[] b = new byte[count + 1];
            int n = h.remote.read(offset, b, 0, b.length);
            int end = Math.min(h.file.bytes.length, offset + b.length);
            assertArrayEquals(Arrays.copyOfRange(h.file.bytes, Math.min(offset, end), end), Arrays.copyOf(b, n));
            return null;
        });
    }

    private void close() {
        if (!handles.isEmpty()) {
            handles.remove(random.nextInt(handles.size())).remote.close();
        }
    }

    private void truncate(List<String> path) {
        int length = random.nextInt(3) == 0 ? random.nextInt(200_000) : random.nextInt(100);
        both("truncate " + path, () -> {
            File f = find(path);
            if (f.children != null) {
                throw new StyxException(length == 0 ? Errno.EINTR : Errno.EISDIR);
            }
            if (f.target != null) {
                throw new StyxException(Errno.EINVAL);
            }
            f.bytes = Arrays.copyOf(f.bytes, length);
            return null;
        }, () -> {
            try (RemoteFile f = remoteRoot.walk(path)) {
                f.truncate(length);
                if (f.qid().isDirectory()) {
                    throw new StyxException(Errno.EINTR);
                }
            }
            return null;
        });
    }

    private void link(List<String> path) {
        List<String> other = path();
        boolean hard = random.nextBoolean();
        if (dialect == Dialect.P2000) {
            return;
        }
        both((hard ? "link " : "symlink ") + path + " to " + other, () -> {
            File f = hard ? find(other) : new File();
            File d = directory(parent(path));
            if (hard && f.children != null) {
                throw new StyxException(Errno.EPERM);
            }
            if (d.children.containsKey(last(path))) {
                throw new StyxException(Errno.EEXIST);
            }
            if (hard) {
                f.names++;
            } else {
                f.target = String.join("/", other);
                f.mode = 0777;
            }
            d.children.put(last(path), f);
            return null;
        }, () -> {
            if (hard) {
                try (RemoteFile f = remoteRoot.walk(other); RemoteFile d = remoteRoot.walk(parent(path))) {
                    if (!d.qid().isDirectory()) {
                        throw new StyxException(Errno.ENOTDIR);
                    }
                    d.makeLink(last(path), f);
                }
            } else {
                try (RemoteFile d = remoteRoot.walk(parent(path))) {
                    d.makeSymbolicLink(last(path), String.join("/", other));
                }
            }
            return null;
        });
    }

    private void chmod(List<String> path) {
        int mode = 0600 | random.nextInt(0200);
        both("chmod " + path, () -> {
            find(path).mode = mode;
            return null;
        }, () -> {
            try (RemoteFile f = remoteRoot.walk(path)) {
                f.setMode(mode);
            }
            return null;
        });
    }

    // ---- the whole tree ----

    private void compare(RemoteFile at, File model) throws StyxException {
        Attributes a = at.attributes();
        assertEquals(model.mode, a.mode & 0777);
        assertEquals(model.children != null, (a.mode & Mode.DMDIR) != 0);
        if (model.children != null) {
            assertEquals(new ArrayList<>(model.children.keySet()), TreeFixture.names(at, ""));
            for (String name : model.children.keySet()) {
                try (RemoteFile child = at.walk(name)) {
                    compare(child, model.children.get(name));
                }
            }
            return;
        }
        if (dialect == Dialect.L && model.target == null) {
            assertEquals(model.names, a.links, model.kind());
        }
        if (model.target != null && dialect != Dialect.P2000) {
            assertEquals(model.target, at.readLink());
            return;
        }
        byte[] wanted = model.target == null ? model.bytes : TreeFixture.bytes(model.target);
        assertEquals(wanted.length, a.length);
        at.open(OpenMode.READ);
        assertArrayEquals(wanted, at.readAll());
    }
}
