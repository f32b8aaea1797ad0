package obol.aot.opt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import obol.aot.ir.Block;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;
import obol.aot.world.World;

/**
 * Replaces each instruction by a simpler one where the instructions that compute its inputs allow it: constants folded,
 * identities ({@link Algebra}), checks that cannot fail dropped, type tests and virtual calls decided by known classes
 * ({@link Facts}), branches decided, comparisons fused into branches, trivial phis removed, branches around booleans
 * straightened ({@link BranchSimplifier}).
 *
 * <p>Input and output: a graph in order at the JAVA level, without values nobody uses (it ends with {@link DeadCode} and
 * {@link ControlFlowSimplifier}). Algorithm: sweeps over the blocks in reverse postorder until one changes
 * nothing; each is linear, and two or three are usual, as only values around loops come late.
 */
public final class Canonicalizer {
    private static final int SWEEPS = 8;

    private final World world;
    private final Program program;
    private final Graph graph;
    private final JMethod method;
    private final Algebra algebra;
    /** By id: what stands for an instruction that has gone. */
    private Ins[] replacement;
    /** The new body of the block under way. */
    private List<Ins> body;
    private Block block;
    private boolean changed;
    private boolean edgesChanged;

    private Canonicalizer(World world, Program program, Graph graph) {
        this.world = world;
        this.program = program;
        this.graph = graph;
        this.method = graph.method;
        this.algebra = new Algebra(graph);
        this.replacement = new Ins[graph.insCount()];
    }

    public static void run(World world, Program program, Graph graph) {
        Canonicalizer canonicalizer = new Canonicalizer(world, program, graph);
        for (int i = 0; i < SWEEPS && canonicalizer.sweep(); i++) {
            // Each sweep is the work.
        }
    }

    private boolean sweep() {
        changed = false;
        edgesChanged = false;
        for (Block b : graph.blocks) visit(b);
        for (Block b : graph.blocks) {
            for (Ins ins : b.body) resolveInputs(ins);
        }
        if (edgesChanged) graph.order();
        if (changed) clean();
        if (BranchSimplifier.run(graph)) {
            changed = true;
            clean();
        }
        return changed;
    }

    private void clean() {
        DeadCode.run(graph);
        ControlFlowSimplifier.run(graph);
    }

    private Ins resolve(Ins ins) {
        Ins r = ins;
        while (r.id < replacement.length && replacement[r.id] != null) r = replacement[r.id];
        return r;
    }

    private void resolveInputs(Ins ins) {
        for (int i = 0; i < ins.inputs.length; i++) ins.inputs[i] = resolve(ins.inputs[i]);
    }

    private void replace(Ins ins, Ins by) {
        if (ins.id >= replacement.length) replacement = Arrays.copyOf(replacement, Math.max(2 * replacement.length, ins.id + 1));
        replacement[ins.id] = by;
        changed = true;
    }

    private void visit(Block b) {
        block = b;
        List<Ins> old = new ArrayList<>(b.body);
        body = b.body;
        body.clear();
        int phis = 0;
        while (old.get(phis).op == Op.PHI) phis++;
        List<Ins> constants = new ArrayList<>();
        for (Ins phi : old.subList(0, phis)) phi(phi, constants);
        for (Ins c : constants) put(c);
        for (Ins ins : old.subList(phis, old.size())) {
            resolveInputs(ins);
            if (ins.op.ends()) end(ins);
            else value(ins);
        }
    }

    private Ins put(Ins ins) {
        return graph.add(block, ins);
    }

    private void phi(Ins phi, List<Ins> constants) {
        resolveInputs(phi);
        Ins only = null;
        boolean sameConstant = true;
        for (Ins in : phi.inputs) {
            if (in == phi || in == only) continue;
            if (only == null) {
                only = in;
                continue;
            }
            sameConstant &= in.isConst() && only.isConst(in.bits);
            if (!sameConstant) {
                put(phi);
                return;
            }
        }
        if (only == null) {
            // The loop has just lost its way in.
            put(phi);
            return;
        }
        if (only.isConst()) {
            // One of several equal constants does not dominate the block.
            only = graph.constant(only.type, only.bits);
            constants.add(only);
        }
        replace(phi, only);
    }

    private void value(Ins ins) {
        Ins now = ins;
        for (Ins next = simpler(now); next != null; next = simpler(now)) {
            changed = true;
            now = next;
            if (now == ins) continue;
            if (now.block != null) break;
            now.position = ins.position;
            // New constants that the new instruction uses.
            for (Ins in : now.inputs) if (in.block == null) put(in);
        }
        boolean placed = now != ins && now.block != null;
        if (!placed) put(now);
        if (now == ins) return;
        replace(ins, now);
        if (block.handler != null && ins.mayThrow() && (placed || !now.mayThrow())) dropHandler();
    }

    private void dropHandler() {
        DeadCode.dropHandler(block);
        edgesChanged = true;
    }

    /** Something simpler, in a block or not yet; the instruction itself if it was changed in place; or null. */
    private Ins simpler(Ins ins) {
        if (ins.op.pure() && ins.inputs.length > 0 && allConstant(ins)) {
            Long bits = Folding.fold(ins);
            if (bits != null) return graph.constant(ins.type, bits);
        }
        if (ins.op.commutes() && ins.in(0).isConst() && !ins.in(1).isConst()) {
            Ins a = ins.inputs[0];
            ins.inputs[0] = ins.inputs[1];
            ins.inputs[1] = a;
        }
        return switch (ins.op) {
            case NULL_CHECK -> Facts.neverNull(method, ins.in(0)) ? ins.in(0) : null;
            case ZERO_CHECK -> ins.in(0).isConst() && ins.in(0).bits != 0 ? ins.in(0) : null;
            case BOUNDS_CHECK -> boundsCheck(ins);
            case CHECK_CAST -> checkCast(ins);
            case INSTANCE_OF -> instanceOf(ins);
            case ARRAY_STORE_CHECK -> arrayStoreCheck(ins);
            case ARRAY_LENGTH -> arrayLength(ins.in(0));
            case INVOKE_VIRTUAL, INVOKE_INTERFACE -> devirtualize(ins);
            case PUT_FIELD, PUT_STATIC -> narrowStore(ins, ((JField) ins.attr).kind, ((JField) ins.attr).descriptor.equals("Z"));
            case ARRAY_PUT -> narrowStore(ins, (MemKind) ins.attr, false);
            case SELECT -> {
                Ins one = selectByClass(ins);
                yield one != null ? one : algebra.simpler(ins);
            }
            default -> algebra.simpler(ins);
        };
    }

    /** A choice by the class of an object whose class is known. */
    private Ins selectByClass(Ins ins) {
        if (ins.attr != Condition.EQ || ins.in(0).op != Op.GET_HUB || ins.in(1).op != Op.HUB) return null;
        JClass exact = Facts.exactType(world, method, ins.in(0).in(0));
        return exact == null ? null : ins.in(exact == ins.in(1).attr ? 2 : 3);
    }

    private static boolean allConstant(Ins ins) {
        for (Ins in : ins.inputs) if (!in.isConst()) return false;
        return true;
    }

    private static Ins boundsCheck(Ins ins) {
        Facts.Range index = Facts.range(ins.in(0));
        return index.min() >= 0 && index.max() < Facts.range(ins.in(1)).min() ? ins.in(0) : null;
    }

    private Ins checkCast(Ins ins) {
        Ins value = ins.in(0);
        if (value.isNull()) return value;
        JClass bound = Facts.bound(world, method, value);
        JClass wanted = (JClass) ins.attr;
        if (wanted.superclass == null && !wanted.isInterface() || bound != null && bound.isSubtypeOf(wanted)) return value;
        return value.op == Op.CHECK_CAST && value.attr == wanted ? value : null;
    }

    private Ins instanceOf(Ins ins) {
        Ins value = ins.in(0);
        JClass wanted = (JClass) ins.attr;
        if (value.isNull()) return graph.constant(Type.INT, 0);
        JClass bound = Facts.bound(world, method, value);
        boolean all = wanted.superclass == null && !wanted.isInterface() || bound != null && bound.isSubtypeOf(wanted);
        if (all) {
            if (Facts.neverNull(method, value)) return graph.constant(Type.INT, 1);
            return graph.ins(Op.SET, Type.INT, value, graph.constant(Type.REF, 0)).attr(Condition.NE);
        }
        return bound != null && apart(bound, value, wanted) ? graph.constant(Type.INT, 0) : null;
    }

    /** Whether no instance of {@code bound}, of which {@code value} is one, can be one of {@code wanted}. */
    private boolean apart(JClass bound, Ins value, JClass wanted) {
        if (bound.isSubtypeOf(wanted)) return false;
        if (Facts.exactType(world, method, value) != null) return true;
        boolean classes = bound.kind == JClass.Kind.CLASS && wanted.kind == JClass.Kind.CLASS;
        return classes && !wanted.isSubtypeOf(bound);
    }

    private Ins arrayStoreCheck(Ins ins) {
        Ins value = ins.in(1);
        if (value.isNull()) return value;
        JClass array = Facts.exactType(world, method, ins.in(0));
        if (array == null || !array.isArray()) return null;
        JClass bound = Facts.bound(world, method, value);
        boolean fits = array.component.superclass == null && array.component.kind == JClass.Kind.CLASS
                || bound != null && bound.isSubtypeOf(array.component);
        return fits ? value : null;
    }

    private static Ins arrayLength(Ins array) {
        Ins source = array;
        while (source.op == Op.NULL_CHECK || source.op == Op.CHECK_CAST) source = source.in(0);
        return source.op == Op.NEW_ARRAY ? source.in(0) : null;
    }

    private Ins devirtualize(Ins ins) {
        JMethod called = (JMethod) ins.attr;
        JMethod target = target(ins, called);
        if (target == null || target.isAbstract() || !program.mayCall(target)) return null;
        ins.op = Op.INVOKE_SPECIAL;
        ins.attr = target;
        return ins;
    }

    /** The method that a dispatched call runs, if it is the same for all receivers. */
    private JMethod target(Ins call, JMethod called) {
        JClass bound = Facts.bound(world, method, call.in(0));
        // The receiver of an interface's method need not implement it.
        if (bound == null || !bound.isSubtypeOf(called.holder)) {
            if (called.holder.isInterface()) return null;
            bound = called.holder;
        }
        JMethod selected = world.selectVirtual(bound, called);
        if (selected != null && (selected.isFinal() || Facts.exactType(world, method, call.in(0)) != null)) return selected;
        return program.onlyTarget(world, called, bound);
    }

    /** A store of a few bytes needs no extension of its value before. */
    private static Ins narrowStore(Ins ins, MemKind kind, boolean bit) {
        if (kind.type != Type.INT || kind.shift > 1 || bit) return null;
        int last = ins.inputs.length - 1;
        Ins value = Algebra.beforeExtension(ins.in(last), kind);
        if (value == ins.in(last)) return null;
        ins.inputs[last] = value;
        return ins;
    }

    // Ends.

    private void end(Ins end) {
        if (end.op == Op.IF) {
            branch(end);
        } else if (end.op == Op.SWITCH && end.in(0).isConst()) {
            int at = Arrays.binarySearch((int[]) end.attr, (int) end.in(0).bits);
            become(end, at < 0 ? block.succs.size() - 1 : at);
        }
        put(end);
    }

    private void branch(Ins end) {
        Comparison source = Comparison.of((Condition) end.attr, end.in(0), end.in(1));
        while (source != null) {
            end.attr = source.condition();
            end.inputs = new Ins[] {source.a(), source.b()};
            changed = true;
            source = Comparison.of((Condition) end.attr, end.in(0), end.in(1));
        }
        if (end.in(0).isConst() && !end.in(1).isConst()) {
            end.attr = ((Condition) end.attr).swap();
            end.inputs = new Ins[] {end.in(1), end.in(0)};
        }
        Boolean decided = Facts.decided(method, (Condition) end.attr, end.in(0), end.in(1));
        if (decided != null) become(end, decided ? 0 : 1);
    }

    /** The end of the block becomes a jump to one of its successors. */
    private void become(Ins end, int taken) {
        for (int i = block.succs.size() - 1; i >= 0; i--) {
            if (i == taken) continue;
            Block lost = block.succs.remove(i);
            Graph.removePred(lost, lost.preds.indexOf(block));
        }
        end.op = Op.GOTO;
        end.inputs = Ins.NONE;
        end.attr = null;
        changed = true;
        edgesChanged = true;
    }
}
