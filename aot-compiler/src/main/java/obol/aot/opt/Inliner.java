package obol.aot.opt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Position;
import obol.aot.ir.Type;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;

/**
 * Replaces direct calls by the callee's graph where that pays.
 *
 * <p>Input and output: a canonical graph in order; positions of what came in are chained to the call's. The measure is the
 * callee's optimised graph, without what costs nothing and without cold blocks. Trivial callees always go in; others up to
 * a size that grows with the depth of loops around the call and with arguments that let the callee shrink: constants, values of
 * known class. Never: into cold blocks, of Throwable's constructors (stack traces leave them out by frames), recursively.
 * Linear in the size of the result.
 */
final class Inliner {
    private static final int TRIVIAL = 8;
    private static final int BASE = 24;
    /** In a system, where little of all the code is hot: a quarter less of it. */
    private static final int SYSTEM_BASE = 8;
    private static final int CONSTANT_ARGUMENT = 5;
    private static final int KNOWN_CLASS = 12;
    private static final int MOST_LOOPS = 2;
    private static final int ROOT_LIMIT = 1500;
    private static final int DEEPEST = 12;

    /** The methods that others may take in. */
    interface Callees {
        /**
         * The method's optimised graph, which is only read; null if there is none now, or it is not worth making, as it would be far larger
         * than {@code most}.
         *
         * @param most the {@link Inliner#size} up to which it is wanted
         */
        Graph of(JMethod method, int most);
    }

    private final World world;
    private final Graph graph;
    private final Callees callees;
    private Ins[] replacement;

    private Inliner(World world, Graph graph, Callees callees) {
        this.world = world;
        this.graph = graph;
        this.callees = callees;
    }

    /**
     * @return whether anything was inlined
     */
    static boolean run(World world, Graph graph, Callees callees) {
        return new Inliner(world, graph, callees).run();
    }

    private boolean run() {
        Loops loops = new Loops(graph);
        List<Ins> calls = new ArrayList<>();
        List<Integer> depths = new ArrayList<>();
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) {
                if (ins.op != Op.INVOKE_STATIC && ins.op != Op.INVOKE_SPECIAL) continue;
                calls.add(ins);
                depths.add(loops.depth(block));
            }
        }
        int size = size(graph);
        boolean changed = false;
        for (int i = 0; i < calls.size(); i++) {
            Ins call = calls.get(i);
            int limit = limit(call, depths.get(i));
            Graph callee = candidate(call, limit);
            if (callee == null) continue;
            int added = size(callee);
            boolean forced = ((JMethod) call.attr).alwaysInline;
            if (!forced && (added > limit || added > TRIVIAL && size + added > ROOT_LIMIT)) continue;
            inline(call, callee);
            size += added;
            changed = true;
        }
        if (changed) {
            for (Block block : graph.blocks) {
                for (Ins ins : block.body) resolveInputs(ins);
            }
            graph.order();
        }
        return changed;
    }

    private Graph candidate(Ins call, int limit) {
        JMethod callee = (JMethod) call.attr;
        if (callee.neverInline || callee.assembly != null || callee.unsupported != null) return null;
        if (callee.code == null && callee.constant == null) return null;
        if (!callee.alwaysInline && (call.block.cold || isThrowable(callee))) return null;
        // Code that neither polls nor allocates takes in only its like.
        if (graph.method.noAllocation && !callee.noAllocation) return null;
        int depth = 0;
        for (Position p = call.position; p != null; p = p.caller(), depth++) if (p.method() == callee) return null;
        return depth > DEEPEST ? null : callees.of(callee, limit);
    }

    private boolean isThrowable(JMethod callee) {
        return callee.isConstructor() && callee.holder.isSubtypeOf(world.require("java/lang/Throwable"));
    }

    private int limit(Ins call, int loops) {
        int limit = world.isSystem() ? SYSTEM_BASE : BASE;
        for (Ins argument : call.inputs) {
            if (argument.isConst() || argument.op == Op.STRING || argument.op == Op.CLASS_MIRROR) limit += CONSTANT_ARGUMENT;
            else if (argument.op == Op.NEW || knownClass(argument)) limit += KNOWN_CLASS;
        }
        return limit << Math.min(loops, MOST_LOOPS);
    }

    private boolean knownClass(Ins argument) {
        if (argument.type != Type.REF) return false;
        JClass exact = Facts.exactType(world, graph.method, argument);
        return exact != null && !exact.isArray() && !exact.name.equals("java/lang/String");
    }

    /** Instructions that cost something where it matters. */
    static int size(Graph graph) {
        int size = 0;
        for (Block block : graph.blocks) {
            if (block.cold) continue;
            for (Ins ins : block.body) {
                switch (ins.op) {
                    case CONST, STRING, HUB, PARAM, PHI, GOTO, RETURN, NULL_CHECK, UNREACHABLE, CATCH -> { }
                    case INVOKE_STATIC, INVOKE_SPECIAL, INVOKE_VIRTUAL, INVOKE_INTERFACE -> size += 4 + ins.inputs.length;
                    case NEW, NEW_ARRAY, CHECK_CAST, INSTANCE_OF, INIT_CLASS, CLASS_MIRROR, MONITOR_ENTER, MONITOR_EXIT -> size += 4;
                    default -> size++;
                }
            }
        }
        return size;
    }

    private void inline(Ins call, Graph callee) {
        resolveInputs(call);
        Ins result = Inlining.run(graph, call, callee, call.position);
        if (result == null) return;
        if (replacement == null || call.id >= replacement.length) {
            replacement = replacement == null ? new Ins[graph.insCount()] : Arrays.copyOf(replacement, graph.insCount());
        }
        replacement[call.id] = result;
    }

    private void resolveInputs(Ins ins) {
        for (int i = 0; i < ins.inputs.length; i++) {
            while (replacement != null && ins.inputs[i].id < replacement.length && replacement[ins.inputs[i].id] != null) {
                ins.inputs[i] = replacement[ins.inputs[i].id];
            }
        }
    }
}
