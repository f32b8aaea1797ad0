package obol.aot.opt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.aot.ir.Block;
import obol.aot.ir.Dominators;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.JField;

/**
 * Reads of a field or array element whose content is known, because it was read or written before and nothing can have
 * changed it since, are replaced by that value.
 *
 * <p>Input and output: a canonical graph in order at the JAVA level. Alias classes are the fields, and the kinds of array
 * elements; calls, class initialisation, monitors, volatile accesses and operations on addresses change all. Another
 * thread's plain writes need not be seen (JLS 17.4), so a POLL changes nothing.
 *
 * <p>Algorithm: a walk over the dominator tree with a scoped table. A key holds the version of its alias class, so that a
 * change is a new version and costs nothing else. Where ways meet, what the blocks between the dominator and the meeting
 * point change is changed; a region of more than {@value #REGION} blocks counts as changing all, which keeps the pass
 * linear.
 */
final class LoadElimination {
    /** What a place holds: alias class and its version, the version of all, object, index. */
    private record Key(Object alias, int version, int all, Ins object, Ins index) {}

    private static final int REGION = 200;
    /** The alias class of everything. */
    static final Object ALL = new Object();

    private final Graph graph;
    private final Dominators dominators;
    private final Ins[] replacement;
    private final Map<Key, Ins> known = new HashMap<>();
    private final Map<Object, Integer> versions = new HashMap<>();
    /** Alias class and version before, or Key and null, to be taken back. */
    private final Deque<Object[]> undo = new ArrayDeque<>();
    private final Map<Integer, Set<Object>> changes = new HashMap<>();
    private int fresh;
    private boolean changed;

    private LoadElimination(Graph graph) {
        this.graph = graph;
        this.dominators = new Dominators(graph);
        this.replacement = new Ins[graph.insCount()];
    }

    /** Whether anything changed. */
    static boolean run(Graph graph) {
        LoadElimination pass = new LoadElimination(graph);
        pass.walk();
        if (!pass.changed) return false;
        for (Block block : graph.blocks) {
            block.body.removeIf(ins -> pass.replacement[ins.id] != null);
            for (Ins ins : block.body) {
                for (int i = 0; i < ins.inputs.length; i++) ins.inputs[i] = pass.resolve(ins.inputs[i]);
            }
        }
        return true;
    }

    private Ins resolve(Ins ins) {
        Ins r = ins;
        while (replacement[r.id] != null) r = replacement[r.id];
        return r;
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
                if (child.preds.size() > 1) meet(block, child);
                visit(child);
            } else {
                path.pop();
                forget(marks.pop());
            }
        }
    }

    private void forget(int mark) {
        while (undo.size() > mark) {
            Object[] before = undo.pop();
            if (before[0] instanceof Key key) known.remove(key);
            else versions.put(before[0], (Integer) before[1]);
        }
    }

    private int version(Object alias) {
        return versions.getOrDefault(alias, 0);
    }

    private void change(Object alias) {
        undo.push(new Object[] {alias, version(alias)});
        versions.put(alias, ++fresh);
    }

    private void meet(Block dominator, Block join) {
        BitSet seen = new BitSet();
        List<Block> work = new ArrayList<>(join.preds);
        Set<Object> all = new HashSet<>();
        int count = 0;
        while (!work.isEmpty()) {
            Block b = work.remove(work.size() - 1);
            if (b == dominator || seen.get(b.id)) continue;
            seen.set(b.id);
            all.addAll(changes(b));
            if (++count > REGION) all.add(ALL);
            if (all.contains(ALL)) break;
            work.addAll(b.preds);
        }
        if (all.contains(ALL)) change(ALL);
        else for (Object alias : all) change(alias);
    }

    private Set<Object> changes(Block block) {
        return changes.computeIfAbsent(block.id, k -> {
            Set<Object> all = new HashSet<>();
            for (Ins ins : block.body) {
                Object alias = changed(ins);
                if (alias != null) all.add(alias);
            }
            return all;
        });
    }

    /** The alias class that the instruction changes, or null: a field, the kind of an array's elements, or {@link #ALL}. */
    static Object changed(Ins ins) {
        return switch (ins.op) {
            case PUT_FIELD, PUT_STATIC -> ((JField) ins.attr).isVolatile() ? ALL : ins.attr;
            case GET_FIELD, GET_STATIC -> ((JField) ins.attr).isVolatile() ? ALL : null;
            case ARRAY_PUT -> ins.attr;
            case POLL, NEW, NEW_ARRAY, CLASS_MIRROR -> null;
            default -> ins.op.writes() || ins.op.calls() ? ALL : null;
        };
    }

    private void visit(Block block) {
        for (Ins ins : block.body) {
            Object alias = changed(ins);
            if (alias != null) change(alias);
            switch (ins.op) {
                case GET_FIELD, GET_STATIC -> read(ins, alias, ((JField) ins.attr).kind);
                case ARRAY_GET -> read(ins, null, (MemKind) ins.attr);
                case PUT_FIELD, PUT_STATIC, ARRAY_PUT -> written(ins, alias);
                default -> { }
            }
        }
    }

    private Key key(Ins access) {
        boolean isStatic = access.op == Op.GET_STATIC || access.op == Op.PUT_STATIC;
        boolean array = access.op == Op.ARRAY_GET || access.op == Op.ARRAY_PUT;
        Ins object = isStatic ? null : unchecked(resolve(access.in(0)));
        return new Key(access.attr, version(access.attr), version(ALL), object, array ? unchecked(resolve(access.in(1))) : null);
    }

    /** The value that a check gives back. */
    private Ins unchecked(Ins value) {
        Ins v = value;
        while (v.op == Op.NULL_CHECK || v.op == Op.BOUNDS_CHECK || v.op == Op.CHECK_CAST) v = resolve(v.in(0));
        return v;
    }

    private void read(Ins ins, Object alias, MemKind kind) {
        if (alias != null) return;
        Key key = key(ins);
        Ins value = known.get(key);
        if (value != null && value.type == kind.type) {
            replacement[ins.id] = value;
            changed = true;
        } else if (value == null) {
            learn(key, ins);
        }
    }

    private void written(Ins ins, Object alias) {
        if (alias == ALL) return;
        Ins value = resolve(ins.in(ins.inputs.length - 1));
        MemKind kind = ins.attr instanceof JField f ? f.kind : (MemKind) ins.attr;
        // A narrow place gives back what fitted into it.
        boolean whole = kind.type != Type.INT || Facts.range(value).within(Facts.ofKind(kind));
        if (whole) learn(key(ins), value);
    }

    private void learn(Key key, Ins value) {
        known.put(key, value);
        undo.push(new Object[] {key, null});
    }
}
