package obol.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.aot.input.FolderSource;
import obol.aot.input.JarSource;
import obol.aot.input.JrtSource;
import obol.aot.input.MemorySource;
import obol.aot.input.SourceChain;
import obol.aot.world.ClassSource;
import obol.aot.world.Substitution;
import obol.aot.world.Substitution.Kind;
import obol.aot.world.World;
import org.junit.jupiter.api.Test;

/** What is replaced in java.base: everything fits this JDK and says why; the counts may only fall. */
class SubstitutionListTest {
    /**
     * The survey of the class library counted 155 methods for its programs. Beyond them are natives that it left to stand-ins: the
     * Linux file system and channels (some 75), files of java.io (40), java.lang.reflect.Array (20), checksums and Inflater
     * (15), more of Unsafe, Thread, Class and StrictMath, and the eight by which buffers of writers begin small, the cache of Integers
     * can be frozen, and the thread for references starts late. Sockets,
     * selectors, addresses and interfaces are 88 methods, half of them natives of {@code sun.nio.ch.Net}, and 38 constants, most of Linux's
     * headers. Three say what stands behind sockets and names in each kind of image. Two methods, and two of what is added, are for
     * updates of JDK 17 later than 17.0.15.
     */
    private static final Map<Kind, Integer> MOST = Map.of(Kind.METHOD, 436, Kind.CONSTANT, 63, Kind.UNSUPPORTED, 51, Kind.UNSUPPORTED_CLASSES, 117,
            Kind.FIELD, 1, Kind.ADDED, 34, Kind.CLASS, 1);

    /** What an image has in the place of sockets. */
    private static final String CUT = "obol/system/sockets/none/";

    @Test
    void printedAndCounted() throws Exception {
        Path nucleus = Path.of(obol.nucleus.annotation.Substitutes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path system = Path.of(obol.system.sockets.Network.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        World world = new World(new SourceChain(source(nucleus), sockets(system), new JrtSource("java.base")));
        assertEquals(List.of(), world.substitutions().check(world));
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Substitution s : world.substitutions().list()) {
            System.out.println(s);
            counts.merge(s.kind(), 1, Integer::sum);
            boolean silent = s.kind() == Kind.FIELD || s.kind() == Kind.ADDED;
            assertTrue(silent || !s.reason().isBlank(), () -> s + " says no reason");
        }
        System.out.println(counts);
        counts.forEach((kind, count) -> assertTrue(count <= MOST.get(kind), () -> count + " of " + kind + ", at most " + MOST.get(kind)));
    }

    private static ClassSource source(Path classes) throws IOException {
        return classes.toString().endsWith(".jar") ? new JarSource(classes) : new FolderSource(classes);
    }

    /** The natives of sockets, without what else the system has. */
    private static ClassSource sockets(Path system) throws IOException {
        ClassSource all = source(system);
        Map<String, byte[]> classes = new TreeMap<>();
        all.list("obol/system/sockets/").stream().filter(name -> !name.startsWith(CUT)).forEach(name -> classes.put(name, all.find(name)));
        return new MemorySource(classes);
    }
}
