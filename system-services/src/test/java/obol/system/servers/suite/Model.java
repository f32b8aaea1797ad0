package obol.system.servers.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.RemoteFile;

/** Random operations by clients of three dialects on one tree, each compared with a model of maps and byte arrays. */
public final class Model {
    /** A file of the model: a directory if {@link #children} is not null. */
    private static final class File {
        /** By name as it is compared. */
        TreeMap<String, File> children;
        byte[] bytes = new byte[0];
        String name;
        boolean readOnly;
    }

    private record Handle(RemoteFile remote, File file, OpenMode mode) {
    }

    private interface Step {
        void run() throws StyxException;
    }

    /** Short ones, long ones, and some that are the same where case does not count. */
    private static final String[] NAMES = {"a", "b", "A", "a rather long name", "A Rather Long Name", "c.txt"};
    private static final int MAX_HANDLES = 6;

    private final Served served;
    private final Random random;
    private final File root = new File();
    private final Peer[] peers = new Peer[3];
    private final List<Handle> handles = new ArrayList<>();
    private Dialect dialect;
    private RemoteFile remote;

    public Model(Served served, long seed) throws StyxException {
        this.served = served;
        this.random = new Random(seed);
        root.children = new TreeMap<>();
        for (Dialect d : Dialect.values()) {
            peers[d.ordinal()] = new Peer(served.server(), d);
        }
    }

    public void run(int steps) throws StyxException {
        for (int i = 0; i < steps; i++) {
            dialect = Dialect.values()[random.nextInt(3)];
            remote = peers[dialect.ordinal()].root;
            step();
        }
        for (Peer p : peers) {
            compare(p.root, root);
        }
        for (Handle h : handles) {
            h.remote.close();
        }
        for (Peer p : peers) {
            p.close();
        }
    }

    private void step() throws StyxException {
        List<String> path = path();
        switch (random.nextInt(14)) {
            case 0: case 1: create(path); break;
            case 2: makeDirectory(path); break;
            case 3: case 4: remove(path); break;
            case 5: case 6: rename(path, path()); break;
            case 7: open(path); break;
            case 8: case 9: write(); break;
            case 10: read(); break;
            case 11: setMode(path); break;
            case 12: truncate(path); break;
            default: both("sync", () -> { }, () -> {
                try (RemoteFile f = remote.walk("")) {
                    f.open(OpenMode.READ);
                    f.sync();
                }
            }); break;
        }
    }

    // ---- the model's side ----

    private List<String> path() {
        List<String> p = new ArrayList<>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            p.add(NAMES[random.nextInt(NAMES.length)]);
        }
        return p;
    }

    private String key(String name) {
        return served.caseCounts() ? name : name.toLowerCase(Locale.ROOT);
    }

    private File find(List<String> path) throws StyxException {
        File f = root;
        for (String name : path) {
            if (f.children == null) {
                throw new StyxException(Errno.ENOTDIR);
            }
            f = f.children.get(key(name));
            if (f == null) {
                throw new StyxException(Errno.ENOENT);
            }
        }
        return f;
    }

    private File directory(List<String> path) throws StyxException {
        File f = find(path);
        if (f.children == null) {
            throw new StyxException(Errno.ENOTDIR);
        }
        return f;
    }

    private static List<String> parent(List<String> path) {
        return path.subList(0, path.size() - 1);
    }

    private static String last(List<String> path) {
        return path.get(path.size() - 1);
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

    private static Errno outcome(Step step) {
        try {
            step.run();
            return null;
        } catch (StyxException e) {
            return e.errno();
        }
    }

    /** Both sides do it: both succeed, or both fail alike. True if they succeeded. */
    private boolean both(String what, Step model, Step real) {
        Errno wanted = outcome(model);
        assertEquals(wanted, outcome(real), dialect + " " + what);
        return wanted == null;
    }

    private void addTo(List<String> path, File f) throws StyxException {
        File d = directory(parent(path));
        if (d.children.containsKey(key(last(path)))) {
            throw new StyxException(Errno.EEXIST);
        }
        f.name = last(path);
        d.children.put(key(f.name), f);
    }

    // ---- steps ----

    private void keep(Handle h) {
        if (handles.size() == MAX_HANDLES) {
            handles.remove(random.nextInt(MAX_HANDLES)).remote.close();
        }
        handles.add(h);
    }

    private void create(List<String> path) {
        OpenMode mode = new OpenMode(Mode.ORDWR, false, false, false, true, false);
        RemoteFile[] opened = new RemoteFile[1];
        File f = new File();
        if (both("create " + path, () -> addTo(path, f), () -> {
            RemoteFile r = remote.walk(parent(path));
            try {
                r.create(last(path), 0666, mode);
                opened[0] = r;
            } catch (StyxException e) {
                r.close();
                throw e;
            }
        })) {
            keep(new Handle(opened[0], f, mode));
        }
    }

    private void makeDirectory(List<String> path) {
        File f = new File();
        f.children = new TreeMap<>();
        both("mkdir " + path, () -> addTo(path, f), () -> {
            try (RemoteFile d = remote.walk(parent(path))) {
                d.makeDirectory(last(path), 0777);
            }
        });
    }

    private void remove(List<String> path) {
        both("remove " + path, () -> {
            File f = find(path);
            if (f.children != null && !f.children.isEmpty()) {
                throw new StyxException(Errno.ENOTEMPTY);
            }
            find(parent(path)).children.remove(key(last(path)));
        }, () -> remote.walk(path).remove());
    }

    private void rename(List<String> path, List<String> to) {
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
            File victim = d.children.get(key(last(target)));
            if (f.children != null && inside(d, f)) {
                throw new StyxException(Errno.EINVAL);
            }
            boolean replaced = victim != null && victim != f;
            if (replaced) {
                if (dialect == Dialect.P2000) {
                    throw new StyxException(Errno.EEXIST);
                }
                if (victim.children != null != (f.children != null)) {
                    throw new StyxException(victim.children != null ? Errno.EISDIR : Errno.ENOTDIR);
                }
                if (victim.children != null && !victim.children.isEmpty()) {
                    throw new StyxException(Errno.ENOTEMPTY);
                }
            }
            find(parent(path)).children.remove(key(last(path)));
            // where case does not count, a name that is there stays as it is written
            f.name = replaced ? victim.name : last(target);
            d.children.put(key(f.name), f);
        }, () -> {
            if (linux) {
                try (RemoteFile from = remote.walk(parent(path)); RemoteFile d = remote.walk(parent(target))) {
                    from.renameAt(last(path), d, last(target));
                }
            } else {
                try (RemoteFile f = remote.walk(path)) {
                    f.rename(null, last(target));
                }
            }
        });
    }

    private void open(List<String> path) {
        boolean append = dialect != Dialect.P2000 && random.nextInt(4) == 0;
        OpenMode mode = new OpenMode(random.nextInt(3), random.nextInt(4) == 0, append, false, false, false);
        RemoteFile[] opened = new RemoteFile[1];
        File[] found = new File[1];
        if (both("open " + path + " " + mode, () -> {
            File f = find(path);
            if (f.children != null && (mode.writes() || mode.truncate())) {
                throw new StyxException(Errno.EISDIR);
            }
            if (f.readOnly && (mode.writes() || mode.truncate())) {
                throw new StyxException(Errno.EACCES);
            }
            if (mode.truncate()) {
                f.bytes = new byte[0];
            }
            found[0] = f;
        }, () -> {
            RemoteFile r = remote.walk(path);
            try {
                r.open(mode);
                opened[0] = r;
            } catch (StyxException e) {
                r.close();
                throw e;
            }
        })) {
            if (found[0].children == null) {
                keep(new Handle(opened[0], found[0], mode));
            } else {
                opened[0].close();
            }
        }
    }

    private void write() {
        if (handles.isEmpty()) {
            return;
        }
        Handle h = handles.get(random.nextInt(handles.size()));
        int offset = random.nextInt(5) == 0 ? random.nextInt(20_000) : random.nextInt(1_200);
        byte[] data = new byte[1 + random.nextInt(random.nextInt(5) == 0 ? 20_000 : 600)];
        random.nextBytes(data);
        both("write", () -> {
            if (!h.mode.writes()) {
                throw new StyxException(Errno.EBADF);
            }
            int at = h.mode.append() ? h.file.bytes.length : offset;
            h.file.bytes = Arrays.copyOf(h.file.bytes, Math.max(h.file.bytes.length, at + data.length));
            System.arraycopy(data, 0, h.file.bytes, at, data.length);
        }, () -> h.remote.write(offset, data));
    }

    private void read() {
        if (handles.isEmpty()) {
            return;
        }
        Handle h = handles.get(random.nextInt(handles.size()));
        int offset = random.nextInt(h.file.bytes.length + 10);
        int count = 1 + random.nextInt(30_000);
        both("read", () -> {
            if (!h.mode.reads()) {
                throw new StyxException(Errno.EBADF);
            }
        }, () -> {
            byte[] have = new byte[count];
            int n = h.remote.read(offset, have, 0, count);
            int end = Math.min(h.file.bytes.length, offset + count);
            assertArrayEquals(Arrays.copyOfRange(h.file.bytes, Math.min(offset, end), end), Arrays.copyOf(have, n));
        });
    }

    private void truncate(List<String> path) {
        int length = random.nextInt(3) == 0 ? random.nextInt(20_000) : random.nextInt(1_000);
        both("truncate " + path, () -> {
            File f = find(path);
            if (f.children != null && length != 0) {
                throw new StyxException(Errno.EISDIR);
            }
            if (f.readOnly) {
                throw new StyxException(Errno.EACCES);
            }
            f.bytes = Arrays.copyOf(f.bytes, f.children != null ? 0 : length);
        }, () -> {
            try (RemoteFile f = remote.walk(path)) {
                f.truncate(length);
            }
        });
    }

    /** Only where nobody is asked twice: a server for whose owner permissions do not count keeps nothing read-only. */
    private void setMode(List<String> path) {
        int mode = random.nextInt(3) == 0 ? 0444 : 0644;
        both("chmod " + path, () -> {
            File f = find(path);
            f.readOnly = f.children == null && !served.modes() && (mode & 0200) == 0;
        }, () -> {
            try (RemoteFile f = remote.walk(path)) {
                f.setMode(mode);
            }
        });
    }

    private void compare(RemoteFile at, File model) throws StyxException {
        Attributes a = at.attributes();
        assertEquals(model.children != null, (a.mode & Mode.DMDIR) != 0);
        if (model.children == null) {
            assertEquals(model.bytes.length, a.length);
            try (RemoteFile f = at.walk(List.of())) {
                f.open(OpenMode.READ);
                assertArrayEquals(model.bytes, f.readAll());
            }
            return;
        }
        List<String> wanted = new ArrayList<>();
        for (File f : model.children.values()) {
            wanted.add(f.name);
        }
        List<String> have = new ArrayList<>();
        try (RemoteFile f = at.walk(List.of())) {
            f.open(OpenMode.READ);
            for (Attributes e : f.list()) {
                have.add(e.name);
            }
        }
        wanted.sort(null);
        have.sort(null);
        assertEquals(wanted, have);
        for (File f : model.children.values()) {
            try (RemoteFile child = at.walk(f.name)) {
                compare(child, f);
            }
        }
    }
}
