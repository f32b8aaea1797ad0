package obol.verifier;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import obol.classfile.Access;
import obol.classfile.Bytecodes;
import obol.classfile.ClassFile;
import obol.classfile.ConstantPool;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.ConstantPool.MethodHandleRef;
import obol.classfile.FieldInfo;
import obol.classfile.MethodInfo;
import obol.classfile.Opcode;

/**
 * Resolution (JVMS 5.4.3) and access control (5.4.4) of everything that the instructions of an accepted class name.
 * Each constant is looked at once for each instruction that gives it another meaning; method handles and bootstrap
 * methods once for the class.
 */
final class LinkageRules {
    private final ClassFile cf;
    private final ConstantPool constants;
    private final Hierarchy hierarchy;
    private final ClassSource source;
    private final List<LinkageProblem> problems;
    private final Set<Long> seen = new HashSet<>();
    private MethodInfo method;
    private int bci = -1;

    LinkageRules(ClassFile cf, Hierarchy hierarchy, ClassSource source, List<LinkageProblem> problems) {
        this.cf = cf;
        this.constants = cf.constants();
        this.hierarchy = hierarchy;
        this.source = source;
        this.problems = problems;
    }

    void check() {
        for (MethodInfo m : cf.methods()) {
            if (m.code() != null) {
                method = m;
                for (Bytecodes it = m.code().instructions(); it.next();) {
                    bci = it.bci();
                    check(it);
                }
            }
        }
    }

    private void check(Bytecodes it) {
        Opcode opcode = it.opcode();
        switch (opcode) {
            case LDC, LDC_W, LDC2_W -> constant(it.constant());
            case GETSTATIC, PUTSTATIC, GETFIELD, PUTFIELD -> {
                // Whether a final field may be written depends on the method as well.
                boolean put = opcode == Opcode.PUTSTATIC || opcode == Opcode.PUTFIELD;
                if (isNew(it.constant(), opcode.code() + (put && method.name().startsWith("<") ? 0x100 : 0))) {
                    field(constants.memberRef(it.constant()),
                            opcode == Opcode.GETSTATIC || opcode == Opcode.PUTSTATIC, put);
                }
            }
            case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, INVOKEINTERFACE -> {
                if (isNew(it.constant(), opcode.code())) {
                    method(constants.memberRef(it.constant()), opcode == Opcode.INVOKESTATIC);
                }
            }
            case INVOKEDYNAMIC -> {
                if (isNew(it.constant(), 0)) {
                    bootstrap(constants.invokeDynamic(it.constant()).bootstrap());
                }
            }
            case NEW -> {
                if (isNew(it.constant(), opcode.code())) {
                    ClassFile created = resolve(constants.className(it.constant()));
                    if (created != null && created.has(Access.ABSTRACT)) {
                        problem(LinkageProblem.INSTANTIATION, created.name() + " is abstract");
                    }
                }
            }
            case ANEWARRAY, MULTIANEWARRAY, CHECKCAST, INSTANCEOF -> constant(it.constant());
            default -> { }
        }
    }

    private boolean isNew(int index, int use) {
        return seen.add((long) index << 32 | use);
    }

    private void problem(String error, String what) {
        problems.add(new LinkageProblem(cf.name(), method.toString(), bci, error, what));
    }

    private void constant(int index) {
        if (!isNew(index, 0)) {
            return;
        }
        switch (constants.tag(index)) {
            case ConstantPool.CLASS -> resolve(constants.className(index));
            case ConstantPool.METHOD_HANDLE -> handle(constants.methodHandle(index));
            case ConstantPool.DYNAMIC -> bootstrap(constants.dynamic(index).bootstrap());
            default -> { }
        }
    }

    private void bootstrap(int number) {
        var bootstrap = cf.bootstrapMethods().get(number);
        handle(bootstrap.handle());
        for (int argument : bootstrap.arguments()) {
            if (constants.tag(argument) != ConstantPool.DYNAMIC) {
                constant(argument);
            }
        }
    }

    private void handle(MethodHandleRef handle) {
        int kind = handle.kind();
        if (kind <= MethodHandleRef.PUT_STATIC) {
            field(handle.member(), kind == MethodHandleRef.GET_STATIC || kind == MethodHandleRef.PUT_STATIC,
                    kind == MethodHandleRef.PUT_FIELD || kind == MethodHandleRef.PUT_STATIC);
        } else {
            method(handle.member(), kind == MethodHandleRef.INVOKE_STATIC);
        }
    }

    /** Class resolution (5.4.3.1); null if the name is an array's, or after a problem. */
    private ClassFile resolve(String name) {
        String element = name;
        if (name.startsWith("[")) {
            element = name.substring(name.lastIndexOf('[') + 1);
            if (!element.startsWith("L")) {
                return null;
            }
            element = element.substring(1, element.length() - 1);
        }
        ClassFile found = hierarchy.find(element);
        if (found == null) {
            problem(LinkageProblem.NO_CLASS, element);
        } else if (!Hierarchy.samePackage(found, cf)
                && !(found.has(Access.PUBLIC) && source.isExported(found.packageName()))) {
            problem(LinkageProblem.ACCESS, "class " + element);
        } else {
            return name.equals(element) ? found : null;
        }
        return null;
    }

    /** Field resolution (5.4.3.2) and what get and put ask (6.5). */
    private void field(MemberRef ref, boolean isStatic, boolean put) {
        ClassFile owner = resolve(ref.owner());
        if (owner == null) {
            return;
        }
        Hierarchy.Found<FieldInfo> found = hierarchy.field(owner, ref.name(), ref.descriptor());
        if (found == null) {
            problem(LinkageProblem.NO_FIELD, ref.toString());
        } else if (!isAccessible(found.owner(), found.member().flags())) {
            problem(LinkageProblem.ACCESS, ref.toString());
        } else if (found.member().isStatic() != isStatic) {
            problem(LinkageProblem.CHANGE, ref + (isStatic ? " is not static" : " is static"));
        } else if (put && found.member().has(Access.FINAL) && !mayWriteFinal(found.owner(), isStatic)) {
            problem(LinkageProblem.ACCESS, ref + " is final");
        }
    }

    /** Since version 53 only the initialiser methods of the declaring class, before that all its methods (6.5). */
    private boolean mayWriteFinal(ClassFile owner, boolean isStatic) {
        return owner == cf
                && (cf.majorVersion() < 53 || method.name().equals(isStatic ? "<clinit>" : "<init>"));
    }

    /** Method resolution (5.4.3.3, 5.4.3.4) and what the invocations ask (6.5). */
    private void method(MemberRef ref, boolean isStatic) {
        if (ref.owner().startsWith("[")) {
            resolve(ref.owner());
            ClassFile object = hierarchy.find("java/lang/Object");
            if (object != null && hierarchy.methodInClasses(object, ref.name(), ref.descriptor()) == null) {
                problem(LinkageProblem.NO_METHOD, ref.toString());
            }
            return;
        }
        ClassFile owner = resolve(ref.owner());
        if (owner == null) {
            return;
        }
        if (owner.isInterface() != ref.interfaceOwner()) {
            problem(LinkageProblem.CHANGE, owner.name() + (ref.interfaceOwner() ? " is no interface" : " is an interface"));
            return;
        }
        Hierarchy.Found<MethodInfo> found = findMethod(owner, ref);
        if (found == null) {
            if (!isSignaturePolymorphic(owner, ref.name())) {
                problem(LinkageProblem.NO_METHOD, ref.toString());
            }
        } else if (!isAccessible(found.owner(), found.member().flags())) {
            problem(LinkageProblem.ACCESS, ref.toString());
        } else if (found.member().isStatic() != isStatic) {
            problem(LinkageProblem.CHANGE, ref + (isStatic ? " is not static" : " is static"));
        }
    }

    private Hierarchy.Found<MethodInfo> findMethod(ClassFile owner, MemberRef ref) {
        if (ref.name().equals("<init>")) {
            MethodInfo constructor = owner.method(ref.name(), ref.descriptor());
            return constructor == null ? null : new Hierarchy.Found<>(owner, constructor);
        }
        if (!owner.isInterface()) {
            Hierarchy.Found<MethodInfo> found = hierarchy.methodInClasses(owner, ref.name(), ref.descriptor());
            return found != null ? found : methodInInterfaces(owner, ref);
        }
        MethodInfo own = owner.method(ref.name(), ref.descriptor());
        if (own != null) {
            return new Hierarchy.Found<>(owner, own);
        }
        ClassFile object = hierarchy.find("java/lang/Object");
        MethodInfo ofObject = object == null ? null : object.method(ref.name(), ref.descriptor());
        if (ofObject != null && ofObject.has(Access.PUBLIC) && !ofObject.isStatic()) {
            return new Hierarchy.Found<>(object, ofObject);
        }
        return methodInInterfaces(owner, ref);
    }

    /** Some method of a superinterface that is neither private nor static: which one is a matter of selection. */
    private Hierarchy.Found<MethodInfo> methodInInterfaces(ClassFile owner, MemberRef ref) {
        Set<String> visited = new HashSet<>();
        Deque<String> pending = new ArrayDeque<>();
        for (ClassFile k = owner; k != null && visited.add(k.name());
                k = k.superName() == null ? null : hierarchy.find(k.superName())) {
            pending.addAll(k.interfaces());
        }
        while (!pending.isEmpty()) {
            String name = pending.pop();
            ClassFile k = visited.add(name) ? hierarchy.find(name) : null;
            if (k != null) {
                MethodInfo found = k.method(ref.name(), ref.descriptor());
                if (found != null && !found.has(Access.PRIVATE) && !found.isStatic()) {
                    return new Hierarchy.Found<>(k, found);
                }
                pending.addAll(k.interfaces());
            }
        }
        return null;
    }

    /** JVMS 2.9.3. */
    private static boolean isSignaturePolymorphic(ClassFile owner, String name) {
        if (!owner.name().equals("java/lang/invoke/MethodHandle") && !owner.name().equals("java/lang/invoke/VarHandle")) {
            return false;
        }
        for (MethodInfo m : owner.methods()) {
            if (m.name().equals(name) && m.has(Access.NATIVE) && m.has(Access.VARARGS)
                    && m.descriptor().startsWith("([Ljava/lang/Object;)")) {
                return true;
            }
        }
        return false;
    }

    /** Access control of members (5.4.4). */
    private boolean isAccessible(ClassFile owner, int flags) {
        if (Access.isPublic(flags) || owner == cf) {
            return true;
        }
        if (Access.isPrivate(flags)) {
            return nestHost(cf).equals(nestHost(owner));
        }
        if (Hierarchy.samePackage(owner, cf)) {
            return true;
        }
        return Access.isProtected(flags) && hierarchy.isSuperclassOfCurrent(owner.name());
    }

    /** 5.4.4: the host that a class names counts only if the host lists it; else the class is its own. */
    private String nestHost(ClassFile member) {
        ClassFile host = member.nestHost() == null ? null : hierarchy.find(member.nestHost());
        return host != null && Hierarchy.samePackage(host, member) && host.nestMembers().contains(member.name())
                ? host.name() : member.name();
    }
}
