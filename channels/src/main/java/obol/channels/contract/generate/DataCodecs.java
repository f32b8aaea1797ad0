package obol.channels.contract.generate;

import static org.objectweb.asm.Opcodes.ACC_PROTECTED;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.INSTANCEOF;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SIPUSH;

import java.util.List;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageType;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Generates the codecs of records, choices and exceptions. */
final class DataCodecs {
    private static final String PUT = "(L" + ValueCode.WRITER + ";Ljava/lang/Object;)V";
    private static final String READ = "(L" + ValueCode.READER + ";)Ljava/lang/Object;";

    private DataCodecs() {
    }

    static Generated record(ContractModel model, Definition.Record record) {
        ClassBuilder builder = builder(record.name());
        ValueCode values = new ValueCode(model, builder, record.name());
        String type = ClassBuilder.internal(record.name());

        MethodVisitor put = builder.method(ACC_PROTECTED, "put", PUT);
        depth(put, ValueCode.WRITER, "enter");
        writeComponents(put, values, record, 1, 2);
        if (record.components().isEmpty()) {
            writeCount(put, 0);
        }
        depth(put, ValueCode.WRITER, "leave");
        put.visitInsn(RETURN);
        ClassBuilder.end(put);

        MethodVisitor read = builder.method(ACC_PUBLIC, "read", READ);
        depth(read, ValueCode.READER, "enter");
        if (record.components().isEmpty()) {
            readIndex(read, 1);
            read.visitInsn(POP);
        }
        read.visitTypeInsn(NEW, type);
        read.visitInsn(DUP);
        for (Definition.Component component : record.components()) {
            values.at(record, component);
            values.read(read, component.type(), 1, List.of());
        }
        read.visitMethodInsn(INVOKESPECIAL, type, "<init>", constructorDescriptor(record), false);
        depth(read, ValueCode.READER, "leave");
        read.visitInsn(ARETURN);
        ClassBuilder.end(read);
        return builder.finish();
    }

    static Generated choice(ContractModel model, Definition.Choice choice) {
        ClassBuilder builder = builder(choice.name());
        ValueCode values = new ValueCode(model, builder, choice.name());

        MethodVisitor put = builder.method(ACC_PROTECTED, "put", PUT);
        depth(put, ValueCode.WRITER, "enter");
        for (int i = 0; i < choice.permitted().size(); i++) {
            Label other = new Label();
            put.visitVarInsn(ALOAD, 2);
            put.visitTypeInsn(INSTANCEOF, ClassBuilder.internal(choice.permitted().get(i)));
            put.visitJumpInsn(IFEQ, other);
            writeCount(put, i);
            values.write(put, new MessageType.Data(choice.permitted().get(i)), 1, 2, List.of());
            depth(put, ValueCode.WRITER, "leave");
            put.visitInsn(RETURN);
            put.visitLabel(other);
        }
        throwUnlisted(put, 1, 2);
        ClassBuilder.end(put);

        MethodVisitor read = builder.method(ACC_PUBLIC, "read", READ);
        depth(read, ValueCode.READER, "enter");
        readIndex(read, choice.permitted().size());
        Label[] cases = labels(choice.permitted().size());
        // The index is below the count: the last case serves as the default.
        read.visitTableSwitchInsn(0, cases.length - 1, cases[cases.length - 1], cases);
        for (int i = 0; i < cases.length; i++) {
            read.visitLabel(cases[i]);
            values.read(read, new MessageType.Data(choice.permitted().get(i)), 1, List.of());
            depth(read, ValueCode.READER, "leave");
            read.visitInsn(ARETURN);
        }
        ClassBuilder.end(read);
        return builder.finish();
    }

    static Generated exception(Definition.Exception exception) {
        String type = ClassBuilder.internal(exception.name());
        String above = ValueCode.CODEC + "ExceptionCodec";
        ClassBuilder builder = new ClassBuilder(Generator.codecName(exception.name()), exception.name(), above);
        builder.singleton(above);
        MethodVisitor classOf = builder.method(ACC_PUBLIC, "type", "()Ljava/lang/Class;");
        classOf.visitLdcInsn(Type.getObjectType(type));
        classOf.visitInsn(ARETURN);
        ClassBuilder.end(classOf);
        MethodVisitor make = builder.method(ACC_PUBLIC, "make", "(Ljava/lang/String;)Ljava/lang/Exception;");
        make.visitTypeInsn(NEW, type);
        make.visitInsn(DUP);
        make.visitVarInsn(ALOAD, 1);
        make.visitMethodInsn(INVOKESPECIAL, type, "<init>", "(Ljava/lang/String;)V", false);
        make.visitInsn(ARETURN);
        ClassBuilder.end(make);
        return builder.finish();
    }

    /** Writes the components of the record in a local one by one; uses the locals behind it. */
    static void writeComponents(MethodVisitor code, ValueCode values, Definition.Record record, int writer, int value) {
        for (Definition.Component component : record.components()) {
            pushComponent(code, record, component, value);
            store(code, component.type(), value + 1);
            if (!(component.type().plain() instanceof MessageType.Primitive)) {
                code.visitVarInsn(ALOAD, writer);
                code.visitVarInsn(ALOAD, value + 1);
                code.visitLdcInsn(MessageType.simpleName(record.name()) + "." + component.name());
                code.visitMethodInsn(INVOKEVIRTUAL, ValueCode.WRITER, "present", "(Ljava/lang/Object;Ljava/lang/String;)V", false);
            }
            values.at(record, component);
            values.write(code, component.type(), writer, value + 1, List.of());
        }
    }

    /** Pushes a component of the record in a local. */
    static void pushComponent(MethodVisitor code, Definition.Record record, Definition.Component component, int value) {
        String type = ClassBuilder.internal(record.name());
        code.visitVarInsn(ALOAD, value);
        code.visitTypeInsn(CHECKCAST, type);
        code.visitMethodInsn(INVOKEVIRTUAL, type, component.name(), "()" + component.type().descriptor(), false);
    }

    static void store(MethodVisitor code, MessageType type, int local) {
        code.visitVarInsn(Type.getType(type.descriptor()).getOpcode(ISTORE), local);
    }

    static String constructorDescriptor(Definition.Record record) {
        StringBuilder descriptor = new StringBuilder("(");
        record.components().forEach(component -> descriptor.append(component.type().descriptor()));
        return descriptor.append(")V").toString();
    }

    /** Throws the writer's refusal of a value that is none of the permitted. */
    static void throwUnlisted(MethodVisitor code, int writer, int value) {
        code.visitVarInsn(ALOAD, writer);
        code.visitVarInsn(ALOAD, value);
        code.visitMethodInsn(INVOKEVIRTUAL, ValueCode.WRITER, "unlisted", "(Ljava/lang/Object;)Ljava/lang/RuntimeException;", false);
        code.visitInsn(ATHROW);
    }

    static Label[] labels(int count) {
        Label[] labels = new Label[count];
        for (int i = 0; i < count; i++) {
            labels[i] = new Label();
        }
        return labels;
    }

    private static ClassBuilder builder(String data) {
        ClassBuilder builder = new ClassBuilder(Generator.codecName(data), data, ValueCode.VALUE_CODEC);
        builder.singleton(ValueCode.VALUE_CODEC);
        return builder;
    }

    private static void depth(MethodVisitor code, String owner, String name) {
        code.visitVarInsn(ALOAD, 1);
        code.visitMethodInsn(INVOKEVIRTUAL, owner, name, "()V", false);
    }

    private static void writeCount(MethodVisitor code, int value) {
        code.visitVarInsn(ALOAD, 1);
        code.visitIntInsn(SIPUSH, value);
        code.visitMethodInsn(INVOKEVIRTUAL, ValueCode.WRITER, "writeCount", "(I)V", false);
    }

    private static void readIndex(MethodVisitor code, int bound) {
        code.visitVarInsn(ALOAD, 1);
        code.visitIntInsn(SIPUSH, bound);
        code.visitMethodInsn(INVOKEVIRTUAL, ValueCode.READER, "readIndex", "(I)I", false);
    }
}
