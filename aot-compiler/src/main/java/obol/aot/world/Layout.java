package obol.aot.world;

import java.util.ArrayList;
import java.util.List;

/**
 * The places of everything reachable, given once after the reachability analysis: class numbers, field offsets, the statics
 * block, vtable and interface indices. It stands in the classes, methods and fields themselves; here is what belongs to
 * the whole, or is asked for once by the image writer.
 *
 * <p>Every reachable class's superclass, superinterfaces and component are reachable too.
 */
public final class Layout {
    private final List<JClass> classes;
    private final FieldLayout fields;
    private final Dispatch dispatch;

    Layout(World world) {
        List<JClass> numbered = new ArrayList<>();
        for (JClass c : world.primitives()) if (c.reachable) numbered.add(c);
        for (JClass c : world.all()) if (c.reachable) numbered.add(c);
        for (int i = 0; i < numbered.size(); i++) {
            JClass c = numbered.get(i);
            c.number = i;
            world.needsInit(c);
            requireReachable(c, c.superclass);
            requireReachable(c, c.component);
            for (JClass s : c.interfaces) requireReachable(c, s);
        }
        classes = List.copyOf(numbered);
        fields = new FieldLayout(classes);
        dispatch = new Dispatch(classes);
    }

    private static void requireReachable(JClass c, JClass needed) {
        if (needed != null && !needed.reachable) throw new IllegalStateException(c + " is reachable, " + needed + " is not");
    }

    /** All classes of the image, by class number. */
    public List<JClass> classes() {
        return classes;
    }

    /** The hash table of a class's superinterfaces. */
    public InterfaceTable interfaceTable(JClass c) {
        return dispatch.table(c);
    }

    /** The methods of an interface that calls may be dispatched to, by {@link JMethod#vtableIndex}. */
    public List<JMethod> interfaceMethods(JClass i) {
        return dispatch.methods(i);
    }

    /**
     * What instances of the class run for each of {@link #interfaceMethods}; null where a call throws. Empty for a class
     * without instances.
     */
    public List<JMethod> itable(JClass c, JClass i) {
        return dispatch.itable(c, i);
    }

    /** Bit {@code i % 32} of word {@code i / 32}: the four bytes at {@code FIRST_FIELD + 4 * i} of an instance hold a reference. */
    public int[] referenceMap(JClass c) {
        return FieldLayout.referenceMap(c);
    }

    /** The static fields that have a place in the statics block, references first. */
    public List<JField> statics() {
        return fields.statics;
    }

    /** Bytes of the statics block, a multiple of 8. */
    public int staticsSize() {
        return fields.staticsSize();
    }

    /** Where the references of the statics block end: {@code ImageHeader.STATICS_REFERENCES_END}. */
    public int staticsReferencesEnd() {
        return fields.staticsReferencesEnd();
    }
}
