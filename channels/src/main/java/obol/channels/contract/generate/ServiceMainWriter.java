package obol.channels.contract.generate;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.RETURN;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Generates the program of a service: {@code Services.serve(Counter.class, "counter", new CounterService())}. */
final class ServiceMainWriter {
    private static final String SERVICES = "obol/channels/Services";
    private static final String SERVE = "(Ljava/lang/Class;Ljava/lang/String;Lobol/channels/Contract;)V";

    private ServiceMainWriter() {
    }

    static Generated write(String className, String contract, String service) {
        String object = ClassBuilder.internal(className);
        ClassBuilder builder = new ClassBuilder(className + "$Main", className, "java/lang/Object");
        MethodVisitor main = builder.method(ACC_PUBLIC | ACC_STATIC, "main", "([Ljava/lang/String;)V");
        main.visitLdcInsn(Type.getObjectType(ClassBuilder.internal(contract)));
        main.visitLdcInsn(service);
        main.visitTypeInsn(NEW, object);
        main.visitInsn(DUP);
        main.visitMethodInsn(INVOKESPECIAL, object, "<init>", "()V", false);
        main.visitMethodInsn(INVOKESTATIC, SERVICES, "serve", SERVE, false);
        main.visitInsn(RETURN);
        ClassBuilder.end(main);
        return builder.finish();
    }
}
