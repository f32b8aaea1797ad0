package obol.system.init;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.channels.Borrowed;
import obol.channels.Failed;
import obol.channels.Pending;
import obol.system.carrier.Outside;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.loop.Owed;
import obol.system.processes.Child.Ended;
import obol.system.processes.StandardFiles;
import obol.system.processes.Start;

/**
 * From boot to the end of the machine: finds out what it was started for, starts the console's shell, and ends with it. It waits for
 * servers, so it has a thread of its own.
 */
final class Session implements Runnable {
    /** Statuses of a machine that was used wrongly, and of one that could not do what it was started for. */
    private static final int USAGE = 2, CANNOT = 125;
    private static final String SHELL = "sh";
    private static final String USER = "obol";
    /** Where nothing else is said. */
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/bin", "HOME", "/", "USER", USER);

    private final FirstProcess first;
    private final Machine machine;
    private final List<String> arguments;
    private final Map<String, String> environment;

    /**
     * @param arguments   of the machine, if it has any of its own: else those are asked of outside
     * @param environment likewise
     */
    Session(FirstProcess first, Machine machine, List<String> arguments, Map<String, String> environment) {
        this.first = first;
        this.machine = machine;
        this.arguments = arguments;
        this.environment = environment;
    }

    @Override
    public void run() {
        int status;
        try {
            status = session();
        } catch (IllegalArgumentException wrong) {
            machine.log(wrong.getMessage());
            status = USAGE;
        } catch (Failed said) {
            machine.log(said.getCause().getMessage());
            status = CANNOT;
        } catch (Exception failure) {
            machine.log("no shell: " + failure);
            status = CANNOT;
        }
        first.leave(status);
    }

    private int session() throws Exception {
        try (Outside outside = first.connect(Outside.class, "outside")) {
            Outside.Boot boot = outside.boot().await();
            BootOptions options = BootOptions.parse(arguments.isEmpty() ? boot.arguments() : arguments);
            if (options.memory() > 0) {
                machine.limitMemory(options.memory());
            }
            List<String> namespace = SystemServices.namespace(options.share(), options.disk());
            first.loop().call(() -> {
                first.namespace(namespace);
                if (options.sealed()) {
                    first.sealed();
                }
                return null;
            });
            // Hosted the network is the host's, and its ports are for others: there --port is the door.
            boolean network = options.network() && arguments.isEmpty();
            if (options.clients() || network) {
                first.loop().call(() -> {
                    first.answerClients(network);
                    return null;
                });
            }
            if (options.clients()) {
                outside.ready().await();
            }
            Map<String, String> variables = new LinkedHashMap<>(ENVIRONMENT);
            variables.putAll(environment);
            variables.putAll(boot.environment());
            List<String> words = options.commands().map(commands -> List.of("-c", commands)).orElse(List.of());
            Start start = new Start(SHELL, SHELL, words, variables, "/", namespace, 0);
            Pending<Ended> end = started(start);
            return end.await().status();
        }
    }

    private Pending<Ended> started(Start start) throws Exception {
        try (Files console = first.connect(Files.class, "console"); Fid root = console.attach(USER, "")) {
            OpenFile in = open(root, "cons", OpenMode.READ);
            OpenFile out = open(root, "cons", OpenMode.WRITE);
            OpenFile err = open(root, "errors", OpenMode.WRITE);
            StandardFiles files = new StandardFiles(in, out, err);
            Owed<Ended> owed = new Owed<>();
            Pending<Ended> end = owed.promise();
            first.loop().call(() -> {
                first.startShell(start, files, owed);
                return null;
            });
            return end;
        }
    }

    private static OpenFile open(@Borrowed Fid root, String name, OpenMode mode) throws FileException {
        try (Fid file = root.walk(List.of(name))) {
            return file.open(mode);
        }
    }
}
