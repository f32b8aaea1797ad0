package obol.channels.contract.generate;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.MethodVisitor;

/** Generates the entry of a program of a suite: {@code ProcessContracts.ofSuite(Index.INSTANCE); Program.main(arguments)}. */
final class EntryWriter {
    private static final String CONTRACTS = "obol/channels/kernel/ProcessContracts";
    private static final String INDEX = ValueCode.RUNTIME + "ContractIndex";
    private static final String MAIN = "main", MAIN_DESCRIPTOR = "([Ljava/lang/String;)V";

    private EntryWriter() {
    }

    static Generated write(String mainClass, String index) {
        ClassBuilder builder = new ClassBuilder(mainClass + "$$Entry", mainClass, "java/lang/Object");
        MethodVisitor main = builder.method(ACC_PUBLIC | ACC_STATIC, MAIN, MAIN_DESCRIPTOR);
        String own = ClassBuilder.internal(index);
        main.visitFieldInsn(GETSTATIC, own, "INSTANCE", "L" + INDEX + ";");
        main.visitMethodInsn(INVOKESTATIC, CONTRACTS, "ofSuite", "(L" + INDEX + ";)V", false);
        main.visitVarInsn(ALOAD, 0);
        main.visitMethodInsn(INVOKESTATIC, ClassBuilder.internal(mainClass), MAIN, MAIN_DESCRIPTOR, false);
        main.visitInsn(RETURN);
        ClassBuilder.end(main);
        return builder.finish();
    }
}
