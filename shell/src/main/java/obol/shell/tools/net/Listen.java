package obol.shell.tools.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import obol.channels.Services;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.shell.language.OperatingSystem.OpenMode;
import obol.shell.language.OperatingSystem.Program;
import obol.shell.language.OperatingSystem.Streams;
import obol.shell.system.ObolSystem;
import obol.shell.system.SharedFile;
import obol.system.dial.Announcement;
import obol.system.dial.Connection;
import obol.system.dial.Dial;
import obol.system.posix.ThisProcess;
import obol.system.processes.Processes;

/**
 * {@code listen [-1v] ADDRESS COMMAND [ARGUMENT…]}: for each call to the address runs the command, whose standard input, output and error
 * are the connection; {@code $NETDIR} is its directory. {@code -1}: takes one call, and ends with the command's status. {@code -v}: prints
 * where it listens, and who calls.
 */
public final class Listen {
    private static final String USAGE = "listen [-1v] ADDRESS COMMAND [ARGUMENT…]";
    /** Commands at once; further calls wait. */
    private static final int MOST = 64;
    /** The command's words are the shell's arguments, which stay as they are. */
    private static final List<String> SHELL = List.of("sh", "-c", "\"$@\"", "listen");

    private Listen() {}

    public static void main(String[] arguments) {
        Invocation.main("listen", 1, Listen::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        // Options end at the address: what follows is the command's, also what looks like an option.
        Options options = Options.parse(call.operands, "1v", "");
        List<String> words = options.operands();
        if (words.size() < 2) throw new UsageException(USAGE);
        List<String> command = new ArrayList<>(SHELL);
        command.addAll(words.subList(1, words.size()));
        try (Announcement announced = Dial.announce(words.get(0))) {
            if (options.has('v')) print(call, "listening at " + announced.local());
            if (options.has('1')) return serve(call, announced.accept(), command);
            Semaphore free = new Semaphore(MOST);
            while (true) {
                free.acquireUninterruptibly();
                Connection connection = announced.accept();
                if (options.has('v')) print(call, "call from " + connection.remote());
                Thread server = new Thread(() -> {
                    try {
                        serve(call, connection, command);
                    } catch (IOException e) {
                        call.note(e.getMessage());
                    } finally {
                        free.release();
                    }
                }, "call");
                server.setDaemon(true);
                server.start();
            }
        }
    }

    private static void print(Invocation call, String line) throws IOException {
        call.out.print(line + "\n");
        call.out.flush();
    }

    /** Runs the command for a call, and waits for its end. */
    private static int serve(Invocation call, Connection connection, List<String> command) throws IOException {
        try (connection; ObolSystem system = new ObolSystem(ThisProcess.namespace(), Services.connect(Processes.class, "processes"), () -> { })) {
            Map<String, String> environment = new HashMap<>(call.environment());
            environment.put("NETDIR", connection.directory().toString());
            String data = connection.directory().resolve("data").toString();
            Program program;
            try (SharedFile in = system.open(data, OpenMode.READ); SharedFile out = system.open(data, OpenMode.TRUNCATE)) {
                program = system.start("/bin/sh", command, environment, ThisProcess.directory(), new Streams(in, out, out));
            }
            return program.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }
}
