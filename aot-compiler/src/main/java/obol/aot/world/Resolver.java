package obol.aot.world;

import java.util.List;
import obol.aot.ir.Linkage;
import obol.classfile.Access;
import obol.classfile.ClassFile;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.Descriptor;
import obol.classfile.JavaBase;

/**
 * Resolution of symbolic references (JVMS 5.4.3) with access control (5.4.4), and the demands of the instructions (6.5).
 * Errors and their texts are HotSpot 17's. Of modules there is one boundary: what java.base keeps to itself.
 */
final class Resolver {
    private final World world;

    Resolver(World world) {
        this.world = world;
    }

    Resolution<JClass> resolveClass(JClass from, String name) {
        JClass found = world.find(name);
        if (found == null) return Resolution.failed(world.failure(name));
        JClass element = found.elementType();
        if (isHidden(element, from)) {
            String hidden = ClassFile.packageName(element.name).replace('/', '.');
            return Resolution.failed("IllegalAccessError", "class " + from.external() + " (in unnamed module) cannot access class "
                    + element.external() + " (in module java.base) because module java.base does not export " + hidden + " to unnamed module");
        }
        if (trusted(from) || element.isPrimitive() || (element.flags & Access.PUBLIC) != 0 || element.samePackage(from)) {
            return Resolution.of(found);
        }
        return Resolution.failed("IllegalAccessError",
                "failed to access class " + element.external() + " from class " + from.external() + places(element, from));
    }

    Resolution<JField> resolveField(JClass from, MemberRef ref, Use use) {
        Resolution<JClass> owner = resolveClass(from, ref.owner());
        if (!owner.isResolved()) return Resolution.failed(owner.failure());
        JField field = findField(owner.value(), ref.name(), world.mapDescriptor(ref.descriptor()));
        if (field == null) return Resolution.failed("NoSuchFieldError", ref.name());
        JClass self = world.substitutions().target(from);
        if (!trusted(from) && !mayAccess(self, field.holder, field.flags)) {
            return Resolution.failed("IllegalAccessError", "class " + self.external() + " tried to access "
                    + access(field.flags) + "field " + field.holder.external() + "." + field.name + places(self, field.holder));
        }
        if (field.isStatic() != use.isStatic()) {
            return Resolution.failed("IncompatibleClassChangeError", "Expected " + (use.isStatic() ? "static" : "non-static")
                    + " field " + owner.value().external() + "." + field.name);
        }
        if (use.puts() && field.isFinal() && field.holder != self && !trusted(from)) {
            return Resolution.failed("IllegalAccessError", "Update to " + (field.isStatic() ? "static" : "non-static")
                    + " final field " + field.holder.external() + "." + field.name + " attempted from a different class ("
                    + self.external() + ") than the field's declaring class");
        }
        return Resolution.of(field);
    }

    /** JVMS 5.4.3.2: the class's own, its superinterfaces', its superclass's. */
    private static JField findField(JClass c, String name, String descriptor) {
        for (; c != null; c = c.superclass) {
            JField own = c.declaredField(name, descriptor);
            if (own != null) return own;
            for (JClass i : c.interfaces) {
                JField inherited = findField(i, name, descriptor);
                if (inherited != null) return inherited;
            }
        }
        return null;
    }

    Resolution<JMethod> resolveMethod(JClass from, MemberRef ref, Use use) {
        Resolution<JClass> resolvedOwner = resolveClass(from, ref.owner());
        if (!resolvedOwner.isResolved()) return Resolution.failed(resolvedOwner.failure());
        JClass owner = resolvedOwner.value();
        String name = ref.name();
        String descriptor = world.mapDescriptor(ref.descriptor());
        if (use == Use.INVOKE_INTERFACE ? !owner.isInterface() : use == Use.INVOKE_VIRTUAL && owner.isInterface()) {
            return Resolution.failed("IncompatibleClassChangeError", owner.isInterface()
                    ? "Found interface " + owner.external() + ", but class was expected"
                    : "Found class " + owner.external() + ", but interface was expected");
        }
        if (owner.isInterface() != ref.interfaceOwner()) {
            return Resolution.failed("IncompatibleClassChangeError", "Method " + external(owner, name, descriptor)
                    + " must be " + (owner.isInterface() ? "InterfaceMethodref" : "Methodref") + " constant");
        }
        JMethod method = owner.isInterface() ? inInterface(owner, name, descriptor) : inClass(owner, name, descriptor);
        if (method == null || use == Use.INVOKE_SPECIAL && method.isConstructor() && method.holder != owner) {
            return Resolution.failed("NoSuchMethodError", external(owner, name, descriptor));
        }
        JClass self = world.substitutions().target(from);
        boolean arrayClone = owner.isArray() && name.equals("clone");
        if (!trusted(from) && !arrayClone && !mayAccess(self, method.holder, method.flags)) {
            return Resolution.failed("IllegalAccessError", "class " + self.external() + " tried to access "
                    + access(method.flags) + "method " + method.external() + places(self, method.holder));
        }
        if (method.isStatic() != use.isStatic()) {
            return Resolution.failed("IncompatibleClassChangeError", (use.isStatic() ? "Expected static method "
                    : owner.isInterface() ? "Expected instance not static method " : "Expecting non-static method ")
                    + method.external());
        }
        if (use == Use.INVOKE_SPECIAL) return special(self, owner, method);
        return Resolution.of(use == Use.INVOKE_VIRTUAL && method.holder.isInterface() ? owner.miranda(method) : method);
    }

    /** JVMS 6.5 invokespecial: the method that is called. */
    private Resolution<JMethod> special(JClass from, JClass owner, JMethod method) {
        if (method.isConstructor()) return Resolution.of(method);
        JClass start = owner;
        boolean toSuper = !owner.isInterface() && owner != from && from.isSubtypeOf(owner) && from.superclass != null;
        if (toSuper) start = from.superclass;
        JMethod called = null;
        if (start.isInterface()) {
            called = method.isPrivate() ? method : start.declared(method.name, method.descriptor);
            if (called == null || called.isStatic()) called = fromInterfaces(start, method);
            if (called == null && !method.holder.isInterface()) called = method;
        } else {
            for (JClass c = start; c != null && called == null; c = c.superclass) {
                JMethod m = c.declared(method.name, method.descriptor);
                if (m != null && !m.isStatic()) called = m;
            }
            if (called == null) called = fromInterfaces(start, method);
        }
        if (called == null) {
            Linkage conflict = Selection.conflict(start, method);
            if (conflict != null) return Resolution.failed(conflict);
        }
        if (called == null || called.isAbstract()) {
            return Resolution.failed("AbstractMethodError", external(called == null ? method.holder : owner, method.name, method.descriptor));
        }
        return Resolution.of(called);
    }

    private static JMethod fromInterfaces(JClass c, JMethod method) {
        JMethod only = null;
        for (JMethod m : Selection.maximallySpecific(c, method.name, method.descriptor)) {
            if (m.isAbstract()) continue;
            if (only != null) return null;
            only = m;
        }
        return only;
    }

    /** JVMS 5.4.3.3. */
    private JMethod inClass(JClass owner, String name, String descriptor) {
        for (JClass c = owner; c != null; c = c.superclass) {
            JMethod m = c.declared(name, descriptor);
            if (m != null) return m;
            for (JMethod p : c.methods) {
                if (p.name.equals(name) && World.isSignaturePolymorphic(p)) return p;
            }
        }
        return inSuperinterfaces(owner, name, descriptor);
    }

    /** JVMS 5.4.3.4. */
    private JMethod inInterface(JClass owner, String name, String descriptor) {
        JMethod own = owner.declared(name, descriptor);
        if (own != null) return own;
        JMethod ofObject = world.require("java/lang/Object").declared(name, descriptor);
        if (ofObject != null && ofObject.isPublic() && !ofObject.isStatic()) return ofObject;
        return inSuperinterfaces(owner, name, descriptor);
    }

    /** The only maximally-specific method with a body; otherwise any, the first found. */
    private static JMethod inSuperinterfaces(JClass c, String name, String descriptor) {
        List<JMethod> most = Selection.maximallySpecific(c, name, descriptor);
        JMethod body = null;
        int bodies = 0;
        for (JMethod m : most) {
            if (m.isAbstract()) continue;
            body = m;
            bodies++;
        }
        if (bodies == 1) return body;
        return most.isEmpty() ? null : most.get(0);
    }

    /** Whether the class is one that java.base keeps to itself, the nucleus and the classes made for its own aside. */
    private static boolean isHidden(JClass element, JClass from) {
        return !element.isPrimitive() && JavaBase.hides(ClassFile.packageName(element.name)) && !trusted(from)
                && !JavaBase.has(ClassFile.packageName(from.name));
    }

    /** Whether the class may name all that java.base keeps to itself: the nucleus, and those that stand in for natives above it. */
    private static boolean trusted(JClass from) {
        return World.isTrusted(from) || from.name.startsWith(Substitutions.SOCKETS);
    }

    /** JVMS 5.4.4, as far as the receiver's type does not matter. */
    private boolean mayAccess(JClass from, JClass holder, int flags) {
        if (Access.isPublic(flags) || holder == from) return true;
        if (Access.isPrivate(flags)) return nestHost(from) == nestHost(holder);
        if (holder.samePackage(from)) return true;
        return Access.isProtected(flags) && from.isSubtypeOf(holder);
    }

    /** JVMS 5.4.4: the host that a class names, if that one names the class as member; else the class itself. */
    private JClass nestHost(JClass c) {
        if (c.file == null || c.file.nestHost() == null) return c;
        JClass host = world.find(c.file.nestHost());
        boolean valid = host != null && host.file != null && host.samePackage(c)
                && (c.hidden || host.file.nestMembers().contains(c.file.name()));
        return valid ? host : c;
    }

    private static String access(int flags) {
        return Access.isPrivate(flags) ? "private " : Access.isProtected(flags) ? "protected " : "";
    }

    /** HotSpot's addition about modules and loaders. */
    private String places(JClass a, JClass b) {
        String in = " (" + a.external();
        if (module(a).equals(module(b))) return in + " and " + b.external() + " are in " + module(a) + ")";
        return in + " is in " + module(a) + "; " + b.external() + " is in " + module(b) + ")";
    }

    private String module(JClass c) {
        return world.isPlatform(c.elementType()) ? "module java.base of loader 'bootstrap'" : "unnamed module of loader 'app'";
    }

    /** {@code "abstract "} and the like, as HotSpot writes them before a method in some messages. */
    static String modifiers(JMethod m) {
        return m.isAbstract() ? "abstract " : "";
    }

    static String external(JClass holder, String name, String descriptor) {
        return "'" + signature(holder, name, descriptor) + "'";
    }

    static String signature(JClass holder, String name, String descriptor) {
        Descriptor d = Descriptor.ofMethod(descriptor);
        StringBuilder s = new StringBuilder(externalType(d.returnType())).append(' ');
        if (holder != null) s.append(holder.external()).append('.');
        s.append(name).append('(');
        String separator = "";
        for (String p : d.parameters()) {
            s.append(separator).append(externalType(p));
            separator = ", ";
        }
        return s.append(')').toString();
    }

    private static String externalType(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case '[' -> externalType(descriptor.substring(1)) + "[]";
            case 'L' -> World.external(descriptor.substring(1, descriptor.length() - 1));
            default -> World.primitiveName(descriptor);
        };
    }
}
