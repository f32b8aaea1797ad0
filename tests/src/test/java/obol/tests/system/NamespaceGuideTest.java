package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import obol.host.image.Images;
import obol.tests.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/namespace.md shows: its program is compiled against the channels and {@code obol.files}, its commands print what it says. */
@Tag("slow")
class NamespaceGuideTest {
    private static final Pattern BLOCK = Pattern.compile("```(java|transcript)\n(.*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    @Test
    void theGuidesTranscripts() throws IOException {
        Path classes = folder.resolve("classes");
        List<String> javac = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-d", classes.toString(), "-cp",
            Images.channelsClasses() + ":" + Obol.ROOT.resolve("system-services/target/classes")));
        StringBuilder commands = new StringBuilder(), expected = new StringBuilder();
        Matcher block = BLOCK.matcher(Files.readString(Obol.ROOT.resolve("docs/namespace.md")));
        while (block.find()) {
            if (block.group(1).equals("java")) {
                javac.add(Files.writeString(folder.resolve("ClockFiles.java"), block.group(2)).toString());
                continue;
            }
            for (String line : block.group(2).lines().toList()) {
                if (line.startsWith("% ")) commands.append(line.substring(2)).append('\n');
                else expected.append(line).append('\n');
            }
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, javac.toArray(new String[0])));
        Path jar = Obol.jarOf(classes, folder.resolve("clock.jar"));
        Outcome outcome = Obol.run(Map.of(), "--hosted", "--with", jar.toString(), "-c", commands.toString());
        assertEquals(expected.toString(), outcome.out(), outcome.err());
    }

    /** Each operation on a server that was killed ends with an error; paths, and files of a permanent mount, go on with the next one. */
    @Test
    void serversThatAreKilled() {
        String killExport = "for p in /proc/*; do grep -qs '^name export$' $p/status && echo kill >$p/ctl; done";
        Outcome outcome = Obol.run(Map.of(), "--hosted", "-c", """
            mkdir /tmp/d; echo kept >/tmp/d/a
            export /tmp/d gone
            mount -c /srv/gone /n/x; mount -c -p /srv/gone /n/p
            cat /n/x/a /n/p/a
            KILL
            cat /n/x/a || echo error; ls /n/x || echo error; echo x >/n/x/b || echo error; mkdir /n/x/c || echo error
            cat /n/p/a || echo error; ls /n/p || echo error; rm /n/p/a || echo error; mv /n/p/a /n/p/b || echo error
            export /tmp/d gone
            cat /n/x/a /n/p/a; echo y >/n/x/b; cat /n/p/b /tmp/d/b
            cat /tmp/d/a
            ls /n/p
            """.replace("KILL", killExport));
        assertEquals("kept\nkept\n" + "error\n".repeat(8) + "kept\nkept\ny\ny\nkept\na\nb\n", outcome.out(), outcome.err());
    }
}
