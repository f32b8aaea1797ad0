package obol.system.posix;

import java.util.List;
import java.util.Map;
import obol.channels.ChannelException;
import obol.channels.Services;
import obol.channels.Slot;
import obol.channels.kernel.Birth;
import obol.channels.transport.Message;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.namespace.FileServers;
import obol.system.namespace.Namespace;
import obol.system.processes.Catalogue;
import obol.system.processes.Inheritance;
import obol.system.processes.ProcessException;
import obol.system.processes.Processes;
import obol.system.processes.StandardFiles;

/**
 * What this process was born with: its namespace, environment, working directory and files. One that was born without a message has an
 * empty namespace, no input, and the machine's standard output and error. Any thread may call.
 */
public final class ThisProcess {
    private static final Inheritance ORPHAN = new Inheritance(Map.of(), "/", List.of());
    private static final String USER = "USER", ANYBODY = "obol";

    private static final Inheritance INHERITANCE;
    private static final NamespacePosix POSIX;
    private static final Postings POSTINGS = new Postings(ThisProcess::post);

    private static final Slot<Processes> PROCESSES = new Slot<>();

    static {
        Message birth = Birth.message();
        Inheritance.Received received = birth != null ? Inheritance.read(birth)
            : new Inheritance.Received(new StandardFiles(), ORPHAN);
        INHERITANCE = received.inheritance();
        Runnable changed = birth == null ? () -> { } : ThisProcess::changed;
        POSIX = new NamespacePosix(ThisProcess::namespace, user(), INHERITANCE.directory(), INHERITANCE.environment(), received.files(),
            INHERITANCE.lasting(), changed);
    }

    /** Made when it is first asked for: many programs open nothing. */
    private static final class Files {
        static final Namespace NAMESPACE = new Namespace(user(), INHERITANCE.namespace(), INHERITANCE.environment(), new Named());

        private Files() {}
    }

    /** File servers by their names. */
    private static final class Named implements FileServers {
        @Override public obol.system.files.Files connect(String name) {
            return Services.connect(obol.system.files.Files.class, name);
        }

        @Override public void unpost(String name) throws FileException {
            try (Catalogue catalogue = Services.connect(Catalogue.class, "catalogue")) {
                catalogue.unpost(name);
            } catch (ProcessException refused) {
                throw new FileException(refused.getMessage());
            }
        }
    }

    private ThisProcess() {}

    private static String user() {
        return INHERITANCE.environment().getOrDefault(USER, ANYBODY);
    }

    /** Changes to it are the caller's to announce: {@link #changed}. */
    public static Namespace namespace() {
        return Files.NAMESPACE;
    }

    /** What {@code env} serves, and {@code System.getenv} gave when it was first asked. */
    public static Map<String, String> environment() {
        return INHERITANCE.environment();
    }

    /** The directory where relative paths begin. */
    public static String directory() {
        return INHERITANCE.directory();
    }

    /** A further endpoint of an open file by its descriptor, for this process; null if it is the machine's own, or not open. */
    public static OpenFile share(int descriptor) {
        return POSIX.share(descriptor);
    }

    /** Files and environment for the class library. */
    public static NamespacePosix posix() {
        return POSIX;
    }

    /** Says that the namespace or what is open has changed: {@code /proc} shall show it. */
    public static void changed() {
        POSTINGS.changed();
    }

    /** A process service that is gone has nobody to show anything to. */
    private static void post() {
        try {
            synchronized (POSTINGS) {
                Processes processes = PROCESSES.take();
                if (processes == null) {
                    processes = Services.connect(Processes.class, "processes");
                }
                processes.posted(INHERITANCE.directory(), namespace().lines(), POSIX.descriptors());
                PROCESSES.put(processes);
            }
        } catch (ChannelException gone) {
            // the next post connects anew
        }
    }
}
