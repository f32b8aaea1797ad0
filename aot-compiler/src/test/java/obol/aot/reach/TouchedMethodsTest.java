package obol.aot.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import obol.aot.build.BytecodeBuilder;
import obol.aot.input.FolderSource;
import obol.aot.input.JarSource;
import obol.aot.input.JrtSource;
import obol.aot.input.SourceChain;
import obol.aot.world.ClassSource;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.layout.ObjectLayout;
import org.junit.jupiter.api.Test;

/**
 * Soundness of the reachability analysis: every method that HotSpot runs or resolves for a program
 * ({@code -XX:+LogTouchedMethods}) is reachable, but for what any program makes HotSpot do (a second run tells), what is
 * substituted, and the parts of the JDK that only HotSpot's way of linking and starting uses.
 */
class TouchedMethodsTest {
    /** Owners of methods that HotSpot's own machinery calls: start-up, linking of invokedynamic, class loading, access checks. */
    private static final Pattern MACHINERY = Pattern.compile(
            "java/lang/(invoke/|module/|reflect/|Module|ClassLoader|Class\\.|Shutdown|Package|WeakPairMap|Thread|ref/|Object\\.wait|System\\$2).*|java/security/.*"
            + "|java/net/.*|java/util/jar/.*|java/util/zip/.*|jdk/internal/(loader|module|reflect|perf|org|access|logger|jimage|misc)/.*|sun/.*");
    private static final Pattern LINE = Pattern.compile("([^.:\\s]+)\\.([^.:\\s]+):(\\(\\S*\\)\\S+)");
    private static final Path CLASSES = location(Touched.class);

    @Test void whatHotSpotTouchesIsReachable() throws Exception {
        Set<String> touched = touched("All");
        touched.removeAll(touched("Baseline"));
        World world = new World(new SourceChain(new FolderSource(CLASSES), nucleus(), new JrtSource("java.base")));
        Reach reach = analyse(world, world.require(name("All")).declared("main", "([Ljava/lang/String;)V"));
        List<String> missing = new ArrayList<>();
        int checked = 0;
        for (String line : touched) {
            Matcher m = LINE.matcher(line);
            if (!m.matches() || MACHINERY.matcher(m.group(1) + "." + m.group(2)).matches()) continue;
            JClass holder = world.find(m.group(1));
            JMethod method = holder == null ? null : holder.declared(m.group(2), m.group(3));
            if (method == null || method.codeHolder != holder || method.unsupported != null || mayBeOperation(method)) continue;
            if (method.isInitializer() && !world.needsInit(holder)) continue;
            checked++;
            if (!method.reachable && !method.dispatched && !method.isAbstract()) missing.add(line);
        }
        assertTrue(checked > 200, "only " + checked + " methods to compare");
        assertEquals(List.of(), missing);
    }

    /** The compiler's own operations are among these. */
    private static boolean mayBeOperation(JMethod method) {
        return method.holder.file.method(method.name, method.descriptor).annotation("Ljdk/internal/vm/annotation/IntrinsicCandidate;") != null;
    }

    private static Reach analyse(World world, JMethod main) throws Exception {
        Reach reach = new Reach(world, new BytecodeBuilder(world));
        for (String name : nucleus().list("obol/nucleus/")) {
            for (JMethod m : world.require(name).methods) if (m.entryPoint != null) reach.root(m);
        }
        reach.root(main);
        reach.run();
        return reach;
    }

    private static String name(String program) {
        return Touched.class.getName().replace('.', '/') + "$" + program;
    }

    private static Set<String> touched(String program) throws Exception {
        Path out = Files.createTempFile("touched", ".txt");
        try {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UnlockDiagnosticVMOptions", "-XX:+LogTouchedMethods", "-XX:+PrintTouchedMethodsAtExit",
                    "-cp", CLASSES.toString(), name(program).replace('/', '.')).redirectErrorStream(true).redirectOutput(out.toFile()).start();
            assertEquals(0, process.waitFor(), () -> program + " fails on HotSpot");
            return new TreeSet<>(Files.readAllLines(out, StandardCharsets.ISO_8859_1));
        } finally {
            Files.delete(out);
        }
    }

    private static ClassSource nucleus() throws Exception {
        Path place = location(ObjectLayout.class);
        return Files.isDirectory(place) ? new FolderSource(place) : new JarSource(place);
    }

    private static Path location(Class<?> c) {
        try {
            return Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
