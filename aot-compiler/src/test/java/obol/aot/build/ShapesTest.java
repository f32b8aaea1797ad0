package obol.aot.build;

import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import obol.aot.input.FolderSource;
import obol.aot.input.JrtSource;
import obol.aot.input.SourceChain;
import obol.aot.ir.Graph;
import obol.aot.ir.GraphChecker;
import obol.aot.ir.ShapeRun;
import obol.aot.opt.Canonicalizer;
import obol.aot.opt.Gvn;
import obol.aot.opt.Optimizer;
import obol.aot.opt.Program;
import obol.aot.shapes.Atomics;
import obol.aot.shapes.Flow;
import obol.aot.shapes.Heap;
import obol.aot.shapes.Loops;
import obol.aot.shapes.Numbers;
import obol.aot.shapes.Sugar;
import obol.aot.shapes.Throwing;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every shape does on its graph what it does on the host: as built, and after each pass. */
class ShapesTest {
    private static final String SHAPES = "obol/aot/shapes/";
    private static final World WORLD = world();
    private static final BytecodeBuilder BUILDER = new BytecodeBuilder(WORLD);

    private static World world() {
        try {
            Path classes = Path.of(Numbers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return new World(new SourceChain(new FolderSource(classes), new JrtSource("java.base")));
        } catch (URISyntaxException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @TestFactory List<DynamicTest> translated() {
        return shapes("translation", BUILDER::translate);
    }

    @TestFactory List<DynamicTest> canonical() {
        return passes("canonicalization", graph -> Canonicalizer.run(WORLD, Program.OPEN, graph));
    }

    @TestFactory List<DynamicTest> numbered() {
        return passes("value numbering", graph -> {
            Canonicalizer.run(WORLD, Program.OPEN, graph);
            if (Gvn.run(graph)) Canonicalizer.run(WORLD, Program.OPEN, graph);
        });
    }

    @TestFactory List<DynamicTest> optimized() {
        Optimizer optimizer = new Optimizer(WORLD, m -> isShape(m) ? BUILDER.build(m) : null, Program.OPEN);
        return shapes("optimization", optimizer::optimize);
    }

    /** What java.base has in private, and fields of records, are closed to the interpreter: such methods are not inlined. */
    private static boolean isShape(JMethod m) {
        JClass c = m.holder;
        if (m.isConstructor() && c.superclass != null && c.superclass.name.equals("java/lang/Record")) return false;
        return c.hidden || c.name.startsWith(SHAPES) || c.name.startsWith("java/util/function/");
    }

    private static List<DynamicTest> passes(String name, Consumer<Graph> pass) {
        return shapes(name, method -> {
            Graph graph = BUILDER.translate(method);
            GraphChecker.check(graph, "translation");
            pass.accept(graph);
            return graph;
        });
    }

    private static List<DynamicTest> shapes(String name, Function<JMethod, Graph> maker) {
        Map<JMethod, Graph> graphs = new HashMap<>();
        List<DynamicTest> tests = new ArrayList<>();
        for (Class<?> shapes : List.of(Numbers.class, Flow.class, Throwing.class, Heap.class, Sugar.class, Atomics.class, Loops.class)) {
            for (Method m : ShapeRun.methods(shapes)) {
                tests.add(DynamicTest.dynamicTest(shapes.getSimpleName() + "." + m.getName(), () ->
                        ShapeRun.compare(WORLD, SHAPES, m, method -> graphs.computeIfAbsent(method, k -> {
                            Graph graph = maker.apply(k);
                            GraphChecker.check(graph, name);
                            return graph;
                        }))));
            }
        }
        return tests;
    }
}
