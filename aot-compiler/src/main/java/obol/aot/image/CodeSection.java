package obol.aot.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.aot.codegen.AssemblySymbol;
import obol.aot.codegen.CompiledMethod;
import obol.aot.codegen.Literal;
import obol.aot.ir.LinkNumber;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.x86.Reloc;
import obol.layout.ObjectLayout;

/** The compiled methods, in the order given. */
final class CodeSection {
    private static final int PADDING = 0xCC;
    /** Of an entry in the table of mirrors. */
    private static final int MIRROR_SIZE = ObjectLayout.REFERENCE_SIZE;

    /** Entry points that the assembly code calls: this prefix and the name in {@code @EntryPoint}. */
    static final String JAVA_PREFIX = "java_";

    private final Section section = new Section("text");
    private final Map<JMethod, Place> places = new LinkedHashMap<>();
    private final List<CompiledMethod> methods;
    private final Outside outside;
    private final Map<String, JMethod> entryPoints;

    CodeSection(List<CompiledMethod> methods, Outside outside, Map<String, JMethod> entryPoints) {
        this.methods = methods;
        this.outside = outside;
        this.entryPoints = entryPoints;
        for (CompiledMethod m : methods) {
            while (section.size() % CompiledMethod.ALIGNMENT != 0) section.u8(PADDING);
            places.put(m.method(), new Place(section, section.size()));
            section.bytes(m.code());
        }
    }

    Section section() {
        return section;
    }

    List<CompiledMethod> methods() {
        return methods;
    }

    /** Where the method's code is. Throws IllegalStateException if it was not compiled. */
    Place place(JMethod m) {
        Place place = placeOrNull(m);
        if (place == null) throw new IllegalStateException("no code for " + m);
        return place;
    }

    private Place placeOrNull(JMethod m) {
        if (m.assembly != null) return outside.symbol(m.assembly);
        Place own = places.get(m);
        return own != null ? own : outside.code(m);
    }

    /** Where the method's code is, or the code that reports a call of a method that is not there. */
    Place placeOrMissing(JMethod m) {
        Place place = m == null ? null : placeOrNull(m);
        return place != null ? place : place(entryPoints.get("missing_method"));
    }

    /** What the assembly code's name means. */
    Place entryPoint(String symbol) {
        JMethod m = symbol.startsWith(JAVA_PREFIX) ? entryPoints.get(symbol.substring(JAVA_PREFIX.length())) : null;
        if (m == null) throw new IllegalStateException("the assembly code wants " + symbol + ", which no @EntryPoint gives");
        return place(m);
    }

    /** Fills in what the code refers to. */
    void link(HubSection hubs, ReadOnlyObjects objects) {
        for (CompiledMethod m : methods) {
            int start = (int) places.get(m.method()).offset();
            for (Reloc r : m.relocations()) {
                if (r.target() instanceof LinkNumber number) {
                    section.patch32(start + r.offset(), value(number) + r.addend());
                    continue;
                }
                Place target = target(m, r.target(), hubs, objects);
                Section.Form form = switch (r.kind()) {
                    case REL32 -> Section.Form.RELATIVE_32;
                    case ABS32 -> Section.Form.ABSOLUTE_32;
                    case ABS64 -> Section.Form.ABSOLUTE_64;
                };
                // Section counts distances from the end of the field, Reloc from its start.
                int addend = r.addend() + (form == Section.Form.RELATIVE_32 ? 4 : 0);
                section.fixup(start + r.offset(), form, target.section(), target.offset() + addend);
            }
        }
    }

    private static int value(LinkNumber number) {
        if (number instanceof LinkNumber.StaticOffset s) return s.field().offset;
        if (number instanceof LinkNumber.InitState i) return i.type().initState;
        if (number instanceof LinkNumber.MirrorOffset m) return MIRROR_SIZE * m.type().number;
        return ((LinkNumber.Interface) number).type().interfaceNumber;
    }

    private Place target(CompiledMethod from, Object target, HubSection hubs, ReadOnlyObjects objects) {
        if (target == Reloc.CODE_START) return places.get(from.method());
        if (target instanceof JMethod m) return place(m);
        if (target instanceof JClass c) return hubs.place(c);
        if (target instanceof Literal literal) return objects.string(literal.text());
        if (target instanceof AssemblySymbol symbol) return outside.symbol(symbol.name());
        throw new IllegalStateException("a relocation in " + from.method() + " to " + target);
    }

    /** The compiled methods and their places, in the order of their code. */
    List<Map.Entry<CompiledMethod, Place>> inOrder() {
        List<Map.Entry<CompiledMethod, Place>> all = new ArrayList<>();
        for (CompiledMethod m : methods) all.add(Map.entry(m, places.get(m.method())));
        return all;
    }
}
