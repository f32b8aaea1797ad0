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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service of docs/services.md on Obol, and what the guide says that it prints. */
@Tag("slow")
class GuideTranscriptTest {
    private static final Pattern BLOCK = Pattern.compile("```(java|transcript)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("^public (?:final )?(?:class|interface) (\\w+)", Pattern.MULTILINE);

    @TempDir Path folder;

    @Test
    void theGuidesTranscript() throws IOException {
        List<String> javac = new ArrayList<>(List.of("-nowarn", "-d", folder.resolve("classes").toString(), "-cp",
            Images.channelsClasses() + ":" + System.getProperty("java.class.path")));
        StringBuilder commands = new StringBuilder(), expected = new StringBuilder();
        Matcher block = BLOCK.matcher(Files.readString(Obol.ROOT.resolve("docs/services.md")));
        while (block.find()) {
            Matcher type = TYPE.matcher(block.group(2));
            if (block.group(1).equals("transcript")) {
                for (String line : block.group(2).lines().toList()) {
                    if (line.startsWith("% ")) commands.append(line.substring(2)).append('\n');
                    else expected.append(line).append('\n');
                }
            } else if (type.find()) { // all but the test, which is not public
                javac.add(Files.writeString(folder.resolve(type.group(1) + ".java"), block.group(2)).toString());
            }
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, javac.toArray(new String[0])));
        Path jar = Obol.jarOf(folder.resolve("classes"), folder.resolve("desk.jar"));
        var outcome = Obol.run(Map.of(), "--hosted", "--with", jar.toString(), "-c", commands.toString());
        assertEquals(expected.toString(), outcome.out(), outcome.err());
    }
}
