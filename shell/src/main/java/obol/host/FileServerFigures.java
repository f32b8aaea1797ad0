package obol.host;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import obol.host.tools.CommandFailure;
import obol.styx.Dialect;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.client.RemoteInput;
import obol.styx.net.StreamCarrier;

/**
 * Figures of 9P servers, each by the same client, on one connection of TCP on loopback, in 9P2000.L: the library on HotSpot, the hosted
 * image, and diod where it is installed; and in QEMU Obol over the carrier and over its own TCP, and diod on Linux. All those that are wanted
 * are there at once and measured in turn; figures are the medians of the rounds.
 */
final class FileServerFigures {
    static final String NAMES = "9p.";
    private static final int ROUNDS = 5;
    private static final int BULK = 32 << 20, SMALL = 4096;
    /** How often a single file is looked at or opened in a round; less where it takes milliseconds. */
    private static final int TIMES = 4000, GUEST_TIMES = 500;
    /** diod agrees to 64 KiB whatever is asked for. */
    private static final List<Integer> MESSAGE_SIZES = List.of(64 << 10, 128 << 10, 1 << 20);

    private final BenchCommand bench;
    private final byte[] bulk = new byte[BULK];
    /** A figure for each round, by name. */
    private final Map<String, double[]> figures = new LinkedHashMap<>();

    FileServerFigures(BenchCommand bench) {
        this.bench = bench;
    }

    void measure() throws IOException {
        List<FileServerProcess.Kind> kinds = Arrays.stream(FileServerProcess.Kind.values())
            .filter(kind -> kind.isInstalled() && bench.wanted(NAMES + word(kind))).toList();
        Map<FileServerProcess.Kind, FileServerProcess> servers = new EnumMap<>(FileServerProcess.Kind.class);
        try {
            for (FileServerProcess.Kind kind : kinds) servers.put(kind, FileServerProcess.start(kind));
            for (int round = 0; round < ROUNDS; round++) {
                for (FileServerProcess.Kind kind : kinds) round(kind, servers.get(kind), round);
            }
        } catch (StyxException e) {
            throw CommandFailure.unable("9P: " + e.getMessage());
        } finally {
            for (FileServerProcess server : servers.values()) server.close();
        }
        figures.forEach((name, values) -> {
            bench.row(name, BenchCommand.median(values), name.contains(".write") || name.contains(".read") ? "MB/s" : "k/s", "-");
        });
        ratios("9p.guest.network.", "9p.guest.diod.", "Obol/diod");
        ratios("9p.guest.carrier.", "9p.guest.network.", "carrier/TCP");
    }

    /** Rows for the medians of a server's figures by another's of the same round; by the other's for the largest messages it has if it has none for these. */
    private void ratios(String server, String other, String unit) {
        figures.forEach((name, values) -> {
            if (!name.startsWith(server)) return;
            String figure = name.substring(server.length());
            double[] others = figures.get(other + figure);
            for (int i = MESSAGE_SIZES.size() - 1; others == null && i >= 0; i--) {
                others = figures.get(other + figure.substring(0, figure.lastIndexOf('.') + 1) + (MESSAGE_SIZES.get(i) >> 10) + "K");
            }
            if (others == null) return;
            double[] ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) ratios[round] = values[round] / others[round];
            bench.row(server + "ratio." + figure, BenchCommand.median(ratios), unit, "-");
        });
    }

    private static String word(FileServerProcess.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private void round(FileServerProcess.Kind kind, FileServerProcess server, int round) throws IOException, StyxException {
        String prefix = NAMES + word(kind) + ".";
        int agreed = 0;
        for (int size : MESSAGE_SIZES) {
            try (Socket socket = server.connect()) {
                Client client = client(socket, size);
                if (client.calls().messageSize() == agreed) continue;
                agreed = client.calls().messageSize();
                try (RemoteFile root = client.attach("root", 0, server.tree()); RemoteFile folder = root.walk(server.folder())) {
                    bulk(folder, prefix, (agreed >> 10) + "K", round);
                }
            }
        }
        try (Socket socket = server.connect()) {
            Client client = client(socket, MESSAGE_SIZES.get(0));
            try (RemoteFile root = client.attach("root", 0, server.tree()); RemoteFile folder = root.walk(server.folder())) {
                small(folder, prefix, kind.name().startsWith("GUEST") ? GUEST_TIMES : TIMES, round);
            }
        }
    }

    private static Client client(Socket socket, int messageSize) throws IOException, StyxException {
        socket.setTcpNoDelay(true);
        return Client.connect(new StreamCarrier(socket.getInputStream(), socket.getOutputStream()), Dialect.L, messageSize);
    }

    private void bulk(RemoteFile folder, String prefix, String size, int round) throws IOException, StyxException {
        long start = System.nanoTime();
        try (RemoteFile file = folder.walk("")) {
            file.create("bulk", 0600, OpenMode.WRITE);
            file.write(0, bulk);
        }
        note(prefix + "write." + size, round, BULK / 1e6 / seconds(start));
        start = System.nanoTime();
        try (RemoteFile file = folder.walk("bulk")) {
            file.open(OpenMode.READ);
            try (RemoteInput in = new RemoteInput(file, 0)) {
                if (in.readNBytes(bulk, 0, BULK) != BULK) throw CommandFailure.unable("9P: a file is too short");
            }
        }
        note(prefix + "read." + size, round, BULK / 1e6 / seconds(start));
        folder.unlinkAt("bulk", false);
    }

    private void small(RemoteFile folder, String prefix, int times, int round) throws StyxException {
        try (RemoteFile file = folder.walk("")) {
            file.create("small", 0600, OpenMode.WRITE);
            file.write(0, bulk, 0, SMALL);
        }
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            try (RemoteFile file = folder.walk("small")) {
                file.attributes();
            }
        }
        note(prefix + "stat", round, times / 1e3 / seconds(start));
        start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            try (RemoteFile file = folder.walk("small")) {
                file.open(OpenMode.READ);
                file.read(0, SMALL);
            }
        }
        note(prefix + "open", round, times / 1e3 / seconds(start));
        folder.unlinkAt("small", false);
    }

    private void note(String name, int round, double value) {
        figures.computeIfAbsent(name, n -> new double[ROUNDS])[round] = value;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
