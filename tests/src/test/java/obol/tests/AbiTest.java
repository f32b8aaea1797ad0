package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import obol.host.image.Images;
import obol.nucleus.annotation.Abi;
import org.junit.jupiter.api.Test;

/** The nucleus's interface to processes, listed and counted. */
class AbiTest {
    private static final int MOST = 39;
    private static final String PACKAGE = "obol/nucleus/abi";

    @Test
    void isShortAndTakesNoReferences() throws Exception {
        Map<String, Method> found = new TreeMap<>();
        for (Class<?> c : classes()) {
            for (Method m : c.getDeclaredMethods()) {
                if (m.isAnnotationPresent(Abi.class)) assertEquals(null, found.put(c.getSimpleName() + "." + m.getName(), m));
            }
        }
        found.values().forEach(System.out::println);
        System.out.println(found.size() + " methods");
        assertFalse(found.isEmpty());
        assertTrue(found.size() <= MOST);
        for (Method m : found.values()) {
            assertTrue(Modifier.isStatic(m.getModifiers()) && Modifier.isPublic(m.getModifiers()), m::toString);
            assertTrue(m.getReturnType().isPrimitive(), m::toString);
            for (Class<?> p : m.getParameterTypes()) assertTrue(p.isPrimitive(), m::toString);
        }
    }

    private static List<Class<?>> classes() throws IOException, ClassNotFoundException {
        try (Stream<Path> files = Files.list(Images.nucleusClasses().resolve(PACKAGE))) {
            List<String> names = files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".class")).sorted().toList();
            List<Class<?>> classes = new java.util.ArrayList<>();
            for (String n : names) classes.add(Class.forName(PACKAGE.replace('/', '.') + "." + n.substring(0, n.length() - 6)));
            return classes;
        }
    }
}
