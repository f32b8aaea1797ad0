package obol.aot.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import obol.classfile.Access;
import obol.classfile.ClassFile.InnerClass;

/**
 * What a base image offers to the classes that are compiled against it: the public and protected members of the public and
 * protected classes of its packages. Such a class may be extended and its methods overridden, so nothing may be concluded
 * from there being no subclass now. All other classes are complete: their subtypes are known when the base image is made.
 *
 * @param packages internal names, each with a slash at its end
 */
public record OpenProfile(Set<String> packages) {
    public OpenProfile {
        packages = new TreeSet<>(packages);
    }

    /** All classes of the profile, loaded, by name. */
    public List<JClass> classes(World world, ClassSource source) {
        List<JClass> classes = new ArrayList<>();
        for (String prefix : packages) {
            for (String name : source.list(prefix)) {
                if (name.indexOf('/', prefix.length()) >= 0) continue;
                JClass c = world.find(name);
                if (c != null && isOpen(world, c)) classes.add(c);
            }
        }
        return classes;
    }

    /** Whether code outside of the packages may name the class, or inherit it from a class that it extends. */
    public boolean isOpen(World world, JClass c) {
        if (c.file == null || c.hidden) return false;
        if (!packages.contains(c.name.substring(0, c.name.lastIndexOf('/') + 1))) return false;
        InnerClass inner = null;
        for (InnerClass i : c.file.innerClasses()) if (i.name().equals(c.name)) inner = i;
        if (inner == null) return (c.flags & Access.PUBLIC) != 0;
        if (inner.outerName() == null || !isAccessible(inner.flags())) return false;
        JClass outer = world.find(inner.outerName());
        return outer != null && isOpen(world, outer);
    }

    public static boolean isAccessible(int flags) {
        return (flags & (Access.PUBLIC | Access.PROTECTED)) != 0;
    }

    /** Marks the classes that are {@link JClass#extensible}: those that others may extend, and all their supertypes. */
    public void markExtensible(World world, Collection<JClass> classes) {
        for (JClass c : classes) if (isOpen(world, c) && !c.isFinal() && (c.isInterface() || hasAccessibleConstructor(c))) mark(c);
    }

    private static boolean hasAccessibleConstructor(JClass c) {
        for (JMethod m : c.methods) if (m.isConstructor() && isAccessible(m.flags)) return true;
        return false;
    }

    private static void mark(JClass c) {
        if (c.extensible) return;
        c.extensible = true;
        if (c.superclass != null) mark(c.superclass);
        for (JClass i : c.interfaces) mark(i);
    }
}
