package obol.verifier.ownership;

import obol.classfile.Bytecodes;
import obol.classfile.ConstantPool;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.Opcode;

/**
 * Which handlers an instruction can reach. A handler for a checked class is entered only from calls that declare it and from throw; one
 * for a RuntimeException not from instructions that can only fail to link.
 */
final class ExceptionFlow {
    private static final String THROWABLE = "java/lang/Throwable";
    private static final String EXCEPTION = "java/lang/Exception";
    private static final String RUNTIME_EXCEPTION = "java/lang/RuntimeException";
    private static final String ERROR = "java/lang/Error";

    private enum Thrown { NOTHING, ERRORS, UNCHECKED, BY_CALL, ANYTHING }

    private final LinearTypes types;
    private final ConstantPool constants;

    ExceptionFlow(LinearTypes types, ConstantPool constants) {
        this.types = types;
        this.constants = constants;
    }

    static boolean mayThrow(Opcode opcode) {
        return thrown(opcode) != Thrown.NOTHING;
    }

    private static Thrown thrown(Opcode opcode) {
        return switch (opcode) {
            case LDC, LDC_W, LDC2_W, GETSTATIC, PUTSTATIC, NEW, INSTANCEOF -> Thrown.ERRORS;
            case GETFIELD, PUTFIELD, CHECKCAST, ARRAYLENGTH, NEWARRAY, ANEWARRAY, MULTIANEWARRAY, MONITORENTER, MONITOREXIT,
                 IALOAD, LALOAD, FALOAD, DALOAD, AALOAD, BALOAD, CALOAD, SALOAD,
                 IASTORE, LASTORE, FASTORE, DASTORE, AASTORE, BASTORE, CASTORE, SASTORE,
                 IDIV, LDIV, IREM, LREM -> Thrown.UNCHECKED;
            case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, INVOKEINTERFACE -> Thrown.BY_CALL;
            case INVOKEDYNAMIC, ATHROW -> Thrown.ANYTHING;
            default -> Thrown.NOTHING;
        };
    }

    /**
     * Whether the current instruction may reach a handler.
     *
     * @param catchType of the handler, null for any
     */
    boolean mayReach(Bytecodes it, String catchType) {
        Thrown thrown = thrown(it.opcode());
        if (thrown == Thrown.NOTHING) {
            return false;
        }
        if (catchType == null || catchType.equals(THROWABLE) || types.mayBeSubtype(catchType, ERROR) || thrown == Thrown.ANYTHING) {
            return true;
        }
        if (thrown == Thrown.ERRORS) {
            return false;
        }
        if (catchType.equals(EXCEPTION) || types.mayBeSubtype(catchType, RUNTIME_EXCEPTION)) {
            return true;
        }
        return thrown == Thrown.BY_CALL && mayDeclare(constants.memberRef(it.constant()), catchType);
    }

    private boolean mayDeclare(MemberRef ref, String checked) {
        LinearTypes.Resolved target = types.resolve(ref);
        if (target == null) {
            return true;
        }
        for (String declared : target.method().exceptions()) {
            if (types.mayBeSubtype(declared, checked) || types.mayBeSubtype(checked, declared)) {
                return true;
            }
        }
        return false;
    }

    /** Whether what is thrown is surely an Error: that is no path of the program. */
    boolean isError(GenericType thrown) {
        return thrown != null && thrown.name() != null && types.isSubtype(thrown.name(), ERROR);
    }

    /** Whether a handler surely gets an exception of a type; null is any type, of the exception or of the handler. */
    boolean surelyCatches(String catchType, GenericType thrown) {
        return catchType == null || catchType.equals(THROWABLE)
                || thrown != null && thrown.name() != null && types.isSubtype(thrown.name(), catchType);
    }

    /** Whether a handler may get an exception of a type. */
    boolean mayCatch(String catchType, GenericType thrown) {
        return surelyCatches(catchType, thrown) || thrown == null || thrown.name() == null
                || types.mayBeSubtype(thrown.name(), catchType) || types.mayBeSubtype(catchType, thrown.name());
    }
}
