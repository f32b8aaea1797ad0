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
 * outgoing one. The static constraints on operands (4.9.1) are checked with the instruction that has them.
 */
final class InstructionRules {
    /** Rule for operands: constant pool tags, local variable numbers, dimensions. */
    static final String STATIC = "4.9.1";

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
            case LDC, LDC_W -> ldc(1);
            case LDC2_W -> ldc(2);
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
            default -> m.fail(STATIC, it.opcode(), "no subroutines; the importer inlines them");
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
        if (index + wanted.slots() > m.code.maxLocals()) {
            m.fail(STATIC, "local " + index, "less than max_locals " + m.code.maxLocals());
            return TOP;
        }
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
        int index = it.local();
        if (index + type.slots() > m.code.maxLocals()) {
            m.fail(STATIC, "local " + index, "less than max_locals " + m.code.maxLocals());
        } else if (!m.failed()) {
            m.frame.setLocal(index, value);
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
    private void ldc(int slots) {
        int index = it.constant();
        VerificationType type = switch (constants.tag(index)) {
            case ConstantPool.INTEGER -> INT;
            case ConstantPool.FLOAT -> FLOAT;
            case ConstantPool.LONG -> LONG;
            case ConstantPool.DOUBLE -> DOUBLE;
            case ConstantPool.STRING -> types.string;
            case ConstantPool.CLASS -> types.classType;
            case ConstantPool.METHOD_HANDLE -> types.methodHandle;
            case ConstantPool.METHOD_TYPE -> types.methodType;
            case ConstantPool.DYNAMIC -> types.field(constants.dynamic(index).descriptor());
            default -> null;
        };
        if (type == null || type.slots() != slots) {
            m.fail(STATIC, "constant " + index + ", " + ConstantPool.tagName(constants.tag(index)),
                    "a loadable constant of " + slots + " slots");
        } else {
            m.push(type);
        }
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

    /** The name in the CONSTANT_Class that the instruction must have; null after a fault. */
    private String className() {
        int index = it.constant();
        if (constants.tag(index) != ConstantPool.CLASS) {
            m.fail(STATIC, "constant " + index + ", " + ConstantPool.tagName(constants.tag(index)), "Class");
            return null;
        }
        return constants.className(index);
    }

    /**
     * 4.10.1.9.new: no object of the same instruction may be left, or two objects would share one type and
     * initialising one would count for both.
     */
    private void newObject() {
        String name = className();
        if (name == null) {
            return;
        }
        if (name.startsWith("[")) {
            m.fail(STATIC, "new of the array " + name, "a class");
            return;
        }
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
        if (it.arrayType() < 4 || it.arrayType() > 11) {
            m.fail(STATIC, "array type " + it.arrayType(), "4 to 11");
            return;
        }
        m.pop(INT);
        m.push(types.object("[" + "ZCFDBSIJ".charAt(it.arrayType() - 4)));
    }

    /** 4.10.1.9.anewarray. */
    private void aNewArray() {
        String name = className();
        if (name == null) {
            return;
        }
        VerificationType component = types.object(name);
        if (Types.dimensions(component) >= 255) {
            m.fail(STATIC, "256 dimensions", "at most 255");
            return;
        }
        m.pop(INT);
        m.push(types.arrayOf(component));
    }

    /** 4.10.1.9.multianewarray. */
    private void multiANewArray() {
        String name = className();
        if (name == null) {
            return;
        }
        VerificationType array = types.object(name);
        int dimensions = it.dimensions();
        if (dimensions == 0 || dimensions > Types.dimensions(array)) {
            m.fail(STATIC, dimensions + " dimensions of " + array, "1 to " + Types.dimensions(array));
            return;
        }
        for (int i = 0; i < dimensions; i++) {
            m.pop(INT);
        }
        m.push(array);
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
        String name = className();
        m.pop(types.object);
        if (name != null) {
            m.push(types.object(name));
        }
    }

    /** 4.10.1.9.instanceof. */
    private void instanceOf() {
        className();
        m.pop(types.object);
        m.push(INT);
    }
}
