package obol.aot.opt;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import obol.aot.ir.Graph;
import obol.aot.world.JMethod;
import obol.aot.world.World;

/**
 * The order of the passes over a method at the JAVA level, callees before callers: each method's optimised graph is kept
 * for the methods that inline it. To be used when reachability is known.
 */
public final class Optimizer {
    /** Calls this deep are optimised when their turn comes, not on the way, and are not inlined. */
    private static final int DEEPEST = 60;
    private static final int ROUNDS = 3;
    /** Optimisation takes calls in, and rarely makes a graph this many times smaller. */
    private static final int SHRINKING = 2;

    private final World world;
    private final Function<JMethod, Graph> builder;
    private final Program program;
    private final Map<JMethod, Graph> finished = new HashMap<>();
    private final Set<JMethod> underWay = new HashSet<>();
    /** The canonical graphs of methods that were too large when they were asked for first. */
    private final Map<JMethod, Graph> waiting = new HashMap<>();

    /** @param builder a new canonical graph of a method, or null for one that is not to be inlined */
    public Optimizer(World world, Function<JMethod, Graph> builder, Program program) {
        this.world = world;
        this.builder = builder;
        this.program = program;
    }

    /** The method's optimised graph, the caller's own. */
    public Graph optimize(JMethod method) {
        Graph graph = GraphCopy.of(finished(method));
        if (LoopVersioning.run(world, graph)) simplify(graph);
        return graph;
    }

    private Graph finished(JMethod method) {
        Graph known = finished.get(method);
        if (known != null) return known;
        Graph graph = waiting.remove(method);
        if (graph == null) graph = builder.apply(method);
        if (graph == null) return null;
        underWay.add(method);
        Canonicalizer.run(world, program, graph);
        for (int round = 0; round < ROUNDS; round++) {
            boolean guarded = Devirtualizer.run(world, program, graph, this::callee);
            if (!Inliner.run(world, graph, this::callee) && !guarded) break;
            simplify(graph);
        }
        simplify(graph);
        underWay.remove(method);
        finished.put(method, graph);
        return graph;
    }

    private void simplify(Graph graph) {
        Canonicalizer.run(world, program, graph);
        boolean numbered = Gvn.run(graph);
        if (LoadElimination.run(graph) | numbered) {
            Canonicalizer.run(world, program, graph);
            if (Gvn.run(graph)) Canonicalizer.run(world, program, graph);
        }
    }

    /** Null for methods that are under way, which call each other, and for those that are large before anything is inlined into them. */
    private Graph callee(JMethod method, int most) {
        Graph known = finished.get(method);
        if (known != null) return known;
        if (underWay.contains(method) || underWay.size() >= DEEPEST) return null;
        if (method.alwaysInline) return finished(method);
        Graph graph = waiting.computeIfAbsent(method, builder);
        return graph == null || Inliner.size(graph) > SHRINKING * most ? null : finished(method);
    }
}
