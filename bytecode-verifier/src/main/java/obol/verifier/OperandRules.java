package obol.verifier;

import obol.classfile.Bytecodes;
import obol.classfile.ClassFile;
import obol.classfile.Code;
import obol.classfile.ConstantPool;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.MethodInfo;
import obol.classfile.Opcode;

/**
 * The static constraints on operands (JVMS 4.9.1) that hold for each instruction by itself, reachable or not: kinds of
 * constants, numbers of locals, counts, dimensions. Checked before types are, so that the type rules may rely on them;
 * and before an old class is imported, as writing it anew would put wrong operands right.
 */
final class OperandRules {
    private static final String RULE = "4.9.1";

    private final ClassFile cf;
    private final ConstantPool constants;
    private final MethodInfo method;
    private final Code code;
    private final Bytecodes it;
    private final boolean subroutines;
    private Refusal refusal;

    private OperandRules(ClassFile cf, MethodInfo method, boolean subroutines) {
        this.cf = cf;
        this.method = method;
        this.subroutines = subroutines;
        constants = cf.constants();
        code = method.code();
        it = code.instructions();
    }

    /**
     * The first fault in a method that has code, or null.
     *
     * @param subroutines whether jsr and ret are allowed: only in what is still to be imported
     */
    static Refusal check(ClassFile cf, MethodInfo method, boolean subroutines) {
        OperandRules rules = new OperandRules(cf, method, subroutines);
        while (rules.refusal == null && rules.it.next()) {
            rules.check();
        }
        return rules.refusal;
    }

    private void fail(String found, String wanted) {
        refusal = new Refusal(cf.name(), method.toString(), it.bci(), code.lineAt(it.bci()), RULE, found, wanted);
    }

    private void check() {
        switch (it.opcode()) {
            case JSR, JSR_W -> subroutine();
            case RET -> {
                subroutine();
                local(1);
            }
            case LDC, LDC_W -> loadable(1);
            case LDC2_W -> loadable(2);
            case GETSTATIC, PUTSTATIC -> isTag(ConstantPool.FIELDREF);
            case GETFIELD, PUTFIELD -> {
                if (isTag(ConstantPool.FIELDREF) && constants.memberRef(it.constant()).owner().startsWith("[")) {
                    fail("a field of an array", "a class");
                }
            }
            case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, INVOKEINTERFACE -> invoke();
            case INVOKEDYNAMIC -> {
                if (isTag(ConstantPool.INVOKE_DYNAMIC)) {
                    reservedBytes();
                }
            }
            case NEW -> {
                if (isTag(ConstantPool.CLASS) && dimensions() > 0) {
                    fail("new of an array", "a class");
                }
            }
            case ANEWARRAY -> {
                if (isTag(ConstantPool.CLASS) && dimensions() >= 255) {
                    fail("256 dimensions", "at most 255");
                }
            }
            case MULTIANEWARRAY -> {
                if (isTag(ConstantPool.CLASS) && (it.dimensions() == 0 || it.dimensions() > dimensions())) {
                    fail(it.dimensions() + " dimensions", "1 to " + dimensions());
                }
            }
            case CHECKCAST, INSTANCEOF -> isTag(ConstantPool.CLASS);
            case NEWARRAY -> {
                if (it.arrayType() < 4 || it.arrayType() > 11) {
                    fail("array type " + it.arrayType(), "4 to 11");
                }
            }
            default -> {
                if (it.opcode().format() == Opcode.Format.LOCAL || it.opcode().format() == Opcode.Format.LOCAL_IMPLIED
                        || it.opcode().format() == Opcode.Format.INCREMENT) {
                    local(Math.max(1, Math.max(it.opcode().pops(), it.opcode().pushes())));
                }
            }
        }
    }

    private void subroutine() {
        if (!subroutines) {
            fail(it.opcode().mnemonic(), "no subroutines; the importer inlines them");
        }
    }

    private void local(int slots) {
        if (it.local() + slots > code.maxLocals()) {
            fail("local " + (it.local() + slots - 1), "less than max_locals " + code.maxLocals());
        }
    }

    private String constant() {
        return "constant " + it.constant() + ", " + ConstantPool.tagName(constants.tag(it.constant()));
    }

    private boolean isTag(int tag) {
        if (constants.tag(it.constant()) != tag) {
            fail(constant(), ConstantPool.tagName(tag));
            return false;
        }
        return true;
    }

    private void loadable(int slots) {
        int found = switch (constants.tag(it.constant())) {
            case ConstantPool.INTEGER, ConstantPool.FLOAT, ConstantPool.STRING, ConstantPool.METHOD_HANDLE,
                 ConstantPool.METHOD_TYPE -> 1;
            // Class literals came with version 49.
            case ConstantPool.CLASS -> cf.majorVersion() >= 49 ? 1 : 0;
            case ConstantPool.LONG, ConstantPool.DOUBLE -> 2;
            case ConstantPool.DYNAMIC -> "JD".contains(constants.dynamic(it.constant()).descriptor()) ? 2 : 1;
            default -> 0;
        };
        if (found != slots) {
            fail(constant(), "a loadable constant of " + slots + " slots");
        }
    }

    private void invoke() {
        Opcode opcode = it.opcode();
        int tag = constants.tag(it.constant());
        // Static and private methods of interfaces came with version 52.
        boolean tagFits = switch (opcode) {
            case INVOKEVIRTUAL -> tag == ConstantPool.METHODREF;
            case INVOKEINTERFACE -> tag == ConstantPool.INTERFACE_METHODREF;
            default -> tag == ConstantPool.METHODREF
                    || cf.majorVersion() >= 52 && tag == ConstantPool.INTERFACE_METHODREF;
        };
        if (!tagFits) {
            fail(constant(), opcode == Opcode.INVOKEINTERFACE ? "InterfaceMethodref" : "Methodref");
            return;
        }
        MemberRef ref = constants.memberRef(it.constant());
        if (ref.name().startsWith("<") && opcode != Opcode.INVOKESPECIAL) {
            fail(opcode + " of " + ref.name(), "<init> by invokespecial only");
        } else if (opcode == Opcode.INVOKEINTERFACE) {
            int slots = slots(ref.descriptor()) + 1;
            if (it.interfaceCount() != slots) {
                fail("count " + it.interfaceCount(), String.valueOf(slots));
            } else {
                reservedBytes();
            }
        }
    }

    private void reservedBytes() {
        if (!it.reservedBytesAreZero()) {
            fail("reserved operand bytes that are not zero", "zero");
        }
    }

    /** Slots of the parameters in a method descriptor. */
    private static int slots(String descriptor) {
        int slots = 0;
        for (int i = 1; descriptor.charAt(i) != ')'; i++) {
            slots += "JD".indexOf(descriptor.charAt(i)) >= 0 ? 2 : 1;
            while (descriptor.charAt(i) == '[') {
                i++;
            }
            if (descriptor.charAt(i) == 'L') {
                i = descriptor.indexOf(';', i);
            }
        }
        return slots;
    }

    private int dimensions() {
        String name = constants.className(it.constant());
        int n = 0;
        while (name.charAt(n) == '[') {
            n++;
        }
        return n;
    }
}
