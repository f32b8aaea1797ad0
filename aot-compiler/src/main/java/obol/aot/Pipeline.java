package obol.aot;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import obol.aot.codegen.CompiledMethod;
import obol.aot.ir.Graph;
import obol.aot.ir.GraphChecker;
import obol.aot.ir.UnpolledLoops;
import obol.aot.lower.Lowering;
import obol.aot.lower.RuntimeMethods;
import obol.aot.opt.Canonicalizer;
import obol.aot.opt.OmittedChecks;
import obol.aot.opt.Optimizer;
import obol.aot.opt.Program;
import obol.aot.reach.GraphBuilder;
import obol.aot.reach.NucleusRules;
import obol.aot.store.StoredCode;
import obol.aot.world.JMethod;
import obol.aot.world.World;

/**
 * What happens to one reachable method, in order: bytecode to a graph; folded; callees inlined, common values found
 * ({@link Optimizer}); Java's operations to the machine's; then instructions, registers and code, unless the code is in the store.
 */
final class Pipeline {
    private static final String NUCLEUS = "obol/nucleus/";

    private final World world;
    private final Program program;
    private final GraphBuilder builder;
    private final RuntimeMethods runtime;
    private final boolean checked;
    private final Set<OmittedChecks.Check> omitted;
    private final Optimizer optimizer;
    private final StoredCode code;
    private final NucleusRules rules = new NucleusRules();
    private final List<String> unpolled = new ArrayList<>();

    /**
     * @param checked check the graph's invariants after every pass, and the register allocation
     * @param omitted what code outside the nucleus does not check, so that it can be measured
     */
    Pipeline(World world, Program program, GraphBuilder builder, RuntimeMethods runtime, StoredCode code, boolean checked,
            Set<OmittedChecks.Check> omitted) {
        this.world = world;
        this.program = program;
        this.builder = builder;
        this.runtime = runtime;
        this.checked = checked;
        this.omitted = omitted;
        this.optimizer = new Optimizer(world, this::build, program);
        this.code = code;
        world.layout().classes().forEach(rules::check);
    }

    /** Whether the method has code of its own in the image. */
    static boolean hasCode(JMethod method) {
        return !method.isAbstract() && method.assembly == null;
    }

    CompiledMethod compile(JMethod method) {
        Graph graph = optimizer.optimize(method);
        check(graph, "optimisation");
        if (!omitted.isEmpty() && !method.holder.name.startsWith(NUCLEUS)) {
            OmittedChecks.run(graph, omitted);
            check(graph, "omission");
        }
        Lowering.run(world, runtime, graph);
        check(graph, "lowering");
        if (!method.noAllocation && graph.polled && UnpolledLoops.find(graph) != null) unpolled.add(method.toString());
        return code.of(graph);
    }

    /** All methods are compiled: throws IllegalStateException with all that the nucleus's code does and must not. */
    void requireNucleusRules() {
        if (!rules.violations().isEmpty()) throw new IllegalStateException(String.join("\n", rules.violations()));
    }

    /** All methods are compiled: throws IllegalStateException with those that have a loop without a poll and are not allowed to. */
    void requirePolls() {
        if (!unpolled.isEmpty()) throw new IllegalStateException("loops without a poll: " + String.join(", ", unpolled));
    }

    /** A method's own graph, for itself and for those that inline it; null if it has no code. */
    private Graph build(JMethod method) {
        if (!hasCode(method)) return null;
        Graph graph = builder.build(method);
        check(graph, "building");
        rules.check(method, graph);
        Canonicalizer.run(world, program, graph);
        check(graph, "folding");
        return graph;
    }

    private void check(Graph graph, String after) {
        if (checked) GraphChecker.check(graph, after);
    }
}
