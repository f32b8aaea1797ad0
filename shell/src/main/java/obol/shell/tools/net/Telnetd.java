package obol.shell.tools.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import obol.channels.Deadline;
import obol.channels.DeadlinePassed;
import obol.channels.Pending;
import obol.channels.Services;
import obol.channels.Wait;
import obol.channels.runtime.Platform;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.system.console.ConsoleServer;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.namespace.Namespace;
import obol.system.namespace.Order;
import obol.system.posix.ThisProcess;
import obol.system.processes.Child;
import obol.system.processes.ProcessException;
import obol.system.processes.Processes;
import obol.system.processes.Start;

/**
 * {@code telnetd [-n]}: a shell for somebody at the other end of the connection that is its standard input and output, as {@code listen}
 * gives it: {@code listen tcp!*!23 telnetd}. Serves a console of its own, which stands in that shell's {@code /dev} in place of the
 * machine's. With {@code -n} it does not begin to speak telnet. When the connection ends, so does all that came of the shell.
 */
public final class Telnetd {
    private static final String DEVICES = "/dev", MACHINES = "console";
    /** What was typed before the connection ended may still run for so long. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Invocation call;
    private volatile boolean hungUp;

    private Telnetd(Invocation call) {
        this.call = call;
    }

    public static void main(String[] arguments) {
        Invocation.main("telnetd", 1, Telnetd::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "n", "");
        options.count(0, 0);
        try {
            return new Telnetd(call).serve(!options.has('n'));
        } catch (FileException e) {
            throw new IOException(e.getMessage());
        } catch (ProcessException | InterruptedException e) {
            throw new IOException("no shell: " + e.getMessage());
        }
    }

    private int serve(boolean begins) throws IOException, FileException, ProcessException, InterruptedException {
        String service = MACHINES + '.' + call.processNumber();
        keepAlive();
        CountDownLatch opened = new CountDownLatch(1);
        Thread console = new Thread(() -> {
            try (ConsoleServer server = new ConsoleServer(service, begins, this::hangUp)) {
                opened.countDown();
                server.run();
            }
        }, "console");
        console.setDaemon(true);
        console.start();
        opened.await();
        Namespace namespace = ThisProcess.namespace();
        try {
            namespace.unmount(MACHINES, DEVICES);
        } catch (FileException none) {
            // nor has whoever started this one
        }
        namespace.mount(service, DEVICES, Order.AFTER, false, false, "");
        OpenFile in = namespace.open("/dev/cons", OpenMode.READ);
        OpenFile out = namespace.open("/dev/cons", OpenMode.WRITE);
        OpenFile err = namespace.open("/dev/errors", OpenMode.WRITE);
        Start start = new Start("sh", "sh", List.of(), call.environment(), ThisProcess.directory(), namespace.lines(), 0);
        try (Processes processes = Services.connect(Processes.class, "processes"); Child shell = processes.start(start, in, out, err)) {
            awaitEnd(shell.end());
            if (hungUp) {
                shell.interrupt();
            }
        }
        return 0;
    }

    /** Waits for the end of the shell, for a while only if the connection has ended. */
    private void awaitEnd(Pending<Child.Ended> end) {
        try (end) {
            if (Wait.any(end, () -> hungUp) == 1) {
                try (Deadline limit = Deadline.in(GRACE)) {
                    end.await();
                } catch (DeadlinePassed goesOn) {
                    // it is ended now
                }
            }
        }
    }

    /** Nothing more will be typed; on the console's thread. */
    private void hangUp() {
        hungUp = true;
        Platform.transport().signal();
    }

    /** A peer that is gone without a word is noticed. What is no connection of TCP has none of this. */
    private void keepAlive() {
        String directory = call.environment().get("NETDIR");
        try {
            if (directory != null) {
                Files.writeString(Path.of(directory, "ctl"), "keepalive");
                Files.writeString(Path.of(directory, "ctl"), "nodelay");
            }
        } catch (IOException none) {
            // then what is written will find out
        }
    }
}
