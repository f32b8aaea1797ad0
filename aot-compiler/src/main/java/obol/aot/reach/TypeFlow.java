package obol.aot.reach;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.aot.ir.Block;
import obol.aot.ir.CallTarget;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;
import obol.aot.world.World;

/**
 * Which classes' instances come to each field, parameter and result: a flow of classes through the values of all reachable methods,
 * without regard to callers (variable type analysis, Sundaresan et al. 2000), on the call graph that {@link Reach} found, narrowed by
 * the receivers as they become known. A value at which more than {@link #MOST} classes arrive may be anything ("saturation", as in
 * GraalVM's native image): only that keeps the time linear in practice.
 *
 * <p>What the analysis does not see may be anything: elements of arrays, exceptions caught, what is read from memory by address, fields
 * whose offset is taken, parameters of methods that something else than compiled calls may run. Declared types are not looked at.
 *
 * <p>Input: each reachable method's graph once, by {@link #add}. Output of {@link #solve}: {@link JField#classes},
 * {@link JMethod#parameterClasses}, {@link JMethod#resultClasses}. They hold in a closed world only.
 */
final class TypeFlow {
    private static final int MOST = 8;

    /** A value, field, parameter or result. */
    private static final class Node {
        /** In the order of their arrival; null: anything. */
        List<JClass> classes = new ArrayList<>(1);
        /** Where they go on to, and what passes: a class or interface, or null for all. */
        final List<Node> to = new ArrayList<>(2);
        final List<JClass> filters = new ArrayList<>(2);
        /** Calls whose receiver this is. */
        List<Call> calls = List.of();
        boolean queued;
        /** How many classes have gone on. */
        int done;
        boolean anythingDone;
    }

    /** A dispatched call. @param targets that it is known to run */
    private record Call(JMethod called, Node[] arguments, Node result, Set<JMethod> targets) {}

    private final World world;
    private final Reach reach;
    private final Map<JField, Node> fields = new HashMap<>();
    private final Map<JMethod, Node[]> parameters = new HashMap<>();
    private final Map<JMethod, Node> results = new HashMap<>();
    private final Node anything = new Node();
    private final ArrayDeque<Node> work = new ArrayDeque<>();
    private final List<JMethod> openMethods = new ArrayList<>();

    TypeFlow(World world, Reach reach) {
        this.world = world;
        this.reach = reach;
        anything.classes = null;
    }

    /** The method may be called with any arguments. */
    void open(JMethod method) {
        openMethods.add(method);
    }

    /** The field may be written by something that the analysis does not see. */
    void open(JField field) {
        saturate(field(field));
    }

    private Node field(JField field) {
        return fields.computeIfAbsent(field, f -> {
            Node node = new Node();
            if (f.initial instanceof String || f.constant instanceof String) add(node, world.require("java/lang/String"));
            return node;
        });
    }

    private Node[] parameters(JMethod method) {
        return parameters.computeIfAbsent(method, m -> {
            Node[] nodes = new Node[m.parameters.size()];
            for (int i = 0; i < nodes.length; i++) nodes[i] = m.parameters.get(i) == Type.REF ? new Node() : null;
            return nodes;
        });
    }

    /** The result of a method without a graph may be anything. */
    private Node result(JMethod method) {
        return method.assembly != null ? anything : results.computeIfAbsent(method, m -> new Node());
    }

    /** Enters the flow through a method. */
    void add(JMethod method, Graph graph) {
        Node[] values = new Node[graph.insCount()];
        Node[] own = parameters(method);
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) if (ins.type == Type.REF) values[ins.id] = ins.op == Op.PARAM ? own[(int) ins.bits] : value(ins);
        }
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) connect(method, values, ins);
        }
    }

    /** The node of a value, which may be another's. */
    private Node value(Ins ins) {
        return switch (ins.op) {
            case NEW, NEW_ARRAY, NEW_MULTI_ARRAY -> of((JClass) ins.attr);
            case STRING -> of(world.require("java/lang/String"));
            case CLASS_MIRROR -> of(world.require("java/lang/Class"));
            case GET_FIELD, GET_STATIC -> field((JField) ins.attr);
            case INVOKE_STATIC, INVOKE_SPECIAL -> result((JMethod) ins.attr);
            case CONST, PHI, CHECK_CAST, NULL_CHECK, ARRAY_STORE_CHECK, SELECT, INVOKE_VIRTUAL, INVOKE_INTERFACE -> new Node();
            default -> anything;
        };
    }

    private Node of(JClass c) {
        Node node = new Node();
        add(node, c);
        return node;
    }

    private void connect(JMethod method, Node[] values, Ins ins) {
        switch (ins.op) {
            case PHI -> {
                if (ins.type == Type.REF) for (Ins in : ins.inputs) if (in != ins) edge(values[in.id], values[ins.id], null);
            }
            case CHECK_CAST -> edge(values[ins.in(0).id], values[ins.id], (JClass) ins.attr);
            case NULL_CHECK -> edge(values[ins.in(0).id], values[ins.id], null);
            case ARRAY_STORE_CHECK -> edge(values[ins.in(1).id], values[ins.id], null);
            case SELECT -> {
                if (ins.type != Type.REF) return;
                edge(values[ins.in(2).id], values[ins.id], null);
                edge(values[ins.in(3).id], values[ins.id], null);
            }
            case PUT_FIELD -> flow(values, ins.in(1), (JField) ins.attr);
            case PUT_STATIC -> flow(values, ins.in(0), (JField) ins.attr);
            case RETURN -> {
                if (ins.inputs.length > 0 && ins.in(0).type == Type.REF) edge(values[ins.in(0).id], result(method), null);
            }
            case INVOKE_STATIC, INVOKE_SPECIAL -> pass(arguments(values, ins), (JMethod) ins.attr, 0);
            case INVOKE_VIRTUAL, INVOKE_INTERFACE -> call(values, ins);
            case FIELD_OFFSET -> open((JField) ins.attr);
            default -> {
                if (ins.attr instanceof JMethod m) open(m);
                else if (ins.attr instanceof CallTarget t && !t.indirect() && t.symbol() == null) open(t.method());
            }
        }
    }

    private void flow(Node[] values, Ins value, JField field) {
        if (value.type == Type.REF) edge(values[value.id], field(field), null);
    }

    private static Node[] arguments(Node[] values, Ins call) {
        Node[] arguments = new Node[call.inputs.length];
        for (int i = 0; i < arguments.length; i++) arguments[i] = call.in(i).type == Type.REF ? values[call.in(i).id] : null;
        return arguments;
    }

    /** Arguments from {@code first} on go to the method's parameters. */
    private void pass(Node[] arguments, JMethod target, int first) {
        Node[] to = parameters(target);
        for (int i = first; i < to.length; i++) if (to[i] != null) edge(arguments[i], to[i], null);
    }

    private void call(Node[] values, Ins ins) {
        JMethod called = (JMethod) ins.attr;
        Node[] arguments = arguments(values, ins);
        if (!called.isVirtual()) {
            pass(arguments, called, 0);
            if (ins.type == Type.REF) edge(result(called), values[ins.id], null);
            return;
        }
        Node receiver = arguments[0];
        Call call = new Call(called, arguments, ins.type == Type.REF ? values[ins.id] : null, new HashSet<>(4));
        if (receiver.classes == null) {
            dispatchAnywhere(call);
            return;
        }
        if (receiver.calls.isEmpty()) receiver.calls = new ArrayList<>(2);
        receiver.calls.add(call);
        for (int i = 0; i < receiver.done; i++) dispatch(call, receiver.classes.get(i));
    }

    private void dispatchAnywhere(Call call) {
        for (JClass c : reach.instantiatedSubtypes(call.called.holder)) dispatch(call, c);
    }

    private void dispatch(Call call, JClass receiver) {
        // What only a declared interface type promises may fail: such a call throws.
        if (!receiver.isSubtypeOf(call.called.holder)) return;
        JMethod target = world.selectVirtual(receiver, call.called);
        if (target == null) return;
        add(parameters(target)[0], receiver);
        if (!call.targets.add(target)) return;
        pass(call.arguments, target, 1);
        if (call.result != null) edge(result(target), call.result, null);
    }

    private void edge(Node from, Node to, JClass filter) {
        if (to.classes == null || from == to) return;
        if (from.classes == null) {
            saturate(to);
            return;
        }
        from.to.add(to);
        from.filters.add(filter);
        for (int i = 0; i < from.done; i++) {
            JClass c = from.classes.get(i);
            if (filter == null || c.isSubtypeOf(filter)) add(to, c);
        }
    }

    private void add(Node node, JClass c) {
        if (node.classes == null || node.classes.contains(c)) return;
        if (node.classes.size() == MOST) {
            saturate(node);
            return;
        }
        node.classes.add(c);
        queue(node);
    }

    private void saturate(Node node) {
        if (node.classes == null) return;
        node.classes = null;
        queue(node);
    }

    private void queue(Node node) {
        if (!node.queued) {
            node.queued = true;
            work.add(node);
        }
    }

    /** All graphs are in: finds the fixed point and writes down what is known. */
    void solve() {
        for (JMethod method : openMethods) for (Node parameter : parameters(method)) if (parameter != null) saturate(parameter);
        while (!work.isEmpty()) {
            Node node = work.remove();
            node.queued = false;
            if (node.classes == null) goOnAsAnything(node);
            else goOn(node);
        }
        fields.forEach((field, node) -> field.classes = known(node));
        parameters.forEach((method, nodes) -> {
            List<List<JClass>> all = new ArrayList<>(nodes.length);
            for (Node node : nodes) all.add(node == null ? List.of() : known(node));
            method.parameterClasses = all;
        });
        results.forEach((method, node) -> method.resultClasses = known(node));
    }

    private void goOn(Node node) {
        while (node.classes != null && node.done < node.classes.size()) {
            JClass c = node.classes.get(node.done++);
            for (int i = 0; i < node.to.size(); i++) {
                JClass filter = node.filters.get(i);
                if (filter == null || c.isSubtypeOf(filter)) add(node.to.get(i), c);
            }
            for (int i = 0; i < node.calls.size(); i++) dispatch(node.calls.get(i), c);
        }
        if (node.classes == null) queue(node);
    }

    private void goOnAsAnything(Node node) {
        if (node.anythingDone) return;
        node.anythingDone = true;
        for (int i = 0; i < node.to.size(); i++) saturate(node.to.get(i));
        for (int i = 0; i < node.calls.size(); i++) dispatchAnywhere(node.calls.get(i));
    }

    /** Empty: nothing is known. (A value to which no class comes is null, if it is reached at all.) */
    private static List<JClass> known(Node node) {
        return node.classes == null ? List.of() : List.copyOf(node.classes);
    }
}
