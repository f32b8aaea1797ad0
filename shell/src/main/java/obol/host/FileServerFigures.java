package obol.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;
import obol.styx.Dialect;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.client.RemoteInput;
import obol.styx.net.StreamCarrier;
import obol.styx.net.TcpServer;
import obol.styx.ram.RamTree;
import obol.styx.server.Limits;

/**
 * Figures of the 9P library on HotSpot beside diod's, where that is installed: the same client, TCP on loopback, 9P2000.L. Ours serves
 * a tree in memory, diod a folder of the machine's. Both are measured in turn, the median of the rounds.
 */
final class FileServerFigures {
    static final String NAMES = "9p.";
    private static final Path DIOD = Path.of("/usr/sbin/diod");
    private static final int ROUNDS = 7;
    /** diod agrees to no more. */
    private static final int MSIZE = 65536;
    private static final int BULK = 64 << 20, SMALL = 4096, TIMES = 4000;

    private enum Figure {
        WRITE("MB/s"), READ("MB/s"), STAT("k/s"), OPEN("k/s");

        private final String unit;

        Figure(String unit) {
            this.unit = unit;
        }
    }

    private final BenchCommand bench;
    private final byte[] bulk = new byte[BULK];

    FileServerFigures(BenchCommand bench) {
        this.bench = bench;
    }

    void measure() throws IOException {
        boolean beside = Files.isExecutable(DIOD);
        double[][] ours = new double[Figure.values().length][ROUNDS];
        double[][] others = new double[Figure.values().length][ROUNDS];
        Path folder = Files.createTempDirectory(Project.folder(Project.target().resolve("bench")), "diod");
        try {
            for (int round = 0; round < ROUNDS; round++) {
                ours(ours, round);
                if (beside) diod(folder, others, round);
            }
        } catch (StyxException e) {
            throw CommandFailure.unable("9P: " + e.getMessage());
        } finally {
            for (String name : List.of("bulk", "small")) Files.deleteIfExists(folder.resolve(name));
            Files.delete(folder);
        }
        for (Figure each : Figure.values()) {
            String name = NAMES + each.name().toLowerCase(java.util.Locale.ROOT);
            bench.row(name, median(ours[each.ordinal()]), each.unit, "-");
            if (beside) bench.row(name + ".diod", median(others[each.ordinal()]), each.unit, "-");
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void ours(double[][] into, int round) throws IOException, StyxException {
        try (TcpServer server = new TcpServer(new RamTree(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Limits.DEFAULT)) {
            Thread thread = new Thread(() -> {
                try {
                    server.run();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            thread.start();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                round(socket, "", into, round);
            }
        }
    }

    private void diod(Path folder, double[][] into, int round) throws IOException, StyxException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(DIOD.toString(), "-f", "-n", "-l", "127.0.0.1:" + port, "-L", "stderr", "-e", folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try (Socket socket = connect(process, port)) {
            round(socket, folder.toString(), into, round);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Socket connect(Process process, int port) throws IOException {
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                if (!process.isAlive()) throw CommandFailure.unable("diod has ended");
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private void round(Socket socket, String tree, double[][] into, int round) throws IOException, StyxException {
        socket.setTcpNoDelay(true);
        Client client = Client.connect(new StreamCarrier(socket.getInputStream(), socket.getOutputStream()), Dialect.L, MSIZE);
        RemoteFile root = client.attach("root", 0, tree);
        long start = System.nanoTime();
        try (RemoteFile file = root.walk("")) {
            file.create("bulk", 0600, OpenMode.WRITE);
            file.write(0, bulk);
        }
        into[Figure.WRITE.ordinal()][round] = BULK / 1e6 / seconds(start);
        start = System.nanoTime();
        try (RemoteFile file = root.walk("bulk")) {
            file.open(OpenMode.READ);
            try (RemoteInput in = new RemoteInput(file, 0)) {
                if (in.readNBytes(bulk, 0, BULK) != BULK) throw CommandFailure.unable("9P: a file is too short");
            }
        }
        into[Figure.READ.ordinal()][round] = BULK / 1e6 / seconds(start);
        try (RemoteFile file = root.walk("")) {
            file.create("small", 0600, OpenMode.WRITE);
            file.write(0, bulk, 0, SMALL);
        }
        start = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            try (RemoteFile file = root.walk("small")) {
                file.attributes();
            }
        }
        into[Figure.STAT.ordinal()][round] = TIMES / 1e3 / seconds(start);
        start = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            try (RemoteFile file = root.walk("small")) {
                file.open(OpenMode.READ);
                file.read(0, SMALL);
            }
        }
        into[Figure.OPEN.ordinal()][round] = TIMES / 1e3 / seconds(start);
        root.unlinkAt("bulk", false);
        root.unlinkAt("small", false);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
