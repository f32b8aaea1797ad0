package obol.shell.tools.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.system.dial.Announcement;
import obol.system.dial.Connection;
import obol.system.dial.Dial;

/**
 * {@code httpd [-q] [-a ADDRESS] [DIRECTORY]}: serves what is below a directory ({@code /} if none is given) by HTTP/1.1, at
 * {@code tcp!*!80} or the address; and a page that shows how the system is at {@link StatusPage#PATH}. Prints where it listens, and
 * each request unless {@code -q} is given.
 *
 * <p>Bounds: {@link #MOST} connections, further ones wait; {@link #PATIENCE} for a request to come and be answered; of requests those of
 * {@link HttpRequest}.
 */
public final class Httpd {
    private static final int MOST = 64;
    /** Nanoseconds. */
    private static final long PATIENCE = 60_000_000_000L;
    private static final long LOOK = 1000;

    private final Invocation call;
    private final HttpFiles files;
    private final boolean quiet;
    private final Semaphore free = new Semaphore(MOST);
    /** When each connection is to have got on. */
    private final Map<Connection, Long> deadlines = new ConcurrentHashMap<>();

    private Httpd(Invocation call, Path root, boolean quiet) {
        this.call = call;
        this.files = new HttpFiles(root, new StatusPage(call));
        this.quiet = quiet;
    }

    public static void main(String[] arguments) {
        Invocation.main("httpd", 1, Httpd::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "q", "a");
        options.count(0, 1);
        String directory = options.operands().isEmpty() ? "/" : options.operands().get(0);
        Path root = call.path(directory).toAbsolutePath().normalize();
        if (!Files.isDirectory(root)) throw new IOException(directory + ": not a directory");
        try (Announcement announced = Dial.announce(options.value('a', "tcp!*!80"))) {
            call.out.print("httpd: " + announced.local() + "\n");
            call.out.flush();
            new Httpd(call, root, options.has('q')).serve(announced);
        }
        return 0;
    }

    private void serve(Announcement announced) throws IOException {
        daemon(this::endThoseThatStandStill, "patience");
        while (true) {
            free.acquireUninterruptibly();
            Connection connection = announced.accept();
            daemon(() -> {
                try (connection) {
                    converse(connection);
                } catch (IOException gone) {
                    // the client is
                } finally {
                    deadlines.remove(connection);
                    free.release();
                }
            }, "client");
        }
    }

    private static void daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void endThoseThatStandStill() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                long now = System.nanoTime();
                deadlines.forEach((connection, deadline) -> {
                    if (deadline - now < 0) hangUp(connection);
                });
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void hangUp(Connection connection) {
        try {
            connection.control("hangup");
        } catch (IOException over) {
            // it has ended by itself
        }
    }

    /** One request after the other. */
    private void converse(Connection connection) throws IOException {
        HttpInput in = new HttpInput(connection.input());
        HttpOutput out = new HttpOutput(connection.output(), () -> deadlines.put(connection, System.nanoTime() + PATIENCE));
        boolean more = true;
        while (more) {
            deadlines.put(connection, System.nanoTime() + PATIENCE);
            HttpRequest request;
            try {
                request = HttpRequest.read(in);
                if (request == null) return;
                out.begin(request);
                files.answer(request, out);
            } catch (HttpProblem problem) {
                request = null;
                out.problem(problem);
            }
            more = out.finish();
            if (!quiet) log(connection, request, out.status());
        }
    }

    private synchronized void log(Connection connection, HttpRequest request, int status) throws IOException {
        call.out.print(connection.remote() + " " + (request == null ? "-" : request.method() + " " + request.path()) + " " + status + "\n");
        call.out.flush();
    }
}
