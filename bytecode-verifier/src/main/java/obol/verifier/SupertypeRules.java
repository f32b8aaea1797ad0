package obol.verifier;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import obol.classfile.Access;
import obol.classfile.ClassFile;
import obol.classfile.MethodInfo;

/**
 * What loading asks of a class and its supertypes (JVMS 5.3.5): that they are there, of the right kind, accessible,
 * not final, that sealed ones permit the class, and that no final method is overridden (5.4.2 and 4.10). HotSpot
 * answers with a linkage error, not with VerifyError, so these are {@link LinkageProblem}s of the whole class.
 */
final class SupertypeRules {
    private final ClassFile cf;
    private final Hierarchy hierarchy;
    private final List<LinkageProblem> problems;

    SupertypeRules(ClassFile cf, Hierarchy hierarchy, List<LinkageProblem> problems) {
        this.cf = cf;
        this.hierarchy = hierarchy;
        this.problems = problems;
    }

    void check() {
        if (cf.superName() != null) {
            checkAncestors();
            checkDirect(cf.superName(), false);
        }
        for (String name : cf.interfaces()) {
            checkDirect(name, true);
        }
        for (MethodInfo method : cf.methods()) {
            checkOverride(method);
        }
    }

    private void problem(String error, String what) {
        problems.add(new LinkageProblem(cf.name(), LinkageProblem.WHOLE_CLASS, -1, error, what));
    }

    private void checkAncestors() {
        Set<String> seen = new HashSet<>();
        Deque<String> pending = new ArrayDeque<>(cf.interfaces());
        pending.push(cf.superName());
        while (!pending.isEmpty()) {
            String name = pending.pop();
            if (name.equals(cf.name())) {
                problem(LinkageProblem.CIRCULAR, name + " is its own supertype");
            } else if (seen.add(name)) {
                ClassFile ancestor = hierarchy.find(name);
                if (ancestor == null) {
                    problem(LinkageProblem.NO_CLASS, name);
                } else if (ancestor.superName() != null) {
                    pending.push(ancestor.superName());
                    ancestor.interfaces().forEach(pending::push);
                }
            }
        }
    }

    private void checkDirect(String name, boolean asInterface) {
        ClassFile supertype = hierarchy.find(name);
        if (supertype == null) {
            return;
        }
        if (supertype.isInterface() != asInterface) {
            problem(LinkageProblem.CHANGE, asInterface ? "class " + name + " as superinterface"
                    : "interface " + name + " as superclass");
        } else if (!asInterface && supertype.has(Access.FINAL)) {
            problem(LinkageProblem.CHANGE, "superclass " + name + " is final");
        } else if (!supertype.has(Access.PUBLIC) && !Hierarchy.samePackage(supertype, cf)) {
            problem(LinkageProblem.ACCESS, "supertype " + name + " is not public");
        } else if (supertype.permittedSubclasses() != null
                && !(supertype.permittedSubclasses().contains(cf.name())
                        && (cf.has(Access.PUBLIC) || Hierarchy.samePackage(supertype, cf)))) {
            problem(LinkageProblem.CHANGE, "sealed " + name + " does not permit it");
        }
    }

    /** The method and what it would override in the superclasses, through package-private ones that it does not. */
    private void checkOverride(MethodInfo method) {
        if (method.has(Access.PRIVATE) || method.isStatic() || method.isConstructor() || cf.superName() == null) {
            return;
        }
        Set<String> seen = new HashSet<>();
        ClassFile k = hierarchy.find(cf.superName());
        while (k != null && seen.add(k.name())) {
            MethodInfo overridden = k.method(method.name(), method.descriptor());
            if (overridden != null && overridden.has(Access.FINAL) && !overridden.isStatic()
                    && !overridden.has(Access.PRIVATE)
                    && (!Access.isPackagePrivate(overridden.flags()) || Hierarchy.samePackage(k, cf))) {
                problem(LinkageProblem.CHANGE, method + " overrides the final method of " + k.name());
                return;
            }
            k = k.superName() == null ? null : hierarchy.find(k.superName());
        }
    }
}
