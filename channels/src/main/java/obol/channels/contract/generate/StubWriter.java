package obol.channels.contract.generate;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SIPUSH;

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
 * Generates the stub of a state. A method of it is, behind {@code if (!Stub.offers(…)) return Counter.super.add(…)} if it is optional,
 * <pre>
 *   Call call = Stub.begin(this, "Counter.add");
 *   try {
 *       write the arguments into call.arguments();
 *       Reader reply = call.send(ordinal, exceptions);
 *       R result = read from reply;
 *       call.done();
 *       return result;
 *   } catch (Throwable t) { throw call.failed(t); }
 * </pre>
 */
final class StubWriter {
    private static final String STUB = ValueCode.RUNTIME + "Stub";
    private static final String CALL = ValueCode.RUNTIME + "Call";
    private static final String ENDPOINT = ValueCode.RUNTIME + "Endpoint";

    private final ContractModel model;
    private final State state;
    private final ClassBuilder builder;
    private final ValueCode values;

    StubWriter(ContractModel model, State state) {
        this.model = model;
        this.state = state;
        builder = new ClassBuilder(Generator.stubName(state.name()), state.name(), STUB, ClassBuilder.internal(state.name()));
        values = new ValueCode(model, builder, state.name());
    }

    Generated write() {
        MethodVisitor constructor = builder.method(ACC_PUBLIC, "<init>", "(L" + ENDPOINT + ";)V");
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitVarInsn(ALOAD, 1);
        constructor.visitLdcInsn(state.name());
        constructor.visitMethodInsn(INVOKESPECIAL, STUB, "<init>", "(L" + ENDPOINT + ";Ljava/lang/String;)V", false);
        constructor.visitInsn(RETURN);
        ClassBuilder.end(constructor);
        state.operations().forEach(this::operation);
        return builder.finish();
    }

    private void operation(Operation operation) {
        MethodVisitor code = builder.method(ACC_PUBLIC, operation.name(), operation.descriptor());
        if (operation.optional()) {
            fallback(code, operation);
        }
        int call = Type.getArgumentsAndReturnSizes(operation.descriptor()) >> 2; // first local behind this and the parameters
        int writer = call + 1;
        int reader = call + 2;
        code.visitVarInsn(ALOAD, 0);
        code.visitLdcInsn(state.display() + "." + operation.name());
        code.visitMethodInsn(INVOKESTATIC, STUB, "begin", "(L" + STUB + ";Ljava/lang/String;)L" + CALL + ";", false);
        code.visitVarInsn(ASTORE, call);
        Label start = new Label();
        Label end = new Label();
        code.visitTryCatchBlock(start, end, end, "java/lang/Throwable");
        code.visitLabel(start);
        code.visitVarInsn(ALOAD, call);
        code.visitMethodInsn(INVOKEVIRTUAL, CALL, "arguments", "()L" + ValueCode.WRITER + ";", false);
        code.visitVarInsn(ASTORE, writer);
        SkeletonWriter.bound(code, writer, ValueCode.WRITER, MessageBound.ofCall(model, operation));
        arguments(code, operation, writer);
        code.visitVarInsn(ALOAD, call);
        code.visitLdcInsn(operation.ordinal());
        values.pushThrowing(code, operation.exceptions());
        code.visitMethodInsn(INVOKEVIRTUAL, CALL, "send", "(JL" + ValueCode.CODEC + "Throwing;)L" + ValueCode.READER + ";", false);
        code.visitVarInsn(ASTORE, reader);
        result(code, operation, call, reader);
        code.visitLabel(end);
        code.visitVarInsn(ASTORE, writer);
        code.visitVarInsn(ALOAD, call);
        code.visitVarInsn(ALOAD, writer);
        code.visitMethodInsn(INVOKEVIRTUAL, CALL, "failed", "(Ljava/lang/Throwable;)Ljava/lang/Throwable;", false);
        code.visitInsn(ATHROW);
        ClassBuilder.end(code);
    }

    /** Where the server has no such method, the contract's own body is run. */
    private void fallback(MethodVisitor code, Operation operation) {
        Label offered = new Label();
        code.visitVarInsn(ALOAD, 0);
        code.visitLdcInsn(state.display() + "." + operation.name());
        code.visitLdcInsn(operation.ordinal());
        code.visitMethodInsn(INVOKESTATIC, STUB, "offers", "(L" + STUB + ";Ljava/lang/String;J)Z", false);
        code.visitJumpInsn(IFNE, offered);
        code.visitVarInsn(ALOAD, 0);
        int local = 1;
        for (MessageType type : operation.parameters()) {
            Type parameter = Type.getType(type.descriptor());
            code.visitVarInsn(parameter.getOpcode(ILOAD), local);
            local += parameter.getSize();
        }
        code.visitMethodInsn(INVOKESPECIAL, ClassBuilder.internal(state.name()), operation.name(), operation.descriptor(), true);
        code.visitInsn(Type.getType(operation.result().descriptor()).getOpcode(IRETURN));
        code.visitLabel(offered);
    }

    private void arguments(MethodVisitor code, Operation operation, int writer) {
        int local = 1;
        for (int i = 0; i < operation.parameters().size(); i++) {
            MessageType type = operation.parameters().get(i);
            if (!(type instanceof MessageType.Primitive)) { // a primitive is never refused for itself
                code.visitVarInsn(ALOAD, writer);
                code.visitLdcInsn("parameter " + (i + 1) + " (" + type.plain().display() + ")");
                code.visitMethodInsn(INVOKEVIRTUAL, ValueCode.WRITER, "at", "(Ljava/lang/String;)V", false);
            }
            values.write(code, type, writer, local, List.of());
            local += Type.getType(type.descriptor()).getSize();
        }
    }

    private void result(MethodVisitor code, Operation operation, int call, int reader) {
        MessageType type = operation.result();
        if (!operation.moves()) {
            if (type != MessageType.Primitive.VOID) {
                values.read(code, type, reader, operation.exceptions());
            }
            finish(code, type, call);
        } else if (type instanceof MessageType.Endpoint next) {
            nextStub(code, next.contract(), call, reader);
            finish(code, type, call);
        } else {
            List<Definition.Record> outcomes = model.records(type);
            boolean choice = model.data().get(((MessageType.Data) type).name()) instanceof Definition.Choice;
            Label[] cases = DataCodecs.labels(outcomes.size());
            if (choice) {
                code.visitVarInsn(ALOAD, reader);
                code.visitIntInsn(SIPUSH, outcomes.size());
                code.visitMethodInsn(INVOKEVIRTUAL, ValueCode.READER, "readIndex", "(I)I", false);
                code.visitTableSwitchInsn(0, cases.length - 1, cases[cases.length - 1], cases);
            }
            for (int i = 0; i < cases.length; i++) {
                code.visitLabel(cases[i]);
                outcome(code, outcomes.get(i), call, reader);
                finish(code, type, call);
            }
        }
    }

    /** Reads one outcome and pushes it; the stub of the next state stands in the place of its component. */
    private void outcome(MethodVisitor code, Definition.Record outcome, int call, int reader) {
        String type = ClassBuilder.internal(outcome.name());
        Definition.Component next = outcome.next();
        code.visitTypeInsn(NEW, type);
        code.visitInsn(DUP);
        for (Definition.Component component : outcome.components()) {
            if (component == next) {
                nextStub(code, ((MessageType.Endpoint) component.type()).contract(), call, reader);
            } else {
                values.at(outcome, component);
                values.read(code, component.type(), reader, List.of());
                values.at(null, null);
            }
        }
        code.visitMethodInsn(INVOKESPECIAL, type, "<init>", DataCodecs.constructorDescriptor(outcome), false);
        if (next == null) {
            code.visitVarInsn(ALOAD, call);
            code.visitMethodInsn(INVOKEVIRTUAL, CALL, "end", "()V", false);
        }
    }

    private void nextStub(MethodVisitor code, String contract, int call, int reader) {
        String stub = ClassBuilder.internal(Generator.stubName(contract));
        code.visitTypeInsn(NEW, stub);
        code.visitInsn(DUP);
        code.visitVarInsn(ALOAD, call);
        code.visitVarInsn(ALOAD, reader);
        code.visitMethodInsn(INVOKEVIRTUAL, CALL, "next", "(L" + ValueCode.READER + ";)L" + ENDPOINT + ";", false);
        code.visitMethodInsn(INVOKESPECIAL, stub, "<init>", "(L" + ENDPOINT + ";)V", false);
    }

    /** The result, if there is one, is on the stack: checks that the reply ends there and returns. */
    private static void finish(MethodVisitor code, MessageType type, int call) {
        code.visitVarInsn(ALOAD, call);
        code.visitMethodInsn(INVOKEVIRTUAL, CALL, "done", "()V", false);
        code.visitInsn(Type.getType(type.descriptor()).getOpcode(IRETURN));
    }
}
