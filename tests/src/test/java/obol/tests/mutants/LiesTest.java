package obol.tests.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.objectweb.asm.Opcodes.*;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.tools.ToolProvider;
import obol.host.Main;
import obol.tests.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Accepted classes that reach for what java.base keeps to itself, or whose call sites lie about types: each use throws. */
class LiesTest {
    private static final String MAIN = """
        package lies;
        public class Main {
            interface Lie { Object tell(); }
            static void tell(Lie lie) {
                try {
                    System.out.println(lie.tell());
                } catch (Throwable e) {
                    System.out.println(e.getClass().getSimpleName());
                }
            }
            public static void main(String[] arguments) {
                tell(Sites::hidden);
                tell(Sites::hiddenByReference);
                tell(Sites::capturedAsAnother);
                tell(Sites::componentsOfAnother);
                tell(Sites::concatenationAsAnother);
                tell(Missing::asAnother);
                tell(OldMissing::asAnother);
            }
        }
        """;
    private static final Handle LAMBDA = new Handle(H_INVOKESTATIC, "java/lang/invoke/LambdaMetafactory", "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;"
            + "Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;", false);
    private static final Handle RECORD = new Handle(H_INVOKESTATIC, "java/lang/runtime/ObjectMethods", "bootstrap",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/TypeDescriptor;Ljava/lang/Class;Ljava/lang/String;"
            + "[Ljava/lang/invoke/MethodHandle;)Ljava/lang/Object;", false);
    private static final Handle CONCATENATION = new Handle(H_INVOKESTATIC, "java/lang/invoke/StringConcatFactory", "makeConcat",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;", false);
    private static final String UNSAFE = "jdk/internal/misc/Unsafe";
    private static final Type GET = Type.getType("()Ljava/lang/Object;");

    @TempDir
    Path folder;

    private static void method(ClassWriter writer, String name, Consumer<MethodVisitor> code) {
        MethodVisitor method = writer.visitMethod(ACC_STATIC, name, "()Ljava/lang/Object;", null, null);
        method.visitCode();
        code.accept(method);
        method.visitInsn(ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static void get(MethodVisitor method) {
        method.visitMethodInsn(INVOKEINTERFACE, "java/util/function/Supplier", "get", "()Ljava/lang/Object;", true);
    }

    private static byte[] sites() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(V17, ACC_SUPER, "lies/Sites", null, "java/lang/Object", null);
        Handle unsafe = new Handle(H_INVOKESTATIC, UNSAFE, "getUnsafe", "()L" + UNSAFE + ";", false);
        method(writer, "hidden", m -> m.visitMethodInsn(INVOKESTATIC, UNSAFE, "getUnsafe", "()L" + UNSAFE + ";", false));
        method(writer, "hiddenByReference", m -> {
            m.visitInvokeDynamicInsn("get", "()Ljava/util/function/Supplier;", LAMBDA, GET, unsafe, GET);
            get(m);
        });
        method(writer, "capturedAsAnother", m -> {
            m.visitLdcInsn("text");
            m.visitInvokeDynamicInsn("get", "(Ljava/lang/String;)Ljava/util/function/Supplier;", LAMBDA, GET,
                    new Handle(H_INVOKEVIRTUAL, "java/lang/Integer", "intValue", "()I", false), GET);
            get(m);
        });
        method(writer, "componentsOfAnother", m -> {
            m.visitLdcInsn("text");
            m.visitInvokeDynamicInsn("toString", "(Ljava/lang/String;)Ljava/lang/String;", RECORD, Type.getObjectType("lies/Sites"), "x",
                    new Handle(H_GETFIELD, "lies/Sites", "x", "J", false));
        });
        method(writer, "concatenationAsAnother", m -> {
            m.visitInvokeDynamicInsn("makeConcat", "()Ljava/lang/Integer;", CONCATENATION);
            m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/Integer", "intValue", "()I", false);
            m.visitMethodInsn(INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
        });
        writer.visitField(0, "x", "J", null, null).visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** A string passes for a class that is not there, and that for a number: nobody can say whether it is, so the class must not run. */
    private static byte[] missing(String name, int version) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(version, ACC_SUPER, name, null, "java/lang/Object", null);
        MethodVisitor pass = writer.visitMethod(ACC_STATIC, "pass", "(Llies/Absent;)Ljava/lang/Integer;", null, null);
        pass.visitCode();
        pass.visitVarInsn(ALOAD, 0);
        pass.visitInsn(ARETURN);
        pass.visitMaxs(0, 0);
        pass.visitEnd();
        method(writer, "asAnother", m -> {
            m.visitLdcInsn("text");
            m.visitMethodInsn(INVOKESTATIC, name, "pass", "(Llies/Absent;)Ljava/lang/Integer;", false);
            m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/Integer", "toString", "()Ljava/lang/String;", false);
        });
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void noneIsBelieved() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes/lies")).getParent();
        Files.write(classes.resolve("lies/Sites.class"), sites());
        Files.write(classes.resolve("lies/Missing.class"), missing("lies/Missing", V17));
        Files.write(classes.resolve("lies/OldMissing.class"), missing("lies/OldMissing", V1_4));
        Path source = Files.writeString(folder.resolve("Main.java"), MAIN);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-cp", classes.toString(), "-d",
                classes.toString(), source.toString()));
        Path image = folder.resolve("lies");
        assertEquals(0, Main.run("compile", classes.toString(), "--main", "lies.Main", "-o", image.toString()));
        assertEquals("IllegalAccessError\nIllegalAccessError\nClassCastException\nUnsupportedOperationException\nUnsupportedOperationException\n"
                + "NoClassDefFoundError\nNoClassDefFoundError\n",
                Outcome.of(List.of(image.toString()), Map.of(), "").out());
    }
}
