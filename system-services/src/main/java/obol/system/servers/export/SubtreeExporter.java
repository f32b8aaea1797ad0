package obol.system.servers.export;

import java.time.Duration;
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
 */
public final class SubtreeExporter {
    /** How long a file server below may take for what it should do at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SubtreeExporter() {
    }

    public static void main(String[] arguments) {
        try {
            serve(ThisProcess.namespace().subtree(arguments[0]), arguments[1], arguments.length > 2);
        } catch (FileException | IllegalStateException refused) {
            System.err.println("export: " + arguments[0] + ": " + refused.getMessage());
            System.exit(1);
        }
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
