package obol.host.guest;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A QEMU process with its folder of sockets and logs. It ends when this is closed, and when the thread that started it ends, also by
 * SIGKILL to this JVM: so that thread is one that outlives the guest.
 */
public final class QemuGuest implements AutoCloseable {
    /** In the guest's folder: the socket of the carrier, which QEMU connects to; what the kernel logs; what QEMU says. */
    private static final String SOCKET = "carrier", LOG = "log", COMPLAINTS = "qemu";
    /** The line with the build id. */
    private static final String BUILD = "obol [0-9a-f]+";
    /** Longest path of a socket (sun_path), less its terminating zero. */
    private static final int MOST_PATH = 107;
    /** How long QEMU may take to die once its carrier is gone, before it is killed. */
    private static final long DYING_SECONDS = 2;

    private final Path folder;
    private final ServerSocketChannel door;
    private final Process process;

    private QemuGuest(Path folder, ServerSocketChannel door, Process process) {
        this.folder = folder;
        this.door = door;
        this.process = process;
    }

    /** The command line of a machine whose carrier is a socket that it connects to, and which writes its log into a file. */
    public interface CommandLine {
        List<String> of(Path socket, Path log);
    }

    public static QemuGuest start(CommandLine commandLine) throws IOException {
        Path folder = Files.createTempDirectory("obol");
        ServerSocketChannel door = null;
        try {
            if (folder.resolve(SOCKET).toString().length() > MOST_PATH) {
                throw new IOException("the path of the folder for temporary files is too long for a socket: " + folder);
            }
            door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            door.bind(UnixDomainSocketAddress.of(folder.resolve(SOCKET)));
            ProcessBuilder builder = new ProcessBuilder(mortal(commandLine.of(folder.resolve(SOCKET), folder.resolve(LOG)), "KILL"));
            builder.redirectInput(Path.of("/dev/null").toFile());
            builder.redirectErrorStream(true).redirectOutput(folder.resolve(COMPLAINTS).toFile());
            return new QemuGuest(folder, door, builder.start());
        } catch (IOException e) {
            Session.close(door);
            delete(folder);
            throw e;
        }
    }

    /** The command such that its process gets this signal when the thread that started it ends; the command itself where that is not to be had. */
    public static List<String> mortal(List<String> command, String signal) {
        if (find("setpriv") == null) return command;
        List<String> mortal = new ArrayList<>(List.of("setpriv", "--pdeathsig", signal, "--"));
        mortal.addAll(command);
        return mortal;
    }

    /** Where a program is on PATH; null if it is nowhere. */
    public static Path find(String program) {
        String path = System.getenv("PATH");
        for (String folder : (path == null ? "/usr/bin:/bin" : path).split(":")) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) return file;
        }
        return null;
    }

    /** The carrier, once QEMU has connected; null if it died before. */
    public SocketChannel connection() throws IOException {
        process.onExit().thenRun(() -> Session.close(door));
        try (door) {
            return door.accept();
        } catch (ClosedChannelException died) {
            return null;
        }
    }

    /** Why the machine stopped, in one line; kills it if it has not. */
    public String epitaph() {
        try {
            boolean itself = process.waitFor(DYING_SECONDS, TimeUnit.SECONDS);
            if (!itself) process.destroyForcibly().waitFor();
            String kernel = lastLine(folder.resolve(LOG), "obol: ");
            if (kernel == null) kernel = lastLine(folder.resolve(LOG), "");
            if (kernel != null) return "the kernel stopped: " + kernel;
            String qemu = lastLine(folder.resolve(COMPLAINTS), "");
            if (!itself) return "the guest closed its console";
            return "QEMU died: " + (qemu != null ? qemu : "status " + process.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** The last line of a file that begins so, without that; null if there is none. The one that every boot begins with tells nothing. */
    private static String lastLine(Path file, String prefix) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.lines().filter(line -> line.startsWith(prefix) && !line.isBlank() && !line.matches(BUILD)).reduce((before, last) -> last)
                .map(line -> line.substring(prefix.length()).strip()).orElse(null);
        } catch (IOException none) {
            return null;
        }
    }

    /** Moves the kernel's log to this file; whether there was one. */
    public boolean keepLog(Path file) throws IOException {
        Path log = folder.resolve(LOG);
        if (!Files.exists(log) || Files.size(log) == 0) return false;
        Files.move(log, file, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    /** Kills QEMU and removes the folder. No effect the second time. */
    @Override public void close() {
        process.destroyForcibly();
        Session.close(door);
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        } catch (IOException gone) {
            // Another thread deletes it.
        }
    }
}
