package obol.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.host.guest.Listener;
import obol.host.guest.QemuGuest;
import obol.host.guest.SessionFailure;
import obol.host.linux.Debian;
import obol.host.linux.Initramfs;
import obol.host.linux.LinuxMachine;
import obol.host.tools.CommandFailure;
import obol.host.tools.Network;
import obol.host.tools.Project;

/**
 * A Linux guest with servers that Obol's are compared with, each at a port of 127.0.0.1. It ends when this is closed, and with the thread
 * that started it.
 */
final class LinuxServers implements AutoCloseable {
    /** The memory of each machine that is compared. */
    static final int MEBIBYTES = 1024;
    /** The ports of its servers: diod; what takes all, what sends without end, what sends a line, each by a process for each connection. */
    static final int FILES = 564, SINK = 9001, SOURCE = 9002, GREETING = 9003;
    /** diod, and what it needs. */
    private static final List<String> PACKAGES = List.of("diod", "libc6", "libcap2", "libcom-err2", "libgssapi-krb5-2", "libk5crypto3", "libkeyutils1",
        "libkrb5-3", "libkrb5support0", "liblua5.1-0", "libmunge2", "libnsl2", "libtirpc3", "libwrap0");

    private final Process process;
    private final Map<Integer, Integer> ports;

    private LinuxServers(Process process, Map<Integer, Integer> ports) {
        this.process = process;
        this.ports = ports;
    }

    /** Starts it; it is ready when this returns. @param guestPorts of the servers that are wanted */
    static LinuxServers start(int... guestPorts) throws IOException {
        Path folder = Project.folder(Project.target().resolve("linux"));
        Debian debian = Debian.in(folder.resolve("debian"), PACKAGES);
        Initramfs files = new Initramfs(debian, List.of()).tree(debian.root());
        try (InputStream init = Initramfs.class.getResourceAsStream("servers")) {
            files.program("init", init.readAllBytes());
        }
        Path initramfs = files.write(Files.createTempFile(folder, "initramfs", ""));
        try {
            Map<Integer, Integer> ports = new LinkedHashMap<>();
            List<Network.Forward> forwards = new ArrayList<>();
            for (int port : guestPorts) {
                ports.put(port, Listener.probe(0));
                forwards.add(new Network.Forward(ports.get(port), port));
            }
            Process process = new ProcessBuilder(QemuGuest.mortal(LinuxMachine.command(debian, initramfs, MEBIBYTES, new Network(false, forwards), List.of()), "KILL"))
                .redirectErrorStream(true).start();
            awaitReady(process);
            return new LinuxServers(process, ports);
        } catch (SessionFailure e) {
            throw CommandFailure.unable(e.getMessage());
        } finally {
            Files.delete(initramfs);
        }
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader console = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line; (line = console.readLine()) != null; said.append(line.strip()).append(' ')) {
            if (line.strip().equals("@@ ready")) return;
        }
        throw CommandFailure.unable("the Linux guest has ended: " + said);
    }

    /** Where on 127.0.0.1 a server is reached. */
    int port(int guestPort) {
        return ports.get(guestPort);
    }

    @Override public void close() {
        process.destroyForcibly();
    }
}
