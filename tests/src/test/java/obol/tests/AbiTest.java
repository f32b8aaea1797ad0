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
import obol.aot.build.BytecodeBuilder;
import obol.aot.input.FolderSource;
import obol.aot.input.JrtSource;
import obol.aot.input.SourceChain;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.world.JMethod;
import obol.aot.world.World;
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

    /** Whatever way a method takes: the gate comes before and behind all that it does. */
    @Test
    void leadsThroughTheGate() throws Exception {
        World world = new World(new SourceChain(new FolderSource(Images.nucleusClasses()), new JrtSource("java.base")));
        BytecodeBuilder builder = new BytecodeBuilder(world);
        int methods = 0;
        for (Class<?> c : classes()) {
            for (Method m : c.getDeclaredMethods()) {
                if (!m.isAnnotationPresent(Abi.class)) continue;
                Graph graph = builder.build(world.require(c.getName().replace('.', '/')).methods.stream()
                    .filter(method -> method.name.equals(m.getName())).findFirst().orElseThrow());
                List<Ins> first = graph.entry.body.stream().filter(ins -> ins.op != Op.PARAM && ins.op != Op.CONST).toList();
                assertTrue(isGate(first.get(0), "enter"), graph::toString);
                for (Block block : graph.blocks) {
                    int last = block.body.size() - 1;
                    if (last >= 0 && block.body.get(last).op == Op.RETURN) assertTrue(isGate(block.body.get(last - 1), "leave"), graph::toString);
                }
                methods++;
            }
        }
        assertTrue(methods > 0);
    }

    private static boolean isGate(Ins ins, String way) {
        return ins.op == Op.INVOKE_STATIC && ((JMethod) ins.attr).holder.name.equals(PACKAGE + "/Gate") && ((JMethod) ins.attr).name.equals(way);
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
