package obol.aot.opt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import obol.aot.ir.Block;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;

/**
 * Puts comparisons of the receiver's hub, with direct calls behind them, before dispatched calls that can meet one or two
 * classes only, if one of the methods is small enough to be inlined. The dispatched call stays for what remains, in a cold
 * block: for an interface it is the check that the receiver implements it, which verification leaves out.
 *
 * <p>Input and output: a canonical graph in order; the program is known. The comparisons are made as the graph of a method
 * and inlined in the place of the call. Linear.
 */
final class Devirtualizer {
    private static final int MOST_CLASSES = 2;
    private static final int SMALL = 24;

    private final World world;
    private final Program program;
    private final Graph graph;
    private final Inliner.Callees callees;

    private Devirtualizer(World world, Program program, Graph graph, Inliner.Callees callees) {
        this.world = world;
        this.program = program;
        this.graph = graph;
        this.callees = callees;
    }

    /** @return whether anything changed */
    static boolean run(World world, Program program, Graph graph, Inliner.Callees callees) {
        return new Devirtualizer(world, program, graph, callees).run();
    }

    private boolean run() {
        List<Ins> calls = new ArrayList<>();
        for (Block block : graph.blocks) {
            if (block.cold) continue;
            for (Ins ins : block.body) {
                if (ins.op == Op.INVOKE_VIRTUAL || ins.op == Op.INVOKE_INTERFACE) calls.add(ins);
            }
        }
        Ins[] replacement = new Ins[graph.insCount()];
        boolean changed = false;
        for (Ins call : calls) {
            List<JClass> classes = classes(call);
            if (classes.isEmpty()) continue;
            Graph chain = chain(call, classes);
            resolveInputs(call, replacement);
            replacement[call.id] = Inlining.run(graph, call, chain, null);
            changed = true;
        }
        if (!changed) return false;
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) resolveInputs(ins, replacement);
        }
        graph.order();
        return true;
    }

    private static void resolveInputs(Ins ins, Ins[] replacement) {
        for (int i = 0; i < ins.inputs.length; i++) {
            while (ins.inputs[i].id < replacement.length && replacement[ins.inputs[i].id] != null) ins.inputs[i] = replacement[ins.inputs[i].id];
        }
    }

    /** The classes to compare with, or none. */
    private List<JClass> classes(Ins call) {
        JMethod called = (JMethod) call.attr;
        JClass bound = Facts.bound(world, graph.method, call.in(0));
        if (bound == null || !bound.isSubtypeOf(called.holder)) bound = called.holder;
        List<JClass> classes = Facts.classes(graph.method, call.in(0));
        if (classes.isEmpty()) classes = program.receivers(bound);
        if (classes.isEmpty() || classes.size() > MOST_CLASSES) return List.of();
        boolean small = false;
        for (JClass c : classes) {
            JMethod target = world.selectVirtual(c, called);
            if (target == null || !program.mayCall(target) || target.assembly != null) return List.of();
            Graph callee = callees.of(target, SMALL);
            small |= callee != null && !target.neverInline && Inliner.size(callee) <= SMALL;
        }
        return small ? classes : List.of();
    }

    /** A method with the call's parameters: compares, calls, returns. */
    private Graph chain(Ins call, List<JClass> classes) {
        JMethod called = (JMethod) call.attr;
        Graph chain = new Graph(called);
        Ins[] parameters = new Ins[call.inputs.length];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = chain.add(chain.entry, Op.PARAM, call.in(i).type);
            parameters[i].bits = i;
        }
        Ins hub = chain.add(chain.entry, Op.GET_HUB, Type.LONG, parameters[0]);
        Block at = chain.entry;
        for (JClass c : classes) {
            Ins wanted = chain.add(at, Op.HUB, Type.LONG).attr(c);
            chain.add(at, Op.IF, Type.VOID, hub, wanted).attr(Condition.EQ);
            Block same = chain.newBlock();
            Block other = chain.newBlock();
            chain.edge(at, same);
            chain.edge(at, other);
            leave(chain, same, call, Op.INVOKE_SPECIAL, world.selectVirtual(c, called), parameters);
            at = other;
        }
        at.cold = true;
        leave(chain, at, call, call.op, called, parameters);
        return chain;
    }

    private static void leave(Graph chain, Block block, Ins call, Op op, JMethod target, Ins[] parameters) {
        Ins direct = chain.add(block, op, call.type, Arrays.copyOf(parameters, parameters.length)).attr(target).at(call.position);
        if (call.type == Type.VOID) chain.add(block, Op.RETURN, Type.VOID);
        else chain.add(block, Op.RETURN, Type.VOID, direct);
    }
}
