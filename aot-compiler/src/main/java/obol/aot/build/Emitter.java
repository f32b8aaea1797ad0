package obol.aot.build;

import obol.aot.ir.Block;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Linkage;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Position;
import obol.aot.ir.Type;
import obol.aot.world.JClass;

/**
 * Appends instructions to a graph at one place and keeps its invariants: inside a try range each instruction that throws
 * closes its block and gets a handler block of its own, which is given to {@link Handlers}.
 */
final class Emitter {
    /** Who goes on where an exception has arrived. */
    interface Handlers {
        /** {@code handler} is new and holds {@code exception}, its CATCH; it has no end yet. */
        void caught(Block handler, Ins exception);
    }

    final Graph graph;
    Block block;
    Position position;
    /** Null: exceptions leave the method. */
    Handlers handlers;

    Emitter(Graph graph) {
        this.graph = graph;
        this.block = graph.entry;
    }

    Ins add(Op op, Type type, Ins... inputs) {
        return graph.add(block, op, type, inputs).at(position);
    }

    Ins constant(Type type, long bits) {
        return graph.add(block, graph.constant(type, bits));
    }

    Ins intConstant(int value) {
        return constant(Type.INT, value);
    }

    /** An instruction that may throw. */
    Ins throwing(Op op, Type type, Object attr, Ins... inputs) {
        Ins ins = add(op, type, inputs).attr(attr);
        if (handlers != null) {
            Block next = graph.newBlock();
            next.cold = block.cold;
            Block from = block;
            attachHandler();
            graph.add(from, Op.GOTO, Type.VOID);
            graph.edge(from, next);
            block = next;
        }
        return ins;
    }

    private void attachHandler() {
        Block from = block;
        Block handler = graph.newBlock();
        handler.cold = true;
        graph.handlerEdge(from, handler);
        handlers.caught(handler, graph.add(handler, Op.CATCH, Type.REF));
    }

    /** An instruction that always throws; then nothing is behind it, and the place is a new block that cannot be reached. */
    private void leave(Op op, Object attr, Ins... inputs) {
        add(op, Type.VOID, inputs).attr(attr);
        Block from = block;
        if (handlers != null) attachHandler();
        graph.add(from, Op.UNREACHABLE, Type.VOID);
        from.cold = true;
        block = graph.newBlock();
    }

    void raise(Ins exception) {
        leave(Op.THROW, null, exception);
    }

    void linkageError(Linkage error) {
        leave(Op.LINKAGE_ERROR, error);
    }

    /** As {@link #linkageError}, but only if the condition holds. */
    void linkageErrorIf(Condition condition, Ins a, Ins b, Linkage error) {
        Block[] ways = branch(condition, a, b);
        block = ways[0];
        linkageError(error);
        block = ways[1];
    }

    /** Ends the block: two new blocks, where the condition holds and where not. */
    Block[] branch(Condition condition, Ins a, Ins b) {
        add(Op.IF, Type.VOID, a, b).attr(condition);
        Block[] ways = {graph.newBlock(), graph.newBlock()};
        for (Block way : ways) {
            way.cold = block.cold;
            graph.edge(block, way);
        }
        return ways;
    }

    void jump(Block to) {
        add(Op.GOTO, Type.VOID);
        graph.edge(block, to);
    }

    Ins nullCheck(Ins value) {
        return knownNotNull(value) ? value : throwing(Op.NULL_CHECK, Type.REF, null, value);
    }

    boolean knownNotNull(Ins value) {
        return switch (value.op) {
            case NEW, NEW_ARRAY, NEW_MULTI_ARRAY, STRING, CLASS_MIRROR, CATCH, NULL_CHECK -> true;
            case PARAM -> value.bits == 0 && !graph.method.isStatic();
            default -> false;
        };
    }

    void initClass(JClass c) {
        throwing(Op.INIT_CLASS, Type.VOID, c);
    }

    /** The value as a field or result of a narrow type takes it (JVMS putfield, ireturn): boolean by its low bit. */
    Ins narrow(Ins value, String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'Z' -> isBoolean(value) ? value : add(Op.AND, Type.INT, value, intConstant(1));
            case 'B' -> extend(value, MemKind.I8);
            case 'C' -> extend(value, MemKind.U16);
            case 'S' -> extend(value, MemKind.I16);
            default -> value;
        };
    }

    private Ins extend(Ins value, MemKind kind) {
        return value.op == Op.EXTEND && value.attr == kind ? value : add(Op.EXTEND, Type.INT, value).attr(kind);
    }

    private static boolean isBoolean(Ins value) {
        return value.isConst(0) || value.isConst(1) || value.op == Op.INSTANCE_OF || value.op == Op.SET;
    }
}
