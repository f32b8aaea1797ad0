package obol.aot.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.aot.world.InterfaceTable;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.Layout;
import obol.aot.world.World;
import obol.layout.HubLayout;

/** The hubs of all classes that the image needs, as {@link HubLayout} says. */
final class HubSection {
    private final Section section = new Section("hubs");
    /** Reference maps of more than 63 words. */
    final Section longMaps = new Section("reference maps");
    private final Map<JClass, Place> places = new LinkedHashMap<>();
    private final World world;
    private final Layout layout;
    private final List<JClass> classes;

    private final Outside outside;

    HubSection(World world, Outside outside) {
        this.outside = outside;
        this.world = world;
        this.layout = world.layout();
        this.classes = layout.classes();
        long at = 0;
        for (JClass c : classes) {
            at += 8L * (layout.interfaceTable(c).size() + 1);
            places.put(c, new Place(section, at));
            at += HubLayout.VTABLE + 8L * (c.vtable.size() + interfaceMethods(c));
        }
    }

    private int interfaceMethods(JClass c) {
        int count = 0;
        for (JClass i : layout.interfaceTable(c).interfaces()) count += layout.itable(c, i).size();
        return count;
    }

    Section section() {
        return section;
    }

    List<JClass> classes() {
        return classes;
    }

    /** Pairs of a class outside and the array class of it that is here, by the address of the first. */
    List<JClass> arraysOfOutside() {
        List<JClass> arrays = new ArrayList<>();
        for (JClass c : classes) if (c.isArray() && !places.containsKey(c.component)) arrays.add(c);
        arrays.sort(Comparator.comparingLong(c -> place(c.component).address()));
        return arrays;
    }

    /** Place of the hub. Throws IllegalStateException for a class that the analysis did not find reachable. */
    Place place(JClass c) {
        Place place = placeOrNull(c);
        if (place == null) throw new IllegalStateException("no hub for " + c + ", which was not found reachable");
        return place;
    }

    private Place placeOrNull(JClass c) {
        if (c == null) return null;
        Place own = places.get(c);
        return own != null ? own : outside.hub(c);
    }

    void write(CodeSection code, ClassInfoSection infos) {
        for (JClass c : classes) write(c, code, infos);
    }

    private void write(JClass c, CodeSection code, ClassInfoSection infos) {
        InterfaceTable table = layout.interfaceTable(c);
        int size = table.size();
        int methodsAt = HubLayout.VTABLE + 8 * c.vtable.size();
        long[] entries = new long[size];
        List<JMethod> interfaceMethods = new ArrayList<>();
        for (JClass i : table.interfaces()) {
            entries[i.interfaceNumber & (size - 1)] = (long) (methodsAt + 8 * interfaceMethods.size()) << 32 | i.interfaceNumber;
            interfaceMethods.addAll(layout.itable(c, i));
        }
        for (long entry : entries) section.u64(entry);
        section.u64(~(size - 1L));
        if (section.size() != place(c).offset()) throw new IllegalStateException("hub of " + c + " is not in its place");

        section.u32(c.isArray() || c.isPrimitive() || c.isInterface() ? 0 : c.instanceSize);
        section.u8(kind(c));
        section.u8(elementShift(c));
        section.u8(flags(c));
        section.u8(Math.min(c.depth, 255));
        JClass[] display = new JClass[HubLayout.DISPLAY_SIZE];
        if (!c.isPrimitive() && !c.isInterface()) {
            for (JClass s = c; s != null; s = s.superclass) if (s.depth < display.length) display[s.depth] = s;
        }
        for (JClass s : display) section.address32(s == null ? null : place(s));
        section.address32(placeOrNull(c.superclass));
        section.address32(placeOrNull(c.component));
        section.address32(placeOrNull(c.arrayOrNull()));
        section.u32(c.number);
        section.address32(infos.place(c));
        section.u32(c.initState);
        referenceMap(c);
        JMethod initializer = c.initializer();
        section.address32(initializer == null || !initializer.reachable ? null : code.place(initializer));
        section.u32(c.interfaceNumber);
        for (JMethod m : c.vtable) section.address64(code.placeOrMissing(m));
        for (JMethod m : interfaceMethods) section.address64(code.placeOrMissing(m));
    }

    private int kind(JClass c) {
        if (c.isPrimitive()) return HubLayout.KIND_PRIMITIVE;
        if (c.isInterface()) return HubLayout.KIND_INTERFACE;
        if (c.isArray()) return c.component.isPrimitive() ? HubLayout.KIND_PRIMITIVE_ARRAY : HubLayout.KIND_REFERENCE_ARRAY;
        for (JClass s = c; s != null; s = s.superclass) {
            switch (s.name) {
                case "java/lang/ref/SoftReference": return HubLayout.KIND_SOFT;
                case "java/lang/ref/WeakReference": return HubLayout.KIND_WEAK;
                case "java/lang/ref/PhantomReference": return HubLayout.KIND_PHANTOM;
                default: break;
            }
        }
        return HubLayout.KIND_INSTANCE;
    }

    private static int elementShift(JClass c) {
        return c.isArray() ? obol.aot.ir.MemKind.ofDescriptor(c.component.descriptor()).shift : 0;
    }

    private int flags(JClass c) {
        int flags = 0;
        if (c.isInterface()) flags |= HubLayout.FLAG_INTERFACE;
        if (c.isAbstract()) flags |= HubLayout.FLAG_ABSTRACT;
        if (c.isFinal()) flags |= HubLayout.FLAG_FINAL;
        if ((c.flags & 0x4000) != 0) flags |= HubLayout.FLAG_ENUM;
        if (c.superclass != null && c.superclass.name.equals("java/lang/Record")) flags |= HubLayout.FLAG_RECORD;
        if (c.isInterface() && c.hasDefaultMethods()) flags |= HubLayout.FLAG_DEFAULTS;
        JClass cloneable = world.find("java/lang/Cloneable");
        if (cloneable != null && c.isSubtypeOf(cloneable)) flags |= HubLayout.FLAG_CLONEABLE;
        return flags;
    }

    private void referenceMap(JClass c) {
        if (c.isArray() || c.isPrimitive() || c.isInterface()) {
            section.u64(0);
            return;
        }
        int[] words = layout.referenceMap(c);
        long map = 0;
        for (int i = 0; i < words.length && i < 2; i++) map |= (words[i] & 0xFFFF_FFFFL) << 32 * i;
        boolean isShort = map >= 0;
        for (int i = 2; i < words.length; i++) isShort &= words[i] == 0;
        if (isShort) {
            section.u64(map);
            return;
        }
        longMaps.align(4);
        section.fixup(section.size(), Section.Form.ABSOLUTE_32, longMaps, longMaps.size());
        section.u32(0);
        section.u32((int) (HubLayout.LONG_MAP >>> 32));
        longMaps.u32(words.length);
        for (int word : words) longMaps.u32(word);
    }
}
