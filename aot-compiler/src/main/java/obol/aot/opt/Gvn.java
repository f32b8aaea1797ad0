package obol.aot.opt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.aot.ir.Block;
import obol.aot.ir.Condition;
import obol.aot.ir.Dominators;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.JClass;

/**
 * Global value numbering and conditional elimination in one walk over the dominator tree: an instruction that a dominating
 * one has computed already is replaced by it, also a check or class initialisation that has passed before; a branch or
 * null check that a dominating branch has decided goes, and a bounds check of an index below the length that is not
 * negative ({@link Induction}).
 *
 * <p>Input and output: a canonical graph in order at the JAVA level. Algorithm: dominator-scoped hashing (Briggs, Cooper and
 * Simpson, "Value Numbering", 1997) with an undo list for each scope. What a block's thrower computes is known only in
 * the part that its normal successor dominates. Constants and their like are equal by what they are, and are never shared
 * between blocks: they cost nothing, but a register that holds one does. Linear.
 */
public final class Gvn {
    /** What makes two instructions compute the same. */
    private record Key(Op op, Type type, Object attr, long bits, List<Object> inputs) {}

    /** A constant by its content. */
    private record Literal(Op op, Type type, Object attr, long bits) {}

    /** Two values that a condition is known of. */
    private record Pair(Object a, Object b) {}

    private static final Literal ZERO = new Literal(Op.CONST, Type.INT, null, 0);

    private final Graph graph;
    private final Dominators dominators;
    private final Ins[] replacement;
    private final Map<Object, Object> known = new HashMap<>();
    /** What {@link #known} held before, in pairs key and value (null: nothing). */
    private final List<Object> undo = new ArrayList<>();
    private boolean changed;
    private boolean edgesChanged;

    private Gvn(Graph graph) {
        this.graph = graph;
        this.dominators = new Dominators(graph);
        this.replacement = new Ins[graph.insCount()];
    }

    /** Whether anything changed. */
    public static boolean run(Graph graph) {
        Gvn gvn = new Gvn(graph);
        gvn.walk();
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) gvn.resolveInputs(ins);
        }
        if (gvn.edgesChanged) graph.order();
        if (gvn.changed) {
            DeadCode.run(graph);
            ControlFlowSimplifier.run(graph);
        }
        return gvn.changed;
    }

    private Ins resolve(Ins ins) {
        Ins r = ins;
        while (replacement[r.id] != null) r = replacement[r.id];
        return r;
    }

    private void resolveInputs(Ins ins) {
        for (int i = 0; i < ins.inputs.length; i++) ins.inputs[i] = resolve(ins.inputs[i]);
    }

    private void walk() {
        Deque<Block> path = new ArrayDeque<>();
        Deque<Integer> marks = new ArrayDeque<>();
        int[] next = new int[graph.blockCount()];
        path.push(graph.entry);
        marks.push(0);
        visit(graph.entry);
        while (!path.isEmpty()) {
            Block block = path.peek();
            List<Block> children = dominators.children(block);
            if (next[block.id] < children.size()) {
                Block child = children.get(next[block.id]++);
                marks.push(undo.size());
                path.push(child);
                visit(child);
            } else {
                path.pop();
                forget(marks.pop());
            }
        }
    }

    private void learn(Object key, Object value) {
        undo.add(key);
        undo.add(known.put(key, value));
    }

    private void forget(int mark) {
        while (undo.size() > mark) {
            Object before = undo.remove(undo.size() - 1);
            Object key = undo.remove(undo.size() - 1);
            if (before == null) known.remove(key);
            else known.put(key, before);
        }
    }

    private void visit(Block block) {
        arrive(block);
        // The block keeps its body, with its end, while other blocks are looked at from here.
        List<Ins> kept = new ArrayList<>(block.body.size());
        for (Ins ins : block.body) {
            if (ins.op != Op.PHI) resolveInputs(ins);
            Ins same = ins.op.ends() ? null : earlier(ins, block);
            if (same == null) {
                kept.add(ins);
                continue;
            }
            replacement[ins.id] = same;
            changed = true;
            if (block.handler != null && ins.mayThrow()) {
                DeadCode.dropHandler(block);
                edgesChanged = true;
            }
        }
        block.body.clear();
        block.body.addAll(kept);
        Ins end = block.end();
        if (end.op == Op.IF) decide(block, end);
    }

    /** What the way into the block tells. */
    private void arrive(Block block) {
        if (block.preds.size() != 1) return;
        Block from = block.preds.get(0);
        if (from.handler == block) return;
        if (from.handler != null) passed(from.thrower());
        Ins end = from.end();
        if (end.op != Op.IF) return;
        Condition condition = (Condition) end.attr;
        Type type = end.in(0).type;
        holds(block == from.succs.get(0) ? condition : Comparison.negated(condition, type), end.in(0), end.in(1));
    }

    /** An equal instruction before this one, or null; then this one is known from here on. */
    private Ins earlier(Ins ins, Block block) {
        if (!numbered(ins)) return null;
        if (ins.op == Op.NULL_CHECK && implied(Condition.NE, ins.in(0), null) == Boolean.TRUE) return ins.in(0);
        if (ins.op == Op.BOUNDS_CHECK && inBounds(ins.in(0), ins.in(1))) return ins.in(0);
        Object before = known.get(key(ins));
        if (before != null) return (Ins) before;
        if (block.handler == null || !ins.mayThrow()) passed(ins);
        return null;
    }

    private boolean inBounds(Ins index, Ins length) {
        if (implied(Condition.LT, index, length) != Boolean.TRUE) return false;
        if (Facts.range(index).min() >= 0 || Induction.countsUp(dominators, index)) return true;
        Object sign = known.get(new Pair(index, ZERO));
        return sign == Condition.GE || sign == Condition.GT || sign == Condition.EQ;
    }

    private void passed(Ins ins) {
        if (!numbered(ins)) return;
        learn(key(ins), ins);
        if (ins.op == Op.NULL_CHECK) learn(new Pair(part(ins.in(0)), null), Condition.NE);
        if (ins.op != Op.INIT_CLASS) return;
        for (JClass c = ((JClass) ins.attr).superclass; c != null; c = c.superclass) {
            learn(new Key(Op.INIT_CLASS, Type.VOID, c, 0, List.of()), ins);
        }
    }

    /** Whether the same operation on the same inputs always gives the same. */
    private static boolean numbered(Ins ins) {
        return switch (ins.op) {
            case CONST, STRING, HUB, THREAD, FIELD_OFFSET, PHI, PARAM -> false;
            case NULL_CHECK, ZERO_CHECK, BOUNDS_CHECK, CHECK_CAST, INIT_CLASS, CLASS_MIRROR -> true;
            default -> ins.op.pure();
        };
    }

    private static Key key(Ins ins) {
        Object[] inputs = new Object[ins.inputs.length];
        for (int i = 0; i < inputs.length; i++) inputs[i] = part(ins.in(i));
        if (ins.op.commutes() && ins.in(0).id > ins.in(1).id && inputs[1] instanceof Ins) {
            Object first = inputs[0];
            inputs[0] = inputs[1];
            inputs[1] = first;
        }
        return new Key(ins.op, ins.type, ins.attr, ins.bits, Arrays.asList(inputs));
    }

    private static Object part(Ins ins) {
        return switch (ins.op) {
            case CONST, STRING, HUB, THREAD, FIELD_OFFSET -> new Literal(ins.op, ins.type, ins.attr, ins.bits);
            default -> ins;
        };
    }

    // Conditions.

    private void holds(Condition condition, Ins a, Ins b) {
        if (b.isNull()) learn(new Pair(part(a), null), condition);
        else learn(new Pair(part(a), part(b)), condition);
    }

    /** Whether a known condition decides this one; {@code b} null: the null reference. */
    private Boolean implied(Condition condition, Ins a, Ins b) {
        Object fact = known.get(new Pair(part(a), b == null || b.isNull() ? null : part(b)));
        if (fact != null) return implies((Condition) fact, condition, a.type);
        if (b == null || b.isNull()) return null;
        fact = known.get(new Pair(part(b), part(a)));
        return fact == null ? null : implies(((Condition) fact).swap(), condition, a.type);
    }

    private static Boolean implies(Condition known, Condition asked, Type type) {
        if (known == asked) return Boolean.TRUE;
        if (Comparison.negated(known, type) == asked) return Boolean.FALSE;
        if (type.isFloating()) return null;
        return switch (known) {
            case EQ -> switch (asked) {
                case GE, LE, ABOVE_EQUAL, BELOW_EQUAL -> Boolean.TRUE;
                case GT, LT, ABOVE, BELOW -> Boolean.FALSE;
                default -> null;
            };
            case LT -> asked == Condition.LE || asked == Condition.NE ? Boolean.TRUE
                    : asked == Condition.GT || asked == Condition.EQ ? Boolean.FALSE : null;
            case GT -> asked == Condition.GE || asked == Condition.NE ? Boolean.TRUE
                    : asked == Condition.LT || asked == Condition.EQ ? Boolean.FALSE : null;
            default -> null;
        };
    }

    private void decide(Block block, Ins end) {
        Boolean decided = implied((Condition) end.attr, end.in(0), end.in(1));
        if (decided == null) return;
        int lost = decided ? 1 : 0;
        Block gone = block.succs.remove(lost);
        Graph.removePred(gone, gone.preds.indexOf(block));
        end.op = Op.GOTO;
        end.inputs = Ins.NONE;
        end.attr = null;
        changed = true;
        edgesChanged = true;
    }
}
