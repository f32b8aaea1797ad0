package obol.aot.opt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.aot.ir.Block;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.World;

/**
 * What a loop computes anew in each round though it is always the same, computed before the loop; what may fail there is
 * asked first by a branch, which goes another way if it would. So nothing is computed, read or thrown that must not be: a value is
 * only used where all branches before it have held.
 *
 * <p>Fields and elements are read before the loop if nothing in the loop changes their alias class ({@link LoadElimination}), and only
 * of objects that have them by what is known where they come from ({@link Facts}): a test of the class may stand in the loop.
 */
final class Hoisting {
    private static final String NUCLEUS = "obol/nucleus/";
    private static final int DEPTH = 10;

    private final World world;
    private final Graph graph;
    private final Loops.Loop loop;
    private final Set<Object> changed = new HashSet<>();
    private final Map<Ins, Boolean> possible = new HashMap<>();
    private final Map<Ins, Ins> values = new LinkedHashMap<>();
    private final Set<Ins> present = new HashSet<>();
    private final List<Block> failures = new ArrayList<>();
    private Block at;

    Hoisting(World world, Graph graph, Loops.Loop loop) {
        this.world = world;
        this.graph = graph;
        this.loop = loop;
        for (Block b : loop.blocks) {
            for (Ins ins : b.body) {
                Object alias = LoadElimination.changed(ins);
                if (alias != null) changed.add(alias);
            }
        }
    }

    // What can be had.

    /** Whether the value is the same in all rounds and can be had before the loop, perhaps behind branches. */
    boolean possible(Ins value) {
        return possible(value, DEPTH);
    }

    private boolean possible(Ins value, int depth) {
        if (!loop.contains(value.block)) return true;
        Boolean known = possible.get(value);
        if (known != null) return known;
        boolean answer = depth > 0 && itself(value);
        for (Ins in : value.inputs) answer = answer && possible(in, depth - 1);
        possible.put(value, answer);
        return answer;
    }

    private boolean itself(Ins value) {
        return switch (value.op) {
            case NULL_CHECK, BOUNDS_CHECK -> true;
            case GET_HUB -> false;
            case DIV, REM -> value.type.isFloating() || value.in(1).isConst() && value.in(1).bits != 0;
            case GET_FIELD -> unchanged(value) && isA(value.in(0), ((JField) value.attr).holder);
            case GET_STATIC -> unchanged(value);
            case ARRAY_GET -> unchanged(value) && isArrayOf(value.in(0), (MemKind) value.attr);
            default -> value.op.pure();
        };
    }

    /** Code of the nucleus may wait in a loop for what is written from outside of it. */
    private boolean unchanged(Ins read) {
        if (changed.contains(LoadElimination.ALL) || changed.contains(read.attr)) return false;
        return read.position != null && !read.position.method().holder.name.startsWith(NUCLEUS);
    }

    private boolean isA(Ins object, JClass wanted) {
        JClass bound = Facts.bound(world, graph.method, object);
        return bound != null && bound.isSubtypeOf(wanted);
    }

    private boolean isArrayOf(Ins array, MemKind kind) {
        JClass bound = Facts.bound(world, graph.method, array);
        return bound != null && bound.isArray() && MemKind.ofDescriptor(bound.component.descriptor()) == kind;
    }

    // Having it.

    /** Begins to put branches and values behind this block, which has no end yet. */
    void start(Block block) {
        at = block;
    }

    /** Where all branches have held: a block without an end. */
    Block end() {
        return at;
    }

    /** The blocks to which branches go that have not held, one for each; they have no ends. */
    List<Block> failures() {
        return failures;
    }

    /** What stands for instructions of the loop, where all branches have held. */
    Map<Ins, Ins> values() {
        return values;
    }

    /** The value, as it is before the loop: of one that is {@link #possible}. */
    Ins value(Ins value) {
        if (!loop.contains(value.block)) return value;
        // Equal constants are not shared between blocks.
        if (value.isConst()) return constant(value.type, value.bits);
        Ins known = values.get(value);
        if (known != null) return known;
        Ins[] inputs = new Ins[value.inputs.length];
        for (int i = 0; i < inputs.length; i++) inputs[i] = value(value.in(i));
        Ins result = switch (value.op) {
            case NULL_CHECK -> present(inputs[0]);
            case BOUNDS_CHECK -> {
                require(Condition.BELOW, inputs[0], inputs[1]);
                yield inputs[0];
            }
            case ARRAY_LENGTH, GET_FIELD -> {
                present(inputs[0]);
                yield copy(value, inputs);
            }
            case ARRAY_GET -> {
                present(inputs[0]);
                require(Condition.BELOW, inputs[1], put(Op.ARRAY_LENGTH, Type.INT, inputs[0]));
                yield copy(value, inputs);
            }
            default -> copy(value, inputs);
        };
        values.put(value, result);
        return result;
    }

    private Ins copy(Ins value, Ins[] inputs) {
        Ins copy = put(value.op, value.type, inputs).attr(value.attr).at(value.position);
        copy.bits = value.bits;
        return copy;
    }

    /** Goes on only if the reference is not null. */
    private Ins present(Ins reference) {
        if (present.add(reference)) require(Condition.NE, reference, put(graph.constant(Type.REF, 0)));
        return reference;
    }

    /** Goes on only if the condition holds. */
    void require(Condition condition, Ins a, Ins b) {
        put(Op.IF, Type.VOID, a, b).attr(condition);
        Block next = graph.newBlock();
        Block failure = graph.newBlock();
        failure.cold = true;
        graph.edge(at, next);
        graph.edge(at, failure);
        failures.add(failure);
        at = next;
    }

    Ins put(Op op, Type type, Ins... inputs) {
        return put(graph.ins(op, type, inputs));
    }

    Ins put(Ins ins) {
        return graph.add(at, ins);
    }

    Ins constant(Type type, long bits) {
        return put(graph.constant(type, bits));
    }
}
