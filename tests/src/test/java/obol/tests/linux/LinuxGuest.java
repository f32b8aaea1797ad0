package obol.tests.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Debian's Linux in QEMU, which mounts a 9P server of this machine in each dialect and with three message sizes, and does what the script
 * {@code init} says. Kernel, busybox and the programs that work on the mount are fetched with apt when they are not there yet.
 */
final class LinuxGuest {
    private static final Path LINUX = Path.of("target", "linux");
    private static final String[] MODULES = {"fs/netfs/netfs", "fs/fscache/fscache", "drivers/net/ethernet/intel/e1000/e1000",
        "net/9p/9pnet", "net/9p/9pnet_fd", "fs/9p/9p"};
    /** Debian's packages, and what they need, whose programs work on a mount. */
    private static final String PROGRAMS = "libc6 perl-base libcrypt1 git libpcre2-8-0 zlib1g make tcc libc6-dev "
            + "sqlite3 libsqlite3-0 libreadline8 libtinfo6";
    private static final String NOT_NEEDED = "--exclude './usr/share' --exclude './etc' --exclude './usr/lib/git-core' --exclude './usr/sbin' "
            + "--exclude '*/unicore/lib' --exclude '*/gconv' --exclude '*/libc.a' --exclude '*/libm*.a' --exclude '*/i386-tcc' "
            + "--exclude './usr/bin/scalar' --exclude './usr/bin/git-shell'";
    /** Bytes of a client's that the proxy lets pass: into the middle of a write. */
    private static final int CUT_AFTER = 1_000_000;

    private static boolean run(Path in, String command) throws IOException, InterruptedException {
        Process p = new ProcessBuilder("sh", "-c", command).directory(in.toFile()).redirectErrorStream(true).start();
        String said = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (p.waitFor() != 0) {
            System.out.println(command + ": " + said);
            return false;
        }
        return true;
    }

    /** Kernel, modules, busybox and the programs in {@link #LINUX}; false if they can't be had. */
    private static boolean fetch() throws IOException, InterruptedException {
        Path done = LINUX.resolve("done");
        if (Files.exists(done) && Files.readString(done).equals(PROGRAMS)) {
            return true;
        }
        Files.createDirectories(LINUX.resolve("root"));
        boolean ok = run(LINUX, "apt-get download -q busybox-static " + PROGRAMS
                + " $(apt-cache depends linux-image-amd64 | grep -o 'linux-image-[0-9][^ ]*')")
                && run(LINUX, "for d in linux-image-*.deb; do dpkg-deb --fsys-tarfile $d | tar x --wildcards "
                + "'./boot/vmlinuz-*' '*/e1000/*' '*/9p/*' '*/netfs/*' '*/fscache/*'; done; rm linux-image-*.deb")
                && run(LINUX, "for d in busybox-static_*.deb; do dpkg-deb --fsys-tarfile $d | tar x; done; rm busybox-static_*.deb")
                && run(LINUX, "for d in *.deb; do dpkg-deb --fsys-tarfile $d | tar x -C root " + NOT_NEEDED + "; done; rm *.deb");
        if (ok) {
            Files.writeString(done, PROGRAMS);
        }
        return ok;
    }

    private static Path find(String end) throws IOException {
        try (var all = Files.walk(LINUX)) {
            return all.filter(p -> p.toString().endsWith(end) && Files.isRegularFile(p)).findFirst().orElseThrow();
        }
    }

    // ---- an archive for the kernel, in cpio's newc form ----

    private int inode;

    private void entry(OutputStream out, String name, int mode, byte[] data) throws IOException {
        StringBuilder head = new StringBuilder("070701");
        int[] fields = {++inode, mode, 0, 0, 1, 0, data.length, 0, 0, 0, 0, name.length() + 1, 0};
        for (int f : fields) {
            head.append(String.format("%08X", f));
        }
        byte[] h = (head + name + "\0").getBytes(StandardCharsets.US_ASCII);
        out.write(h);
        out.write(new byte[-h.length & 3]);
        out.write(data);
        out.write(new byte[-data.length & 3]);
    }

    private void tree(OutputStream out, Path root) throws IOException {
        try (var all = Files.walk(root)) {
            for (Path file : (Iterable<Path>) all.skip(1).sorted()::iterator) {
                String name = root.relativize(file).toString();
                if (Files.isSymbolicLink(file)) {
                    entry(out, name, 0120777, Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.US_ASCII));
                } else if (Files.isDirectory(file)) {
                    entry(out, name, 0040755, new byte[0]);
                } else {
                    entry(out, name, Files.isExecutable(file) ? 0100755 : 0100644, Files.readAllBytes(file));
                }
            }
        }
    }

    /** @param programs whether it has more than busybox */
    private Path initramfs(boolean programs) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String d : new String[] {"bin", "modules"}) {
            entry(out, d, 0040755, new byte[0]);
        }
        entry(out, "bin/busybox", 0100755, Files.readAllBytes(find("/bin/busybox")));
        entry(out, "bin/sh", 0120777, "busybox".getBytes(StandardCharsets.US_ASCII));
        for (String m : MODULES) {
            entry(out, "modules/" + m.substring(m.lastIndexOf('/') + 1) + ".ko", 0100644,
                    Files.readAllBytes(find(m + ".ko")));
        }
        if (programs) {
            tree(out, LINUX.resolve("root"));
        }
        for (String script : new String[] {"init", "cases", "random", "programs"}) {
            try (InputStream in = LinuxGuest.class.getResourceAsStream(script)) {
                entry(out, script, 0100755, in.readAllBytes());
            }
        }
        entry(out, "TRAILER!!!", 0, new byte[0]);
        return Files.write(LINUX.resolve("initramfs"), out.toByteArray());
    }

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
     * @param least how many checks must have run
     * @param words NAME=VALUE for {@code init}, which says what they mean
     * @return lines that say how fast it was
     */
    static List<String> tries(int port, int least, String... words) throws Exception {
        assumeItCanBeHad();
        List<String> transcript = new ArrayList<>();
        try (ServerSocket cut = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread cutting = new Thread(() -> proxy(cut, port), "cutting proxy");
            cutting.setDaemon(true);
            cutting.start();
            List<String> all = new ArrayList<>(List.of("PORT=" + port, "CUT=" + cut.getLocalPort()));
            all.addAll(List.of(words));
            Process qemu = start(all);
            CompletableFuture<Void> watchdog = CompletableFuture.runAsync(qemu::destroyForcibly,
                    CompletableFuture.delayedExecutor(900 + 180L * Integer.getInteger("obol.random.minutes", 0), TimeUnit.SECONDS));
            try (BufferedReader r = new BufferedReader(new InputStreamReader(qemu.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line; (line = r.readLine()) != null; ) {
                    transcript.add(line);
                }
            } finally {
                watchdog.cancel(false);
                qemu.destroyForcibly();
            }
        }
        Files.write(LINUX.resolve("transcript"), transcript);
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
        assertTrue(end, "the guest did not get to the end; its console is in " + LINUX.resolve("transcript"));
        assertTrue(good >= least, "only " + good + " checks ran");
        return figures;
    }

    /** Starts a guest that writes to a server without end, and kills it while it does. */
    static void diesWriting(int port, String top) throws Exception {
        assumeItCanBeHad();
        Process qemu = start(List.of("PORT=" + port, "TOP=" + top, "VICTIM=1"));
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

    private static void assumeItCanBeHad() throws IOException, InterruptedException {
        assumeTrue(run(Path.of("."), "command -v qemu-system-x86_64"), "qemu-system-x86_64 is not installed");
        assumeTrue(fetch(), "linux-image-amd64 and busybox-static can't be had");
    }

    private static Process start(List<String> words) throws IOException {
        return new ProcessBuilder("qemu-system-x86_64", "-accel", "tcg", "-M", "q35", "-cpu", "max",
                "-m", "512M", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
                "-serial", "stdio", "-kernel", kernel().toString(), "-initrd", new LinuxGuest().initramfs(words.stream().anyMatch(word -> word.matches("(CASES|OPERATIONS|PROGRAMS)=.*"))).toString(),
                "-netdev", "user,id=n", "-device", "e1000,netdev=n",
                "-append", "console=ttyS0 quiet loglevel=1 panic=-1 " + String.join(" ", words))
                .redirectErrorStream(true).start();
    }

    private static Path kernel() throws IOException {
        try (var all = Files.list(LINUX.resolve("boot"))) {
            return all.findFirst().orElseThrow();
        }
    }
}
