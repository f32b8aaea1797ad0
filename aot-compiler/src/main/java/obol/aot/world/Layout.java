package obol.aot.world;

import java.util.ArrayList;
import java.util.List;
import obol.layout.StaticsLayout;

/**
 * The places of everything reachable, given once after the reachability analysis: class numbers, field offsets, the statics
 * block, vtable and interface indices. It stands in the classes, methods and fields themselves; here is what belongs to
 * the whole, or is asked for once by the image writer.
 *
 * <p>Every reachable class's superclass, superinterfaces and component are reachable too. Over a base image only what it has
 * not gets a place: class numbers, interface numbers and statics go on where the base's end.
 */
public final class Layout {
    private final List<JClass> classes;
    private final int firstClass;
    private final FieldLayout fields;
    private final Dispatch dispatch;

    Layout(World world) {
        List<JClass> numbered = new ArrayList<>();
        for (JClass c : world.primitives()) if (c.reachable) numbered.add(c);
        for (JClass c : world.all()) if (c.reachable) numbered.add(c);
        numbered.removeIf(c -> c.inBase);
        BaseFacts base = world.base();
        firstClass = base == null ? 0 : base.classCount();
        for (int i = 0; i < numbered.size(); i++) {
            JClass c = numbered.get(i);
            c.number = firstClass + i;
            world.needsInit(c);
            requireReachable(c, c.superclass);
            requireReachable(c, c.component);
            for (JClass s : c.interfaces) requireReachable(c, s);
        }
        classes = List.copyOf(numbered);
        fields = new FieldLayout(classes, base == null ? StaticsLayout.FIRST : base.staticsSize(), lateStatics(world));
        dispatch = new Dispatch(world, classes);
    }

    /** Static fields of the base's classes that the base does not use and so gave no place. */
    private static List<JField> lateStatics(World world) {
        List<JField> late = new ArrayList<>();
        if (world.base() == null) return late;
        for (JClass c : world.base().classes()) {
            for (JField f : c.fields) {
                if (!f.reachable || f.offset != 0) continue;
                if (!f.isStatic()) throw new BaseFacts.Lack("the field " + f);
                late.add(f);
            }
        }
        return late;
    }

    private static void requireReachable(JClass c, JClass needed) {
        if (needed != null && !needed.reachable) throw new IllegalStateException(c + " is reachable, " + needed + " is not");
    }

    /** The class number of the first of {@link #classes}: over a base image how many classes that has. */
    public int firstClass() {
        return firstClass;
    }

    /** The methods for which the class's vtable has places, by index; of a class without instances those of its subclasses. */
    public List<JMethod> vtablePlaces(JClass c) {
        return dispatch.places(c);
    }

    /** The least interface number above all that were given. */
    public int nextInterfaceNumber() {
        return dispatch.nextInterfaceNumber();
    }

    /** Offset of the first static that was given a place here. */
    public int staticsStart() {
        return fields.staticsStart();
    }

    /** All classes that were laid out, by class number. */
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
