package obol.tests.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./obol run} with a port, and a shell that takes commands until it is closed. */
final class RunningObol implements AutoCloseable {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String PORT_LINE = "obol: 9P on 127.0.0.1:";
    /** What {@code --forward 0:564} is told by. */
    private static final Pattern FORWARD_LINE = Pattern.compile("obol: 127\\.0\\.0\\.1:(\\d+) is port 564");

    /** Seconds until commands that have not ended fail the test: many times what the longest take. */
    private static final int PATIENCE = 180;

    private final Process process;
    private final OutputStream in;
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>();
    private volatile boolean ended;
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<Integer> forwarded = new CompletableFuture<>();
    private final Thread errorReader;
    private int asked;

    RunningObol(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("run", "--port", "0"));
        command.addAll(List.of(arguments));
        process = obol(command).start();
        in = process.getOutputStream();
        Thread reader = new Thread(this::readOutput, "output");
        reader.setDaemon(true);
        reader.start();
        errorReader = new Thread(this::readErrors, "errors");
        errorReader.setDaemon(true);
        errorReader.start();
    }

    /** Makes the images, if need be. */
    static void build() throws IOException, InterruptedException {
        Process build = obol(List.of("build")).inheritIO().start();
        assertTrue(build.waitFor(10, TimeUnit.MINUTES));
        assertEquals(0, build.exitValue());
    }

    private static ProcessBuilder obol(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Dobol.root=" + ROOT, "-cp", System.getProperty("java.class.path"), "obol.host.Main"));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private void readOutput() {
        try (BufferedReader reader = reader(process.getInputStream())) {
            for (String line; (line = reader.readLine()) != null; ) out.add(line);
        } catch (IOException e) {
            errors.add(e.toString());
        }
        ended = true;
    }

    private void readErrors() {
        try (BufferedReader reader = reader(process.getErrorStream())) {
            for (String line; (line = reader.readLine()) != null; ) {
                Matcher forward = FORWARD_LINE.matcher(line);
                if (forward.matches()) {
                    forwarded.complete(Integer.parseInt(forward.group(1)));
                } else if (line.startsWith(PORT_LINE)) {
                    port.complete(Integer.parseInt(line.substring(PORT_LINE.length())));
                } else if (!line.startsWith("obol: building")) {
                    errors.add(line);
                }
            }
        } catch (IOException e) {
            errors.add(e.toString());
        }
        port.completeExceptionally(new IllegalStateException("no port; " + errors));
    }

    int port() throws Exception {
        return port.get(120, TimeUnit.SECONDS);
    }

    /** The host's port that is forwarded to the machine's port 564, once 9P is served there. */
    int forwarded() throws Exception {
        port();
        // Nothing says when the door is open and DHCP has answered.
        for (String fact : List.of("grep -c Listen /net/tcp/0/status", "grep -c '^address 10.0.2.15/24' /net/ipifc/1/status")) {
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
            while (!does(fact).equals(List.of("1"))) {
                assertTrue(System.nanoTime() < patience, "no line by " + fact);
                Thread.sleep(50);
            }
        }
        errors();
        return forwarded.get(120, TimeUnit.SECONDS);
    }

    /** The process of Linux that the hosted system is. */
    long hostedProcess() {
        return process.descendants().findFirst().orElse(process.toHandle()).pid();
    }

    /** The lines of standard error since the last time. */
    List<String> errors() {
        synchronized (errors) {
            List<String> all = List.copyOf(errors);
            errors.clear();
            return all;
        }
    }

    /** Has the shell run commands; the lines of their output. */
    List<String> does(String commands) throws IOException {
        String end = "end-" + asked++;
        in.write((commands + "\necho " + end + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
        List<String> lines = new ArrayList<>();
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (true) {
            boolean last = ended;
            String line;
            try {
                line = out.poll(50, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while it did: " + commands, e);
            }
            if (end.equals(line)) return lines;
            if (line != null) lines.add(line);
            else if (last) throw new IOException("Obol has ended: " + errors);
            else if (System.nanoTime() > patience) {
                throw new IOException("no end in " + PATIENCE + " s of: " + commands + "\nso far: " + lines + "\nerrors: " + errors);
            }
        }
    }

    /** Ends it by the end of its input. */
    @Override
    public void close() throws Exception {
        in.close();
        boolean ended = process.waitFor(20, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        errorReader.join(20_000);
        assertTrue(ended, "it did not end with its input");
        assertEquals(0, process.exitValue());
    }
}
