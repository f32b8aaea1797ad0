package obol.channels.contract.generate;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PROTECTED;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INSTANCEOF;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.LASTORE;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LSTORE;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SIPUSH;
import static org.objectweb.asm.Opcodes.T_LONG;

import java.util.Comparator;
import java.util.List;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageBound;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;
import obol.channels.contract.State;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Generates the skeleton of a state. {@code dispatch} switches on the low half of the ordinal, compares the whole, and calls the
 * method's own part:
 * <pre>
 *   Reader reader = serving.arguments();
 *   read the arguments;
 *   serving.calling(exceptions);
 *   R result = object.add(arguments);
 *   write it into serving.result("Counter.add"), the next state with serving.next, the end of the channel with serving.end
 * </pre>
 */
final class SkeletonWriter {
    private static final String SKELETON = ValueCode.RUNTIME + "Skeleton";
    private static final String SERVING = ValueCode.RUNTIME + "Serving";
    private static final String ENDPOINT = ValueCode.RUNTIME + "Endpoint";
    /** Most bytes of a string constant (JVMS 4.4.7). */
    private static final int LONGEST_CONSTANT = 65535;
    /** Locals of a method's part. */
    private static final int SERVING_LOCAL = 0;
    private static final int OBJECT_LOCAL = 1;
    private static final int READER_LOCAL = 2;
    private static final int WRITER_LOCAL = 3;
    private static final int FIRST_LOCAL = 4;

    private final ContractModel model;
    private final State state;
    private final String contract;
    private final ClassBuilder builder;
    private final ValueCode values;

    SkeletonWriter(ContractModel model, State state) {
        this.model = model;
        this.state = state;
        contract = ClassBuilder.internal(state.name());
        builder = new ClassBuilder(Generator.skeletonName(state.name()), state.name(), SKELETON);
        values = new ValueCode(model, builder, state.name());
    }

    Generated write() {
        ContractModel own = model.from(state.name());
        if (own.canonicalText().length() > LONGEST_CONSTANT / 3) {
            throw new IllegalArgumentException(state.name() + ": the canonical text of the contract is too long");
        }
        builder.singleton(SKELETON);
        text("contract", state.name());
        text("canonicalText", own.canonicalText());
        text("fingerprint", own.fingerprint());
        MethodVisitor stub = builder.method(ACC_PUBLIC, "stub", "(L" + ENDPOINT + ";)Lobol/channels/Contract;");
        String stubName = ClassBuilder.internal(Generator.stubName(state.name()));
        stub.visitTypeInsn(NEW, stubName);
        stub.visitInsn(DUP);
        stub.visitVarInsn(ALOAD, 1);
        stub.visitMethodInsn(INVOKESPECIAL, stubName, "<init>", "(L" + ENDPOINT + ";)V", false);
        stub.visitInsn(ARETURN);
        ClassBuilder.end(stub);
        ordinals();
        dispatch();
        state.operations().forEach(this::part);
        return builder.finish();
    }

    private void text(String method, String value) {
        MethodVisitor code = builder.method(ACC_PUBLIC, method, "()Ljava/lang/String;");
        code.visitLdcInsn(value);
        code.visitInsn(ARETURN);
        ClassBuilder.end(code);
    }

    private void ordinals() {
        MethodVisitor code = builder.method(ACC_PROTECTED, "ordinals", "()[J");
        code.visitIntInsn(SIPUSH, state.operations().size());
        code.visitIntInsn(NEWARRAY, T_LONG);
        for (int i = 0; i < state.operations().size(); i++) {
            code.visitInsn(DUP);
            code.visitIntInsn(SIPUSH, i);
            code.visitLdcInsn(state.operations().get(i).ordinal());
            code.visitInsn(LASTORE);
        }
        code.visitInsn(ARETURN);
        ClassBuilder.end(code);
    }

    private void dispatch() {
        MethodVisitor code = builder.method(ACC_PUBLIC, "dispatch", "(L" + SERVING + ";Lobol/channels/Contract;)V");
        int object = 2;
        int ordinal = 3;
        code.visitVarInsn(ALOAD, 2);
        code.visitTypeInsn(CHECKCAST, contract);
        code.visitVarInsn(ASTORE, object);
        code.visitVarInsn(ALOAD, 1);
        code.visitMethodInsn(INVOKEVIRTUAL, SERVING, "ordinal", "()J", false);
        code.visitVarInsn(LSTORE, ordinal);
        List<Operation> sorted = state.operations().stream()
                .sorted(Comparator.comparingInt(operation -> (int) operation.ordinal())).toList();
        Label[] cases = DataCodecs.labels(sorted.size());
        Label none = new Label();
        code.visitVarInsn(LLOAD, ordinal);
        code.visitInsn(L2I);
        code.visitLookupSwitchInsn(none, sorted.stream().mapToInt(operation -> (int) operation.ordinal()).toArray(), cases);
        for (int i = 0; i < cases.length; i++) {
            code.visitLabel(cases[i]);
            code.visitVarInsn(LLOAD, ordinal);
            code.visitLdcInsn(sorted.get(i).ordinal());
            code.visitInsn(LCMP);
            code.visitJumpInsn(IFNE, none);
            code.visitVarInsn(ALOAD, 1);
            code.visitVarInsn(ALOAD, object);
            code.visitMethodInsn(INVOKESTATIC, builder.internalName(), partName(sorted.get(i)), partDescriptor(), false);
            code.visitInsn(RETURN);
        }
        code.visitLabel(none);
        code.visitVarInsn(ALOAD, 1);
        code.visitMethodInsn(INVOKEVIRTUAL, SERVING, "notOffered", "()L" + ValueCode.CODEC + "Malformed;", false);
        code.visitInsn(ATHROW);
        ClassBuilder.end(code);
    }

    private static String partName(Operation operation) {
        return "call$" + operation.name();
    }

    private String partDescriptor() {
        return "(L" + SERVING + ";L" + contract + ";)V";
    }

    private void part(Operation operation) {
        MethodVisitor code = builder.method(ACC_PRIVATE | ACC_STATIC, partName(operation), partDescriptor());
        code.visitVarInsn(ALOAD, SERVING_LOCAL);
        code.visitMethodInsn(INVOKEVIRTUAL, SERVING, "arguments", "()L" + ValueCode.READER + ";", false);
        code.visitVarInsn(ASTORE, READER_LOCAL);
        bound(code, READER_LOCAL, ValueCode.READER, MessageBound.ofCall(model, operation));
        int local = FIRST_LOCAL;
        for (MessageType type : operation.parameters()) {
            values.read(code, type, READER_LOCAL, List.of());
            DataCodecs.store(code, type, local);
            local += Type.getType(type.descriptor()).getSize();
        }
        code.visitVarInsn(ALOAD, SERVING_LOCAL);
        values.pushThrowing(code, operation.exceptions());
        code.visitMethodInsn(INVOKEVIRTUAL, SERVING, "calling", "(L" + ValueCode.CODEC + "Throwing;)V", false);
        code.visitVarInsn(ALOAD, OBJECT_LOCAL);
        int argument = FIRST_LOCAL;
        for (MessageType type : operation.parameters()) {
            Type asmType = Type.getType(type.descriptor());
            code.visitVarInsn(asmType.getOpcode(ILOAD), argument);
            argument += asmType.getSize();
        }
        code.visitMethodInsn(INVOKEINTERFACE, contract, operation.name(), operation.descriptor(), true);
        if (operation.result() != MessageType.Primitive.VOID) {
            DataCodecs.store(code, operation.result(), local);
        }
        code.visitVarInsn(ALOAD, SERVING_LOCAL);
        code.visitLdcInsn(state.display() + "." + operation.name());
        code.visitMethodInsn(INVOKEVIRTUAL, SERVING, "result", "(Ljava/lang/String;)L" + ValueCode.WRITER + ";", false);
        code.visitVarInsn(ASTORE, WRITER_LOCAL);
        bound(code, WRITER_LOCAL, ValueCode.WRITER, MessageBound.ofResult(model, operation));
        result(code, operation, local);
        ClassBuilder.end(code);
    }

    /** Tells a reader or writer the bound of its message, if it has one. */
    static void bound(MethodVisitor code, int local, String type, int most) {
        if (most < MessageBound.DEFAULT) {
            code.visitVarInsn(ALOAD, local);
            code.visitLdcInsn(most);
            code.visitMethodInsn(INVOKEVIRTUAL, type, "bound", "(I)V", false);
        }
    }

    private void result(MethodVisitor code, Operation operation, int value) {
        MessageType type = operation.result();
        if (!operation.moves()) {
            if (type != MessageType.Primitive.VOID) {
                values.write(code, type, WRITER_LOCAL, value, operation.exceptions());
            }
            code.visitInsn(RETURN);
        } else if (type instanceof MessageType.Endpoint next) {
            next(code, next.contract(), value);
            code.visitInsn(RETURN);
        } else {
            outcomes(code, type, value);
        }
    }

    private void outcomes(MethodVisitor code, MessageType type, int value) {
        List<Definition.Record> outcomes = model.records(type);
        boolean choice = model.data().get(((MessageType.Data) type).name()) instanceof Definition.Choice;
        code.visitVarInsn(ALOAD, WRITER_LOCAL);
        code.visitVarInsn(ALOAD, value);
        code.visitMethodInsn(INVOKEVIRTUAL, ValueCode.WRITER, "present", "(Ljava/lang/Object;)V", false);
        for (int i = 0; i < outcomes.size(); i++) {
            Label other = new Label();
            if (choice) {
                code.visitVarInsn(ALOAD, value);
                code.visitTypeInsn(INSTANCEOF, ClassBuilder.internal(outcomes.get(i).name()));
                code.visitJumpInsn(IFEQ, other);
                code.visitVarInsn(ALOAD, WRITER_LOCAL);
                code.visitIntInsn(SIPUSH, i);
                code.visitMethodInsn(INVOKEVIRTUAL, ValueCode.WRITER, "writeCount", "(I)V", false);
            }
            outcome(code, outcomes.get(i), value);
            code.visitInsn(RETURN);
            code.visitLabel(other);
        }
        if (choice) {
            DataCodecs.throwUnlisted(code, WRITER_LOCAL, value);
        }
    }

    private void outcome(MethodVisitor code, Definition.Record outcome, int value) {
        Definition.Component next = outcome.next();
        for (Definition.Component component : outcome.components()) {
            DataCodecs.pushComponent(code, outcome, component, value);
            DataCodecs.store(code, component.type(), value + 1);
            if (component == next) {
                next(code, ((MessageType.Endpoint) component.type()).contract(), value + 1);
            } else {
                values.at(outcome, component);
                values.write(code, component.type(), WRITER_LOCAL, value + 1, List.of());
                values.at(null, null);
            }
        }
        if (next == null) {
            code.visitVarInsn(ALOAD, SERVING_LOCAL);
            code.visitMethodInsn(INVOKEVIRTUAL, SERVING, "end", "()V", false);
        }
    }

    private static void next(MethodVisitor code, String contract, int value) {
        code.visitVarInsn(ALOAD, SERVING_LOCAL);
        code.visitVarInsn(ALOAD, WRITER_LOCAL);
        code.visitVarInsn(ALOAD, value);
        code.visitTypeInsn(CHECKCAST, ClassBuilder.internal(contract));
        ValueCode.pushSkeleton(code, contract);
        code.visitMethodInsn(INVOKEVIRTUAL, SERVING, "next",
                "(L" + ValueCode.WRITER + ";Lobol/channels/Contract;L" + SKELETON + ";)V", false);
    }
}
