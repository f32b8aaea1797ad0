package obol.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import obol.host.image.SystemImage;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;

/** A running Obol with servers to be measured, each at a port of 127.0.0.1. It ends when this is closed. */
final class ObolServers implements AutoCloseable {
    private static final Pattern CARRIER = Pattern.compile("obol: 9P on 127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern FORWARDED = Pattern.compile("obol: 127\\.0\\.0\\.1:(\\d+) is port (\\d+)");
    private static final String READY = "@@ ready";
    private static final long DYING_SECONDS = 10;

    private final Process process;
    private final int carrier;
    private final Map<Integer, Integer> ports;

    private ObolServers(Process process, int carrier, Map<Integer, Integer> ports) {
        this.process = process;
        this.carrier = carrier;
        this.ports = ports;
    }

    /** In QEMU, with as much memory as Linux has there, and on the same kind of machine. @param commands for its shell @param guestPorts that are to be reached */
    static ObolServers start(List<String> commands, int... guestPorts) throws IOException {
        SystemImage.booted();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dobol.root=" + Project.root(), "-cp", System.getProperty("java.class.path"), "obol.host.Main",
            "run", "--accel", "tcg", "--port", "0", "--machine", "q35", "--mem", LinuxServers.MEBIBYTES + "M"));
        for (int port : guestPorts) command.addAll(List.of("--forward", "0:" + port));
        return start(command, commands);
    }

    /** @param command its shell ends with its input */
    static ObolServers start(List<String> command, List<String> commands) throws IOException {
        Process process = new ProcessBuilder(command).start();
        for (String each : commands) process.getOutputStream().write((each + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().write(("echo " + READY + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        int carrier = -1;
        Map<Integer, Integer> ports = new HashMap<>();
        BufferedReader errors = reader(process.getErrorStream());
        String said = "";
        // That it has 9P is the last thing that it says before it runs commands.
        for (String line; carrier < 0 && (line = errors.readLine()) != null; ) {
            Matcher forwarded = FORWARDED.matcher(line), listens = CARRIER.matcher(line);
            if (forwarded.matches()) ports.put(Integer.parseInt(forwarded.group(2)), Integer.parseInt(forwarded.group(1)));
            if (listens.matches()) carrier = Integer.parseInt(listens.group(1));
            said = line;
        }
        if (carrier < 0) throw CommandFailure.unable(command.get(0) + " has ended: " + said);
        BufferedReader output = reader(process.getInputStream());
        for (String line; (line = output.readLine()) != null; ) {
            if (line.equals(READY)) return new ObolServers(process, carrier, ports);
        }
        throw CommandFailure.unable(command.get(0) + " has ended: " + said);
    }

    private static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** Where 9P is served without a network of its own. */
    int carrier() {
        return carrier;
    }

    /** Where on 127.0.0.1 a port of its is reached. */
    int port(int guestPort) {
        return ports.get(guestPort);
    }

    @Override public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(DYING_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
