package obol.aot.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.aot.ir.Graph;
import obol.aot.world.JMethod;

/** Graphs, with arguments, to be compiled, run in one process and compared with {@link GraphEvaluator}. */
final class Batch {
    private record Case(Graph graph, long[] arguments) {}

    private final Map<JMethod, Graph> graphs = new LinkedHashMap<>();
    private final List<Case> cases = new ArrayList<>();
    private final byte[] scratch = new byte[TestProgram.MEMORY_SIZE];

    Batch() {
        for (int i = 0; i < scratch.length; i++) scratch[i] = (byte) (i * 37 + 11);
    }

    /** A graph that others call. */
    void add(Graph graph) {
        graphs.put(graph.method, graph);
    }

    void add(Graph graph, long... arguments) {
        add(graph);
        cases.add(new Case(graph, arguments));
    }

    int size() {
        return cases.size();
    }

    void check(CodeGenerator generator) throws Exception {
        List<TestProgram.Outcome> expected = new ArrayList<>();
        for (Case c : cases) {
            byte[] memory = scratch.clone();
            long raw = new GraphEvaluator(graphs, memory).run(c.graph, c.arguments);
            long result = raw >>> 16 == 0xEEEE ? raw : GraphEvaluator.canonical(c.graph.method.result, raw);
            expected.add(new TestProgram.Outcome(result, memory));
        }
        TestProgram program = new TestProgram(scratch);
        for (Graph graph : graphs.values()) program.add(generator.compile(graph));
        for (Case c : cases) program.addCase(c.graph.method, c.arguments);
        for (boolean polling : new boolean[] {false, true}) {
            List<TestProgram.Outcome> outcomes = program.run(polling, polling);
            for (int i = 0; i < cases.size(); i++) {
                Case c = cases.get(i);
                int number = i;
                assertEquals(Long.toHexString(expected.get(i).result()), Long.toHexString(outcomes.get(i).result()),
                    () -> "case " + number + " " + java.util.Arrays.toString(c.arguments) + " of " + c.graph);
                assertArrayEquals(expected.get(i).memory(), outcomes.get(i).memory(), () -> "memory after case " + number + " of " + c.graph);
            }
        }
    }
}
