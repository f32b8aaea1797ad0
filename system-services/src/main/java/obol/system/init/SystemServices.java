package obol.system.init;

import java.util.List;

/** What the system consists of beside the first process. */
final class SystemServices {
    /** The namespace that the system boots with. */
    static final List<String> NAMESPACE = List.of("mount image /", "mount -c ram /tmp", "mount dev /dev", "mount -a console /dev",
        "mount proc /proc", "mount srv /srv", "mount -c env /env");

    /** The part of {@link #NAMESPACE} that is mounted at some directories. */
    static List<String> namespace(List<String> directories) {
        return NAMESPACE.stream().filter(line -> directories.contains(line.substring(line.lastIndexOf(' ') + 1))).toList();
    }

    /** Before the names of programs of the system: none of {@code /bin} has a slash. */
    static final String FOLDER = "system/";

    /**
     * A program that serves.
     *
     * @param name     of the program, without {@link #FOLDER}, and for {@code ps}
     * @param services names under which it registers: it is started when one of them is first asked for
     */
    record Server(String name, List<String> services) {
        String program() {
            return FOLDER + name;
        }
    }

    static final List<Server> SERVERS = List.of(
        new Server("image", List.of("image")),
        new Server("ram", List.of("ram")),
        new Server("dev", List.of("dev")),
        new Server("console", List.of("console", "terminal")),
        new Server("srv", List.of("srv")),
        new Server("outside", List.of("outside")),
        new Server("remote", List.of("remote")));

    /** Answers 9P clients: has no service, and is started when the machine is to answer them. */
    static final Server EXPORT = new Server("9p", List.of());

    private SystemServices() {
    }
}
