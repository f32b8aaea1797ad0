package obol.channels.contract.generate;

import static org.objectweb.asm.Opcodes.ACC_PROTECTED;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;

import java.util.Collection;
import java.util.TreeSet;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Generates the index of the contracts of an image or suite: one comparison after the other, as it is asked once a connect. */
final class IndexWriter {
    private static final String INDEX = ValueCode.RUNTIME + "ContractIndex";

    private IndexWriter() {
    }

    static Generated write(String name, Collection<String> contracts) {
        ClassBuilder builder = new ClassBuilder(name, name, INDEX);
        builder.singleton(INDEX);
        MethodVisitor find = builder.method(ACC_PROTECTED, "find", "(Ljava/lang/String;)L" + ValueCode.RUNTIME + "Skeleton;");
        for (String contract : new TreeSet<>(contracts)) {
            Label other = new Label();
            find.visitLdcInsn(contract);
            find.visitVarInsn(ALOAD, 1);
            find.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z", false);
            find.visitJumpInsn(IFEQ, other);
            ValueCode.pushSkeleton(find, contract);
            find.visitInsn(ARETURN);
            find.visitLabel(other);
        }
        find.visitInsn(ACONST_NULL);
        find.visitInsn(ARETURN);
        ClassBuilder.end(find);
        return builder.finish();
    }
}
