package obol.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.host.tools.CommandFailure;

/**
 * Figures of TCP: Obol's engine and Linux's, each in QEMU behind the same user-mode network, with each system's own tools: Obol's
 * {@code listen} and busybox's {@code nc}, which start a command for each connection. In turn; figures and their ratios are medians of the rounds.
 */
final class NetworkFigures {
    static final String NAMES = "net.guest.";
    private static final int ROUNDS = 5, BULK = 16 << 20, PIECE = 64 << 10, CONNECTIONS = 50;
    /** What is sent before the clock starts, so that windows are open and code is translated. */
    private static final int BEFORE = 1 << 20;
    private static final List<String> LISTENERS = List.of("listen 'tcp!*!" + LinuxServers.SINK + "' sh -c 'cat >/dev/null' &",
        "listen 'tcp!*!" + LinuxServers.SOURCE + "' cat /dev/zero &", "listen 'tcp!*!" + LinuxServers.GREETING + "' echo x &");

    private final BenchCommand bench;
    private final byte[] piece = new byte[PIECE];
    private final Map<String, double[]> figures = new LinkedHashMap<>();

    NetworkFigures(BenchCommand bench) {
        this.bench = bench;
    }

    void measure() throws IOException {
        int[] ports = {LinuxServers.SINK, LinuxServers.SOURCE, LinuxServers.GREETING};
        try (ObolServers obol = ObolServers.start(LISTENERS, ports); LinuxServers linux = LinuxServers.start(ports)) {
            for (int round = 0; round < ROUNDS; round++) {
                round("obol.", obol.port(LinuxServers.SINK), obol.port(LinuxServers.SOURCE), obol.port(LinuxServers.GREETING), round);
                round("linux.", linux.port(LinuxServers.SINK), linux.port(LinuxServers.SOURCE), linux.port(LinuxServers.GREETING), round);
            }
        }
        figures.forEach((name, values) -> bench.row(NAMES + name, BenchCommand.median(values), name.endsWith("connections") ? "1/s" : "MB/s", "-"));
        figures.forEach((name, values) -> {
            if (!name.startsWith("obol.")) return;
            String figure = name.substring("obol.".length());
            double[] others = figures.get("linux." + figure), ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) ratios[round] = values[round] / others[round];
            bench.row(NAMES + "ratio." + figure, BenchCommand.median(ratios), "Obol/Linux", "-");
        });
    }

    private void round(String prefix, int sink, int source, int greeting, int round) throws IOException {
        try (Socket socket = connect(sink)) {
            OutputStream out = socket.getOutputStream();
            write(out, BEFORE);
            long start = System.nanoTime();
            write(out, BULK);
            // The rest is told apart from what lies in buffers of the host by the end, which the other side answers when it has read all.
            socket.shutdownOutput();
            if (socket.getInputStream().read() >= 0) throw CommandFailure.unable("a sink that sends");
            note(prefix + "receives", round, BULK / 1e6 / seconds(start));
        }
        try (Socket socket = connect(source)) {
            InputStream in = socket.getInputStream();
            read(in, BEFORE);
            long start = System.nanoTime();
            read(in, BULK);
            note(prefix + "sends", round, BULK / 1e6 / seconds(start));
        }
        greet(greeting);
        long start = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            if (!greet(greeting)) throw CommandFailure.unable("a connection that ends at once");
        }
        note(prefix + "connections", round, CONNECTIONS / seconds(start));
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private void write(OutputStream out, int bytes) throws IOException {
        for (int left = bytes; left > 0; left -= PIECE) out.write(piece);
    }

    private void read(InputStream in, int bytes) throws IOException {
        for (int left = bytes, count; left > 0; left -= count) {
            count = in.read(piece, 0, Math.min(PIECE, left));
            if (count < 0) throw CommandFailure.unable("a source that ends");
        }
    }

    /** Connects and reads to the end; whether there was anything. */
    private static boolean greet(int port) throws IOException {
        try (Socket socket = connect(port)) {
            return socket.getInputStream().readAllBytes().length > 0;
        }
    }

    private void note(String name, int round, double value) {
        figures.computeIfAbsent(name, n -> new double[ROUNDS])[round] = value;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
