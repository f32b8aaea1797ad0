package obol.system.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import obol.styx.Mode;
import obol.styx.ram.Directory;
import obol.system.files.FileException;
import obol.system.files.Status;

/**
 * Random mounts, binds and unmounts in a tree of directories, one in another: the lines of a namespace make, in an empty one, a namespace
 * with the same lines, mount points and answers, also after directories above mount points were renamed.
 */
class LinesTest {
    private static final String[] NAMES = {"a", "b"};
    private static final int DEPTH = 3;
    private static final String[] SERVICES = {"one", "two", "three"};

    private final Servers servers = new Servers();
    private final List<String> paths = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();

    @Property(tries = 20, seed = "11", shrinking = ShrinkingMode.OFF)
    void runAgainGiveTheSame(@ForAll long seed) throws Exception {
        new LinesTest().run(new Random(seed));
    }

    private void run(Random random) throws Exception {
        for (String service : SERVICES) {
            fill(servers.ram(service).root(), service, DEPTH);
        }
        names("", DEPTH);
        Namespace namespace = new Namespace("root", List.of("mount -c one /"), Map.of(), servers::connect);
        for (int i = 0; i < 12; i++) {
            step(namespace, random);
            Namespace again = new Namespace("root", namespace.lines(), Map.of(), servers::connect);
            assertEquals(namespace.lines(), again.lines(), () -> String.join("\n", trace));
            assertEquals(answers(namespace), answers(again), () -> String.join("\n", trace) + "\nlines " + namespace.lines());
        }
    }

    /** Every directory says which one it is by a file's name. */
    private static void fill(Directory directory, String place, int depth) throws Exception {
        directory.file("in-" + place.replace('/', '-'), 0644, new byte[0]);
        for (String name : NAMES) {
            if (depth > 0) {
                fill(directory.directory(name), place + "/" + name, depth - 1);
            }
        }
    }

    private void names(String path, int depth) {
        for (String name : NAMES) {
            paths.add(path + "/" + name);
            if (depth > 1) {
                names(path + "/" + name, depth - 1);
            }
        }
    }

    private String path(Random random) {
        return paths.get(random.nextInt(paths.size()));
    }

    private void step(Namespace namespace, Random random) {
        String at = path(random);
        String from = path(random);
        String service = SERVICES[random.nextInt(SERVICES.length)];
        Order order = Order.values()[random.nextInt(3)];
        boolean create = random.nextBoolean();
        try {
            switch (random.nextInt(6)) {
                case 0, 1 -> namespace.mount(service, at, order, create, "");
                case 2, 3 -> namespace.bind(from, at, order, create);
                case 4 -> namespace.unmount(random.nextBoolean() ? null : random.nextBoolean() ? service : from, at);
                default -> {
                    // and back: what is bound follows its file, so only the mount points are put to the test
                    namespace.rename(at, at + "x");
                    namespace.rename(at + "x", at);
                }
            }
            trace.add("on " + at + " " + service + " or " + from + " " + order + " " + namespace.lines());
        } catch (FileException refused) {
            trace.add(at + ": " + refused.getMessage());
        }
    }

    private Map<String, String> answers(Namespace namespace) {
        Map<String, String> answers = new TreeMap<>();
        answers.put("/", answer(namespace, "/"));
        for (String path : paths) {
            answers.put(path, namespace.isMountPoint(path) + " " + answer(namespace, path));
        }
        return answers;
    }

    private static String answer(Namespace namespace, String path) {
        try {
            TreeSet<String> names = new TreeSet<>();
            for (Status entry : namespace.list(path)) {
                names.add(entry.name() + ((entry.mode() & Mode.DMDIR) != 0 ? "/" : ""));
            }
            return names.toString();
        } catch (FileException e) {
            return e.getMessage();
        }
    }
}
