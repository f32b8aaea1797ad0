package obol.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import obol.channels.contract.compile.Offers;
import obol.channels.contract.compile.SourceText;
import obol.channels.samples.Javac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Java of docs/services.md: compiled as it stands there, its tests run. */
@Timeout(120)
class GuideTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("^(?:public )?(?:final )?(?:class|interface) (\\w+)", Pattern.MULTILINE);

    static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        Matcher block = BLOCK.matcher(Files.readString(Path.of("../docs/services.md")));
        while (block.find()) {
            Matcher type = TYPE.matcher(block.group(1));
            assertEquals(true, type.find() && block.group(1).startsWith("package desk;"), block.group(1));
            sources.put("desk/" + type.group(1) + ".java", block.group(1));
        }
        return sources;
    }

    @Test
    void theGuidesTestsPass() throws Exception {
        Javac classes = Javac.compile(sources(), "-Xlint:all", "-Werror");
        ClassLoader loader = classes.loader();
        List<String> run = new ArrayList<>();
        Class<?> tests = loader.loadClass("desk.DeskServiceTest");
        for (Method method : tests.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                var constructor = tests.getDeclaredConstructor();
                constructor.setAccessible(true);
                method.setAccessible(true);
                try {
                    method.invoke(constructor.newInstance());
                } catch (InvocationTargetException failed) {
                    throw new AssertionError(method.getName(), failed.getCause());
                }
                run.add(method.getName());
            }
        }
        assertEquals(5, run.size());
        Offers offers = Offers.read(classes.classes().keySet().stream().map(name -> name.replace('/', '.')).toList(), classes::find,
                SourceText.NONE);
        assertEquals(List.of(), offers.faults());
        assertEquals("desk", offers.services().get(0).name());
        assertEquals("borrow", offers.programs().get(0).name());
    }
}
