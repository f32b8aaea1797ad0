package obol.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.aot.Compilation;
import obol.host.image.Images;
import obol.host.tools.Project;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ./obol run} with a kernel in QEMU whose one program is the guest's side of the carrier over the virtio console. */
@Tag("qemu")
@Timeout(120)
class CarrierTest {
    private static final Path ROOT = Path.of("target/carrier").toAbsolutePath();
    private static final Path IN = ROOT.resolve("in"), OUT = ROOT.resolve("out"), ERR = ROOT.resolve("err");

    @BeforeAll
    static void compile() throws IOException {
        Path classes = Files.createDirectories(ROOT.resolve("classes"));
        Files.createDirectories(ROOT.resolve("target"));
        String path = Images.systemClasses() + ":" + Images.channelsClasses() + ":" + Images.nucleusClasses();
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), "-cp", path, "src/programs/devices/CarrierCat.java"));
        // Not all of system-services: that would have files and standard streams by init's namespace, and here is no init.
        for (String part : List.of("obol/system/carrier", "obol/system/carrier/frames", "obol/system/drivers", "obol/system/loop")) {
            Path to = Files.createDirectories(classes.resolve(part));
            try (Stream<Path> files = Files.list(Images.systemClasses().resolve(part))) {
                for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                    Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Path room = Path.of("obol/styx/Workspace.class");
        Files.createDirectories(classes.resolve(room).getParent());
        Files.copy(Project.classes("styx-9p").resolve(room), classes.resolve(room), StandardCopyOption.REPLACE_EXISTING);
        // The driver's name: no other program may have the device.
        Images.compileWithChannels(classes, List.of(new Compilation.Program("system/outside", "devices/CarrierCat")), "pc", ROOT.resolve("target/obol.elf"));
    }

    private static ProcessBuilder run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dobol.root=" + ROOT, "-cp", System.getProperty("java.class.path"), "obol.host.Main", "run"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectOutput(OUT.toFile()).redirectError(ERR.toFile());
    }

    @Test
    void bytesGoInAndOutUnchanged() throws Exception {
        byte[] bytes = new byte[4_000_000];
        new Random(1).nextBytes(bytes);
        Files.write(IN, bytes);
        Process process = run("--port", "0", "-c", "two words").redirectInput(IN.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals("[--port, 0, -c, two words] Window[columns=0, rows=0, interactive=false]", Files.readString(ERR));
        assertEquals(4000 % 256, process.exitValue());
        assertArrayEquals(bytes, Files.readAllBytes(OUT));
    }

    @Test
    void qemuDiesWithAProcessThatIsKilled() throws Exception {
        Process process = run("-c", "x").start();
        process.getOutputStream().write("hello".getBytes());
        process.getOutputStream().flush();
        while (Files.size(OUT) < 5) {
            assertTrue(process.isAlive());
            Thread.sleep(20);
        }
        ProcessHandle qemu = process.children().findFirst().orElseThrow();
        process.destroyForcibly().waitFor();
        qemu.onExit().get(10, TimeUnit.SECONDS);
        assertFalse(qemu.isAlive());
    }
}
