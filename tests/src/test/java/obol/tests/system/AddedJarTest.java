package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import obol.tests.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code obol run --with JAR} and {@code obol verify}. */
class AddedJarTest {
    private static final String REFUSED = "refused Bad f()I @0 line 0: 4.10.1.9.ireturn: ";

    @TempDir Path folder;

    private static void startsWithRefusal(String text) {
        assertEquals(REFUSED, text.substring(0, Math.min(REFUSED.length(), text.length())), text);
        assertEquals(text.length() - 1, text.indexOf('\n'), text);
    }

    private Path bad() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("victims"));
        Path bad = classes.resolve("Bad.class");
        Files.write(bad, IllTyped.classNamed("Bad"));
        return bad;
    }

    @Test
    void verifyNamesWhatItRefuses() throws IOException {
        Outcome outcome = Outcome.of(Obol.command("verify", bad().toString()), Map.of("PATH", System.getenv("PATH")), "");
        startsWithRefusal(outcome.out());
        assertEquals(1, outcome.status());
    }

    /** The jar has a service besides, which would be there if the class were not. */
    private void nothingOfABadJar(String... port) throws IOException {
        String commands = "echo ok; ls /srv";
        Path jar = Obol.jar("victims", folder);
        assertEquals(new Outcome("ok\ntarpit\n", "", 0), withoutProgress(run(jar, commands, port)));
        bad();
        Path badJar = Obol.jarOf(folder.resolve("victims"), folder.resolve("bad.jar"));
        Outcome outcome = run(badJar, commands, port);
        assertEquals("ok\n", outcome.out());
        startsWithRefusal(outcome.err());
        assertEquals(0, outcome.status());
    }

    private static Outcome run(Path jar, String commands, String... port) {
        String[] arguments = java.util.Arrays.copyOf(port, port.length + 4);
        System.arraycopy(new String[] {"--with", jar.toString(), "-c", commands}, 0, arguments, port.length, 4);
        return Obol.run(Map.of(), arguments);
    }

    private static Outcome withoutProgress(Outcome outcome) {
        return new Outcome(outcome.out(), outcome.err().replaceAll("(?m)^obol: building suite with-.*\n", ""), outcome.status());
    }

    @Test
    void nothingOfABadJarHosted() throws IOException {
        nothingOfABadJar("--hosted");
    }

    @Test
    @Tag("qemu")
    void nothingOfABadJarBooted() throws IOException {
        nothingOfABadJar();
    }

    @Test
    void leavesTheImagesAsTheyAre() throws IOException {
        byte[] hosted = Files.readAllBytes(Obol.hosted()), booted = Files.readAllBytes(Obol.booted());
        assertEquals(0, run(Obol.jar("victims", folder), "true", "--hosted").status());
        assertArrayEquals(hosted, Files.readAllBytes(Obol.hosted()));
        assertArrayEquals(booted, Files.readAllBytes(Obol.booted()));
    }

    @Test
    void anExceptionThatNobodyCatches() throws IOException {
        Outcome outcome = withoutProgress(run(Obol.jar("victims", folder), "stuck throw; echo $?; stuck throw", "--hosted"));
        String trace = "Exception in thread \"main\" java.lang.IllegalStateException: as it should\n"
            + "\tat victims.Stuck.main(Stuck.java:50)\n";
        assertEquals(new Outcome("134\n", trace + trace, 134), outcome);
    }
}
