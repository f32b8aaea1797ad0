package obol.aot.opt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.aot.ir.Block;
import obol.aot.ir.Condition;
import obol.aot.ir.Dominators;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.World;

/**
 * Innermost loops without the checks of indices that can be made for all rounds at once: branches before the loop ask whether all will pass,
 * and go to a copy of the loop with all its checks if not. So exceptions come in the round in which they belong. What is the same in all rounds
 * is computed before the loop where that was needed for the branches ({@link Hoisting}). Then {@link LoopPolls}.
 *
 * <p>An index is checked for all rounds if it is the same in all, or {@code scale * counter + sum} in a {@link CountedLoop} behind its test, where the
 * sum is the same in all rounds: the branches compare the first and the last with 0 and the length, in 64 bits, where nothing overflows. In the
 * ring of ints the index is then equal to that number, as this is at least 0 and below the length.
 *
 * <p>Input and output: a graph in order at the JAVA level. To be run last, on graphs that are not inlined any more: a loop becomes
 * twice as large. Left alone are loops with calls, handlers, or more than {@value #LARGEST} instructions, and those of few
 * rounds. Linear in the graph for each loop that is copied.
 */
final class LoopVersioning {
    private static final int LARGEST = 80;
    /** Loops that are known to have no more rounds gain nothing. */
    private static final int FEW = 3;
    private static final int DEPTH = 6;
    private static final int TERMS = 4;
    private static final long MOST_SCALE = 1 << 10;

    /** {@code scale * counter + constant + plus - minus}, where the terms are INTs that are the same in all rounds. */
    private record Affine(long scale, long constant, List<Ins> plus, List<Ins> minus) {
        Affine plus(Affine other, int sign) {
            List<Ins> p = new ArrayList<>(plus);
            List<Ins> m = new ArrayList<>(minus);
            p.addAll(sign > 0 ? other.plus : other.minus);
            m.addAll(sign > 0 ? other.minus : other.plus);
            return new Affine(scale + sign * other.scale, constant + sign * other.constant, p, m);
        }

        boolean small() {
            return isScale(scale) && constant >= -1L << 32 && constant <= 1L << 32 && plus.size() + minus.size() <= TERMS;
        }
    }

    /** A check that passes in all rounds if it does so for the least and the greatest counter. */
    private record Ranged(Ins check, Affine index) {}

    private final Graph graph;
    private final Loops.Loop loop;
    private final Hoisting hoisting;
    private CountedLoop counted;
    private final List<Ins> invariant = new ArrayList<>();
    private final List<Ranged> ranged = new ArrayList<>();

    private LoopVersioning(World world, Graph graph, Loops loops, Loops.Loop loop) {
        this.graph = graph;
        this.loop = loop;
        this.hoisting = new Hoisting(world, graph, loop);
        this.counted = CountedLoop.of(loop, loops.dominators, hoisting::possible);
        for (Block b : loop.blocks) {
            if (!inEachRound(loops.dominators, b)) continue;
            boolean behindTest = counted != null && loops.dominators.dominates(counted.inside(), b);
            for (Ins ins : b.body) if (ins.op == Op.BOUNDS_CHECK) classify(ins, behindTest);
        }
    }

    /** Whether anything changed. */
    static boolean run(World world, Graph graph) {
        // Where there is a loop, there is a poll.
        if (graph.blocks.stream().noneMatch(b -> b.body.stream().anyMatch(i -> i.op == Op.POLL))) return false;
        boolean changed = false;
        Loops loops = new Loops(graph);
        for (Loops.Loop loop : loops.all) {
            if (!loop.innermost() || loop.header.cold || loop.before() == null || !fits(loop)) continue;
            LoopVersioning versioning = new LoopVersioning(world, graph, loops, loop);
            boolean copied = versioning.run();
            boolean polls = LoopPolls.run(graph, loop, versioning.counted, copied && !versioning.ranged.isEmpty());
            changed |= copied | polls;
        }
        if (changed) graph.order();
        return changed;
    }

    private static boolean fits(Loops.Loop loop) {
        for (Block b : loop.blocks) {
            if (b.handler != null) return false;
            if (b.cold) continue;
            for (Ins ins : b.body) if (ins.op.calls()) return false;
        }
        return LoopPolls.work(loop) <= LARGEST;
    }

    /** A check that is not made in each round may be one that would fail in the others. */
    private boolean inEachRound(Dominators dominators, Block block) {
        for (Block p : loop.header.preds) if (loop.contains(p) && !dominators.dominates(block, p)) return false;
        return true;
    }

    private void classify(Ins check, boolean behindTest) {
        if (!hoisting.possible(check.in(1))) return;
        if (hoisting.possible(check.in(0))) {
            invariant.add(check);
        } else if (behindTest) {
            Affine index = affine(check.in(0), DEPTH);
            if (index != null && index.scale != 0 && (counted.counter().type == Type.INT || index.scale == 1)) ranged.add(new Ranged(check, index));
        }
    }

    // Indices.

    private static boolean isScale(long factor) {
        return factor >= -MOST_SCALE && factor <= MOST_SCALE;
    }

    private Affine affine(Ins value, int depth) {
        Affine a = depth == 0 ? null : affineOf(value, depth - 1);
        return a != null && a.small() ? a : null;
    }

    private Affine affineOf(Ins value, int depth) {
        if (value == counted.counter()) return new Affine(1, 0, List.of(), List.of());
        if (value.isConst()) return new Affine(0, value.bits, List.of(), List.of());
        if (value.type == Type.INT && hoisting.possible(value)) return new Affine(0, 0, List.of(value), List.of());
        return switch (value.op) {
            case BOUNDS_CHECK -> affine(value.in(0), depth);
            case CONVERT -> value.type == Type.INT && value.in(0).type == Type.LONG ? affine(value.in(0), depth) : null;
            case ADD, SUB -> {
                Affine a = affine(value.in(0), depth);
                Affine b = a == null ? null : affine(value.in(1), depth);
                yield b == null ? null : a.plus(b, value.op == Op.ADD ? 1 : -1);
            }
            case MUL, SHL -> {
                Affine a = value.in(1).isConst() ? affine(value.in(0), depth) : null;
                long factor = value.op == Op.MUL ? value.in(1).bits : 1L << (value.in(1).bits & (value.type == Type.INT ? 31 : 63));
                boolean scaled = a != null && a.plus.isEmpty() && a.minus.isEmpty() && isScale(factor);
                yield scaled ? new Affine(a.scale * factor, a.constant * factor, List.of(), List.of()) : null;
            }
            case PHI -> besideCounter(value);
            default -> null;
        };
    }

    /** Another phi that is counted, by a multiple of the counter's step. */
    private Affine besideCounter(Ins phi) {
        Ins counter = counted.counter();
        Ins step = CountedLoop.step(loop, phi);
        if (step == null || !step.isConst() || !counted.step().isConst() || phi.type != Type.INT || counter.type != Type.INT) return null;
        long scale = step.bits / counted.step().bits;
        if (scale * counted.step().bits != step.bits) return null;
        Affine begin = affine(CountedLoop.init(loop, phi), 1);
        Affine first = affine(counted.init(), 1);
        if (begin == null || first == null || Math.abs(scale) > TERMS && !counted.init().isConst()) return null;
        Affine index = new Affine(scale, 0, List.of(), List.of()).plus(begin, 1);
        if (counted.init().isConst()) return index.plus(new Affine(0, scale * first.constant, List.of(), List.of()), -1);
        for (long i = Math.abs(scale); i > 0; i--) index = index.plus(first, scale > 0 ? -1 : 1);
        return index;
    }

    // The two loops.

    /** Whether the loop has been copied. */
    private boolean run() {
        if (invariant.isEmpty() && ranged.isEmpty() || fewRounds()) return false;
        Block before = loop.before();
        Block first = graph.newBlock();
        hoisting.start(first);
        for (Ins check : invariant) hoisting.value(check);
        if (!ranged.isEmpty()) requireSafe();
        for (Ranged check : ranged) require(check);
        if (hoisting.failures().isEmpty()) {
            throw new IllegalStateException("checks of a loop hang on nothing in " + graph.method);
        }
        Block slow = graph.newBlock();
        slow.cold = true;
        for (Block failure : hoisting.failures()) {
            graph.add(failure, Op.GOTO, Type.VOID);
            graph.edge(failure, slow);
        }
        LoopCopy.run(graph, loop, slow);
        enter(before, first);
        replace();
        return true;
    }

    private boolean fewRounds() {
        if (counted == null || counted.counter().type != Type.INT || !counted.step().isConst()) return false;
        return LoopPolls.rounds(counted) <= FEW;
    }

    /** From before the loop to the branches, and behind them to the loop. */
    private void enter(Block before, Block first) {
        before.succs.set(0, first);
        first.preds.add(before);
        Block last = hoisting.end();
        graph.add(last, Op.GOTO, Type.VOID);
        last.succs.add(loop.header);
        loop.header.preds.set(loop.header.preds.indexOf(before), last);
    }

    private void replace() {
        Map<Ins, Ins> values = hoisting.values();
        if (counted != null) counted = counted.withLimit(values.getOrDefault(counted.limit(), counted.limit()));
        Set<Ins> gone = new HashSet<>();
        for (Ranged r : ranged) gone.add(r.check);
        for (Ins ins : values.keySet()) if (ins.op == Op.NULL_CHECK || ins.op == Op.BOUNDS_CHECK) gone.add(ins);
        for (Ins check : gone) values.put(check, check.in(0));
        for (Block b : graph.blocks) {
            b.body.removeIf(gone::contains);
            for (Ins ins : b.body) {
                for (int i = 0; i < ins.inputs.length; i++) {
                    Ins in = ins.inputs[i];
                    while (values.containsKey(in)) in = values.get(in);
                    ins.inputs[i] = in;
                }
            }
        }
    }

    // The branches.

    private Ins wide(Ins value) {
        return value.type == Type.LONG ? value : hoisting.put(Op.CONVERT, Type.LONG, value);
    }

    private Ins constant(long bits) {
        return hoisting.constant(Type.LONG, bits);
    }

    /** The counter comes to the limit and does not overflow on the way. */
    private void requireSafe() {
        Ins limit = hoisting.value(counted.limit());
        Ins step = counted.step();
        if (counted.stay() == Condition.NE) hoisting.require(counted.up() ? Condition.LE : Condition.GE, counted.init(), limit);
        if (!step.isConst()) {
            // From 1 to the greatest int.
            Ins less = hoisting.put(Op.ADD, step.type, step, hoisting.constant(step.type, -1));
            hoisting.require(Condition.BELOW, less, hoisting.constant(step.type, Integer.MAX_VALUE));
        }
        if (counted.counter().type == Type.LONG || counted.safe() || counted.stay() == Condition.NE) return;
        Ins last = hoisting.put(Op.ADD, Type.LONG, wide(limit), wide(hoisting.value(step)));
        long most = counted.up() ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        hoisting.require(counted.up() ? Condition.LE : Condition.GE, last, constant(most - counted.beyondLimit()));
    }

    /** 0 <= scale * counter + sum < length, for the first and the last counter. */
    private void require(Ranged ranged) {
        Affine index = ranged.index;
        Ins limit = hoisting.value(counted.limit());
        Ins length = hoisting.value(ranged.check.in(1));
        boolean limitIsGreatest = counted.up() == index.scale > 0;
        Ins least = limitIsGreatest ? counted.init() : limit;
        Ins greatest = limitIsGreatest ? limit : counted.init();
        long beyond = index.scale * counted.beyondLimit();
        long low = index.constant + (limitIsGreatest ? 0 : beyond);
        long high = index.constant + (limitIsGreatest ? beyond : 0);
        boolean plain = index.scale == 1 && index.plus.isEmpty() && index.minus.isEmpty() && counted.counter().type == Type.INT;
        Ins sum = plain ? null : sum(index);
        if (plain && low == 0) hoisting.require(Condition.GE, least, hoisting.constant(Type.INT, 0));
        else hoisting.require(Condition.GE, scaled(least, index.scale), plus(-low, sum, true));
        if (plain && (high == 0 || high == -1)) {
            hoisting.require(high == 0 ? Condition.LT : Condition.LE, greatest, length);
        } else {
            Ins room = hoisting.put(Op.SUB, Type.LONG, wide(length), plus(high, sum, false));
            hoisting.require(Condition.LT, scaled(greatest, index.scale), room);
        }
    }

    private Ins scaled(Ins value, long scale) {
        return scale == 1 ? wide(value) : hoisting.put(Op.MUL, Type.LONG, wide(value), constant(scale));
    }

    private Ins sum(Affine index) {
        Ins sum = constant(0);
        for (Ins term : index.plus) sum = hoisting.put(Op.ADD, Type.LONG, sum, wide(hoisting.value(term)));
        for (Ins term : index.minus) sum = hoisting.put(Op.SUB, Type.LONG, sum, wide(hoisting.value(term)));
        return sum;
    }

    private Ins plus(long number, Ins sum, boolean negated) {
        if (sum == null) return constant(number);
        return hoisting.put(negated ? Op.SUB : Op.ADD, Type.LONG, constant(number), sum);
    }
}
