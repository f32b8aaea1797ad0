package obol.aot.codegen;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import obol.aot.ir.Graph;
import obol.aot.ir.Type;

/** Random methods do what their graphs mean. */
class RandomGraphTest {
    /** rax, rcx, rdx, rbx, rsi, r8, r12, and xmm0 to xmm2. */
    private static final CodeGenerator FEW = new CodeGenerator(true, true, 0x7_114F, null);

    @Property(tries = 10, seed = "20260101")
    void integersOnly(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws Exception {
        run(seed, false, new CodeGenerator());
    }

    @Property(tries = 10, seed = "20260102")
    void allTypes(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws Exception {
        run(seed, true, new CodeGenerator());
    }

    @Property(tries = 10, seed = "20260103")
    void fewRegisters(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws Exception {
        run(seed, true, FEW);
    }

    @Property(tries = 10, seed = "20260104")
    void fewRegistersAndBlocksInAnyOrder(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws Exception {
        run(seed, true, new CodeGenerator(true, true, 0x7_114F, new Random(seed)));
    }

    static void run(long seed, boolean floating, CodeGenerator generator) throws Exception {
        RandomGraphs graphs = new RandomGraphs(seed);
        Batch batch = new Batch();
        for (int size : new int[] {3, 5, 8, 12, 20, 30, 40, 60, 80, 120}) {
            Graph graph = graphs.next(size, floating);
            for (int i = 0; i < 3; i++) {
                long[] arguments = graph.method.parameters.stream().mapToLong(graphs::argument).toArray();
                batch.add(graph, arguments);
            }
        }
        batch.check(generator);
    }

    /** For hunting: seeds from the first argument on, as many as the second says. */
    public static void main(String[] arguments) throws Exception {
        long first = Long.parseLong(arguments[0]);
        for (long seed = first; seed < first + Long.parseLong(arguments[1]); seed++) {
            try {
                run(seed, arguments.length > 2, arguments.length > 4 ? new CodeGenerator(true, true, 0x7_114F, new Random(seed)) : arguments.length > 3 ? FEW : new CodeGenerator());
            } catch (Throwable t) {
                System.out.println("seed " + seed);
                t.printStackTrace(System.out);
                return;
            }
        }
        System.out.println("ok " + Arrays.toString(arguments) + Type.INT);
    }
}
