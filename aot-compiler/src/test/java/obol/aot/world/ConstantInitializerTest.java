package obol.aot.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import obol.aot.input.JrtSource;
import obol.aot.input.MemorySource;
import obol.aot.input.SourceChain;
import org.junit.jupiter.api.Test;

/** What is found out about initialisers is what they do on HotSpot. */
class ConstantInitializerTest {
    private static final String NO_ASSERTIONS = """
            import obol.nucleus.annotation.*;
            @Substitutes("java.lang.Class") class ClassSubstitution {
                @Constant(value = 0, reason = "no assertions") public native boolean desiredAssertionStatus();
            }""";

    private static final Map<String, byte[]> CLASSES = new Sources().add("obol.nucleus.substitutions.ClassSubstitution", NO_ASSERTIONS)
            .add("Whole", """
                    public class Whole {
                        static int i = -1; static byte b = 127; static char c = '\\u20ac'; static short s = -300; static boolean z = true;
                        static long l = 1; static long big = 1L << 40; static float f = 2; static double d = 1e100; static float nan = 0f / 0f;
                        static String text = "t\\u0000"; static final Object object = "o"; static Object none = null; static int zero = 0;
                    }""")
            .add("Asserts", "public class Asserts { static void m(int n) { assert n > 0; } }")
            .add("Partly", """
                    public class Partly {
                        static final Integer FIRST;
                        static final int ONE, TWO;
                        static int plain;
                        static { ONE = 1; plain = 7; FIRST = Integer.valueOf(3); TWO = 2; assert FIRST > 0; }
                    }""")
            .add("Sub", "public class Sub extends Whole { static int own() { return i; } }")
            .add("Computes", "public class Computes { static int x = Math.max(1, 2); }")
            .add("Loops", "public class Loops { static int x; static { while (x == 0) x = 1; } }").compile();

    private static World world() {
        return new World(new SourceChain(new MemorySource(CLASSES), new JrtSource("java.base")));
    }

    @Test void anInitialiserOfConstantsNeedNotRun() throws Exception {
        World w = world();
        JClass c = w.require("Whole");
        assertFalse(w.needsInit(c));
        assertFalse(w.needsInit(w.require("Sub")));
        Class<?> host = Class.forName("Whole", true, new ClassLoader(null) {
            @Override protected Class<?> findClass(String name) {
                return defineClass(name, CLASSES.get(name), 0, CLASSES.get(name).length);
            }
        });
        for (Field field : host.getDeclaredFields()) {
            assertTrue(Modifier.isStatic(field.getModifiers()));
            field.setAccessible(true);
            Object expected = field.get(null);
            if (expected instanceof Boolean z) expected = z ? 1 : 0;
            if (expected instanceof Character ch) expected = (int) ch;
            if (expected instanceof Byte || expected instanceof Short) expected = ((Number) expected).intValue();
            Object initial = c.declaredField(field.getName()).initial;
            assertEquals(expected, initial, field.getName());
        }
    }

    @Test void assertionsAreDecided() {
        World w = world();
        assertFalse(w.needsInit(w.require("Asserts")));
        assertEquals(1, w.require("Asserts").declaredField("$assertionsDisabled").constant);
    }

    @Test void onlyFinalFieldsBeforeTheFirstCallAreConstants() {
        World w = world();
        JClass c = w.require("Partly");
        assertTrue(w.needsInit(c));
        assertEquals(1, c.declaredField("$assertionsDisabled").constant);
        assertEquals(1, c.declaredField("ONE").constant);
        assertNull(c.declaredField("TWO").constant);
        assertNull(c.declaredField("plain").constant);
        assertNull(c.declaredField("plain").initial);
        assertNull(c.declaredField("ONE").initial);
    }

    @Test void whatComputesRuns() {
        World w = world();
        assertTrue(w.needsInit(w.require("Computes")));
        assertTrue(w.needsInit(w.require("Loops")));
    }
}
