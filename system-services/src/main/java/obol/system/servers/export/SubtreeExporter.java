package obol.system.servers.export;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import obol.channels.Deadline;
import obol.channels.Server;
import obol.channels.Wait;
import obol.system.bridge.FileService;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.namespace.Namespace;
import obol.system.posix.ThisProcess;

/**
 * The program behind {@code export}: serves what it sees at a directory, mount points included, as a file service, for {@code mount
 * /srv/NAME}. Arguments: the directory, the service's name, and {@code -r} if nothing may be changed. It ends when it is killed. All
 * clients are served by one thread; what files do not answer at once is waited for beside it.
 *
 * <p>With a fourth argument, the directory of a conversation that takes calls (whose control file it has as standard input), those who
 * call are clients of 9P there, for {@code mount tcp!HOST!PORT}, each with a session and a thread of its own. Then the file service
 * is only there if nothing may be changed: the sessions are on it.
 */
public final class SubtreeExporter {
    /** How long a file server below may take for what it should do at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The third argument, if nothing may be changed; else it is empty. */
    public static final String READ_ONLY = "-r";

    private SubtreeExporter() {
    }

    public static void main(String[] arguments) {
        try {
            Namespace subtree = ThisProcess.namespace().subtree(arguments[0]);
            boolean readOnly = arguments[2].equals(READ_ONLY);
            if (arguments.length > 3) {
                answerCalls(readOnly ? readOnly(subtree, arguments[1]) : subtree, arguments[3]);
            } else {
                serve(subtree, arguments[1], readOnly);
            }
        } catch (FileException | IllegalStateException | InterruptedException refused) {
            System.err.println("export: " + arguments[0] + ": " + refused.getMessage());
            System.exit(1);
        }
    }

    private static void answerCalls(Namespace subtree, String announced) throws FileException, InterruptedException {
        new TcpDoor(ThisProcess.namespace(), "", new Exporter(subtree)).acceptAll(announced);
    }

    /** The same in which nothing can be changed: by a service of its own, which refuses that. */
    private static Namespace readOnly(Namespace subtree, String name) {
        Thread server = new Thread(() -> serve(subtree, name, true), "read-only");
        server.setDaemon(true);
        server.start();
        return new Namespace(subtree.user(), List.of("mount -c " + name + " /"), Map.of());
    }

    /**
     * Serves as long as the process lives.
     *
     * @throws IllegalStateException if the name is taken
     */
    static void serve(Namespace subtree, String name, boolean readOnly) {
        Outstanding outstanding = new Outstanding();
        Capacity capacity = new Capacity(Runtime.getRuntime().maxMemory());
        FileService service = new FileService(new Export(subtree, new FileLocks(), capacity, outstanding));
        try (Server door = Server.open(Files.class, name, readOnly ? service.readOnly() : service)) {
            while (door.isOpen()) {
                switch (Wait.any(door, service.cancellations(), outstanding)) {
                    case 0 -> {
                        try (Deadline limit = Deadline.in(PATIENCE)) {
                            door.serve();
                        }
                    }
                    case 1 -> service.giveUpCancelled();
                    default -> service.run(outstanding::answer);
                }
            }
        }
    }
}
