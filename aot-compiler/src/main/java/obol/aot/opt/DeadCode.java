package obol.aot.opt;

import java.util.ArrayDeque;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;

/**
 * Removes values that nobody uses and whose computation has no effect that Java promises.
 *
 * <p>Input and output: a graph in order, with handlers whose thrower has gone removed. Algorithm: marking from the
 * instructions with effects. Beside pure operations and reads, class literals and allocations of known length
 * are without effect: an OutOfMemoryError is not promised. Linear.
 */
public final class DeadCode {
    private DeadCode() {}

    /** Whether anything went. */
    public static boolean run(Graph graph) {
        boolean[] live = new boolean[graph.insCount()];
        ArrayDeque<Ins> work = new ArrayDeque<>();
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) {
                if (removable(ins)) continue;
                live[ins.id] = true;
                work.add(ins);
            }
        }
        while (!work.isEmpty()) {
            for (Ins in : work.poll().inputs) {
                if (live[in.id]) continue;
                live[in.id] = true;
                work.add(in);
            }
        }
        boolean changed = false;
        boolean dropped = false;
        for (Block block : graph.blocks) {
            Ins thrower = block.thrower();
            if (thrower != null && !live[thrower.id]) {
                dropHandler(block);
                dropped = true;
            }
            changed |= block.body.removeIf(ins -> !live[ins.id]);
        }
        if (dropped) graph.order();
        return changed;
    }

    /** Whether the instruction may go if nobody uses its value. */
    static boolean removable(Ins ins) {
        return switch (ins.op) {
            case PHI, NEW, CLASS_MIRROR, GET_FIELD, GET_STATIC, ARRAY_GET, LOAD, ADDRESS_OF, OBJECT_AT, STACK_POINTER -> true;
            case NEW_ARRAY -> ins.in(0).isConst() && ins.in(0).bits >= 0;
            case PARAM, CATCH -> false;
            default -> ins.op.pure();
        };
    }

    /** The block's thrower no longer throws, or is gone: its handler block has no way in any more. */
    static void dropHandler(Block block) {
        block.handler.preds.remove(block);
        block.handler = null;
    }
}
