package obol.aot.opt;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;

/**
 * Takes checks out of a finished graph at the JAVA level, to measure what they cost: the code is right for programs that never fail one.
 * It runs last, so what is measured is the instructions of the checks, not what else could be optimised without them.
 */
public final class OmittedChecks {
    /** What a managed language asks for and a C compiler does not. */
    public enum Check {
        BOUNDS(Op.BOUNDS_CHECK),
        NULL(Op.NULL_CHECK),
        /** Casts and stores into arrays of objects. */
        TYPE(Op.CHECK_CAST, Op.ARRAY_STORE_CHECK),
        /** In loops, and at the entry of methods, where it is the check of the stack, too. */
        POLL(Op.POLL);

        private final Set<Op> ops;

        Check(Op first, Op... more) {
            ops = EnumSet.of(first, more);
        }
    }

    private OmittedChecks() {}

    /** Changes the graph, which stays in order. */
    public static void run(Graph graph, Set<Check> omitted) {
        Set<Op> ops = EnumSet.noneOf(Op.class);
        for (Check check : omitted) ops.addAll(check.ops);
        if (omitted.contains(Check.POLL)) graph.polled = false;
        Ins[] replacement = new Ins[graph.insCount()];
        for (Block block : graph.blocks) {
            for (Ins ins : new ArrayList<>(block.body)) {
                if (!ops.contains(ins.op)) continue;
                if (block.thrower() == ins) DeadCode.dropHandler(block);
                block.body.remove(ins);
                if (ins.op != Op.POLL) replacement[ins.id] = ins.in(ins.op == Op.ARRAY_STORE_CHECK ? 1 : 0);
            }
        }
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) {
                for (int i = 0; i < ins.inputs.length; i++) {
                    while (replacement[ins.inputs[i].id] != null) ins.inputs[i] = replacement[ins.inputs[i].id];
                }
            }
        }
        graph.order();
    }
}
