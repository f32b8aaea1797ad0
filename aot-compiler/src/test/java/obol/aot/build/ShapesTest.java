package obol.aot.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import obol.aot.input.FolderSource;
import obol.aot.input.JrtSource;
import obol.aot.input.SourceChain;
import obol.aot.ir.Graph;
import obol.aot.ir.GraphChecker;
import obol.aot.ir.ShapeRun;
import obol.aot.shapes.Flow;
import obol.aot.shapes.Heap;
import obol.aot.shapes.Numbers;
import obol.aot.shapes.Sugar;
import obol.aot.shapes.Throwing;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every shape does on its graph, as built, what it does on the host. */
class ShapesTest {
    @TestFactory List<DynamicTest> builtGraphs() throws Exception {
        java.nio.file.Path classes = java.nio.file.Path.of(Numbers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        World world = new World(new SourceChain(new FolderSource(classes), new JrtSource("java.base")));
        BytecodeBuilder builder = new BytecodeBuilder(world, null);
        Map<JMethod, Graph> graphs = new HashMap<>();
        Function<JMethod, Graph> built = m -> graphs.computeIfAbsent(m, k -> {
            Graph graph = builder.build(k);
            GraphChecker.check(graph, "building");
            return graph;
        });
        List<DynamicTest> tests = new ArrayList<>();
        for (Class<?> shapes : List.of(Numbers.class, Flow.class, Throwing.class, Heap.class, Sugar.class)) {
            for (java.lang.reflect.Method m : ShapeRun.methods(shapes)) {
                tests.add(DynamicTest.dynamicTest(shapes.getSimpleName() + "." + m.getName(),
                        () -> ShapeRun.compare(world, "obol/aot/shapes/", m, built)));
            }
        }
        return tests;
    }
}
