package obol.aot;

import obol.aot.codegen.CodeGenerator;
import obol.aot.codegen.CompiledMethod;
import obol.aot.ir.Graph;
import obol.aot.ir.GraphChecker;
import obol.aot.lower.Lowering;
import obol.aot.lower.RuntimeMethods;
import obol.aot.world.World;

/**
 * What happens to the graph of one reachable method, in order. The graph comes from the reachability analysis, which has
 * built and canonicalised it.
 */
final class Pipeline {
    private final World world;
    private final RuntimeMethods runtime;
    private final boolean checked;
    private final CodeGenerator generator;

    /** @param checked check the graph's invariants after every pass, and the register allocation */
    Pipeline(World world, RuntimeMethods runtime, boolean checked) {
        this.world = world;
        this.runtime = runtime;
        this.checked = checked;
        this.generator = new CodeGenerator(checked, true);
    }

    CompiledMethod compile(Graph graph) {
        check(graph, "reachability");
        Lowering.run(world, runtime, graph);
        check(graph, "lowering");
        return generator.compile(graph);
    }

    private void check(Graph graph, String after) {
        if (checked) GraphChecker.check(graph, after);
    }
}
