package obol.aot.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import obol.aot.build.BytecodeBuilder;
import obol.aot.input.FolderSource;
import obol.aot.input.JrtSource;
import obol.aot.input.SourceChain;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import org.junit.jupiter.api.Test;

/** What small programs reach, and what they do not. */
class ReachTest {
    private static final Path CLASSES = classes();

    private String name;
    private World world;
    private Reach reach;

    private static Path classes() {
        try {
            return Path.of(Programs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private void analyse(String program) {
        name = Programs.class.getName().replace('.', '/') + "$" + program;
        world = new World(new SourceChain(new FolderSource(CLASSES), new JrtSource("java.base")));
        reach = new Reach(world, new BytecodeBuilder(world));
        reach.root(world.require(name).declared("main", "()V"));
        reach.run();
    }

    /** A class by its name with {@code Main} for the program, {@code Main$A}. */
    private JClass type(String typeName) {
        return world.require(typeName.replace("Main", name));
    }

    private JMethod method(String holder, String methodName) {
        JMethod only = null;
        for (JMethod m : type(holder).methods) {
            if (!m.name.equals(methodName)) continue;
            assertNull(only, "several " + methodName);
            only = m;
        }
        assertNotNull(only, holder + "." + methodName);
        return only;
    }

    private void assertReached(boolean expected, String... members) {
        for (String member : members) {
            int dot = member.lastIndexOf('.');
            JMethod m = method(member.substring(0, dot), member.substring(dot + 1));
            assertEquals(expected, m.reachable, () -> reach.why(m));
            assertEquals(expected, reach.methods().contains(m));
        }
    }

    @Test void virtualCallsReachInstantiatedClassesOnly() {
        analyse("Virtual");
        assertReached(true, "Main$B.m", "Main.use");
        assertReached(false, "Main$A.m", "Main$C.m", "Main$Alone.m");
        assertTrue(method("Main$A", "m").dispatched);
        assertSame(method("Main$B", "m"), reach.uniqueTarget(method("Main$A", "m")));
        assertTrue(type("Main$C").reachable, "a type test needs the hub");
        assertFalse(type("Main$C").instantiated);
        assertFalse(type("Main$Alone").reachable);
        assertEquals(List.of(type("Main$D")), reach.instantiatedSubtypes(type("Main$A")));
    }

    @Test void aCallBeforeAndAClassAfter() {
        analyse("Order");
        assertReached(true, "Main$A.m", "Main$B.m", "Main$I.d", "Main$B.d");
        assertNull(reach.uniqueTarget(method("Main$I", "m")));
        assertFalse(method("Main$I", "m").reachable);
    }

    @Test void initialisersRunWhenTheJvmsSaysSo() {
        analyse("Initialisers");
        assertReached(true, "Main$Base.<clinit>", "Main$WithDefault.<clinit>");
        assertReached(false, "Main$Without.<clinit>", "Main$Named.<clinit>", "Main$Constant.<clinit>");
    }

    @Test void enumConstantsAreFoundByTheClass() {
        analyse("Enums");
        assertReached(true, "Main$E.values", "Main$Mirrored.values");
        assertFalse(type("Main$Unused").reachable);
        assertTrue(type("Main$E$1").instantiated);
        assertTrue(type("[LMain$Mirrored;").instantiated, "arrays can be made of a class that a literal names");
    }

    @Test void arraysAndStrings() {
        analyse("Arrays");
        for (String name : List.of("[[[LMain$A;", "[[LMain$A;", "java/lang/String", "[B")) assertTrue(type(name).instantiated, name);
        assertTrue(type("[LMain$A;").reachable, "the component of an array");
        assertFalse(type("[LMain$A;").instantiated);
        assertTrue(world.require("java/lang/String").declaredField("hash").reachable, "the image holds Strings");
    }

    @Test void lambdasAndConcatenation() {
        analyse("Sugar");
        assertReached(true, "Main.target", "Main.toString");
        assertReached(false, "Main.other");
    }

    @Test void foldedBranchesReachNothing() {
        analyse("Folded");
        assertReached(false, "Main.never");
    }

    @Test void nativesWithoutCodeAndLinkageErrorsAreListed() {
        analyse("Natives");
        assertEquals(List.of(name + ".gone()V"), reach.unresolvedNatives().stream().map(JMethod::symbol).toList());
        assertEquals("'void " + name.replace('/', '.') + ".gone()'", reach.linkageErrors().keySet().iterator().next().message());
    }

    @Test void whyGivesTheChain() {
        analyse("Chain");
        assertEquals("""
                Main.last()V
                  <- call Main$A.m()V
                  <- virtual call of Main$I.m()V in Main.use(LMain$I;)V
                  <- call Main.first()V
                  <- call Main.main()V
                  <- root""", reach.why(method("Main", "last")).replace(name, "Main"));
        assertEquals("Main.never()V is not reachable", reach.why(method("Main", "never")).replace(name, "Main"));
    }

    @Test void everythingReachableHasAPlaceInTheLayout() {
        analyse("Small");
        world.layOut();
        for (JClass c : reach.instantiated()) {
            assertTrue(c.number >= 0, c.name);
            assertTrue(c.isArray() || c.instanceSize >= 8, c.name);
            for (JMethod m : c.vtable) assertTrue(m == null || m.reachable, c + " " + m);
        }
    }

    private List<String> field(String fieldName) {
        return type("Main$Box").declaredField(fieldName).classes.stream().map(c -> c.name.substring(name.length() + 1)).sorted().toList();
    }

    @Test
    void classesFlowToFieldsParametersAndResults() {
        analyse("Flows");
        reach.closeWorld();
        assertEquals(List.of("Square"), field("one"));
        assertEquals(List.of("Circle", "Square"), field("both"));
        assertEquals(List.of("Circle", "Square"), field("stored"));
        assertEquals(List.of("Circle"), field("cast"));
        // What comes out of an array may be anything.
        assertEquals(List.of(), field("element"));
        JMethod given = method("Main$Box", "given");
        assertEquals(List.of(type("Main$Box")), given.parameterClasses.get(0));
        assertEquals(List.of(type("Main$Square")), given.parameterClasses.get(1));
        assertEquals(List.of(type("Main$Square")), given.resultClasses);
    }
}
