package obol.system.servers.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.channels.Loopback;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.ram.RamTree;
import obol.system.bridge.FileService;
import obol.system.files.Files;
import obol.system.namespace.Namespace;

/**
 * Random requests to a tree in memory, served directly and, another like it, through file service, namespace and export: a client sees no
 * difference.
 */
class LikeTheTreeTest {
    private static final String[] NAMES = {"a", "b", "c"};
    private static final int[] SIZES = {8192, 65536, 1 << 20};
    private static final int STEPS = 120;

    /** The same file on both sides, open. */
    private record Handle(RemoteFile direct, RemoteFile exported) {
    }

    /** A request, made of either root. */
    private interface Action {
        Object of(RemoteFile root) throws StyxException;
    }

    private final List<Handle> handles = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final RamTree directTree = new RamTree(() -> 0, 64 << 20, "root", 0777);
    private final RamTree exportedTree = new RamTree(() -> 0, 64 << 20, "root", 0777);
    private Random random;
    private RemoteFile direct;
    private RemoteFile exported;

    @Property(tries = 25, seed = "31")
    void aClientSeesNoDifference(@ForAll long seed) throws Exception {
        LikeTheTreeTest test = new LikeTheTreeTest();
        test.random = new Random(seed);
        test.run();
    }

    private void run() throws Exception {
        Dialect dialect = Dialect.values()[random.nextInt(3)];
        int size = SIZES[random.nextInt(SIZES.length)];
        direct = Client.connect(new obol.styx.net.Loopback(directTree), dialect, size).attach("root", 0, "");
        FileService service = new FileService(exportedTree);
        Namespace namespace = new Namespace("root", List.of("mount -c ram /"), Map.of(), name -> Loopback.of(Files.class, service));
        Wire wire = new Wire();
        Thread serving = new Exporter(namespace).serve(wire.server());
        exported = Client.connect(wire.client(), dialect, size).attach("root", 0, "");
        try {
            for (int i = 0; i < STEPS; i++) {
                step(dialect);
            }
        } catch (AssertionError e) {
            throw new AssertionError(dialect + " " + size + "\n" + String.join("\n", trace), e);
        } finally {
            wire.cut();
            serving.join();
        }
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            path.append(path.length() == 0 ? "" : "/").append(name());
        }
        return path.toString();
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Object result(Action action, RemoteFile of) {
        try {
            return action.of(of);
        } catch (StyxException e) {
            return e.errno();
        }
    }

    private boolean same(String what, Action action) {
        trace.add(what);
        Object expected = result(action, direct);
        trace.add("    " + (expected instanceof String s && s.length() > 80 ? s.substring(0, 80) : expected));
        assertEquals(expected, result(action, exported), what);
        return !(expected instanceof Errno);
    }

    /** Requests made of a fid that is walked to, and given back. */
    private static Action at(String path, Action action) {
        return root -> {
            try (RemoteFile file = root.walk(path)) {
                return action.of(file);
            }
        };
    }

    private void step(Dialect dialect) throws StyxException {
        String path = path();
        switch (random.nextInt(14)) {
            case 0, 1 -> same("mkdir " + path, at(parent(path), d -> {
                d.makeDirectory(last(path), 0751);
                return "";
            }));
            case 2, 3 -> open("create " + path, parent(path), file -> file.create(last(path), 0640, OpenMode.READ_WRITE));
            case 4 -> {
                OpenMode mode = random.nextBoolean() ? OpenMode.READ : OpenMode.READ_WRITE;
                open("open " + path, path, file -> file.open(mode));
            }
            case 5 -> same("remove " + path, root -> {
                root.walk(path).remove();
                return "";
            });
            case 6 -> {
                String name = name();
                same("rename " + path + " to " + name, root -> {
                    try (RemoteFile directory = root.walk(parent(path)); RemoteFile file = root.walk(path)) {
                        file.rename(directory, name);
                        return "";
                    }
                });
            }
            case 7 -> linux(path, dialect);
            case 8 -> same("stat " + path, at(path, file -> describe(file.attributes(), dialect)));
            case 9 -> same("list " + parent(path), at(parent(path), file -> {
                file.open(OpenMode.READ);
                return file.list().stream().map(a -> a.name + " " + a.qid.type()).toList();
            }));
            case 10 -> {
                int mode = random.nextInt(0777);
                int time = random.nextInt(1_000_000);
                same("change " + path, at(path, file -> {
                    file.setMode(mode);
                    file.setModified(time);
                    if (!file.qid().isDirectory()) {
                        file.truncate(time % 50);
                    }
                    return describe(file.attributes(), dialect);
                }));
            }
            default -> use();
        }
    }

    private void linux(String path, Dialect dialect) {
        String other = path();
        if (dialect == Dialect.P2000) {
            return;
        }
        switch (random.nextInt(dialect == Dialect.L ? 4 : 2)) {
            case 0 -> same("symlink " + path, at(parent(path), d -> {
                d.makeSymbolicLink(last(path), other);
                return d.walk(last(path)).readLink();
            }));
            case 1 -> same("link " + path + " to " + other, root -> {
                try (RemoteFile directory = root.walk(parent(path)); RemoteFile file = root.walk(other)) {
                    directory.makeLink(last(path), file);
                    return describe(file.attributes(), dialect);
                }
            });
            case 2 -> same("renameat " + path + " to " + other, root -> {
                try (RemoteFile from = root.walk(parent(path)); RemoteFile to = root.walk(parent(other))) {
                    from.renameAt(last(path), to, last(other));
                    return "";
                }
            });
            default -> {
                boolean directory = random.nextBoolean();
                same("unlinkat " + path + " " + directory, at(parent(path), d -> {
                    d.unlinkAt(last(path), directory);
                    return "";
                }));
            }
        }
    }

    private static String describe(Attributes a, Dialect dialect) {
        return a.name + " " + Integer.toOctalString(a.mode) + " " + a.length + " " + a.modified + " "
                + (dialect == Dialect.L ? a.links : 0) + " " + a.uid + " " + a.gid + " " + a.owner + " " + a.target;
    }

    private interface Opening {
        void on(RemoteFile file) throws StyxException;
    }

    private void open(String what, String at, Opening opening) throws StyxException {
        RemoteFile[] opened = new RemoteFile[2];
        boolean ok = same(what, root -> {
            RemoteFile file = root.walk(at);
            try {
                opening.on(file);
            } catch (StyxException e) {
                file.close();
                throw e;
            }
            opened[root == direct ? 0 : 1] = file;
            return String.valueOf(file.qid().type());
        });
        if (ok) {
            handles.add(new Handle(opened[0], opened[1]));
        }
    }

    /** Reads, writes, describes or closes an open file. */
    private void use() throws StyxException {
        if (handles.isEmpty()) {
            return;
        }
        Handle handle = handles.get(random.nextInt(handles.size()));
        long offset = random.nextInt(100);
        byte[] data = new byte[random.nextInt(4) == 0 ? 100_000 + random.nextInt(200_000) : random.nextInt(30)];
        random.nextBytes(data);
        int use = random.nextInt(4);
        String what = List.of("read", "write", "stat", "close").get(use) + " " + handles.indexOf(handle);
        same(what, root -> {
            RemoteFile file = root == direct ? handle.direct : handle.exported;
            switch (use) {
                case 0 -> {
                    byte[] into = new byte[150_000];
                    int n = file.read(offset, into, 0, into.length);
                    return n + " bytes: " + Arrays.hashCode(Arrays.copyOf(into, n));
                }
                case 1 -> file.write(offset, data);
                case 2 -> {
                    return file.attributes().length + " " + file.qid().type();
                }
                default -> file.close();
            }
            return "";
        });
        if (use == 3) {
            handles.remove(handle);
        }
    }
}
