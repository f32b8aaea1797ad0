package obol.aot.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;

/**
 * The VarHandles that class initialisers make: a static final field set from {@code findVarHandle}, the
 * bootstrap {@code fieldVarHandle} called by hand, or {@code arrayElementVarHandle} with literal arguments stands for the place that they name. Uses of such a field
 * become memory operations ({@link VarHandleCalls}), so the object itself is never made: the field holds null.
 */
final class VarHandles {
    /**
     * What a VarHandle reads and writes: an instance field, a static field, or (field null) elements of this array class; of a
     * byte array ints or longs at any index if {@code view} is their descriptor.
     */
    record Place(JField field, JClass array, String view, boolean bigEndian) {
        Place(JField field, JClass array) {
            this(field, array, null, false);
        }

        /** Descriptor of what is read and written. */
        String valueType() {
            return field != null ? field.descriptor : view != null ? view : array.component.descriptor();
        }
    }

    private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
    private static final String BOOTSTRAPS = "java/lang/invoke/ConstantBootstraps";
    private static final String HANDLES = "java/lang/invoke/MethodHandles";

    private final Function<JMethod, Graph> translator;
    private final JClass bytes;
    private final Map<JField, Place> places = new HashMap<>();
    private final Set<JClass> seen = new HashSet<>();

    /**
     * @param translator the graph of a class initialiser, its calls of findVarHandle still in it
     * @param bytes the class {@code byte[]}
     */
    VarHandles(Function<JMethod, Graph> translator, JClass bytes) {
        this.translator = translator;
        this.bytes = bytes;
    }

    /** The place that the VarHandle in this field stands for, or null if that is not known. */
    Place find(JField field) {
        if (!field.isStatic() || !field.isFinal()) return null;
        if (seen.add(field.holder) && field.holder.initializer() != null && field.holder.initializer().code != null) {
            for (Block block : translator.apply(field.holder.initializer()).blocks) {
                for (Ins ins : block.body) note(ins);
            }
        }
        return places.get(field);
    }

    private void note(Ins ins) {
        if (ins.op != Op.PUT_STATIC || !ins.in(0).op.calls()) return;
        Place place = made(maker(ins.in(0)));
        if (place != null) places.put((JField) ins.attr, place);
    }

    /** The call that makes the VarHandle: what is wrapped by one for its behaviour, which its compiled uses have anyway. */
    private static Ins maker(Ins value) {
        while (isBehaviour(value) || value.op == Op.NULL_CHECK) value = value.in(0);
        return value;
    }

    private static boolean isBehaviour(Ins ins) {
        return ins.attr instanceof JMethod m && m.holder.name.equals("java/lang/invoke/VarHandle") && m.name.startsWith("withInvoke");
    }

    /** The place named by a call that makes a VarHandle, or null. */
    private Place made(Ins call) {
        if (!(call.attr instanceof JMethod m)) return null;
        boolean instance = m.holder.name.equals(LOOKUP) && m.name.equals("findVarHandle");
        boolean isStatic = m.holder.name.equals(LOOKUP) && m.name.equals("findStaticVarHandle");
        if (instance || isStatic) {
            if (call.in(1).op != Op.CLASS_MIRROR || call.in(2).op != Op.STRING) return null;
            return place(call.in(1), call.in(2), isStatic);
        }
        // The name, VarHandle's own class, the class, and the field's type.
        boolean bootstrap = m.holder.name.equals(BOOTSTRAPS) && (m.name.equals("fieldVarHandle") || m.name.equals("staticFieldVarHandle"));
        if (bootstrap) {
            if (call.in(3).op != Op.CLASS_MIRROR || call.in(1).op != Op.STRING) return null;
            return place(call.in(3), call.in(1), m.name.equals("staticFieldVarHandle"));
        }
        if (m.holder.name.equals(HANDLES) && m.name.equals("arrayElementVarHandle")) {
            return call.in(0).op == Op.CLASS_MIRROR && ((JClass) call.in(0).attr).isArray() ? new Place(null, (JClass) call.in(0).attr) : null;
        }
        if (m.holder.name.equals(HANDLES) && m.name.equals("byteArrayViewVarHandle")) return view(call.in(0), call.in(1));
        return null;
    }

    private static Place place(Ins holder, Ins name, boolean isStatic) {
        JField field = ((JClass) holder.attr).declaredField((String) name.attr);
        return field == null || field.isStatic() != isStatic ? null : new Place(field, null);
    }

    private Place view(Ins viewed, Ins order) {
        if (viewed.op != Op.CLASS_MIRROR || order.op != Op.GET_STATIC) return null;
        String element = ((JClass) viewed.attr).component.descriptor();
        if (!element.equals("I") && !element.equals("J")) return null;
        return new Place(null, bytes, element, ((JField) order.attr).name.equals("BIG_ENDIAN"));
    }

    /** Takes the making of known VarHandles out of a class initialiser, and the lookup objects that nothing else needs. */
    void strip(Graph graph) {
        Map<Ins, List<Ins>> users = new HashMap<>();
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) {
                for (Ins in : ins.inputs) users.computeIfAbsent(in, k -> new ArrayList<>()).add(ins);
            }
        }
        Set<Ins> gone = new HashSet<>();
        for (Block block : graph.blocks) {
            for (Ins ins : List.copyOf(block.body)) {
                if (ins.op != Op.PUT_STATIC || !ins.in(0).op.calls() || made(maker(ins.in(0))) == null) continue;
                List<Ins> making = making(ins.in(0), users);
                if (making == null) continue;
                gone.addAll(making);
                Ins nothing = graph.constant(Type.REF, 0);
                nothing.block = block;
                block.body.add(block.body.indexOf(ins), nothing);
                ins.inputs[0] = nothing;
            }
        }
        if (gone.isEmpty()) return;
        for (Map.Entry<Ins, List<Ins>> e : users.entrySet()) {
            Ins ins = e.getKey();
            if (ins.op == Op.NULL_CHECK && gone.containsAll(e.getValue())) gone.add(ins);
        }
        for (Map.Entry<Ins, List<Ins>> e : users.entrySet()) {
            if (isLookup(e.getKey()) && gone.containsAll(e.getValue())) gone.add(e.getKey());
        }
        remove(graph, gone);
    }

    /** The calls that make the value, from the last to the first; null if something else uses one of them. */
    private static List<Ins> making(Ins value, Map<Ins, List<Ins>> users) {
        List<Ins> making = new ArrayList<>();
        Ins maker = maker(value);
        for (Ins ins = value; ; ins = ins.in(0)) {
            if (users.get(ins).size() != 1) return null;
            making.add(ins);
            if (ins == maker) return making;
        }
    }

    private static boolean isLookup(Ins ins) {
        return ins.op == Op.INVOKE_STATIC && ((JMethod) ins.attr).holder.name.equals(HANDLES) && ((JMethod) ins.attr).name.equals("lookup");
    }

    private static void remove(Graph graph, Set<Ins> gone) {
        for (Block block : graph.blocks) {
            if (block.handler != null && gone.contains(block.thrower())) {
                block.handler.preds.remove(block);
                block.handler = null;
            }
            block.body.removeIf(gone::contains);
        }
        graph.order();
    }
}
