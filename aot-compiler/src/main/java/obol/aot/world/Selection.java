package obol.aot.world;

import java.util.ArrayList;
import java.util.List;
import obol.aot.ir.Linkage;

/** Selection of the method that a call runs, by the receiver's class (JVMS 5.4.6), with overriding (5.4.5). */
final class Selection {
    private Selection() {}

    /** The method called for a receiver of this class; null if there is none with a body, or several. Remembered. */
    static JMethod select(JClass receiver, JMethod method) {
        if (!method.isVirtual()) return method;
        if (receiver.selected.containsKey(method)) return receiver.selected.get(method);
        JMethod found = find(receiver, method);
        receiver.selected.put(method, found);
        return found;
    }

    private static JMethod find(JClass receiver, JMethod method) {
        JMethod declared = inClasses(receiver, method);
        if (declared != null) return declared.isAbstract() || mayNotImplement(declared, method) ? null : declared;
        List<JMethod> candidates = maximallySpecific(receiver, method.name, method.descriptor);
        JMethod only = null;
        for (JMethod m : candidates) {
            if (m.isAbstract()) continue;
            if (only != null) return null;
            only = m;
        }
        return only;
    }

    /** Why {@link #select} said null, in HotSpot's words for the plain cases. */
    static Linkage failure(JClass receiver, JMethod method) {
        JMethod declared = inClasses(receiver, method);
        if (declared != null && mayNotImplement(declared, method)) {
            return new Linkage("java/lang/IllegalAccessError", Resolver.external(receiver, method.name, method.descriptor));
        }
        JMethod resolved = method.inherited == null ? method : method.inherited;
        Linkage conflict = declared == null ? conflict(receiver, method) : null;
        if (conflict != null) return conflict;
        return new Linkage("java/lang/AbstractMethodError", "Receiver class " + receiver.external()
                + " does not define or inherit an implementation of the resolved method '" + Resolver.modifiers(resolved)
                + Resolver.signature(null, resolved.name, resolved.descriptor) + "' of " + (resolved.holder.isInterface() ? "interface "
                : resolved.holder.isAbstract() ? "abstract class " : "class ") + resolved.holder.external() + ".");
    }

    /** The error of a class that inherits several default methods of which none is the most specific; null if it does not. */
    static Linkage conflict(JClass c, JMethod method) {
        int bodies = 0;
        StringBuilder text = new StringBuilder("Conflicting default methods:");
        for (JMethod m : maximallySpecific(c, method.name, method.descriptor)) {
            if (m.isAbstract()) continue;
            bodies++;
            text.append(' ').append(m.holder.name).append('.').append(m.name);
        }
        return bodies > 1 ? new Linkage("java/lang/IncompatibleClassChangeError", text.toString()) : null;
    }

    /** JVMS 6.5 invokeinterface: only a public method stands for an interface's. */
    private static boolean mayNotImplement(JMethod declared, JMethod method) {
        return method.holder.isInterface() && !declared.isPublic();
    }

    private static JMethod inClasses(JClass receiver, JMethod method) {
        for (JClass c = receiver; c != null; c = c.superclass) {
            JMethod m = c.declared(method.name, method.descriptor);
            if (m != null && (m == method || overrides(m, method))) return m;
        }
        return null;
    }

    /** JVMS 5.4.5. */
    static boolean overrides(JMethod m, JMethod overridden) {
        if (m == overridden) return true;
        if (!m.isVirtual() || !overridden.isVirtual()) return false;
        if (!m.name.equals(overridden.name) || !m.descriptor.equals(overridden.descriptor)) return false;
        if (overridden.holder.isInterface()) return !m.holder.isInterface() || m.holder.isSubtypeOf(overridden.holder);
        if (m.holder == overridden.holder || !m.holder.isSubtypeOf(overridden.holder)) return false;
        if (!overridden.isPackagePrivate() || m.holder.samePackage(overridden.holder)) return true;
        for (JClass c = m.holder.superclass; c != overridden.holder; c = c.superclass) {
            JMethod between = c.declared(m.name, m.descriptor);
            if (between != null && overrides(m, between) && overrides(between, overridden)) return true;
        }
        return false;
    }

    /**
     * The maximally-specific superinterface methods of a class or interface (JVMS 5.4.3.3), abstract ones included, in the
     * order in which the interfaces are found: those of superclasses first, then as declared, depth first.
     */
    static List<JMethod> maximallySpecific(JClass c, String name, String descriptor) {
        List<JMethod> all = new ArrayList<>();
        collect(c, name, descriptor, all);
        List<JMethod> most = new ArrayList<>();
        for (JMethod m : all) {
            boolean hidden = false;
            for (JMethod other : all) hidden |= other != m && other.holder.isSubtypeOf(m.holder);
            if (!hidden) most.add(m);
        }
        return most;
    }

    private static void collect(JClass c, String name, String descriptor, List<JMethod> into) {
        if (c.superclass != null) collect(c.superclass, name, descriptor, into);
        for (JClass i : c.interfaces) {
            collect(i, name, descriptor, into);
            JMethod m = i.declared(name, descriptor);
            if (m != null && m.isVirtual() && !into.contains(m)) into.add(m);
        }
    }
}
