package obol.aot.build;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import obol.aot.ir.Type;
import obol.aot.world.JMethod;
import obol.classfile.Bytecodes;
import obol.classfile.Code;
import obol.classfile.Code.ExceptionHandler;
import obol.classfile.Opcode;

/**
 * The control flow of one method's bytecode: basic blocks cut also where the covering handlers change, so that all
 * instructions of a block have the same handlers. For each list of handlers there is one dispatch node, where every exception
 * thrown under it arrives; its successors are the handlers' code; a single handler that catches anything needs none. In a
 * synchronized method each list ends with the exit of the monitor.
 *
 * <p>javac lets the handler that exits the monitor of a synchronized statement cover its own exit, which could only
 * repeat a failing exit for ever; there the entry of the exception table is cut off.
 *
 * <p>Nodes are numbered in reverse postorder; liveness of locals is the usual backward dataflow, with the locals that a
 * handler needs live throughout the blocks that it covers. Linear in practice.
 */
final class ControlFlow {
    /** A basic block, or, with {@code start < 0}, a dispatch node. */
    static final class Node {
        final int start;
        int end;
        /** Entries to search, in order, those behind one that catches anything left out. */
        final List<ExceptionHandler> handlers;
        /** Where exceptions of this block go; null: out of the method. */
        Node dispatch;
        /** Successors in the order of the ending instruction (if: taken first; switch: keys, default), repeated if so named. */
        final List<Node> succs = new ArrayList<>();
        /** Edges into it, not counting those from throwing instructions. */
        int edges;
        /** The code of a handler that exceptions reach without a dispatch node. */
        boolean thrownTo;
        /** Index in reverse postorder, -1 if it cannot be reached. */
        int order = -1;
        final BitSet live = new BitSet();

        Node(int start, List<ExceptionHandler> handlers) {
            this.start = start;
            this.handlers = handlers;
        }

        boolean isDispatch() {
            return start < 0;
        }

        /** Whether several edges may meet here. */
        boolean joins() {
            return edges > 1 || thrownTo || isDispatch();
        }
    }

    /** The reachable nodes in reverse postorder; the first is the code's start. */
    final List<Node> nodes;
    private final Code code;
    private final Node[] at;
    private final List<Node> dispatches = new ArrayList<>();
    private final boolean monitor;

    ControlFlow(JMethod method) {
        code = method.code;
        monitor = method.isSynchronized();
        at = new Node[code.bytes().length + 1];
        List<ExceptionHandler> table = new ArrayList<>();
        for (ExceptionHandler h : code.handlers()) {
            int end = repeatsExit(h) ? h.handler() : h.end();
            if (h.start() < end) table.add(new ExceptionHandler(h.start(), end, h.handler(), h.catchType()));
        }
        cut(table);
        connect();
        at[0].edges++;
        nodes = reversePostorder();
        liveness();
    }

    /** Whether the entry covers its own handler, and there nothing but the exit of a monitor. */
    private boolean repeatsExit(ExceptionHandler h) {
        if (h.catchType() != null || !h.covers(h.handler())) return false;
        Bytecodes it = code.instructions();
        for (it.seek(h.handler()); ; it.next()) {
            boolean local = it.opcode().format() == Opcode.Format.LOCAL || it.opcode().format() == Opcode.Format.LOCAL_IMPLIED;
            if (!local && it.opcode() != Opcode.MONITOREXIT) return false;
            if (it.nextBci() >= h.end()) return true;
        }
    }

    /** The block that starts at a bci. */
    Node at(int bci) {
        return at[bci];
    }

    private void cut(List<ExceptionHandler> table) {
        BitSet leaders = new BitSet();
        leaders.set(0);
        for (ExceptionHandler h : table) {
            leaders.set(h.start());
            leaders.set(h.end());
            leaders.set(h.handler());
        }
        Bytecodes it = code.instructions();
        while (it.next()) {
            switch (it.opcode().format()) {
                case BRANCH, BRANCH_WIDE -> {
                    leaders.set(it.target());
                    leaders.set(it.nextBci());
                }
                case TABLE_SWITCH, LOOKUP_SWITCH -> {
                    leaders.set(it.switchDefault());
                    for (int i = 0; i < it.switchCount(); i++) leaders.set(it.switchTarget(i));
                    leaders.set(it.nextBci());
                }
                default -> {
                    if (it.opcode().endsBlock()) leaders.set(it.nextBci());
                }
            }
        }
        int length = code.bytes().length;
        for (int start = 0; start < length; ) {
            int end = leaders.nextSetBit(start + 1);
            if (end < 0 || end > length) end = length;
            Node node = new Node(start, List.of());
            node.end = end;
            node.dispatch = dispatch(covering(table, start));
            at[start] = node;
            start = end;
        }
    }

    private static List<ExceptionHandler> covering(List<ExceptionHandler> table, int bci) {
        List<ExceptionHandler> covering = new ArrayList<>();
        for (ExceptionHandler h : table) {
            if (!h.covers(bci)) continue;
            covering.add(h);
            if (h.catchType() == null) break;
        }
        return covering;
    }

    private Node dispatch(List<ExceptionHandler> handlers) {
        if (handlers.isEmpty() && !monitor) return null;
        for (Node d : dispatches) if (d.handlers.equals(handlers)) return d;
        Node d = new Node(-1, handlers);
        dispatches.add(d);
        return d;
    }

    private void connect() {
        for (Node block : at) {
            if (block == null || block.dispatch == null) continue;
            List<ExceptionHandler> handlers = block.dispatch.handlers;
            if (handlers.size() != 1 || handlers.get(0).catchType() != null) continue;
            block.dispatch = at[handlers.get(0).handler()];
            block.dispatch.thrownTo = true;
        }
        Bytecodes it = code.instructions();
        Node node = null;
        while (it.next()) {
            if (at[it.bci()] != null) node = at[it.bci()];
            if (it.nextBci() != node.end) continue;
            switch (it.opcode().format()) {
                case BRANCH, BRANCH_WIDE -> {
                    edge(node, at[it.target()]);
                    if (!it.opcode().endsBlock()) edge(node, at[node.end]);
                }
                case TABLE_SWITCH, LOOKUP_SWITCH -> {
                    for (int i = 0; i < it.switchCount(); i++) {
                        if (it.switchTarget(i) != it.switchDefault()) edge(node, at[it.switchTarget(i)]);
                    }
                    edge(node, at[it.switchDefault()]);
                }
                default -> {
                    if (!it.opcode().endsBlock()) edge(node, at[node.end]);
                }
            }
        }
        for (Node d : dispatches) {
            for (ExceptionHandler h : d.handlers) edge(d, at[h.handler()]);
        }
    }

    private static void edge(Node from, Node to) {
        if (to == null) throw new IllegalStateException("code not verified: it runs over its end");
        from.succs.add(to);
        to.edges++;
    }

    private List<Node> reversePostorder() {
        List<Node> postorder = new ArrayList<>();
        List<Node> path = new ArrayList<>();
        List<List<Node>> waiting = new ArrayList<>();
        visit(at[0], path, waiting);
        while (!path.isEmpty()) {
            List<Node> todo = waiting.get(waiting.size() - 1);
            if (todo.isEmpty()) {
                waiting.remove(waiting.size() - 1);
                postorder.add(path.remove(path.size() - 1));
            } else {
                Node next = todo.remove(todo.size() - 1);
                if (next.order < 0) visit(next, path, waiting);
            }
        }
        List<Node> result = new ArrayList<>(postorder.size());
        for (int i = postorder.size() - 1; i >= 0; i--) {
            postorder.get(i).order = result.size();
            result.add(postorder.get(i));
        }
        return result;
    }

    private static void visit(Node node, List<Node> path, List<List<Node>> waiting) {
        node.order = 0;
        path.add(node);
        List<Node> all = new ArrayList<>(node.succs);
        if (node.dispatch != null) all.add(node.dispatch);
        waiting.add(all);
    }

    private void liveness() {
        BitSet[] uses = new BitSet[nodes.size()];
        BitSet[] stores = new BitSet[nodes.size()];
        for (Node node : nodes) {
            uses[node.order] = new BitSet();
            stores[node.order] = new BitSet();
            if (!node.isDispatch()) locals(node, uses[node.order], stores[node.order]);
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = nodes.size() - 1; i >= 0; i--) {
                Node node = nodes.get(i);
                BitSet live = new BitSet();
                for (Node s : node.succs) live.or(s.live);
                live.andNot(stores[i]);
                live.or(uses[i]);
                if (node.dispatch != null) live.or(node.dispatch.live);
                if (!live.equals(node.live)) {
                    node.live.clear();
                    node.live.or(live);
                    changed = true;
                }
            }
        }
    }

    /** What a block reads before it has written it, and what it writes. */
    private void locals(Node node, BitSet uses, BitSet stores) {
        Bytecodes it = code.instructions();
        for (it.seek(node.start); ; it.next()) {
            Opcode op = it.opcode();
            switch (op.format()) {
                case LOCAL, LOCAL_IMPLIED -> {
                    int local = it.local();
                    if (op.pops() == 0) {
                        if (!stores.get(local)) uses.set(local);
                    } else {
                        stores.set(local);
                    }
                }
                case INCREMENT -> {
                    if (!stores.get(it.local())) uses.set(it.local());
                }
                default -> { }
            }
            if (it.nextBci() >= node.end) return;
        }
    }

    /** The type that a load or store instruction moves. */
    static Type localType(Opcode op) {
        return switch (op) {
            case ILOAD, ILOAD_0, ILOAD_1, ILOAD_2, ILOAD_3, ISTORE, ISTORE_0, ISTORE_1, ISTORE_2, ISTORE_3 -> Type.INT;
            case LLOAD, LLOAD_0, LLOAD_1, LLOAD_2, LLOAD_3, LSTORE, LSTORE_0, LSTORE_1, LSTORE_2, LSTORE_3 -> Type.LONG;
            case FLOAD, FLOAD_0, FLOAD_1, FLOAD_2, FLOAD_3, FSTORE, FSTORE_0, FSTORE_1, FSTORE_2, FSTORE_3 -> Type.FLOAT;
            case DLOAD, DLOAD_0, DLOAD_1, DLOAD_2, DLOAD_3, DSTORE, DSTORE_0, DSTORE_1, DSTORE_2, DSTORE_3 -> Type.DOUBLE;
            default -> Type.REF;
        };
    }
}
