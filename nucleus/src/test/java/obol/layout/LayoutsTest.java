package obol.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import obol.layout.image.SeedLayout;
import org.junit.jupiter.api.Test;

/** The structures of the nucleus: what is declared before {@code SIZE} are the places of fields, each with one of its own. */
class LayoutsTest {
    /** Begins or ends an area, or is there when another field is not; or no place but a count, a size, an index. */
    private static final Set<String> OTHERS = Set.of("SipLayout.ROOTS", "SipLayout.ROOTS_END", "BlockLayout.SPAN", "BlockLayout.LINES",
        "CpuLayout.MOST", "CpuLayout.PORT_SIZE", "CpuLayout.SAFEPOINTS_COUNT", "FamilyLayout.HEAP", "FamilyLayout.EXCHANGE", "FamilyLayout.PROCESSES",
        "FamilyLayout.SHIFT", "NucleusLayout.CODE_SEGMENTS_MAX", "NucleusLayout.LARGEST_SHIFT", "HubLayout.INTERFACE_ENTRIES_END");

    private static List<Class<?>> structures() throws IOException, ClassNotFoundException {
        List<Class<?>> found = new ArrayList<>();
        Path sources = Path.of("src/main/java");
        try (Stream<Path> files = Files.walk(sources.resolve("obol/layout"))) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".java")).sorted()::iterator) {
                String name = sources.relativize(file).toString().replace(".java", "").replace('/', '.');
                if (name.endsWith("package-info")) continue;
                Class<?> c = Class.forName(name);
                for (Field f : c.getDeclaredFields()) if (f.getName().equals("SIZE")) found.add(c);
            }
        }
        return found;
    }

    @Test
    void eachFieldHasAPlaceOfItsOwn() throws ReflectiveOperationException, IOException {
        List<String> faults = new ArrayList<>();
        List<Class<?>> structures = structures();
        assertTrue(structures.containsAll(List.of(SipLayout.class, SeedLayout.class)));
        for (Class<?> c : structures) {
            Map<Integer, String> places = new TreeMap<>();
            for (Field f : c.getDeclaredFields()) {
                if (f.getName().equals("SIZE")) break;
                if (f.getType() != int.class || f.isSynthetic() || OTHERS.contains(c.getSimpleName() + "." + f.getName())) continue;
                f.setAccessible(true);
                String other = places.putIfAbsent(f.getInt(null), f.getName());
                if (other != null) faults.add(c.getSimpleName() + "." + f.getName() + " and " + other + " are at " + f.getInt(null));
            }
        }
        assertEquals(List.of(), faults);
    }
}
