package obol.verifier;

import static obol.verifier.VerificationType.DOUBLE;
import static obol.verifier.VerificationType.FLOAT;
import static obol.verifier.VerificationType.INT;
import static obol.verifier.VerificationType.LONG;
import static obol.verifier.VerificationType.NULL;
import static obol.verifier.VerificationType.REFERENCE;
import static obol.verifier.VerificationType.TOP;

import obol.classfile.Bytecodes;
import obol.classfile.ConstantPool;
import obol.classfile.Opcode;

/**
 * instructionIsTypeSafe (JVMS 4.10.1.7 and 4.10.1.9): for each instruction the incoming state is checked and made the
 * outgoing one. Operands are known to be right ({@link OperandRules}).
 */
final class InstructionRules {
    private final MethodVerifier m;
    private final Bytecodes it;
    private final ConstantPool constants;
    private final Types types;
    private final MemberRules members;

    InstructionRules(MethodVerifier m) {
        this.m = m;
        it = m.it;
        constants = m.cf.constants();
        types = m.types;
        members = new MemberRules(m);
    }

    /** Checks the current instruction. */
    void check() {
        Opcode opcode = it.opcode();
        FixedTransitions.Transition fixed = FixedTransitions.of(opcode);
        if (fixed != null) {
            for (int i = fixed.pops().length - 1; i >= 0; i--) {
                m.pop(fixed.pops()[i]);
            }
            for (VerificationType type : fixed.pushes()) {
                m.push(type);
            }
            checkTargets();
            return;
        }
        switch (opcode) {
            case ILOAD, ILOAD_0, ILOAD_1, ILOAD_2, ILOAD_3 -> load(INT);
            case LLOAD, LLOAD_0, LLOAD_1, LLOAD_2, LLOAD_3 -> load(LONG);
            case FLOAD, FLOAD_0, FLOAD_1, FLOAD_2, FLOAD_3 -> load(FLOAT);
            case DLOAD, DLOAD_0, DLOAD_1, DLOAD_2, DLOAD_3 -> load(DOUBLE);
            case ALOAD, ALOAD_0, ALOAD_1, ALOAD_2, ALOAD_3 -> load(REFERENCE);
            case ISTORE, ISTORE_0, ISTORE_1, ISTORE_2, ISTORE_3 -> store(INT);
            case LSTORE, LSTORE_0, LSTORE_1, LSTORE_2, LSTORE_3 -> store(LONG);
            case FSTORE, FSTORE_0, FSTORE_1, FSTORE_2, FSTORE_3 -> store(FLOAT);
            case DSTORE, DSTORE_0, DSTORE_1, DSTORE_2, DSTORE_3 -> store(DOUBLE);
            case ASTORE, ASTORE_0, ASTORE_1, ASTORE_2, ASTORE_3 -> store(REFERENCE);
            case IINC -> local(INT);
            case BALOAD -> baload();
            case BASTORE -> bastore();
            case AALOAD -> aaload();
            case AASTORE -> aastore();
            case POP -> popCategory1();
            case POP2 -> pop2();
            case DUP -> dup();
            case DUP_X1 -> dupX1();
            case DUP_X2 -> dupX2();
            case DUP2 -> dup2();
            case DUP2_X1 -> dup2X1();
            case DUP2_X2 -> dup2X2();
            case SWAP -> swap();
            case LDC, LDC_W, LDC2_W -> ldc();
            case IRETURN -> returns(INT);
            case LRETURN -> returns(LONG);
            case FRETURN -> returns(FLOAT);
            case DRETURN -> returns(DOUBLE);
            case ARETURN -> returns(REFERENCE);
            case RETURN -> returnVoid();
            case ATHROW -> m.pop(types.throwable);
            case NEW -> newObject();
            case NEWARRAY -> newArray();
            case ANEWARRAY -> aNewArray();
            case MULTIANEWARRAY -> multiANewArray();
            case ARRAYLENGTH -> arrayLength();
            case CHECKCAST -> checkCast();
            case INSTANCEOF -> instanceOf();
            case GETSTATIC, PUTSTATIC, GETFIELD, PUTFIELD -> members.field();
            case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, INVOKEINTERFACE, INVOKEDYNAMIC -> members.invoke();
            default -> throw new IllegalStateException("no rule for " + opcode);
        }
    }

    /** The targets of branches and switches: 4.10.1.9.if_cond and its like. */
    private void checkTargets() {
        switch (it.opcode().format()) {
            case BRANCH, BRANCH_WIDE -> m.checkTarget(it.target());
            case TABLE_SWITCH, LOOKUP_SWITCH -> {
                m.checkTarget(it.switchDefault());
                for (int i = 0, count = it.switchCount(); i < count && !m.failed(); i++) {
                    m.checkTarget(it.switchTarget(i));
                }
            }
            default -> { }
        }
    }

    /** The current instruction's local, which must hold the type; TOP after a fault. */
    private VerificationType local(VerificationType wanted) {
        int index = it.local();
        VerificationType found = m.frame.locals[index];
        if (!types.isAssignable(found, wanted)
                || wanted.isWide() && m.frame.locals[index + 1] != wanted.high()) {
            m.fail(found + " in local " + index, wanted);
            return TOP;
        }
        return found;
    }

    /** loadIsTypeSafe (4.10.1.7). */
    private void load(VerificationType type) {
        m.push(local(type));
    }

    /** storeIsTypeSafe (4.10.1.7). */
    private void store(VerificationType type) {
        VerificationType value = m.pop(type);
        if (!m.failed()) {
            m.frame.setLocal(it.local(), value);
        }
    }

    /** 4.10.1.9.baload. */
    private void baload() {
        m.pop(INT);
        popSmallArray();
        m.push(INT);
    }

    /** 4.10.1.9.bastore. */
    private void bastore() {
        m.pop(INT);
        m.pop(INT);
        popSmallArray();
    }

    /** isSmallArray (4.10.1.9.baload): of byte or boolean, or null. */
    private void popSmallArray() {
        VerificationType array = m.popSlot();
        if (array != NULL && !(array.isArray() && (array.name().equals("[B") || array.name().equals("[Z")))) {
            m.fail(array, "[B or [Z");
        }
    }

    /** 4.10.1.9.aaload: the component of null is null. */
    private void aaload() {
        m.pop(INT);
        VerificationType array = popReferenceArray();
        if (!m.failed()) {
            m.push(array == NULL ? NULL : types.component(array));
        }
    }

    /** 4.10.1.9.aastore: whether the value fits the array is seen when it runs. */
    private void aastore() {
        m.pop(types.object);
        m.pop(INT);
        popReferenceArray();
    }

    private VerificationType popReferenceArray() {
        VerificationType array = m.popSlot();
        if (array != NULL && !(array.isArray() && types.component(array) != null)) {
            m.fail(array, "an array of references");
        }
        return array;
    }

    private VerificationType popCategory1() {
        VerificationType type = m.popSlot();
        if (!type.isCategory1()) {
            m.fail(type, "a value of one slot");
        }
        return type;
    }

    /** Two slots that may be moved together: one wide value or two of one slot; the upper is returned first. */
    private VerificationType[] popPair() {
        VerificationType upper = m.popSlot();
        VerificationType lower = m.popSlot();
        boolean wide = lower.isWide() && lower.high() == upper;
        if (!wide && !(upper.isCategory1() && lower.isCategory1())) {
            m.fail(lower + ", " + upper, "a value of two slots or two of one");
        }
        return new VerificationType[] {upper, lower};
    }

    private void pushPair(VerificationType[] pair) {
        m.pushSlot(pair[1]);
        m.pushSlot(pair[0]);
    }

    /** 4.10.1.9.pop2. */
    private void pop2() {
        popPair();
    }

    /** 4.10.1.9.dup. */
    private void dup() {
        VerificationType a = popCategory1();
        m.pushSlot(a);
        m.pushSlot(a);
    }

    /** 4.10.1.9.dup_x1. */
    private void dupX1() {
        VerificationType a = popCategory1();
        VerificationType b = popCategory1();
        m.pushSlot(a);
        m.pushSlot(b);
        m.pushSlot(a);
    }

    /** 4.10.1.9.dup_x2. */
    private void dupX2() {
        VerificationType a = popCategory1();
        VerificationType[] b = popPair();
        m.pushSlot(a);
        pushPair(b);
        m.pushSlot(a);
    }

    /** 4.10.1.9.dup2. */
    private void dup2() {
        VerificationType[] a = popPair();
        pushPair(a);
        pushPair(a);
    }

    /** 4.10.1.9.dup2_x1. */
    private void dup2X1() {
        VerificationType[] a = popPair();
        VerificationType b = popCategory1();
        pushPair(a);
        m.pushSlot(b);
        pushPair(a);
    }

    /** 4.10.1.9.dup2_x2. */
    private void dup2X2() {
        VerificationType[] a = popPair();
        VerificationType[] b = popPair();
        pushPair(a);
        pushPair(b);
        pushPair(a);
    }

    /** 4.10.1.9.swap. */
    private void swap() {
        VerificationType a = popCategory1();
        VerificationType b = popCategory1();
        m.pushSlot(a);
        m.pushSlot(b);
    }

    /** 4.10.1.9.ldc. */
    private void ldc() {
        int index = it.constant();
        m.push(switch (constants.tag(index)) {
            case ConstantPool.INTEGER -> INT;
            case ConstantPool.FLOAT -> FLOAT;
            case ConstantPool.LONG -> LONG;
            case ConstantPool.DOUBLE -> DOUBLE;
            case ConstantPool.STRING -> types.string;
            case ConstantPool.CLASS -> types.classType;
            case ConstantPool.METHOD_HANDLE -> types.methodHandle;
            case ConstantPool.METHOD_TYPE -> types.methodType;
            default -> types.field(constants.dynamic(index).descriptor());
        });
    }

    /** 4.10.1.9.ireturn and its like. */
    private void returns(VerificationType kind) {
        if (m.result == null) {
            m.fail(it.opcode(), "return, as the method has no result");
        } else if (!types.isAssignable(m.result, kind)) {
            m.fail(it.opcode(), "the return of " + m.result);
        } else {
            m.pop(m.result);
        }
    }

    /** 4.10.1.9.return. */
    private void returnVoid() {
        if (m.result != null) {
            m.fail("return", "the return of " + m.result);
        } else if (m.method.isConstructor() && m.frame.thisUninitialized) {
            m.fail("this is uninitialized", "this() or super() before return");
        }
    }

    /** The type that the instruction names. */
    private VerificationType named() {
        return types.object(constants.className(it.constant()));
    }

    /**
     * 4.10.1.9.new: no object of the same instruction may be left, or two objects would share one type and
     * initialising one would count for both.
     */
    private void newObject() {
        VerificationType fresh = types.uninitialized(it.bci());
        for (int i = 0; i < m.frame.depth; i++) {
            if (m.frame.stack[i] == fresh) {
                m.fail(fresh + " in stack slot " + i, "no uninitialized object of this instruction");
            }
        }
        m.frame.replaceLocals(fresh, TOP);
        m.push(fresh);
    }

    /** 4.10.1.9.newarray. */
    private void newArray() {
        m.pop(INT);
        m.push(types.object("[" + "ZCFDBSIJ".charAt(it.arrayType() - 4)));
    }

    /** 4.10.1.9.anewarray. */
    private void aNewArray() {
        m.pop(INT);
        m.push(types.arrayOf(named()));
    }

    /** 4.10.1.9.multianewarray. */
    private void multiANewArray() {
        for (int i = it.dimensions(); i > 0; i--) {
            m.pop(INT);
        }
        m.push(named());
    }

    /** 4.10.1.9.arraylength. */
    private void arrayLength() {
        VerificationType array = m.popSlot();
        if (array != NULL && !array.isArray()) {
            m.fail(array, "an array");
        }
        m.push(INT);
    }

    /** 4.10.1.9.checkcast. */
    private void checkCast() {
        m.pop(types.object);
        m.push(named());
    }

    /** 4.10.1.9.instanceof. */
    private void instanceOf() {
        m.pop(types.object);
        m.push(INT);
    }
}
