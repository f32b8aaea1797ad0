package obol.verifier;

import obol.classfile.Access;
import obol.classfile.Bytecodes;
import obol.classfile.ClassFile;
import obol.classfile.ConstantPool;
import obol.classfile.ConstantPool.DynamicRef;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.FieldInfo;
import obol.classfile.MethodInfo;
import obol.classfile.Opcode;

/** The instructions that name a field or a method (JVMS 4.10.1.9), and protected access (4.10.1.8). */
final class MemberRules {
    private final MethodVerifier m;
    private final Bytecodes it;
    private final ConstantPool constants;
    private final Types types;

    MemberRules(MethodVerifier m) {
        this.m = m;
        it = m.it;
        constants = m.cf.constants();
        types = m.types;
    }

    /** 4.10.1.9.getfield, getstatic, putfield, putstatic. */
    void field() {
        MemberRef ref = constants.memberRef(it.constant());
        VerificationType value = types.field(ref.descriptor());
        VerificationType owner = types.object(ref.owner());
        switch (it.opcode()) {
            case GETSTATIC -> m.push(value);
            case PUTSTATIC -> m.pop(value);
            case GETFIELD -> {
                checkProtected(ref, m.pop(owner), true);
                m.push(value);
            }
            default -> {
                m.pop(value);
                if (isOwnFieldBeforeInit(ref)) {
                    m.popSlot();
                } else {
                    checkProtected(ref, m.pop(owner), true);
                }
            }
        }
    }

    /** 4.10.1.9.putfield, second clause: a constructor may set the fields that its class declares before super(). */
    private boolean isOwnFieldBeforeInit(MemberRef ref) {
        int depth = m.frame.depth;
        return depth > 0 && m.frame.stack[depth - 1] == VerificationType.UNINITIALIZED_THIS
                && ref.owner().equals(m.cf.name()) && m.cf.field(ref.name(), ref.descriptor()) != null;
    }

    /** 4.10.1.9.invokevirtual, invokespecial, invokestatic, invokeinterface, invokedynamic. */
    void invoke() {
        Opcode opcode = it.opcode();
        if (opcode == Opcode.INVOKEDYNAMIC) {
            DynamicRef site = constants.invokeDynamic(it.constant());
            Types.Signature signature = types.signature(site.descriptor());
            popArguments(signature);
            pushResult(signature);
            return;
        }
        MemberRef ref = constants.memberRef(it.constant());
        Types.Signature signature = types.signature(ref.descriptor());
        VerificationType owner = types.object(ref.owner());
        if (opcode == Opcode.INVOKESPECIAL && !ref.name().equals("<init>")) {
            checkSpecialOwner(ref, owner);
        }
        popArguments(signature);
        if (m.failed()) {
            return;
        }
        switch (opcode) {
            case INVOKEVIRTUAL -> checkProtected(ref, m.pop(owner), false);
            case INVOKEINTERFACE -> m.pop(owner);
            case INVOKESPECIAL -> {
                if (ref.name().equals("<init>")) {
                    init(ref);
                } else {
                    m.pop(m.thisType);
                }
            }
            default -> { }
        }
        pushResult(signature);
    }

    private void popArguments(Types.Signature signature) {
        for (int i = signature.parameters().length - 1; i >= 0; i--) {
            m.pop(signature.parameters()[i]);
        }
    }

    private void pushResult(Types.Signature signature) {
        if (signature.result() != null) {
            m.push(signature.result());
        }
    }

    /**
     * 4.10.1.9.invokespecial, methods other than {@code <init>}: the current class, a superclass, or a direct
     * superinterface.
     */
    private void checkSpecialOwner(MemberRef ref, VerificationType owner) {
        if (ref.owner().equals(m.cf.name()) || m.cf.interfaces().contains(ref.owner())
                || ref.owner().equals(m.cf.superName())) {
            return;
        }
        if (!types.isAssignable(m.thisType, owner)) {
            m.fail("invokespecial of a method of " + owner, "the current class or a superclass");
        } else if (ref.interfaceOwner()) {
            m.fail("invokespecial of a method of the indirect superinterface " + owner, "a direct superinterface");
        }
    }

    /** 4.10.1.9.invokespecial, {@code <init>}: what was uninitialised becomes an object, everywhere. */
    private void init(MemberRef ref) {
        VerificationType object = m.popSlot();
        VerificationType initialized;
        if (object == VerificationType.UNINITIALIZED_THIS) {
            if (!ref.owner().equals(m.cf.name()) && !ref.owner().equals(m.cf.superName())) {
                m.fail("<init> of " + ref.owner().replace('/', '.'), "<init> of this class or its superclass");
                return;
            }
            initialized = m.thisType;
        } else if (object.kind() == VerificationType.Kind.UNINITIALIZED) {
            String created = classCreatedAt(object.bci());
            if (!ref.owner().equals(created)) {
                m.fail("<init> of " + ref.owner().replace('/', '.'), "<init> of " + created.replace('/', '.')
                        + ", made at " + object.bci());
                return;
            }
            initialized = types.object(created);
            checkProtectedInit(ref, initialized);
        } else {
            m.fail(object, "an uninitialized object");
            return;
        }
        boolean ofThis = object == VerificationType.UNINITIALIZED_THIS;
        boolean before = m.frame.thisUninitialized;
        m.frame.replace(object, initialized);
        if (ofThis) {
            m.frame.thisUninitialized = false;
        }
        // Stricter than the JVMS and as strict as HotSpot: handlers must fit the state after <init> as well, and with
        // the flag of before, so that no handler can cover this() or super() and end normally.
        m.checkActiveHandlers(ofThis ? before : m.frame.thisUninitialized);
    }

    private String classCreatedAt(int bci) {
        Bytecodes at = m.code.instructions();
        at.seek(bci);
        return constants.className(at.constant());
    }

    /** 4.10.1.8, passesProtectedCheck. */
    private void checkProtected(MemberRef ref, VerificationType object, boolean isField) {
        ClassFile owner = m.failed() || object == m.thisType ? null : owner(ref);
        if (owner == null || !(isField ? protectedField(owner, ref) : protectedMethod(owner, ref))) {
            return;
        }
        boolean clonesArray = !isField && ref.owner().equals("java/lang/Object") && object.isArray()
                && ref.name().equals("clone");
        if (!clonesArray && !types.isAssignable(object, m.thisType, true)) {
            m.fail("4.10.1.8", object, m.thisType + ", to reach the protected " + ref);
        }
    }

    private void checkProtectedInit(MemberRef ref, VerificationType created) {
        ClassFile owner = owner(ref);
        if (owner != null && protectedMethod(owner, ref) && !types.isAssignable(created, m.thisType, true)) {
            m.fail("4.10.1.8", created, m.thisType + ", to reach the protected " + ref);
        }
    }

    /** The class named by the reference if it is the current one or a superclass, else null: the check is void then. */
    private ClassFile owner(MemberRef ref) {
        return m.hierarchy.isSuperclassOfCurrent(ref.owner()) ? m.hierarchy.require(ref.owner()) : null;
    }

    private boolean protectedField(ClassFile owner, MemberRef ref) {
        Hierarchy.Found<FieldInfo> found = m.hierarchy.field(owner, ref.name(), ref.descriptor());
        return found != null && Access.isProtected(found.member().flags())
                && !Hierarchy.samePackage(found.owner(), m.cf);
    }

    private boolean protectedMethod(ClassFile owner, MemberRef ref) {
        Hierarchy.Found<MethodInfo> found = m.hierarchy.methodInClasses(owner, ref.name(), ref.descriptor());
        return found != null && Access.isProtected(found.member().flags())
                && !Hierarchy.samePackage(found.owner(), m.cf);
    }
}
