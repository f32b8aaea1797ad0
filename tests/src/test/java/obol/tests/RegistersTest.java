package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import obol.aot.registers.FakeRegisters;
import obol.host.image.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accessors in an image do what the fake device for tests does. */
class RegistersTest {
    private static final Path FOLDER = Path.of("target/registers").toAbsolutePath();

    @BeforeAll
    static void compile() throws IOException {
        Path classes = Files.createDirectories(FOLDER.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-g", "-d", classes.toString(), "-cp", Images.nucleusClasses().toString()));
        for (String name : List.of("Timer", "TimerProgram", "Kept")) arguments.add("src/programs/registers/" + name + ".java");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])));
    }

    @Test
    void compiledAsFaked() throws Exception {
        String faked;
        try (URLClassLoader loader = new URLClassLoader(new URL[] {FOLDER.resolve("classes").toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> timer = loader.loadClass("obol.nucleus.device.Timer");
            Object registers = FakeRegisters.of(timer).registers();
            faked = loader.loadClass("obol.nucleus.device.TimerProgram").getMethod("exercise", timer).invoke(null, registers).toString();
        }
        Path image = Images.compileTrusted(FOLDER.resolve("classes"), "obol/nucleus/device/TimerProgram", "linux", FOLDER.resolve("timer"));
        Outcome outcome = Programs.run(List.of(image.toString()), Map.of());
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(faked + "\n[49, true, 3, 3]\n", outcome.out());
    }

    @Test
    void registersAtAnAddressAreNoObject() {
        assertEquals("obol/nucleus/device/Kept.main([Ljava/lang/String;)V uses the registers obol/nucleus/device/Timer otherwise than by calling an accessor",
            fault("Kept"));
        assertEquals("a VarHandle or registers that change in a loop, in obol/nucleus/device/Kept$Changed.main([Ljava/lang/String;)V", fault("Kept$Changed"));
    }

    private static String fault(String program) {
        return assertThrows(IllegalStateException.class, () -> Images.compileTrusted(FOLDER.resolve("classes"), "obol/nucleus/device/" + program, "linux",
            FOLDER.resolve("refused"))).getCause().getMessage();
    }
}
