package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import obol.host.Main;
import obol.tests.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The system on machines of both kinds, with the devices that its command line can give it. */
class MachinesTest {
    private static final int PATIENCE_SECONDS = 120;

    /** What Obol writes the host reads, and the other way round; a file of 300 KB needs several messages each way. */
    @ParameterizedTest
    @Tag("qemu")
    @ValueSource(strings = {"microvm", "q35"})
    void theHostsFolder(String machine, @TempDir Path folder) throws Exception {
        byte[] large = new byte[300_000];
        Arrays.fill(large, (byte) 'x');
        large[0] = 'y';
        Files.write(folder.resolve("large"), large);
        Files.createDirectory(folder.resolve("d"));
        Outcome outcome = Obol.run(Map.of(), "--machine", machine, "--share", folder.toString(), "-c",
            "ls /n/host; cp /n/host/large /tmp/large; cp /tmp/large /n/host/d/copy; echo new > /n/host/made; mv /n/host/made /n/host/moved; cat /n/host/moved; rm /n/host/large; cat /n/host/none");
        assertEquals("d\nlarge\nnew\n", outcome.out());
        assertTrue(outcome.err().contains("none"), outcome.err());
        assertEquals("new\n", Files.readString(folder.resolve("moved")));
        assertEquals(-1, Arrays.mismatch(large, Files.readAllBytes(folder.resolve("d/copy"))));
        assertTrue(Files.notExists(folder.resolve("large")) && Files.notExists(folder.resolve("made")));
    }

    /** Sealed or not, and with nothing else to connect to. */
    @ParameterizedTest
    @ValueSource(strings = {"--seal", "--dial=127.0.0.1:1", "--net"})
    void theHostsFolderHosted(String option, @TempDir Path folder) throws Exception {
        byte[] large = new byte[300_000];
        new Random(2).nextBytes(large);
        Files.write(folder.resolve("large"), large);
        Files.createDirectory(folder.resolve("d"));
        Files.createSymbolicLink(folder.resolve("out"), Path.of("/etc/passwd"));
        Outcome outcome = Obol.run(Map.of(), "--hosted", option, "--share", folder.toString(), "-c",
            "ls /n/host; cp /n/host/large /tmp/large; cp /tmp/large /n/host/d/copy; echo new > /n/host/made; mv /n/host/made /n/host/moved; "
                + "echo more >> /n/host/moved; cat /n/host/moved; rm /n/host/large; cat /n/host/out || echo none");
        assertEquals("d\nlarge\nout\nnew\nmore\nnone\n", outcome.out(), outcome.err());
        assertEquals("new\nmore\n", Files.readString(folder.resolve("moved")));
        assertEquals(-1, Arrays.mismatch(large, Files.readAllBytes(folder.resolve("d/copy"))));
        assertTrue(Files.notExists(folder.resolve("large")) && Files.notExists(folder.resolve("made")));
    }

    /** Archives in the host's folder, as GNU's tar and the JDK make them. */
    @Test
    @Tag("qemu")
    void archivesOfTheHost(@TempDir Path folder) throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree/d")).getParent();
        byte[] large = new byte[300_000];
        new Random(1).nextBytes(large);
        Files.write(tree.resolve("d/large"), large);
        Files.writeString(tree.resolve("small"), "small\n");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("small"));
        assertEquals(0, Outcome.of(List.of("/usr/bin/tar", "cf", folder.resolve("a.tar").toString(), "-C", tree.toString(), "."), Map.of(), "").status());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("a.zip")))) {
            zip.putNextEntry(new ZipEntry("d/large"));
            zip.write(large);
        }
        Outcome outcome = Obol.run(Map.of(), "--share", folder.toString(), "-c",
            "cd /n/host; mount tar!a.tar /n/t; mount zip!/n/host/a.zip /n/z; ls /n/t /n/z; cat /n/t/link; cmp /n/t/d/large /n/z/d/large && cp /n/z/d/large copy; "
                + "unmount tar!a.tar /n/t; ls /n/t; rm /n/z/d/large || echo refused; mount tar!a.zip /n/w || echo none");
        assertEquals("/n/t:\nd\nlink\nsmall\n\n/n/z:\nd\nsmall\nrefused\nnone\n", outcome.out(), outcome.err());
        assertEquals(-1, Arrays.mismatch(large, Files.readAllBytes(folder.resolve("copy"))));
    }

    /** The carrier, random numbers with a device behind them, and the end, all on PCI. */
    @Test
    @Tag("qemu")
    void q35() {
        assertEquals(new Outcome("1000\n", "", 3), Obol.run(Map.of(), "--machine", "q35", "-c", "head -c 1000 /dev/random | wc -c; exit 3"));
    }

    @Test
    void wrongUse(@TempDir Path folder) {
        assertUsage("run: --machine pc: microvm or q35 is wanted", "--machine", "pc");
        assertUsage("run: --disk " + folder + ": not a file that can be read", "--disk", folder.toString());
        assertUsage("run: --share " + folder.resolve("none") + ": not a folder", "--share", folder.resolve("none").toString());
    }

    private static void assertUsage(String message, String... options) {
        assertEquals(new Outcome("", "obol: " + message + "\n", 2), Obol.run(Map.of(), options));
    }

    /** GRUB starts the system from a CD; the shell is on the UART. */
    @Test
    @Tag("qemu")
    void fromGrub(@TempDir Path folder) throws Exception {
        assertEquals(0, Main.run("build", "iso"));
        Path out = folder.resolve("out");
        Process qemu = new ProcessBuilder(List.of("qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-accel", "tcg",
            "-cpu", "max", "-M", "q35", "-m", "256M", "-cdrom", Obol.ROOT.resolve("target/obol.iso").toString(),
            "-device", "isa-debug-exit,iobase=0x501,iosize=4", "-serial", "stdio")).redirectOutput(out.toFile()).redirectErrorStream(true).start();
        try {
            // What is typed before the shell asks is lost, perhaps but for a part of it.
            while (!qemu.waitFor(500, TimeUnit.MILLISECONDS)) {
                if (!Files.readString(out).contains("% ")) continue;
                qemu.getOutputStream().write("\necho by GRUB; exit 5\n".getBytes());
                qemu.getOutputStream().flush();
            }
        } catch (java.io.IOException ended) {
            assertTrue(qemu.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } finally {
            qemu.destroyForcibly();
        }
        String text = Files.readString(out);
        assertTrue(text.contains("\nby GRUB"), text);
        assertEquals(2 * 5 + 1, qemu.exitValue(), text);
    }
}
