package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import obol.host.image.Images;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the machine ends when nothing takes its status, and what the serial line says. */
@Tag("qemu")
@Timeout(120)
class PowerTest {
    private static final String END = "the end of the test";

    @TempDir
    Path folder;

    private Process boot(String machine) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path source = Files.writeString(folder.resolve("Ends.java"),
            "public class Ends { public static void main(String[] a) { System.out.println(\"" + END + "\"); } }");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString()));
        Path image = Images.compileTrusted(classes, "Ends", "pc", folder.resolve("ends.elf"));
        List<String> command = new ArrayList<>(Images.bootCommand(image, List.of()));
        command.set(command.indexOf("-M") + 1, machine);
        // Everything but the machine, its memory and its kernel goes.
        command.subList(command.indexOf("-device"), command.size()).clear();
        command.addAll(List.of("-serial", "stdio"));
        return new ProcessBuilder(command).redirectOutput(folder.resolve("serial").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private String serial() throws Exception {
        return Files.readString(folder.resolve("serial"), StandardCharsets.ISO_8859_1);
    }

    /** By the event device of a machine without the ports of power management, and by those of an older one. */
    @ParameterizedTest
    @ValueSource(strings = {"microvm,acpi=on,rtc=on", "q35"})
    void acpiTurnsItOff(String machine) throws Exception {
        Process qemu = boot(machine);
        try {
            assertTrue(qemu.waitFor(60, TimeUnit.SECONDS), this::said);
            assertEquals(0, qemu.exitValue());
            assertTrue(serial().matches("(?s).*obol [0-9a-f]{32}\r\n" + END + "\r\n"), this::said);
        } finally {
            qemu.destroyForcibly();
        }
    }

    private String said() {
        try {
            return serial();
        } catch (Exception e) {
            return e.toString();
        }
    }

    @Test
    void withoutAcpiItHalts() throws Exception {
        Process qemu = boot("microvm,acpi=off,rtc=on");
        try {
            while (!serial().endsWith(END + "\r\n")) assertFalse(qemu.waitFor(20, TimeUnit.MILLISECONDS));
            assertFalse(qemu.waitFor(1, TimeUnit.SECONDS));
        } finally {
            qemu.destroyForcibly();
        }
    }
}
