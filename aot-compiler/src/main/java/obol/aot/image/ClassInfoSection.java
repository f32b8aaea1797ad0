package obol.aot.image;

import java.util.ArrayList;
import java.util.List;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.classfile.ClassFile.InnerClass;
import obol.layout.image.ClassInfoLayout;

/** The {@link ClassInfoLayout} records, in the order of the class numbers. */
final class ClassInfoSection {
    private final Section section = new Section("classes");
    private final Section lists = new Section("superinterfaces");
    private final World world;

    ClassInfoSection(World world) {
        this.world = world;
    }

    Section section() {
        return section;
    }

    Place place(JClass c) {
        return new Place(section, (long) (c.number - world.layout().firstClass()) * ClassInfoLayout.SIZE);
    }

    void write(HubSection hubs, ReadOnlyObjects objects, CodeSection code) {
        List<JClass> classes = hubs.classes();
        for (JClass c : classes) {
            InnerClass inner = innerClass(c);
            section.address32(hubs.place(c));
            section.address32(objects.string(javaName(c)));
            section.address32(objects.string(simpleName(c, inner)));
            section.address32(objects.string(c.file == null ? null : c.file.sourceFile()));
            section.u32(modifiers(c, inner));
            JClass outer = inner == null || inner.outerName() == null ? null : world.find(inner.outerName());
            section.address32(outer == null || outer.number < 0 ? null : hubs.place(outer));
            List<JClass> interfaces = new ArrayList<>();
            for (JClass i : c.interfaces) if (i.number >= 0) interfaces.add(i);
            section.address32(lists, lists.size());
            lists.u32(interfaces.size());
            for (JClass i : interfaces) lists.address32(hubs.place(i));
            JMethod values = (c.flags & 0x4000) == 0 ? null : c.declared("values", "()[L" + c.name + ";");
            section.address32(values == null || !values.reachable ? null : code.place(values));
            section.u32(infoFlags(c, inner));
            JMethod constructor = c.file == null ? null : c.declared("<init>", "()V");
            section.address32(constructor == null || !constructor.reachable ? null : code.place(constructor));
        }
    }

    /** The lists of superinterfaces. */
    Section lists() {
        return lists;
    }

    private static InnerClass innerClass(JClass c) {
        if (c.file == null) return null;
        for (InnerClass i : c.file.innerClasses()) if (i.name().equals(c.name)) return i;
        return null;
    }

    /** The name as {@code Class.getName} gives it. */
    static String javaName(JClass c) {
        return c.name.replace('/', '.');
    }

    private static String simpleName(JClass c, InnerClass inner) {
        if (c.isArray()) return simpleName(c.component, innerClass(c.component)) + "[]";
        if (inner != null) return inner.simpleName() == null ? "" : inner.simpleName();
        return c.name.substring(c.name.lastIndexOf('/') + 1);
    }

    /** As {@code Class.getModifiers}: of a member the flags of its InnerClasses entry, without ACC_SUPER. */
    private static int modifiers(JClass c, InnerClass inner) {
        if (c.isArray()) {
            JClass element = c.elementType();
            return modifiers(element, innerClass(element)) & 7 | 0x410;
        }
        if (c.isPrimitive()) return 0x411;
        return (inner == null ? c.flags : inner.flags()) & ~0x20 & 0xFFFF;
    }

    private int infoFlags(JClass c, InnerClass inner) {
        int flags = 0;
        if (inner != null) {
            if (inner.simpleName() == null) flags |= ClassInfoLayout.INFO_ANONYMOUS;
            else if (inner.outerName() == null) flags |= ClassInfoLayout.INFO_LOCAL;
            else flags |= ClassInfoLayout.INFO_MEMBER;
        }
        if (c.file != null && comparesToItself(c)) flags |= ClassInfoLayout.INFO_COMPARABLE_TO_ITSELF;
        return flags;
    }

    /** As HashMap.comparableClassFor asks: the class itself declares {@code Comparable<itself>}. */
    private static boolean comparesToItself(JClass c) {
        if (c.name.equals("java/lang/String")) return true;
        String signature = c.file.signature();
        return signature != null && signature.contains("Ljava/lang/Comparable<L" + c.name + ";>;");
    }
}
