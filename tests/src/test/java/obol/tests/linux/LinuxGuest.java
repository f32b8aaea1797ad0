package obol.tests.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import obol.host.guest.QemuGuest;
import obol.host.linux.Debian;
import obol.host.linux.Initramfs;
import obol.host.linux.LinuxMachine;
import obol.host.tools.CommandFailure;
import obol.host.tools.Network;
import obol.host.tools.Qemu;
import obol.tests.Outcome;

/**
 * Debian's Linux in QEMU, which mounts a 9P server of this machine in each dialect and with three message sizes, and does what the script
 * {@code init} says. Kernel, busybox and the programs that work on the mount are fetched with apt when they are not there yet.
 */
final class LinuxGuest {
    private static final Path LINUX = Path.of("target", "linux");
    /** The client's, each behind those that it needs. */
    private static final List<String> MODULES = List.of("netfs", "fscache", "9pnet", "9pnet_fd", "9p");
    /** Debian's packages, and what they need, whose programs work on a mount. */
    private static final List<String> PROGRAMS = List.of("libc6", "perl-base", "libcrypt1", "git", "libpcre2-8-0", "zlib1g", "make", "tcc", "libc6-dev",
            "sqlite3", "libsqlite3-0", "libreadline8", "libtinfo6");
    private static final int MEBIBYTES = 512;
    /** Bytes of a client's that the proxy lets pass: into the middle of a write. */
    private static final int CUT_AFTER = 1_000_000;

    // ---- a proxy that cuts, and the guest ----

    private static void proxy(ServerSocket listener, int port) {
        try (Socket client = listener.accept(); Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = new Thread(() -> {
                try {
                    server.getInputStream().transferTo(client.getOutputStream());
                } catch (IOException e) {
                    // both ends are closed when enough has passed
                }
            });
            back.start();
            byte[] b = new byte[8192];
            InputStream in = client.getInputStream();
            for (int passed = 0, n; passed < CUT_AFTER && (n = in.read(b)) > 0; passed += n) {
                server.getOutputStream().write(b, 0, Math.min(n, CUT_AFTER - passed));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Lets Linux try a server, and asserts that all is well. Skips the test that calls it if there is no QEMU, or no Linux to be had.
     *
     * @param patience seconds until the guest is taken to have stood still, and killed
     * @param least how many checks must have run
     * @param words NAME=VALUE for {@code init}, which says what they mean
     * @return lines that say how fast it was
     */
    static List<String> tries(int port, int patience, int least, String... words) throws Exception {
        Debian debian = assumeItCanBeHad();
        List<String> transcript = new ArrayList<>();
        try (ServerSocket cut = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread cutting = new Thread(() -> proxy(cut, port), "cutting proxy");
            cutting.setDaemon(true);
            cutting.start();
            List<String> all = new ArrayList<>(List.of("PORT=" + port, "CUT=" + cut.getLocalPort()));
            all.addAll(List.of(words));
            Process qemu = start(debian, all);
            CompletableFuture<Void> watchdog = CompletableFuture.runAsync(qemu::destroyForcibly,
                    CompletableFuture.delayedExecutor(patience, TimeUnit.SECONDS));
            try (BufferedReader r = new BufferedReader(new InputStreamReader(qemu.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line; (line = r.readLine()) != null; ) {
                    transcript.add(line);
                }
            } finally {
                watchdog.cancel(false);
                qemu.destroyForcibly();
            }
        }
        Path console = Files.write(LINUX.resolve("transcript-" + Outcome.FORK), transcript);
        List<String> bad = new ArrayList<>();
        List<String> figures = new ArrayList<>();
        int good = 0;
        boolean end = false;
        for (String line : transcript) {
            String s = line.strip();
            good += s.startsWith("@@ ok ") ? 1 : 0;
            end |= s.equals("@@ end");
            if (s.startsWith("@@ FAILED")) {
                bad.add(s.substring(3));
            } else if (s.startsWith("@@ figure ")) {
                figures.add(s.substring(10));
            }
        }
        assertEquals(List.of(), bad);
        assertTrue(end, () -> "the guest did not get to the end in " + patience + " s; its console is in " + console + ", the end of it: "
                + transcript.subList(Math.max(0, transcript.size() - 5), transcript.size()));
        assertTrue(good >= least, "only " + good + " checks ran");
        return figures;
    }

    /** Starts a guest that writes to a server without end, and kills it while it does. */
    static void diesWriting(int port, String top) throws Exception {
        Debian debian = assumeItCanBeHad();
        Process qemu = start(debian, List.of("PORT=" + port, "TOP=" + top, "VICTIM=1"));
        CompletableFuture<Void> watchdog = CompletableFuture.runAsync(qemu::destroyForcibly,
                CompletableFuture.delayedExecutor(120, TimeUnit.SECONDS));
        boolean writing = false;
        try (BufferedReader r = new BufferedReader(new InputStreamReader(qemu.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line; !writing && (line = r.readLine()) != null; ) {
                writing = line.strip().equals("@@ writing");
            }
            // By now it is somewhere in the first or second file.
            Thread.sleep(700);
        } finally {
            watchdog.cancel(false);
            qemu.destroyForcibly().waitFor();
        }
        assertTrue(writing, "the guest did not get to writing");
    }

    private static Debian assumeItCanBeHad() throws IOException {
        assumeTrue(QemuGuest.find(Qemu.PROGRAM) != null, Qemu.PROGRAM + " is not installed");
        Path file = LINUX.resolveSibling("linux.lock");
        try (FileChannel lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Test classes that run at once fetch it once. Closing gives the lock back.
            lock.lock();
            return Debian.in(LINUX, PROGRAMS);
        } catch (CommandFailure e) {
            return abort(e.getMessage());
        }
    }

    private static Process start(Debian debian, List<String> words) throws IOException {
        Initramfs files = new Initramfs(debian, MODULES);
        if (words.stream().anyMatch(word -> word.matches("(CASES|OPERATIONS|PROGRAMS)=.*"))) files.tree(debian.root());
        for (String script : new String[] {"init", "cases", "random", "programs"}) {
            try (InputStream in = LinuxGuest.class.getResourceAsStream(script)) {
                files.program(script, in.readAllBytes());
            }
        }
        Path initramfs = files.write(LINUX.resolve("initramfs-" + Outcome.FORK));
        return new ProcessBuilder(LinuxMachine.command(debian, initramfs, MEBIBYTES, new Network(true, List.of()), words)).redirectErrorStream(true).start();
    }
}
