package obol.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import obol.aot.Compilation;
import obol.host.image.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers as processes: the virtio console in QEMU, sockets and pipes hosted. */
class DeviceTest {
    private static final Path FOLDER = Path.of("target/devices").toAbsolutePath();
    private static final Path SERVICES = Path.of("../system-services/src/main/java/obol/system");
    private static final String ACPI = "microvm,acpi=on,rtc=on";
    private static final int PATIENCE_SECONDS = 120;

    @BeforeAll
    static void compile() throws IOException {
        Path classes = Files.createDirectories(FOLDER.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-g", "-d", classes.toString(), "-cp", Images.nucleusClasses().toString(),
            SERVICES.resolve("carrier/Device.java").toString()));
        for (String name : List.of("VirtioConsole", "VirtioDisk", "HostDisk", "Medium", "DiskRequest")) {
            arguments.add(SERVICES.resolve("drivers/" + name + ".java").toString());
        }
        for (String used : List.of("host/Sockets", "host/SocketAddress", "../net/wire/Address", "../net/wire/Bytes")) {
            arguments.add(SERVICES.resolve(used + ".java").normalize().toString());
        }
        for (String name : List.of("Driver", "ConsoleEcho", "ConsoleFlood", "SocketEcho", "DiskCheck", "Supervisor")) {
            arguments.add("src/programs/devices/" + name + ".java");
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])));
    }

    private static Path image(String target, String name, Compilation.Program... programs) {
        return Images.compileTrusted(FOLDER.resolve("classes"), List.of(programs), target, FOLDER.resolve(name));
    }

    private static Compilation.Program program(String name, String main) {
        return new Compilation.Program(name, "devices/" + main);
    }

    @Test
    void socketsForTheDriversProgramAlone() throws Exception {
        Path image = image("linux", "sockets", program("system/outside", "Driver"));
        Process process = new ProcessBuilder(image.toString(), "sockets", "a b").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            assertEquals("words [sockets, a b]", out.readLine());
            assertEquals("again Address already in use", out.readLine());
            assertEquals("closed port Connection refused", out.readLine());
            assertEquals("read 2", out.readLine());
            assertEquals("end 0", out.readLine());
            int port = Integer.parseInt(out.readLine());
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int seed = i;
                clients.add(CompletableFuture.runAsync(() -> echoes(port, seed)));
            }
            for (CompletableFuture<Void> client : clients) client.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            try (Socket last = new Socket(InetAddress.getLoopbackAddress(), port)) {
                last.getOutputStream().write("quit\n".getBytes());
                assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            assertEquals(7, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        Path other = image("linux", "others", program("other", "Driver"));
        assertEquals("refused\n", Programs.run(List.of(other.toString(), "sockets"), Map.of()).out());
    }

    private static void echoes(int port, int seed) {
        byte[] data = new byte[500_000];
        new Random(seed).nextBytes(data);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    socket.getOutputStream().write(data);
                    socket.shutdownOutput();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertArrayEquals(data, socket.getInputStream().readAllBytes());
            sent.join();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** QEMU with a console device whose other side is the channel. */
    private static Process boot(Path image, String machine, Path socket, Path out, String... words) throws IOException {
        List<String> command = new ArrayList<>(Images.bootCommand(image, List.of(words)));
        command.set(command.indexOf("-M") + 1, machine);
        command.addAll(List.of("-global", "virtio-mmio.force-legacy=false", "-device", "virtio-serial-device",
            "-chardev", "socket,id=carrier,path=" + socket, "-device", "virtserialport,chardev=carrier"));
        return new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(out.resolveSibling("err").toFile()).start();
    }

    private static final String GOOD = "writes failed 0\nflushes failed 0\nreads failed 0, as written: true\nbeyond the end failed 2\nafterwards failed 0\n";

    private static Path disk(Path file, int bytes) throws IOException {
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(bytes);
        }
        return file;
    }

    /** QEMU with these disks, of which the second can only be read; its status is the program's. */
    private static Outcome bootWithDisks(Path image, List<String> words, List<String> machine, String device, Path... disks) {
        List<String> command = new ArrayList<>(Images.bootCommand(image, words));
        command.set(command.indexOf("-M") + 1, machine.get(0));
        command.addAll(machine.subList(1, machine.size()));
        command.addAll(List.of("-global", "virtio-mmio.force-legacy=false"));
        for (int i = 0; i < disks.length; i++) {
            String options = i == 1 ? ",readonly=on" : "";
            command.addAll(List.of("-drive", "if=none,format=raw,id=d" + i + ",file=" + disks[i] + options, "-device", device + ",drive=d" + i));
        }
        Outcome outcome = Outcome.of(command, Map.of("PATH", System.getenv("PATH")), "");
        return new Outcome(outcome.out(), outcome.err(), Images.statusOf(outcome.status()));
    }

    /**
     * Many requests under way, sizes up to the most, errors of the device, and a disk that goes on behind them: by memory-mapped I/O; on PCI
     * with firmware, with one that gives no addresses, and where configuration space is reached by ports.
     */
    @ParameterizedTest
    @Tag("qemu")
    @CsvSource(delimiter = ' ', value = {"virtio-blk-device microvm,acpi=on,rtc=on -", "virtio-blk-pci q35 -", "virtio-blk-pci q35 qboot.rom",
        "virtio-blk-pci,disable-legacy=on pc -"})
    void disksAreReadAndWritten(String device, String kind, String firmware, @TempDir Path folder) throws Exception {
        Path image = image("pc", "disk.elf", program("system/disk", "Driver"));
        List<String> machine = firmware.equals("-") ? List.of(kind) : List.of(kind, "-bios", firmware);
        Path disk = disk(folder.resolve("a"), 8 << 20);
        assertEquals(new Outcome(GOOD, "", 0), bootWithDisks(image, List.of("disk", "check"), machine, device, disk));
        // A generator's bytes come in words, so the first request's are those of any longer array.
        byte[] first = new byte[127 * 512];
        Random random = new Random(1);
        random.nextBytes(first);
        assertArrayEquals(first, Arrays.copyOf(Files.readAllBytes(disk), first.length));
        assertEquals(new Outcome("16384\n3 read-only\n5\n", "", 0), bootWithDisks(image, List.of("disk", "sizes"), machine, device,
            disk, disk(folder.resolve("b"), 3 * 512), disk(folder.resolve("c"), 5 * 512)));
    }

    /** As of the console's. */
    @Test
    @Tag("qemu")
    void aDisksDriverIsKilledInATransfer(@TempDir Path folder) throws Exception {
        Path image = image("pc", "disk-kills.elf", program("supervisor", "Supervisor"), program("system/disk", "Driver"), program("other", "Driver"));
        Outcome outcome = bootWithDisks(image, List.of("system/disk", "disk:flood", "disk:check"), List.of(ACPI), "virtio-blk-device", disk(folder.resolve("a"), 8 << 20));
        assertEquals(new Outcome("refused: 134\n" + GOOD + "status 0\n", "", 0), new Outcome(outcome.out(), "", outcome.status()));
        assertTrue(outcome.err().contains("no disk"), outcome.err());
    }

    private static void send(SocketChannel channel, byte[] data) {
        try {
            for (ByteBuffer buffer = ByteBuffer.wrap(data); buffer.hasRemaining(); ) channel.write(buffer);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Without ACPI the command line announces the device; with it the line is on the second I/O APIC, unless there is but one. */
    @ParameterizedTest
    @Tag("qemu")
    @ValueSource(strings = {"microvm,acpi=off,rtc=on", ACPI, "microvm,acpi=on,rtc=on,ioapic2=off,pcie=on"})
    void whatComesOverTheConsoleGoesBack(String machine, @TempDir Path folder) throws Exception {
        Path image = image("pc", "echo.elf", program("system/outside", "Driver"));
        byte[] data = new byte[2_000_000];
        new Random(1).nextBytes(data);
        for (int i = 0; i < data.length; i++) if (data[i] == 'q') data[i] = 'p';
        System.arraycopy("quit\n".getBytes(), 0, data, data.length - 5, 5);
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
            Process qemu = boot(image, machine, folder.resolve("s"), folder.resolve("out"), "echo", "a", "b");
            try (SocketChannel channel = door.accept()) {
                CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(channel, data));
                ByteBuffer back = ByteBuffer.allocate(data.length);
                while (back.hasRemaining() && channel.read(back) >= 0) { }
                assertArrayEquals(data, back.array());
                sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertTrue(qemu.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
                assertEquals(0, Images.statusOf(qemu.exitValue()));
                assertEquals("a,b\none console\n" + data.length + " bytes\n", Files.readString(folder.resolve("out")));
            } finally {
                qemu.destroyForcibly();
            }
        }
    }

    /** The device is reset when its driver is killed, its memory comes back, and the next driver finds it as new. */
    @Test
    @Tag("qemu")
    void aDriverIsKilledInATransfer(@TempDir Path folder) throws Exception {
        Path image = image("pc", "kills.elf", program("supervisor", "Supervisor"), program("system/outside", "Driver"), program("other", "Driver"));
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
            Process qemu = boot(image, ACPI, folder.resolve("s"), folder.resolve("out"), "system/outside", "flood", "echo");
            try (SocketChannel channel = door.accept()) {
                // Zeros come from those that are killed, and their successors get what is sent meanwhile: the end is sent until it is heard.
                CompletableFuture<Void> received = CompletableFuture.runAsync(() -> {
                    try {
                        for (ByteBuffer buffer = ByteBuffer.allocate(1 << 16); channel.read(buffer) >= 0; ) buffer.clear();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
                while (!qemu.waitFor(200, TimeUnit.MILLISECONDS)) {
                    try {
                        channel.write(ByteBuffer.wrap("\nquit\n".getBytes()));
                    } catch (IOException gone) {
                        break; // QEMU has just ended
                    }
                }
                assertTrue(qemu.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
                received.handle((nothing, failure) -> null).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                String out = Files.readString(folder.resolve("out"));
                assertTrue(out.startsWith("\none console\nrefused: 134\n\none console\n") && out.endsWith(" bytes\nstatus 0\n"), out);
                assertEquals(0, Images.statusOf(qemu.exitValue()));
            } finally {
                qemu.destroyForcibly();
            }
        }
    }
}
