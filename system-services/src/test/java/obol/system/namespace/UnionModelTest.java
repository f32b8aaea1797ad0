package obol.system.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import obol.styx.Mode;
import obol.styx.StyxException;
import obol.styx.ram.Directory;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Status;
import obol.system.files.Transfer;

/** Random mounts, binds and unmounts at two places, compared with a model of unions that is lists of maps. */
class UnionModelTest {
    private static final String[] PLACES = {"/m", "/n"};
    private static final String[] NAMES = {"a", "b", "d", "e"};
    private static final int TREES = 3;
    private static final String EXISTS = "file already exists";
    private static final String MISSING = "file does not exist";
    private static final String FORBIDDEN = "mounted directory forbids creation";

    /** A directory of the model: to each name a directory or the text of a file. */
    private static final class Folder {
        final TreeMap<String, Object> entries = new TreeMap<>();
    }

    /** A member of a union of the model. */
    private record Member(Folder folder, boolean create, String what) {
    }

    private final Servers servers = new Servers();
    private final Folder[] trees = new Folder[TREES];
    private final Map<String, Folder> bare = new TreeMap<>();
    private final Map<String, List<Member>> unions = new TreeMap<>();
    private final List<String> trace = new ArrayList<>();
    private Random random;
    /** Whether files come and go, so that the lines need not lead to the same ones later. */
    private boolean changes;
    private Namespace namespace;

    @Property(tries = 8, seed = "23")
    void agreesWithTheModel(@ForAll long seed) throws Exception {
        check(seed);
    }

    @Property(tries = 30, seed = "24")
    @Tag("slow")
    void agreesWithTheModelMoreOften(@ForAll long seed) throws Exception {
        check(seed);
    }

    private static void check(long seed) throws Exception {
        UnionModelTest test = new UnionModelTest();
        test.random = new Random(seed);
        test.run();
    }

    private void run() throws Exception {
        Directory root = servers.ram("image").root();
        for (String place : PLACES) {
            bare.put(place, new Folder());
            fill(root.directory(place.substring(1)), bare.get(place), "image" + place);
        }
        for (int i = 0; i < TREES; i++) {
            trees[i] = new Folder();
            fill(servers.ram("t" + i).root(), trees[i], "t" + i);
        }
        changes = random.nextBoolean();
        namespace = new Namespace("root", List.of("mount image /"), Map.of(), servers::connect);
        try {
            for (int i = 0; i < 40; i++) {
                step();
                compare(namespace);
                if (!changes) {
                    compare(new Namespace("root", namespace.lines(), Map.of(), servers::connect));
                }
            }
        } catch (AssertionError e) {
            throw new AssertionError(String.join("\n", trace) + "\nlines " + namespace.lines(), e);
        }
    }

    private void fill(Directory directory, Folder folder, String text) throws StyxException {
        for (String name : NAMES) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    directory.file(name, 0666, text.getBytes(StandardCharsets.UTF_8));
                    folder.entries.put(name, text);
                }
                case 1 -> {
                    Folder below = new Folder();
                    String inner = NAMES[random.nextInt(NAMES.length)];
                    directory.directory(name).file(inner, 0666, (text + "/" + name).getBytes(StandardCharsets.UTF_8));
                    below.entries.put(inner, text + "/" + name);
                    folder.entries.put(name, below);
                }
                default -> { }
            }
        }
    }

    // ---- the model ----

    private List<Member> members(String place) {
        return unions.getOrDefault(place, List.of(new Member(bare.get(place), false, "")));
    }

    private Object find(String place, String name) {
        for (Member member : members(place)) {
            Object found = member.folder.entries.get(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private void put(String place, List<Member> added, Order order) {
        List<Member> all = new ArrayList<>(order == Order.REPLACE ? List.of() : members(place));
        all.addAll(order == Order.BEFORE ? 0 : all.size(), added);
        unions.put(place, all);
    }

    private String create(String place, String name, Object file) {
        if (find(place, name) != null) {
            return EXISTS;
        }
        if (!unions.containsKey(place)) {
            bare.get(place).entries.put(name, file);
            return "";
        }
        for (Member member : members(place)) {
            if (member.create) {
                member.folder.entries.put(name, file);
                return "";
            }
        }
        return FORBIDDEN;
    }

    private String remove(String place, String name) {
        for (Member member : members(place)) {
            Object found = member.folder.entries.get(name);
            if (found instanceof Folder folder && !folder.entries.isEmpty()) {
                return "directory is not empty";
            }
            if (found != null) {
                member.folder.entries.remove(name);
                return "";
            }
        }
        return MISSING;
    }

    // ---- both ----

    private interface Action {
        void run() throws FileException;
    }

    private void same(String what, String expected, Action action) {
        trace.add(what);
        String actual = "";
        try {
            action.run();
        } catch (FileException e) {
            actual = e.getMessage();
        }
        assertEquals(expected, actual, what);
    }

    private void step() {
        String place = PLACES[random.nextInt(PLACES.length)];
        String name = NAMES[random.nextInt(NAMES.length)];
        Order order = Order.values()[random.nextInt(3)];
        boolean create = random.nextBoolean();
        switch (random.nextInt(changes ? 8 : 5)) {
            case 0, 1 -> {
                int tree = random.nextInt(TREES);
                put(place, List.of(new Member(trees[tree], create, "t" + tree)), order);
                same("mount " + order.flag() + create + " t" + tree + " " + place, "",
                        () -> namespace.mount("t" + tree, place, order, create, ""));
            }
            case 2, 3 -> bind(place, name, order, create);
            case 4 -> unmount(place);
            case 5 -> {
                String text = "made " + trace.size();
                same("create " + place + "/" + name, create(place, name, text), () -> {
                    OpenMode mode = new OpenMode(false, true, false, false, true, false, false);
                    try (OpenFile file = namespace.create(place + "/" + name, 0666, mode)) {
                        Transfer.writeAll(file, text.getBytes(StandardCharsets.UTF_8));
                    }
                });
            }
            case 6 -> same("mkdir " + place + "/" + name, create(place, name, new Folder()),
                    () -> namespace.make(place + "/" + name, Mode.DMDIR | 0777, ""));
            default -> {
                if (find(place, name) instanceof Folder folder
                        && unions.values().stream().flatMap(List::stream).anyMatch(member -> member.folder == folder)) {
                    return;
                }
                same("remove " + place + "/" + name, remove(place, name), () -> namespace.remove(place + "/" + name));
            }
        }
    }

    private void bind(String place, String name, Order order, boolean create) {
        String from = PLACES[random.nextInt(PLACES.length)];
        boolean inner = random.nextBoolean();
        String what = inner ? from + "/" + name : from;
        List<Member> added = new ArrayList<>();
        if (inner) {
            Object found = find(from, name);
            if (!(found instanceof Folder folder)) {
                same("bind " + what + " " + place, found == null ? MISSING : "inconsistent mount",
                        () -> namespace.bind(what, place, order, create));
                return;
            }
            added.add(new Member(folder, create, what));
        } else {
            for (Member member : members(from)) {
                added.add(new Member(member.folder, create && added.isEmpty(), what));
            }
        }
        put(place, added, order);
        same("bind " + order.flag() + create + " " + what + " " + place, "", () -> namespace.bind(what, place, order, create));
    }

    private void unmount(String place) {
        List<Member> here = unions.get(place);
        String what = here == null || random.nextBoolean() ? null : here.get(random.nextInt(here.size())).what;
        if (here != null && (what == null || what.isEmpty())) {
            unions.remove(place);
        } else if (here != null) {
            List<Member> left = here.stream().filter(member -> !member.what.equals(what)).toList();
            if (left.isEmpty() || left.size() == 1 && left.get(0).what.isEmpty()) {
                unions.remove(place);
            } else {
                unions.put(place, left);
            }
        }
        same("unmount " + what + " " + place, here == null ? "not mounted" : "",
                () -> namespace.unmount(what == null || what.isEmpty() ? null : what, place));
    }

    private void compare(Namespace compared) throws FileException {
        for (String place : PLACES) {
            TreeSet<String> names = new TreeSet<>();
            for (Member member : members(place)) {
                names.addAll(member.folder.entries.keySet());
            }
            assertEquals(List.copyOf(names), compared.list(place).stream().map(Status::name).sorted().toList(), place);
            for (String name : NAMES) {
                assertEquals(text(find(place, name)), text(compared, place + "/" + name), place + "/" + name);
                if (find(place, name) instanceof Folder folder) {
                    for (String inner : NAMES) {
                        String path = place + "/" + name + "/" + inner;
                        assertEquals(text(folder.entries.get(inner)), text(compared, path), path);
                    }
                }
            }
        }
    }

    private static String text(Object found) {
        return found == null ? MISSING : found instanceof Folder folder ? folder.entries.keySet().toString() : (String) found;
    }

    private static String text(Namespace compared, String path) {
        try {
            if ((compared.status(path, true).mode() & Mode.DMDIR) != 0) {
                return new TreeSet<>(compared.list(path).stream().map(Status::name).toList()).toString();
            }
            try (OpenFile file = compared.open(path, OpenMode.READ)) {
                return new String(Transfer.read(file, 0, 100), StandardCharsets.UTF_8);
            }
        } catch (FileException e) {
            return e.getMessage();
        }
    }
}
