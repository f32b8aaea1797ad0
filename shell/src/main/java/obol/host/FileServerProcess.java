package obol.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import obol.host.image.SystemImage;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;
import obol.styx.Dialect;
import obol.styx.StyxException;
import obol.styx.client.Client;
import obol.styx.net.StreamCarrier;
import obol.styx.net.TcpServer;
import obol.styx.ram.RamTree;
import obol.styx.server.Limits;

/** A 9P server on a port of 127.0.0.1, started to be measured. It ends when this is closed. */
final class FileServerProcess implements AutoCloseable {
    /** What is measured. */
    enum Kind {
        /** The library on this JVM, with a tree in memory. */
        LIBRARY,
        /** {@code obol-hosted}. */
        HOSTED,
        /** LLNL's server for Linux, on a folder in memory. */
        DIOD,
        /** Obol in QEMU, over the carrier. */
        GUEST_CARRIER,
        /** Obol in QEMU, over its own TCP and QEMU's user-mode network. */
        GUEST_NETWORK,
        /** diod on Linux in QEMU, over the same network. */
        GUEST_DIOD;

        boolean isInstalled() {
            return this != DIOD || Files.isExecutable(DIOD_PROGRAM);
        }
    }

    private static final Path DIOD_PROGRAM = Path.of("/usr/sbin/diod"), MEMORY = Path.of("/dev/shm");
    private static final int TRIES = 1000, SESSION = 8192;

    private final int port;
    private final String tree;
    private final String folder;
    private final AutoCloseable end;

    private FileServerProcess(int port, String tree, String folder, AutoCloseable end) {
        this.port = port;
        this.tree = tree;
        this.folder = folder;
        this.end = end;
    }

    static FileServerProcess start(Kind kind) throws IOException, StyxException {
        return switch (kind) {
            case LIBRARY -> library();
            case HOSTED -> hosted();
            case DIOD -> diod();
            case GUEST_CARRIER -> {
                ObolServers obol = ObolServers.start(List.of());
                yield new FileServerProcess(obol.carrier(), "", "tmp", obol);
            }
            case GUEST_NETWORK -> {
                ObolServers obol = ObolServers.start(List.of(), LinuxServers.FILES);
                FileServerProcess guest = new FileServerProcess(obol.port(LinuxServers.FILES), "", "tmp", obol);
                guest.awaitSession();
                yield guest;
            }
            case GUEST_DIOD -> {
                LinuxServers linux = LinuxServers.start(LinuxServers.FILES);
                yield new FileServerProcess(linux.port(LinuxServers.FILES), "/tmp/files", "", linux);
            }
        };
    }

    /** What to attach to. */
    String tree() {
        return tree;
    }

    /** Where in the tree there is room for files. */
    String folder() {
        return folder;
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static FileServerProcess library() throws IOException, StyxException {
        TcpServer server = new TcpServer(new RamTree(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Limits.DEFAULT);
        Thread thread = new Thread(() -> {
            try {
                server.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, "9P server");
        thread.start();
        return new FileServerProcess(server.port(), "", "", server);
    }

    /** QEMU takes connections before the machine does. */
    private void awaitSession() throws IOException {
        for (int tries = 0; ; tries++) {
            try (Socket socket = connect()) {
                Client.connect(new StreamCarrier(socket.getInputStream(), socket.getOutputStream()), Dialect.L, SESSION);
                return;
            } catch (StyxException | IOException notYet) {
                if (tries == TRIES) throw CommandFailure.unable("the machine does not answer on its network");
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private static FileServerProcess hosted() throws IOException {
        ObolServers obol = ObolServers.start(List.of(SystemImage.hosted().toString(), "--port", "0", "--mem", "1G"), List.of());
        return new FileServerProcess(obol.carrier(), "", "tmp", obol);
    }

    private static FileServerProcess diod() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path folder = Files.isDirectory(MEMORY) ? Files.createTempDirectory(MEMORY, "diod")
            : Files.createTempDirectory(Project.folder(Project.target().resolve("bench")), "diod");
        List<String> command = new ArrayList<>(List.of(DIOD_PROGRAM.toString(), "-f", "-n", "-l", "127.0.0.1:" + port, "-L", "stderr",
            "-e", folder.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        FileServerProcess server = new FileServerProcess(port, folder.toString(), "", () -> {
            process.destroyForcibly();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) Files.delete(file);
            }
        });
        while (true) {
            try (Socket ready = server.connect()) {
                return server;
            } catch (IOException e) {
                if (!process.isAlive()) throw CommandFailure.unable("diod has ended");
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    @Override public void close() throws IOException {
        try {
            end.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw CommandFailure.unable("a 9P server does not end: " + e.getMessage());
        }
    }
}
