package obol.aot.world;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import obol.aot.ir.MemKind;
import obol.layout.ObjectLayout;
import obol.layout.StaticsLayout;

/**
 * Offsets of fields. Instances: the superclass's fields first, where they are in the superclass; then own ones by
 * descending size, so that only the place between the superclass's last field and the first wide one can be a gap, and
 * that is filled with narrower ones where they fit; references stand together. Statics as {@link StaticsLayout} says.
 * Fields that no code names have no place.
 */
final class FieldLayout {
    /** The statics with a place, by offset within each of the two parts. */
    final List<JField> statics = new ArrayList<>();
    private final int start;
    private final List<JField> late;
    private int referencesEnd;
    private int size;

    /**
     * @param classes all that are to be laid out, superclasses before their subtypes
     * @param start where the statics begin, a multiple of 8
     * @param late further static fields, of other classes
     */
    FieldLayout(List<JClass> classes, int start, List<JField> late) {
        this.start = start;
        this.late = late;
        for (JClass c : classes) if (c.kind == JClass.Kind.CLASS) placeInstanceFields(c);
        placeStatics(classes);
    }

    private static void placeInstanceFields(JClass c) {
        int end = c.superclass == null ? ObjectLayout.FIRST_FIELD : c.superclass.fieldsEnd;
        List<JField> waiting = new ArrayList<>();
        for (int shift = 3; shift >= 0; shift--) {
            addFields(c.fields, false, shift, false, waiting);
            addFields(c.fields, false, shift, true, waiting);
        }
        while (!waiting.isEmpty()) {
            JField next = takeAligned(waiting, end);
            if (next == null) {
                end++;
                continue;
            }
            next.offset = end;
            end += next.kind.bytes();
        }
        c.fieldsEnd = end;
        c.instanceSize = (end + ObjectLayout.ALIGNMENT - 1) & -ObjectLayout.ALIGNMENT;
    }

    private static void addFields(List<JField> fields, boolean isStatic, int shift, boolean references, List<JField> into) {
        for (JField f : fields) {
            if (f.reachable && f.isStatic() == isStatic && f.kind.shift == shift && (f.kind == MemKind.REF) == references) into.add(f);
        }
    }

    /** Removes and returns the widest field that may stand at this offset, or null. */
    private static JField takeAligned(List<JField> waiting, int offset) {
        for (Iterator<JField> it = waiting.iterator(); it.hasNext();) {
            JField f = it.next();
            if ((offset & f.kind.bytes() - 1) != 0) continue;
            it.remove();
            return f;
        }
        return null;
    }

    private void placeStatics(List<JClass> classes) {
        int end = start;
        for (JClass c : classes) end = place(c.fields, MemKind.REF.shift, true, end);
        end = place(late, MemKind.REF.shift, true, end);
        referencesEnd = end;
        for (JClass c : classes) if (c.needsInit != null && c.needsInit) c.initState = end++;
        for (int shift = 3; shift >= 0; shift--) {
            end = (end + (1 << shift) - 1) & -(1 << shift);
            for (JClass c : classes) end = place(c.fields, shift, false, end);
            end = place(late, shift, false, end);
        }
        size = (end + ObjectLayout.ALIGNMENT - 1) & -ObjectLayout.ALIGNMENT;
    }

    private int place(List<JField> all, int shift, boolean references, int end) {
        List<JField> fields = new ArrayList<>();
        addFields(all, true, shift, references, fields);
        for (JField f : fields) {
            f.offset = end;
            end += f.kind.bytes();
        }
        statics.addAll(fields);
        return end;
    }

    int staticsStart() {
        return start;
    }

    int staticsReferencesEnd() {
        return referencesEnd;
    }

    int staticsSize() {
        return size;
    }

    /**
     * The words of an instance that hold references: bit {@code i % 32} of word {@code i / 32} for the four bytes at
     * {@code FIRST_FIELD + 4 * i}. The referent of a java.lang.ref.Reference is left out.
     */
    static int[] referenceMap(JClass c) {
        int[] words = new int[(c.instanceSize - ObjectLayout.FIRST_FIELD) / ObjectLayout.REFERENCE_SIZE / 32 + 1];
        for (JClass s = c; s != null; s = s.superclass) {
            for (JField f : s.fields) {
                if (f.isStatic() || f.kind != MemKind.REF || f.offset == 0 || isReferent(f)) continue;
                int i = (f.offset - ObjectLayout.FIRST_FIELD) / ObjectLayout.REFERENCE_SIZE;
                words[i / 32] |= 1 << i % 32;
            }
        }
        return words;
    }

    private static boolean isReferent(JField f) {
        return f.name.equals("referent") && f.holder.name.equals("java/lang/ref/Reference");
    }
}
